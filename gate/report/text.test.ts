import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";

import { ruleOf } from "../../test/policies";
import type { Finding, Judgement, Rule, WaiverUse } from "../engine/index";
import { isBlocking } from "../engine/judgement";
import { type Terminal, terminalOf } from "./terminal";
import { toText } from "./text";

const rule: Rule = {
  ...ruleOf("networking/control-plane-reaches-kubelet", "critical"),
  title: "The control plane reaches the kubelet",
  remediation:
    "Let tcp 10250 into the nodes' security group from a security group of the control plane's network interfaces.",
};

const finding: Finding = {
  rule,
  severity: "critical",
  outcome: "fail",
  blocks: true,
  document: "cdktf.out/stacks/prod/cdk.tf.json",
  address: "aws_eks_node_group.node-group-with-a-rather-long-name-general_node-group_64F6AEA0_and_more",
  construct: "prod/node-group-general/node-group",
  attributes: ["launch_template.0.id"],
  related: ["aws_security_group.node", "aws_security_group.control_plane"],
  message:
    "tcp 10250 from the control plane's interfaces in aws_subnet.control_plane_a (10.0.96.0/28) to aws_subnet.private_b is blocked: no ingress rule of aws_security_group.node lets it in",
  missing: [],
  fingerprint: "0".repeat(32),
};

const open: Finding = {
  ...finding,
  outcome: "undetermined",
  severity: "high",
  missing: ["aws_launch_template.a: vpc_security_group_ids"],
};
const waived: Finding = {
  ...finding,
  outcome: "waived",
  blocks: false,
  waiver: { reason: "one gateway is enough for the sandbox", owner: "platform-team", expires: "2027-01-31" },
};
const known: Finding = { ...finding, blocks: false, known: true };
const waiverOf = (state: WaiverUse["state"]): WaiverUse => ({
  rule: rule.id,
  target: "aws_eks_node_group.*",
  reason: "one gateway is enough for the sandbox",
  owner: "platform-team",
  expires: "2027-01-31",
  from: "eksgate.yaml:12",
  state,
  findings: 0,
});
const low: Finding = { ...finding, severity: "low" };

function judgement(findings: readonly Finding[], changes: Partial<Judgement> = {}): Judgement {
  const counts = { pass: 1, fail: 0, undetermined: 0, waived: 0 };
  const thresholds = { failOn: "medium", undetermined: "fail-critical", ...changes } as const;
  return {
    policies: [{ name: "eksgate", revision: "0123456789abcdef", opa: "1.22.2", sha256: "0".repeat(64), rules: 12 }],
    date: "2026-11-23",
    profile: "production",
    failOn: "medium",
    undetermined: "fail-critical",
    relaxed: [],
    rules: [rule],
    documents: [
      {
        path: "cdktf.out/stacks/prod/cdk.tf.json",
        kind: "config",
        stack: "prod",
        resources: 57,
        managed: { aws_vpc: 1 },
        groups: { networking: counts, "shared-responsibility": { pass: 0, fail: 0, undetermined: 0, waived: 0 } },
        subjects: 1 + findings.length,
      },
    ],
    findings: findings.map((one) => ({ ...one, blocks: one.blocks && isBlocking(one, thresholds) })),
    passes: [{ rule: rule.id, address: "aws_eks_node_group.b", document: "cdktf.out/stacks/prod/cdk.tf.json" }],
    waivers: [],
    ...changes,
  };
}

const plain = terminalOf({ write: () => undefined }, false);
const firstLine = (text: string): string => text.split("\n")[0] ?? "";

