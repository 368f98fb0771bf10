/**
 * Runs the Rego's own tests, and asks for every line of what is compiled to be covered by them.
 *
 * Usage: `tsx tools/policies/test.ts [--policies FOLDER] [--counts FILE]`
 * With `--counts` the numbers of passed and failed cases are written there as JSON, for the runner that adds them up.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isObject, isString, listAt, objectAt, parseJson, stableJson, writeAtomically } from "./json";
import { opa, runOpa } from "./opa";
import { type PolicySources, policiesFolder, readSources } from "./sources";

const testArguments = ["test", ".", "--ignore=bundle", "--ignore=schema", "--timeout=120s"];

interface Counts {
  readonly passed: number;
  readonly failed: readonly string[];
}

function countTests(sources: PolicySources): Counts {
  const run = runOpa([...testArguments, "--format=json"], sources.root);
  if (!run.stdout.trimStart().startsWith("[")) {
    throw new Error(`opa test gave no results:\n${run.stderr}${run.stdout}`);
  }
  const cases = listAt({ tests: parseJson(run.stdout) }, "tests").flatMap((test) => casesOf(test));
  const failed = cases.filter((result) => result.failed).map((result) => result.name);
  if (run.status !== 0 && failed.length === 0) {
    throw new Error(`opa test ended with exit code ${run.status}, but names no failed test:\n${run.stderr}`);
  }
  return { passed: cases.length - failed.length, failed };
}

interface CaseResult {
  readonly name: string;
  readonly failed: boolean;
}

/** A test that goes through a table counts once for each of its cases. */
function casesOf(test: unknown, above = ""): readonly CaseResult[] {
  if (!isObject(test)) {
    return [];
  }
  const own = [test["package"], test["name"]].filter(isString).join(".");
  const name = above === "" ? own : `${above} / ${own}`;
  const inner = Object.values(objectAt(test, "sub_results")).flatMap((result) => casesOf(result, name));
  const failed = test["fail"] === true || test["error"] !== undefined || test["skip"] === true;
  return inner.length === 0 || (failed && inner.every((result) => !result.failed)) ? [{ name, failed }] : inner;
}

/** Lines such as `lib/x.rego:12` that no test reaches. */
function uncoveredLines(sources: PolicySources): readonly string[] {
  const report = objectAt(
    parseJson(opa([...testArguments, "--coverage", "--coverage-runs=", "--format=json"], sources.root)),
    "files",
  );
  return sources.rego.flatMap((file) =>
    listAt(report[file], "not_covered").map((range) => {
      const [start, end] = [objectAt(range, "start")["row"], objectAt(range, "end")["row"]];
      return `policies/${file}:${String(start)}${end === start ? "" : `-${String(end)}`}`;
    }),
  );
}

function main(): number {
  const { values } = parseArgs({
    options: { policies: { type: "string", default: policiesFolder }, counts: { type: "string" } },
  });
  const sources = readSources(resolve(values.policies));
  const { passed, failed } = countTests(sources);
  if (values.counts !== undefined) {
    writeAtomically(resolve(values.counts), stableJson({ passed, failed: failed.length }));
  }
  process.stdout.write(`${passed} policy cases passed, ${failed.length} failed.\n`);
  if (failed.length > 0) {
    process.stderr.write(`${failed.map((name) => `- ${name}\n`).join("")}`);
    return 1;
  }
  if (passed === 0) {
    process.stderr.write(`${values.policies}: no tests.\n`);
    return 1;
  }
  const uncovered = uncoveredLines(sources);
  if (uncovered.length > 0) {
    process.stderr.write(`Lines that no policy test reaches:\n${uncovered.map((line) => `- ${line}\n`).join("")}`);
    return 1;
  }
  process.stdout.write("Every line of the policies is covered.\n");
  return 0;
}

process.exitCode = main();
