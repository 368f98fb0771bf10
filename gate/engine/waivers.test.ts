import { expect, test } from "vitest";

import { documentWith, manifestOf, resourceOf, ruleOf } from "../../test/policies";
import type { ConstructWaiver, Document } from "../document/document";
import { UsageError } from "./errors";
import { judgeBy } from "./judge";
import { type Judgement, verdict } from "./judgement";
import { type JudgeOptions, today, type Waiver } from "./options";

const manifest = manifestOf({ aws_eks_cluster: ["name"], aws_nat_gateway: [], aws_eks_node_group: ["cluster_name"] }, [
  ruleOf("networking/api", "critical"),
  ruleOf("networking/nat", "medium"),
  ruleOf("change-safety/kept", "high", ["plan"]),
]);

const nat = resourceOf("aws_nat_gateway.a", { construct: "prod/network/nat-a" });
const result = (id: string, outcome: string, severity: string, address: string) => ({
  rule: id,
  outcome,
  severity,
  address,
  message: `${id} says so`,
});
const natFails = result("networking/nat", "fail", "medium", "aws_nat_gateway.a");
const apiFails = result("networking/api", "fail", "critical", "aws_eks_node_group.main");

function judged(results: readonly object[], options: JudgeOptions, document = documentWith([nat])): Judgement {
  return judgeBy({ manifest, evaluate: () => results }, [document], options);
}

/** A day from now on, or before now. */
function day(offset: number): string {
  return new Date(Date.parse(today()) + offset * 86_400_000).toISOString().slice(0, 10);
}

const waiver = (changes: Partial<Waiver> = {}): Waiver => ({
  rule: "networking/nat",
  target: { address: "aws_nat_gateway.*" },
  reason: "one gateway is enough",
  owner: "platform-team",
  expires: day(30),
  from: "eksgate.yaml:2",
  ...changes,
});

const carried = (changes: Partial<ConstructWaiver> = {}): ConstructWaiver => ({
  rule: "networking/nat",
  target: { construct: "prod/network" },
  reason: "one gateway is enough",
  owner: "platform-team",
  expires: day(30),
  from: "cdk.tf.json, construct prod/network",
  ...changes,
});

/** What became of the findings and waivers, and whether the gate stays shut. */
function told(judgement: Judgement) {
  return {
    findings: judgement.findings.map(({ outcome }) => outcome),
    waivers: judgement.waivers.map(({ state, findings }) => `${state} ${findings}`),
    blocks: verdict(judgement).blocks,
  };
}

test("a waiver turns what fails, or is not proven, into waived, which no longer shuts the gate and stays in the report", () => {
  for (const outcome of ["fail", "undetermined"]) {
    const judgement = judged([{ ...natFails, outcome }], { waivers: [waiver()], undetermined: "fail" });
    expect(told(judgement)).toEqual({ findings: ["waived"], waivers: ["used 1"], blocks: false });
    expect(judgement.findings[0]?.waiver).toEqual({
      reason: "one gateway is enough",
      owner: "platform-team",
      expires: day(30),
    });
    expect(judgement.documents[0]?.groups["networking"]).toEqual({ pass: 0, fail: 0, undetermined: 0, waived: 1 });
  }
});

test.each<[string, Partial<Waiver>, string, string]>([
  ["for another rule", { rule: "change-safety/kept", target: { address: "*" } }, "fail", "not asked 0"],
  ["for another address", { target: { address: "aws_nat_gateway.b" } }, "fail", "unused 0"],
  ["for its construct", { target: { construct: "prod/*/nat-a" } }, "waived", "used 1"],
  ["for the construct above it", { target: { construct: "prod/network" } }, "fail", "unused 0"],
  ["that ends today", { expires: today() }, "waived", "used 1"],
  ["that ended yesterday", { expires: day(-1) }, "fail", "expired 0"],
  ["with the fingerprint of other facts", { fingerprint: "0".repeat(32) }, "fail", "outdated 0"],
])("a waiver %s", (_, changes, finding, state) => {
  const outcome = told(judged([natFails], { waivers: [waiver(changes)] }));
  expect(outcome).toEqual({ findings: [finding], waivers: [state], blocks: finding === "fail" });
});

test("a waiver holds for the finding with its fingerprint", () => {
  const fingerprint = judged([natFails], {}).findings[0]?.fingerprint ?? "";
  expect(told(judged([natFails], { waivers: [waiver({ fingerprint })] })).findings).toEqual(["waived"]);
  const other = { ...natFails, message: "two zones without a gateway" };
  expect(told(judged([other], { waivers: [waiver({ fingerprint })] })).findings).toEqual(["fail"]);
});

