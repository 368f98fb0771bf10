/**
 * Checks the policies, compiles them to `policies/bundle/`, and writes their pages to `docs/rules/`.
 *
 * Usage: `tsx tools/policies/build.ts [--check] [--policies FOLDER]`
 * With `--check` nothing is written: it ends with 1 where the committed bundle is not, byte for byte, what the sources give.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildBundle } from "./bundle";
import { checkSources, updateGenerated } from "./checks";
import { readClusterFlows, unknownAskers } from "./cluster-flows";
import { writeAtomically } from "./json";
import { readRules } from "./metadata";
import { OpaMissingError } from "./opa";
import { updatePages } from "./pages";
import { unknownSettings } from "./settings";
import { policiesFolder, readSources } from "./sources";

function main(): number {
  const { values } = parseArgs({
    options: { check: { type: "boolean", default: false }, policies: { type: "string", default: policiesFolder } },
  });
  const root = resolve(values.policies);
  const stale = updateGenerated(readSources(root), values.check);
  const sources = readSources(root);
  if (sources.rego.length === 0) {
    return refuse([`${values.policies}: no Rego to compile.`]);
  }
  const problems: string[] = [...stale, ...checkSources(sources)];
  // Rego that does not parse has no metadata either: its own problem says enough.
  const rules = problems.length === 0 ? readRules(sources.root, sources.rego, problems) : [];
  problems.push(...unknownSettings(rules, sources));
  if (problems.length === 0 && sources.root === policiesFolder) {
    problems.push(...unknownAskers(rules, readClusterFlows(sources)));
    problems.push(...updatePages(sources, rules, values.check));
  }
  if (problems.length > 0) {
    return refuse(problems);
  }
  const { wasm, manifest } = buildBundle(sources, rules);
  const files = new Map<string, Uint8Array>([
    [join(sources.root, "bundle", "policy.wasm"), wasm],
    [join(sources.root, "bundle", "manifest.json"), Buffer.from(manifest)],
  ]);
  if (values.check) {
    const changed = [...files].filter(([path, content]) => !existsSync(path) || !readFileSync(path).equals(content));
    return changed.length === 0
      ? say(`policies/bundle is fresh: ${rules.length} rules, ${wasm.byteLength} bytes of Wasm.`)
      : refuse(changed.map(([path]) => `${path} is not what the sources give: run \`npm run policies:build\`.`));
  }
  for (const [path, content] of files) {
    writeAtomically(path, content);
  }
  return say(`policies/bundle: ${rules.length} rules, ${wasm.byteLength} bytes of Wasm.`);
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

function refuse(problems: readonly string[]): number {
  process.stderr.write(`The policies were not built:\n${problems.map((problem) => `- ${problem}\n`).join("")}`);
  return 1;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${error instanceof OpaMissingError ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
