import { clean } from "../clean";
import { EngineError } from "../errors";
import type { Manifest, Rule } from "../manifest";
import { type Evaluate, start, thrownText } from "../wasm-policy";
import { parseCatalogue } from "./catalogue";
import { type BundleFile, readBundleFile } from "./file";
import { compileRego } from "./wasm";

/** Policies of a bundle that is not eksgate's own. */
export interface FurtherPolicies {
  /** The file, as it was named. */
  readonly path: string;
  /** The package that answers, such as `acme`. */
  readonly name: string;
  readonly revision: string;
  /** Digest of the file. */
  readonly sha256: string;
  readonly rules: readonly Rule[];
  /** The resource types that it reads. Absent where it does not say: then it reads them all. */
  readonly types?: readonly string[];
  readonly evaluate: Evaluate;
}

const loaded = new Map<string, FurtherPolicies>();

/**
 * Loads the bundles that `--bundle` names.
 *
 * @param ours what their rules are joined to
 * @throws EngineError with all that is wrong with any of them
 */
export function loadFurther(paths: readonly string[], ours: Manifest): readonly FurtherPolicies[] {
  const problems: string[] = [];
  const all = paths.flatMap((path) => {
    try {
      return [loadOne(path, ours)];
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  const owners = new Map<string, string>();
  for (const { path, rules } of all) {
    for (const { id } of rules) {
      const owner = owners.get(id);
      if (owner !== undefined) problems.push(`${path}: rule ${id} is in ${owner} too. Each rule may be in one bundle.`);
      owners.set(id, path);
    }
  }
  if (problems.length > 0) throw new EngineError(problems.join("\n"));
  return all;
}

function loadOne(path: string, ours: Manifest): FurtherPolicies {
  const file = readBundleFile(path);
  const key = JSON.stringify([path, file.sha256, file.revision, ours.wasm.sha256]);
  const known = loaded.get(key) ?? take(file, ours);
  loaded.set(key, known);
  return known;
}

function take(file: BundleFile, ours: Manifest): FurtherPolicies {
  const { path, sha256, revision, data } = file;
  const { module, entrypoints } = compileRego(file.wasm, path);
  const name = packageOf(entrypoints, path);
  const policies = { name: `The policies ${name.replaceAll("/", ".")} of ${path}`, module, data };
  const ask = (entrypoint: string): unknown => {
    try {
      return start(policies, `${name}/${entrypoint}`)({});
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw new EngineError(`${path}: its entrypoint ${name}/${entrypoint} threw: ${thrownText(error)}.`, {
        cause: error,
      });
    }
  };
  const rules = parseCatalogue(ask("catalogue"), path, ours);
  const types = entrypoints.includes(`${name}/reads`) ? parseTypes(ask("reads"), path) : undefined;
  return {
    path,
    name: clean(name.replaceAll("/", ".")),
    revision,
    sha256,
    rules,
    ...(types === undefined ? {} : { types }),
    evaluate: start(policies, `${name}/results`),
  };
}

/** The package with both of the entrypoints that a bundle must have. */
function packageOf(entrypoints: readonly string[], path: string): string {
  const found = entrypoints
    .filter((entrypoint) => entrypoint.endsWith("/results"))
    .map((entrypoint) => entrypoint.slice(0, -"/results".length))
    .filter((name) => entrypoints.includes(`${name}/catalogue`));
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return one;
  const has = entrypoints.join(", ") || "none";
  throw new EngineError(
    one === undefined
      ? `${path} has no package with the entrypoints results and catalogue; its entrypoints are ${has}. Build it with \`opa build --target wasm --entrypoint acme/results --entrypoint acme/catalogue\`, for your package acme; docs/own-policies.md tells what they answer.`
      : `${path} has several packages with the entrypoints results and catalogue: ${found.join(", ")}. Build a bundle of each.`,
  );
}

function parseTypes(answer: unknown, path: string): readonly string[] {
  if (Array.isArray(answer) && answer.length > 0 && answer.every((type) => typeof type === "string")) return answer;
  throw new EngineError(
    `${path}: its entrypoint reads answers ${JSON.stringify(answer)?.slice(0, 200) ?? "nothing"}, where a list of resource types is expected.`,
  );
}
