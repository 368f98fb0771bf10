import { isObject } from "../document/records";
import { clean } from "./clean";
import { EngineError } from "./errors";

/*
 * Guards for what the policies answer to questions. `at` is the path of the field, for the error that is thrown where it is anything else.
 * Texts come out fit to be printed.
 */

export function record(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw malformed(value, at);
}

export function list(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw malformed(value, at);
}

export function texts(value: unknown, at: string): readonly string[] {
  return list(value, at).map((item, index) => text(item, `${at}.${index}`));
}

export function text(value: unknown, at: string): string {
  if (typeof value === "string") return clean(value);
  throw malformed(value, at);
}

export function number(value: unknown, at: string): number {
  if (typeof value === "number") return value;
  throw malformed(value, at);
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], at: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw malformed(value, at);
}

function malformed(value: unknown, at: string): EngineError {
  return new EngineError(`The policies' answer is malformed: ${at} is ${JSON.stringify(value) ?? "absent"}.`);
}

/** By name, in the order of the names; the names come out fit to be printed, too. */
export function byName<T>(value: unknown, at: string, each: (item: unknown, at: string) => T): ReadonlyMap<string, T> {
  const entries = Object.entries(record(value, at)).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([name, item]) => [clean(name), each(item, `${at}.${name}`)]));
}

/** What is `null` where it is not known. */
export function known<T>(value: unknown, at: string, read: (value: unknown, at: string) => T): T | undefined {
  return value === null ? undefined : read(value, at);
}

export function flag(value: unknown, at: string): boolean {
  if (typeof value === "boolean") return value;
  throw malformed(value, at);
}
