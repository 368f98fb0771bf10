import { readFileSync } from "node:fs";
import { join } from "node:path";
import opa from "@open-policy-agent/opa-wasm";
import { describe, expect, it } from "vitest";
import { type PolicyCase, readCases, readQuestions } from "../../tools/policies/cases";
import { isObject, isString, listAt, stableJson } from "../../tools/policies/json";
import { repository } from "../../tools/policies/opa";

// Every case of every rule's tests, answered by native OPA from the sources, and by the committed Wasm in Node.
const cases = readCases();
const bundle = join(repository, "policies", "bundle");
const manifest: unknown = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
const rules = listAt(manifest, "rules").map((rule) => (isObject(rule) ? String(rule["id"]) : ""));
const policy = opa.loadPolicySync(readFileSync(join(bundle, "policy.wasm")), { initial: 256, maximum: 65_536 });

/** Rules that every input decides: what becomes of a cluster is told by each plan. */
const alwaysTold: ReadonlySet<string> = new Set(["change-safety/cluster-not-destroyed"]);

function wasmResults(input: unknown): readonly unknown[] {
  const answer: unknown = policy.evaluate(input, "eksgate/results");
  return listAt(Array.isArray(answer) ? answer[0] : undefined, "result");
}

/** Both engines give sets, in an order of their own. */
function inOrder(results: readonly unknown[]): readonly string[] {
  return results.map(stableJson).sort();
}

function outcomes(results: readonly unknown[], rule: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    results.flatMap((result) =>
      isObject(result) && result["rule"] === rule && isString(result["address"])
        ? [[result["address"], result["outcome"]]]
        : [],
    ),
  );
}

describe.each(rules)("%s", (rule) => {
  const own = cases.filter((policyCase: PolicyCase) => policyCase.rule === rule);

  it("has cases that pass, fail and stay undetermined", () => {
    const wanted = new Set(own.flatMap(({ want }) => Object.values(want)));
    const outcomes = ["fail", "pass", ...(alwaysTold.has(rule) ? [] : ["undetermined"])];
    expect([...wanted].sort()).toEqual(outcomes);
  });

  it.each(own)("answers alike in native OPA and in the Wasm: $name", ({ input, native, want }) => {
    const wasm = wasmResults(input);
    expect(inOrder(wasm)).toEqual(inOrder(native));
    expect(outcomes(wasm, rule)).toEqual(want);
  });
});

describe.each([
  ["eksgate/flow", readQuestions("flows")],
  ["eksgate/networks", readQuestions("networks")],
] as const)("%s", (entrypoint, questions) => {
  it.each(questions)("answers alike in native OPA and in the Wasm: $name", ({ input, native }) => {
    const answer: unknown = policy.evaluate(input, entrypoint);
    const [first] = Array.isArray(answer) ? answer : [];
    expect(stableJson(isObject(first) ? first["result"] : undefined)).toBe(stableJson(native));
  });
});

it("knows the rule of every case", () => {
  expect(cases.map(({ rule }) => rule).filter((rule) => !rules.includes(rule))).toEqual([]);
});
