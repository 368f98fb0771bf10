import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { expect, test } from "vitest";

import { read } from "../document/index";
import { type Judgement, type JudgeOptions, judge } from "../engine/index";
import { withLocations } from "./positions/index";
import { toJson, toReport } from "./report";

const schema: unknown = JSON.parse(readFileSync(join(__dirname, "..", "report.schema.json"), "utf8"));
const isReport = new Ajv({ strict: true, allErrors: true }).compile(
  typeof schema === "object" && schema !== null ? schema : {},
);

function stack(endpointCidrs: unknown): string {
  return JSON.stringify({
    "//": { metadata: { stackName: "prod" } },
    variable: { cidrs: { type: "list(string)" } },
    resource: {
      aws_eks_cluster: {
        main: {
          "//": { metadata: { path: "prod/control-plane/cluster", uniqueId: "main", stackTrace: ["at main.ts:3:5"] } },
          name: "prod\u001b[31m",
          role_arn: "arn:aws:iam::111122223333:role/eks",
          version: "1.34",
          vpc_config: { subnet_ids: ["subnet-0a"], endpoint_public_access: true, public_access_cidrs: endpointCidrs },
        },
      },
    },
  });
}

function judged(endpointCidrs: unknown, options: JudgeOptions = {}): Judgement {
  const document = read(stack(endpointCidrs), "cdktf.out/stacks/prod/cdk.tf.json");
  return judge([document], { date: "2026-11-23", ...options });
}

test.each([
  ["a failure", ["0.0.0.0/0"], {}],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Terraform's
  ["something undetermined", "${var.cidrs}", {}],
  ["a passed rule alone", ["203.0.113.0/24"], { rules: ["networking/public-endpoint-not-open-to-world"] }],
  [
    "a relaxed gate",
    ["203.0.113.0/24"],
    { profile: "development", failOn: "critical", skip: ["shared-responsibility/imdsv2-required"] },
  ],
] as const)("the report of %s is valid against its schema", (_, endpointCidrs, options) => {
  isReport(JSON.parse(toJson(judged(endpointCidrs, options))));
  expect(isReport.errors).toBeNull();
});

test("the schema refuses what the report does not have", () => {
  expect(isReport({ ...toReport(judged(["0.0.0.0/0"])), more: 1 })).toBe(false);
  expect(isReport({ ...toReport(judged(["0.0.0.0/0"])), version: 2 })).toBe(false);
});

test("the report says what was judged by what, and what was found", () => {
  const rule = "networking/public-endpoint-not-open-to-world";
  const report = toReport(judged(["0.0.0.0/0"], { rules: [rule] }));
  expect(report).toMatchObject({
    version: 1,
    tool: { name: "eksgate" },
    policies: [{ name: "eksgate" }],
    date: "2026-11-23",
    profile: "production",
    relaxed: [{ how: `only ${rule}`, from: "rules" }],
    documents: [{ path: "cdktf.out/stacks/prod/cdk.tf.json", kind: "config", stack: "prod", resources: 1 }],
    summary: {
      outcome: "fail",
      rules: 1,
      subjects: 1,
      pass: 0,
      fail: 1,
      undetermined: 0,
      waived: 0,
      bySeverity: { critical: 1 },
    },
    findings: [
      {
        rule,
        severity: "critical",
        outcome: "fail",
        document: "cdktf.out/stacks/prod/cdk.tf.json",
        address: "aws_eks_cluster.main",
        construct: "prod/control-plane/cluster",
      },
    ],
    passes: [],
  });
  expect(report.findings[0]?.message).toContain("0.0.0.0/0");
  expect(report.findings[0]?.remediation).not.toBe("");
});

test("the report says where a finding stands in its input, and in the program that made it", () => {
  const text = JSON.stringify(JSON.parse(stack(["0.0.0.0/0"])), null, 2);
  const judgement = judge([read(text, "cdk.tf.json")], {
    date: "2026-11-23",
    rules: ["networking/public-endpoint-not-open-to-world"],
  });
  const lines = text.split("\n");
  const lineOf = (part: string): number => lines.findIndex((line) => line.includes(part)) + 1;
  const report = toReport({ ...judgement, findings: withLocations(judgement.findings, () => text) });
  isReport(JSON.parse(JSON.stringify(report)));
  expect(isReport.errors).toBeNull();
  expect(report.findings[0]).toMatchObject({
    source: { file: "main.ts", line: 3, column: 5 },
    location: { line: lineOf('"main": {'), column: 7, attribute: { line: lineOf('"public_access_cidrs"') } },
  });
});

test("two runs on the same input give the same bytes, and no control character of the input is among them", () => {
  const text = toJson(judged(["0.0.0.0/0"]));
  expect(toJson(judged(["0.0.0.0/0"]))).toBe(text);
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("\\u001b");
});