test.each([
  ["PASSED  1 rule, 1 subject: 1 passed", judgement([])],
  ["PASSED  1 rule, 2 subjects: 1 passed, 1 failed below medium (1 low)", judgement([low])],
  ["FAILED  1 rule, 2 subjects: 1 passed, 1 failed (1 critical)", judgement([finding])],
  ["NOT PROVEN  1 rule, 2 subjects: 1 passed, 1 not proven", judgement([open])],
  [
    "NOT PROVEN  1 rule, 2 subjects: 1 passed, 1 not proven; the gate stays shut",
    judgement([open], { undetermined: "fail" }),
  ],
  ["NOT PROVEN  1 rule, 2 subjects: 1 passed, 1 not proven", judgement([open], { undetermined: "ignore" })],
  ["PASSED  1 rule, 2 subjects: 1 passed, 1 failed in the baseline (1 critical)", judgement([known])],
  ["PASSED  1 rule, 2 subjects: 1 passed, 1 waived", judgement([waived])],
  ["FAILED  1 rule, 1 subject: 1 passed, 1 waiver expired", judgement([], { waivers: [waiverOf("expired")] })],
  [
    "FAILED  1 rule, 1 subject: 1 passed, 2 waivers expired or without use",
    judgement([], { waivers: [waiverOf("expired"), waiverOf("unused"), waiverOf("not asked")] }),
  ],
  ["PASSED  nothing was judged: no resource that a rule applies to", judgement([], { passes: [] })],
])("the first line is the verdict: %s", (line, subject) => {
  expect(firstLine(toText(subject, plain))).toBe(line);
});

test("a waived finding says until when, by whom and why; a known one that it is in the baseline", () => {
  const text = toText(judgement([waived, known]), plain);
  expect(text).toContain("WAIVED, critical  networking/control-plane-reaches-kubelet\n");
  expect(text).toContain(
    "  waived    until 2027-01-31 by platform-team: one gateway is enough for the\n            sandbox",
  );
  expect(text).toContain("CRITICAL  networking/control-plane-reaches-kubelet (in the baseline: advises)");
});

test("a waiver that does not hold is told with its place and what to do", () => {
  const waivers = [waiverOf("used"), waiverOf("expired"), waiverOf("not allowed"), waiverOf("not asked")];
  const text = toText(judgement([], { waivers }), plain, { quiet: true });
  expect(text).toContain("WAIVER, expired\n  eksgate.yaml:12: networking/control-plane-reaches-kubelet on");
  expect(text.match(/^WAIVER, /gm)).toHaveLength(2);
  expect(text.replaceAll(/\s+/g, " ")).toContain("aws_eks_node_group.* has expired, and no longer holds");
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("a finding tells rule, severity, resource, construct, what blocks, what it rests on and what to change", () => {
  const text = toText(judgement([finding]), { ...plain, width: 120 });
  for (const part of [
    "CRITICAL  networking/control-plane-reaches-kubelet",
    finding.address,
    "prod/node-group-general/node-group",
  ]) {
    expect(text).toContain(part);
  }
  expect(text.replace(/\s+/g, " ")).toContain(finding.message);
  expect(text.replace(/\s+/g, " ")).toContain("rests on aws_security_group.node, aws_security_group.control_plane");
  expect(text.replace(/\s+/g, " ")).toContain(`change ${rule.remediation}`);
});

test("a finding tells the line of the program that made the construct", () => {
  const made = { ...finding, source: { file: "lib/nodes.ts", line: 12, column: 5 } };
  expect(toText(judgement([made]), plain)).toContain("  made at   lib/nodes.ts:12:5\n");
  expect(toText(judgement([finding]), plain)).not.toContain("made at");
});

test("what is not proven tells what the input lacks", () => {
  expect(toText(judgement([open]), plain)).toContain("unknown   aws_launch_template.a: vpc_security_group_ids");
});

test.each([50, 80, 120])("no line is longer than a terminal of %i columns", (width) => {
  const text = toText(
    judgement([finding, open, low], { relaxed: [{ rule: rule.id, how: "skipped", from: "--skip" }] }),
    { ...plain, width },
  );
  expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
});

test("a quiet report still has every finding", () => {
  const text = toText(judgement([finding, open]), plain, { quiet: true });
  expect(text).not.toContain("57 resources");
  expect(text.match(/networking\/control-plane-reaches-kubelet/g)).toHaveLength(2);
});

test("whatever relaxed the gate is in the report", () => {
  const text = toText(
    judgement([], { relaxed: [{ rule: "networking/x", how: "off", from: "eksgate.yaml:9" }] }),
    plain,
  );
  expect(text).toContain("Relaxed: networking/x off, from eksgate.yaml:9");
});

test("colour adds nothing but escapes", () => {
  const colored: Terminal = terminalOf({ write: () => undefined }, true);
  const text = toText(judgement([finding, open]), colored);
  expect(text).toContain("\u001b[");
  expect(stripVTControlCharacters(text)).toBe(toText(judgement([finding, open]), plain));
});
