import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compare, isObject, type JsonObject, parseJson } from "./json";
import { repository } from "./opa";

/** The folder of the policies in this repository. */
export const policiesFolder = join(repository, "policies");

/** Folders of `policies/` that hold what is made from the sources, or serves tests or other programs alone. */
const notCompiled = ["bundle", "conftest", "schema", "testing"];

/** The files of a policies folder, as paths relative to it, with `/`. */
export interface PolicySources {
  readonly root: string;
  /** Rego that is compiled. */
  readonly rego: readonly string[];
  /** JSON data that is compiled. */
  readonly data: readonly string[];
  /** Rego that only tests need, or other programs than the gate. */
  readonly tests: readonly string[];
}

export function readSources(root: string = policiesFolder): PolicySources {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.replaceAll("\\", "/"))
    .sort(compare);
  const isRego = (path: string): boolean => path.endsWith(".rego");
  const isCompiled = (path: string): boolean => !notCompiled.some((folder) => path.startsWith(`${folder}/`));
  const isTest = (path: string): boolean =>
    path.endsWith("_test.rego") || path.startsWith("testing/") || path.startsWith("conftest/");
  return {
    root,
    rego: files.filter((path) => isRego(path) && isCompiled(path) && !isTest(path)),
    data: files.filter((path) => path.endsWith(".json") && path.startsWith("data/")),
    tests: files.filter((path) => isRego(path) && isTest(path)),
  };
}

export function readSource(sources: PolicySources, path: string): string {
  return readFileSync(join(sources.root, path), "utf8");
}

/**
 * The data files as one Rego module. The Wasm holds rules alone: data that OPA reads from JSON stays outside of it, where
 * the digest of the Wasm says nothing about it. As rules, the data travels inside.
 *
 * A file `data/kubernetes-versions.json` is found at `data.data`, as OPA itself places it.
 */
export function dataModule(sources: PolicySources): string | undefined {
  const merged: Record<string, unknown> = {};
  for (const path of sources.data) {
    if (path.split("/").length !== 2) {
      throw new Error(`policies/${path}: data files lie directly in policies/data.`);
    }
    for (const [key, value] of Object.entries(readData(sources, path))) {
      if (key in merged) {
        throw new Error(`policies/${path}: the key "${key}" is in another data file too; each key may be in one.`);
      }
      if (!/^[a-z][a-z0-9_]*$/.test(key)) {
        throw new Error(`policies/${path}: the key "${key}" is not in snake case, as a Rego rule must be.`);
      }
      merged[key] = value;
    }
  }
  const rules = Object.keys(merged)
    .sort(compare)
    .map((key) => `${key} := ${JSON.stringify(merged[key])}`);
  return rules.length === 0 ? undefined : `package data\n\n${rules.join("\n\n")}\n`;
}

function readData(sources: PolicySources, path: string): JsonObject {
  const content = parseJson(readSource(sources, path));
  if (!isObject(content)) {
    throw new Error(`policies/${path}: the content is no JSON object.`);
  }
  return content;
}
