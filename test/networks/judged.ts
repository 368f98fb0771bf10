import { type Document, read } from "../../gate/document";
import { loadBundle } from "../../gate/engine";
import { evaluateDocuments } from "../../gate/engine/evaluate";
import { regimesOf } from "../../gate/engine/regimes";
import type { Result } from "../../gate/engine/result";
import { instantiate } from "../../gate/engine/wasm-policy";
import type { Block } from "./blocks";
import { configurationOf } from "./configuration";
import type { Verdict } from "./evaluator-verdicts";
import { type PlanOptions, planOf } from "./plan";

/** The flows that the gate is asked for, and the rules that answer. */
export const ruleOf = {
  api: "networking/nodes-reach-api-server",
  kubelet: "networking/control-plane-reaches-kubelet",
  dns: "networking/nodes-reach-cluster-dns",
  egress: "networking/nodes-reach-aws-services",
} as const;

export type Flow = keyof typeof ruleOf;

export const flows: readonly Flow[] = ["api", "kubelet", "dns", "egress"];

/** Verdicts by carrier address and flow. */
export type Judged = ReadonlyMap<string, Readonly<Partial<Record<Flow, Verdict>>>>;

export type Form = "configuration" | "plan";

const bundle = loadBundle();
const policies = { manifest: bundle.manifest, evaluate: instantiate(bundle) };
const ids: readonly string[] = Object.values(ruleOf);
const regimes = regimesOf(bundle.manifest.rules, { rules: ids });

export function documentOf(blocks: readonly Block[], form: Form, options: PlanOptions = {}): Document {
  return form === "plan" ? read(planOf(blocks, options), "plan.json") : read(configurationOf(blocks), "cdk.tf.json");
}

export function resultsOf(document: Document): readonly Result[] {
  return evaluateDocuments(policies, [document], "2026-11-23", regimes).flat();
}

/** What the gate says of each carrier, in the words of the evaluator. */
export function judge(blocks: readonly Block[], form: Form, options: PlanOptions = {}): Judged {
  const judged = new Map<string, Partial<Record<Flow, Verdict>>>();
  for (const { rule, address, outcome } of resultsOf(documentOf(blocks, form, options))) {
    const flow = flows.find((one) => ruleOf[one] === rule);
    const verdict = outcome === "pass" ? "allowed" : outcome === "fail" ? "blocked" : "undetermined";
    if (flow !== undefined) judged.set(address, { ...judged.get(address), [flow]: verdict });
  }
  return judged;
}
