/**
 * Every rule's test cases, with what native OPA answers to them: what the compiled Wasm is compared with.
 *
 * Usage as a program: `tsx tools/policies/cases.ts > cases.json`
 */
import { join } from "node:path";
import { compare, isObject, isString, listAt, objectAt, parseJson, stableJson } from "./json";
import { opa, repository } from "./opa";
import { type PolicySources, readSources } from "./sources";

/** One test case of a rule. */
export interface PolicyCase {
  /** Id of the rule, such as `networking/nodes-reach-api-server`. */
  readonly rule: string;
  readonly name: string;
  /** What a policy sees. */
  readonly input: unknown;
  /** Outcome of the rule by address. */
  readonly want: Readonly<Record<string, string>>;
  /** `data.eksgate.results` of the input, by native OPA. */
  readonly native: readonly unknown[];
}

/** One question about a flow, or about the networks of clusters. */
export interface QuestionCase {
  readonly name: string;
  /** What a policy sees. */
  readonly input: unknown;
  /** `data.eksgate.flow` or `data.eksgate.networks` of the input, by native OPA. */
  readonly native: unknown;
}

export function readCases(sources: PolicySources = readSources()): readonly PolicyCase[] {
  return evaluateExporter(sources, "cases", "all")
    .map(readCase)
    .sort((a, b) => compare(`${a.rule} ${a.name}`, `${b.rule} ${b.name}`));
}

/** The questions of `policies/flow_test.rego` or `policies/networks_test.rego`. */
export function readQuestions(
  kind: "flows" | "networks",
  sources: PolicySources = readSources(),
): readonly QuestionCase[] {
  return evaluateExporter(sources, "cases", kind)
    .filter(isObject)
    .map((question) => ({ name: String(question["label"]), input: question["input"], native: question["answer"] }))
    .sort((a, b) => compare(a.name, b.name));
}

/** What native OPA answers for `rule` of `tools/policies/<exporter>.rego` over the policies. */
export function evaluateExporter(
  sources: PolicySources,
  exporter: "cases" | "wants",
  rule: string,
): readonly unknown[] {
  const text = opa(
    [
      "eval",
      "--data=.",
      `--data=${join(repository, "tools", "policies", `${exporter}.rego`)}`,
      "--ignore=bundle",
      "--ignore=schema",
      "--format=json",
      `data.eksgate_tools.${exporter}.${rule}`,
    ],
    sources.root,
  );
  const [result] = listAt(parseJson(text), "result");
  const [expression] = listAt(result, "expressions");
  return listAt(expression, "value");
}

function readCase(exported: unknown): PolicyCase {
  const { group, name, label } = isObject(exported) ? exported : {};
  const policyCase = objectAt(exported, "case");
  const rule = `${String(group)}/${String(name).replace(/_test$/, "")}`;
  const want: Record<string, string> = {};
  for (const [address, outcome] of Object.entries(objectAt(policyCase, "want"))) {
    if (!isString(outcome)) {
      throw new Error(`${rule}, case "${String(label)}": the outcome of ${address} is no string.`);
    }
    want[address] = outcome;
  }
  if (policyCase["input"] === undefined || policyCase["want"] === undefined) {
    throw new Error(`${rule}, case "${String(label)}": a case has input and want.`);
  }
  return { rule, name: String(label), input: policyCase["input"], want, native: listAt(exported, "results") };
}

if (require.main === module) {
  process.stdout.write(stableJson(readCases()));
}