test("a date of the past does not bring an ended waiver back, one of the future ends it", () => {
  expect(told(judged([natFails], { waivers: [waiver({ expires: day(-1) })], date: day(-9) })).waivers).toEqual([
    "expired 0",
  ]);
  expect(told(judged([natFails], { waivers: [waiver()], date: day(31) })).waivers).toEqual(["expired 0"]);
});

test("an expired waiver, or one that matches nothing, shuts the gate where nothing else does", () => {
  const passes = { ...natFails, outcome: "pass" };
  expect(told(judged([passes], { waivers: [waiver()] }))).toEqual({
    findings: [],
    waivers: ["unused 0"],
    blocks: true,
  });
  expect(told(judged([passes], { waivers: [waiver({ expires: day(-1) })] })).blocks).toBe(true);
  expect(verdict(judged([passes], { waivers: [waiver()] })).outcome).toBe("fail");
});

test("a waiver of a rule that does not run here may match nothing", () => {
  const passes = { ...natFails, outcome: "pass" };
  const kept = waiver({ rule: "change-safety/kept" });
  expect(told(judged([passes], { waivers: [kept] }))).toEqual({
    findings: [],
    waivers: ["not asked 0"],
    blocks: false,
  });
  const skipped = judged([apiFails], { waivers: [waiver()], skip: ["networking/nat"], failOn: "critical" });
  expect(skipped.waivers.map(({ state }) => state)).toEqual(["not asked"]);
});

test("a critical finding is waived by an exact address only", () => {
  const exact = waiver({ rule: "networking/api", target: { address: "aws_eks_node_group.main" } });
  expect(told(judged([apiFails], { waivers: [exact] })).findings).toEqual(["waived"]);
  for (const target of [{ address: "aws_eks_node_group.*" }, { construct: "prod/nodes" }]) {
    expect(() => judged([apiFails], { waivers: [waiver({ rule: "networking/api", target })] })).toThrow(
      "eksgate.yaml:2: networking/api is critical, and critical rules are waived by an exact address only.",
    );
  }
  const graver = { ...natFails, severity: "critical" };
  expect(told(judged([graver], { waivers: [waiver()] }))).toEqual({
    findings: ["fail"],
    waivers: ["not allowed 0"],
    blocks: true,
  });
});

test("waivers that make no sense are refused, all at once", () => {
  const waivers = [waiver({ rule: "networking/nta" }), waiver({ owner: " " }), waiver({ expires: day(400) })];
  expect(() => judged([natFails], { waivers })).toThrow(UsageError);
  expect(() => judged([natFails], { waivers })).toThrow(
    /there is no rule "networking\/nta" to waive\. Did you mean "networking\/nat"\?.*\n.*owner is empty.*\n.*ends within a year/,
  );
});

test("a construct's waiver holds for it and what is below it, where the settings let constructs waive what is that grave", () => {
  const document = documentWith([nat], { waivers: [carried()] });
  expect(told(judged([natFails], { constructWaivers: "medium" }, document)).findings).toEqual(["waived"]);
  expect(told(judged([natFails], { constructWaivers: "high" }, document)).findings).toEqual(["waived"]);
  expect(told(judged([natFails], { constructWaivers: "low" }, document))).toEqual({
    findings: ["fail"],
    waivers: ["not allowed 0"],
    blocks: true,
  });
  expect(told(judged([natFails], {}, document)).findings).toEqual(["fail"]);
  const elsewhere = documentWith([nat], { waivers: [carried({ target: { construct: "prod/net" } })] });
  expect(told(judged([natFails], { constructWaivers: "medium" }, elsewhere)).waivers).toEqual(["unused 0"]);
});

test("a construct's waiver does not hold for the resources of another document", () => {
  const other: Document = { ...documentWith([]), path: "other.tf.json", waivers: [carried()] };
  const judgement = judgeBy({ manifest, evaluate: () => [natFails] }, [documentWith([nat]), other], {
    constructWaivers: "medium",
  });
  expect(judgement.findings.filter((one) => one.document === "cdk.tf.json").map(({ outcome }) => outcome)).toEqual([
    "fail",
  ]);
});

test("earlier findings do not shut the gate again, new ones do", () => {
  const other = { ...natFails, address: "aws_nat_gateway.b" };
  const before = judged([natFails], {});
  const baseline = { fingerprints: new Set(before.findings.map((one) => one.fingerprint)), from: "--baseline" };
  const same = judged([natFails], { baseline });
  expect(same.findings.map(({ outcome, blocks, known }) => [outcome, blocks, known])).toEqual([["fail", false, true]]);
  expect(verdict(same).blocks).toBe(false);
  expect(same.relaxed).toEqual([{ how: "earlier findings do not fail", from: "--baseline" }]);
  expect(verdict(judged([natFails, other], { baseline })).blocks).toBe(true);
});
