import { z } from "zod";
import { formatPath, isSettings, type Settings, type SettingsPath } from "./merge-settings";
import { nearest } from "./nearest-key";
import type { PlatformProblem } from "./platform-file-error";
import type { YamlSource } from "./yaml-source";

/** One thing that a schema finds wrong with settings. */
export interface SchemaFinding {
  /** Path from the settings that were checked. */
  readonly path: SettingsPath;
  readonly kind: "unknown key" | "missing" | "wrong value";
  /** The key that an unknown one was probably meant to be. */
  readonly meant?: string | undefined;
  readonly value: unknown;
  readonly message: string;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys",
  record: "a map of keys",
};

/** What a schema finds wrong with settings; empty if nothing. */
export function check(schema: z.ZodType, settings: Settings): readonly SchemaFinding[] {
  const result = schema.safeParse(settings);
  return result.success ? [] : result.error.issues.flatMap((issue) => findingsOf(issue, [], settings, schema));
}

/** A finding as a problem of the file, with the place of its key or value. */
export function problemOf(finding: SchemaFinding, prefix: SettingsPath, source: YamlSource): PlatformProblem {
  const path = [...prefix, ...finding.path];
  const { kind, value, message } = finding;
  const position = kind === "unknown key" ? source.keyAt(path) : source.valueAt(path);
  return { ...position, key: formatPath(path), ...(kind === "wrong value" ? { value } : {}), message };
}

function findingsOf(
  issue: z.core.$ZodIssue,
  outer: SettingsPath,
  settings: Settings,
  schema: z.ZodType,
): SchemaFinding[] {
  const path = [...outer, ...issue.path.map((key) => (typeof key === "number" ? key : String(key)))];
  const value = valueAt(settings, path);
  if (issue.code === "unrecognized_keys") {
    const allowed = keysAt(schema, path);
    return issue.keys.map((key) => unknownKey([...path, key], allowed, valueAt(settings, [...path, key])));
  }
  if (issue.code === "invalid_union" && isSettings(value)) {
    // The branches are a constant and a map: for a map, what its own schema says is of use.
    const branch = issue.errors.at(-1) ?? [];
    return branch.flatMap((inner) => findingsOf(inner, path, settings, schema));
  }
  if (value === undefined) return [{ path, kind: "missing", value, message: `is missing; it ${demand(issue)}` }];
  return [{ path, kind: "wrong value", value, message: `${demand(issue)}${hint(issue, value)}` }];
}

/** What to say of a key that is none. */
export function unknownKey(path: SettingsPath, allowed: readonly string[], value: unknown): SchemaFinding {
  const meant = nearest(String(path.at(-1)), allowed);
  const hintText = meant === undefined ? "" : `; did you mean "${meant}"?`;
  return { path, kind: "unknown key", meant, value, message: `unknown key; allowed: ${allowed.join(", ")}${hintText}` };
}

/** What a value must be, or hold. */
function demand(issue: z.core.$ZodIssue): string {
  return issue.code === "custom" && issue.message.startsWith("must ") ? issue.message : `must be ${wanted(issue)}`;
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return TYPES[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") {
    const values = issue.values.map((value) => (typeof value === "string" ? `"${value}"` : String(value)));
    return values.length === 1 ? values.join() : `one of ${values.join(", ")}`;
  }
  if (issue.code === "invalid_union")
    return issue.errors
      .flatMap((branch) => branch.slice(0, 1))
      .map(wanted)
      .join(" or ");
  return issue.message.replace(/^must (be )?/, "");
}

function hint(issue: z.core.$ZodIssue, value: unknown): string {
  const wantsText =
    (issue.code === "invalid_type" && issue.expected === "string") ||
    (issue.code === "invalid_value" && issue.values.every((allowed) => typeof allowed === "string"));
  if (wantsText && (typeof value === "number" || typeof value === "boolean")) return "; put it in quotes";
  if (issue.code !== "invalid_value" || typeof value !== "string") return "";
  const meant = nearest(
    value,
    issue.values.filter((allowed) => typeof allowed === "string"),
  );
  return meant === undefined ? "" : `; did you mean "${meant}"?`;
}

function valueAt(settings: Settings, path: SettingsPath): unknown {
  let value: unknown = settings;
  for (const key of path) {
    if (isSettings(value) && Object.hasOwn(value, key)) value = value[key];
    else if (Array.isArray(value) && typeof key === "number") value = value[key];
    else return undefined;
  }
  return value;
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.core.$ZodType, path: SettingsPath): readonly string[] {
  const [key, ...rest] = path;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) {
    const branch = schema.options.find((option) => option instanceof z.ZodObject);
    return branch === undefined ? [] : keysAt(branch, path);
  }
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    const member = key === undefined ? undefined : shape[key];
    if (key === undefined) return Object.keys(shape);
    return member === undefined ? [] : keysAt(member, rest);
  }
  if (schema instanceof z.ZodRecord) return keysAt(schema.valueType, rest);
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  return [];
}
