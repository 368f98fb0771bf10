import { resourceTypes } from "../../gate/document/resource-types";
import { compare, isObject, isString, parseJson } from "./json";
import { opa } from "./opa";

/**
 * The types and attributes that the Rego can read: those of the table whose names occur in it, in a reference or in a
 * string (a path such as `vpc_config.0.subnet_ids` counts for each of its parts). It may name too many, never too few: Rego
 * has no other way to spell an attribute.
 */
export function readsOf(folder: string, files: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const identifiers = new Set<string>();
  for (const file of files) {
    collect(parseJson(opa(["parse", "--format", "json", file], folder)), identifiers);
  }
  const reads: Record<string, readonly string[]> = {};
  for (const [type, attributes] of Object.entries(resourceTypes).sort(([a], [b]) => compare(a, b))) {
    if (identifiers.has(type)) {
      reads[type] = Object.keys(attributes)
        .filter((attribute) => identifiers.has(attribute))
        .sort(compare);
    }
  }
  return reads;
}

/** Every string term: parts of references are string terms too. */
function collect(node: unknown, identifiers: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) {
      collect(item, identifiers);
    }
  } else if (isObject(node)) {
    const value = node["value"];
    if (node["type"] === "string" && isString(value)) {
      for (const part of value.split(".")) {
        identifiers.add(part);
      }
    }
    for (const item of Object.values(node)) {
      collect(item, identifiers);
    }
  }
}
