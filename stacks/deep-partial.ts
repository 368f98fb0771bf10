import { z } from "zod";

/**
 * The schema with every member of its objects optional, at any depth: a layer of settings need not be complete, but what
 * it holds must be right. Items of lists stay whole, since lists are replaced, not merged.
 */
export function deepPartial(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return deepPartial(schema.unwrap()).optional();
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.ZodType> = {};
    for (const [key, member] of Object.entries<z.core.$ZodType>(schema.shape))
      shape[key] = deepPartial(member).optional();
    return z.strictObject(shape);
  }
  if (schema instanceof z.ZodRecord) return z.record(z.string(), deepPartial(schema.valueType));
  return schema instanceof z.ZodType ? schema : z.unknown();
}
