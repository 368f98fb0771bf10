/** An object of the input, or one made from it: without a prototype, so that no key of the input can reach one. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A class whose instances inherit nothing: engines make them faster than objects from `Object.create(null)`. */
class Bare<T> {
  [key: string]: T;
}
Object.setPrototypeOf(Bare.prototype, null);
Reflect.deleteProperty(Bare.prototype, "constructor");

/** For few keys that many others share, as attributes are. */
export function emptyRecord<T>(): Record<string, T> {
  return new Bare<T>();
}

/** For any number of keys, such as addresses. */
export function emptyDictionary<T>(): Record<string, T> {
  return Object.create(null);
}

/** The property of an object of the input; never one that it inherits: those are functions, which JSON has not, or `__proto__`. */
export function own(value: unknown, key: string): unknown {
  if (!isObject(value)) {
    return undefined;
  }
  if (key === "__proto__") {
    return Object.hasOwn(value, key) ? value[key] : undefined;
  }
  const property = value[key];
  return typeof property === "function" ? undefined : property;
}

/** The entries of an object of the input, or of each object in a list of them, as HCL's JSON syntax allows both. */
export function entriesOf(value: unknown): [string, unknown][] {
  if (isArray(value)) {
    return value.flatMap(entriesOf);
  }
  return isObject(value) ? Object.entries(value) : [];
}
