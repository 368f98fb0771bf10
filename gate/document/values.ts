import { emptyRecord, isArray, isObject, type JsonObject } from "./records";
import { type ResourceType, resourceTypes, type Shape } from "./resource-types";

/** The shape of a resource type's attributes; `undefined` where no policy reads the type. */
export function shapeOf(type: string): { readonly [attribute: string]: Shape } | undefined {
  return shapes.get(type);
}

const shapes = new Map<string, { readonly [attribute: string]: Shape }>(Object.entries(resourceTypes));

/** Whether a policy reads the type. */
export function isResourceType(type: string): type is ResourceType {
  return shapes.has(type);
}

/** The shape of an attribute; of any key for a map. */
export function shapeAt(shape: Shape | undefined, key: string): Shape | undefined {
  if (typeof shape !== "object" || isListShape(shape)) {
    return undefined;
  }
  const named = key === "__proto__" ? undefined : shape[key];
  // Names that every object has are functions there, and no shape is one.
  return named === undefined || typeof named === "function" ? shape["*"] : named;
}

export function isListShape(shape: Shape | undefined): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** Whether it is a list of blocks, so that indexes are part of the paths below it. */
export function isBlockShape(shape: Shape | undefined): boolean {
  return isListShape(shape) && typeof shape[0] === "object";
}

export function isMapShape(shape: Shape | undefined): boolean {
  return typeof shape === "object" && !isListShape(shape) && shape["*"] !== undefined;
}

/** Stands for a value that is not of its shape and cannot be converted: nothing is known of it. */
export const notConvertible = Symbol("not convertible");

/**
 * A known scalar in its shape; `undefined` where it is as good as absent. Terraform's older provider kit cannot tell `""` from
 * null, and a plan shows `""` for what was left out of a route, so that an empty string counts as absent; but not in a map:
 * an empty tag is a tag.
 */
export function scalarIn(value: unknown, shape: Shape | undefined, inMap = false): unknown {
  if (value === null || value === undefined) {
    return undefined;
  }
  if (shape === undefined) {
    return value;
  }
  if (value === "" && !inMap) {
    return undefined;
  }
  if (shape === "string") {
    return typeof value === "object" ? notConvertible : String(value);
  }
  if (shape === "number") {
    const number = typeof value === "string" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : notConvertible;
  }
  if (shape === "boolean") {
    if (typeof value === "boolean") {
      return value;
    }
    const text = String(value);
    return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : notConvertible;
  }
  return notConvertible;
}

/** A known value without its nulls, where no shape is declared. */
function withoutNulls(value: unknown): unknown {
  if (isArray(value)) {
    return value.filter((item) => item !== null).map(withoutNulls);
  }
  if (isObject(value)) {
    const result = emptyRecord<unknown>();
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item !== null) {
        result[key] = withoutNulls(item);
      }
    }
    return result;
  }
  return value;
}

/** What stands at a path such as `vpc_config.0.subnet_ids` of a resource's values. */
export function valueAt(values: Readonly<JsonObject>, path: string): unknown {
  let at: unknown = values;
  for (const segment of path.split(".")) {
    if (isArray(at)) {
      at = at[Number(segment)];
    } else if (isObject(at)) {
      at = at[segment];
    } else {
      return undefined;
    }
  }
  return at;
}

/** A known value in its shape. */
export function convert(value: unknown, shape: Shape | undefined): unknown {
  if (shape === undefined) {
    return withoutNulls(value);
  }
  if (isListShape(shape) && typeof shape[0] !== "object") {
    const items = isArray(value) ? value : [value];
    const converted = items.map((item) => scalarIn(item, shape[0])).filter((item) => item !== undefined);
    return converted.includes(notConvertible) ? notConvertible : converted;
  }
  if (isMapShape(shape)) {
    if (!isObject(value)) {
      return notConvertible;
    }
    const result = emptyRecord<unknown>();
    for (const key of Object.keys(value)) {
      const item = scalarIn(value[key], shapeAt(shape, key), true);
      if (item !== undefined) {
        result[key] = item;
      }
    }
    return Object.values(result).includes(notConvertible) ? notConvertible : result;
  }
  if (isListShape(shape)) {
    return notConvertible;
  }
  return scalarIn(value, shape);
}
