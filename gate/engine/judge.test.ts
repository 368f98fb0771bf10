import { expect, test } from "vitest";

import { documentWith, manifestOf, resourceOf, ruleOf } from "../../test/policies";
import { NothingToJudgeError, UsageError } from "./errors";
import { judgeBy } from "./judge";
import { verdict } from "./judgement";

const manifest = manifestOf({ aws_vpc: ["cidr_block"] }, [
  ruleOf("networking/a", "critical"),
  ruleOf("networking/b", "high"),
  ruleOf("change-safety/c", "low"),
]);

const vpc = resourceOf("aws_vpc.main", { construct: "prod/network/vpc" });
const document = documentWith([vpc]);

const result = (id: string, outcome: string, severity: string, address = "aws_vpc.main") => ({
  rule: id,
  outcome,
  severity,
  address,
  attributes: ["cidr_block"],
  related: [],
  message: outcome === "pass" ? "" : `${id} says so`,
  missing: [],
});

/** Policies that answer what they are told to. */
const answering = (...results: object[]) => ({ manifest, evaluate: () => results });

test("every result is a finding or a pass, the findings from the worst to the mildest", () => {
  const judgement = judgeBy(
    answering(
      result("change-safety/c", "fail", "low"),
      result("networking/b", "pass", "high"),
      result("networking/b", "undetermined", "high", "aws_vpc.other"),
      result("networking/a", "fail", "critical"),
    ),
    [document],
  );
  expect(judgement.findings.map(({ rule: { id }, outcome }) => `${id} ${outcome}`)).toEqual([
    "networking/a fail",
    "networking/b undetermined",
    "change-safety/c fail",
  ]);
  expect(judgement.passes).toEqual([{ rule: "networking/b", address: "aws_vpc.main", document: "cdk.tf.json" }]);
  expect(judgement.findings[0]?.construct).toBe("prod/network/vpc");
});

test("a result that names no severity has its rule's own", () => {
  const { severity: _, ...bare } = result("networking/b", "fail", "low");
  expect(judgeBy(answering(bare), [document]).findings[0]?.severity).toBe("high");
});

test("what is missing may be one text, or address, attribute and what would decide it", () => {
  const missing = ["aws_vpc.main: cidr_block", { address: "aws_vpc.b", attribute: "id", decides: "the plan" }];
  const judgement = judgeBy(answering({ ...result("networking/a", "undetermined", "high"), missing }), [document]);
  expect(judgement.findings[0]?.missing).toEqual(["aws_vpc.b: id (decided by the plan)", "aws_vpc.main: cidr_block"]);
});

test.each([
  ["fail", "critical", {}, "fail", true],
  ["fail", "medium", {}, "fail", true],
  ["fail", "low", {}, "pass", false],
  ["fail", "low", { failOn: "low" }, "fail", true],
  ["fail", "medium", { failOn: "high" }, "pass", false],
  ["undetermined", "critical", {}, "undetermined", true],
  ["undetermined", "high", {}, "undetermined", false],
  ["undetermined", "critical", { profile: "development" }, "undetermined", false],
  ["undetermined", "critical", { undetermined: "ignore" }, "undetermined", false],
  ["undetermined", "low", { undetermined: "fail" }, "undetermined", true],
] as const)("%s of severity %s with %j comes to %s, and blocks: %s", (outcome, severity, options, expected, blocks) => {
  const judgement = judgeBy(answering(result("networking/a", outcome, severity)), [document], options);
  expect(verdict(judgement)).toEqual({ outcome: expected, blocks });
});

test("an input without a subject is refused, unless that is allowed", () => {
  expect(() => judgeBy(answering(), [document])).toThrow(NothingToJudgeError);
  expect(() => judgeBy(answering(), [])).toThrow("There is no input");
  expect(verdict(judgeBy(answering(), [document], { allowEmpty: true }))).toEqual({ outcome: "pass", blocks: false });
});

test("a rule that throws is named, and nothing is judged", () => {
  const evaluate = (input: object): unknown => {
    const asked = "only" in input && Array.isArray(input.only) ? input.only : ["networking/b"];
    // The SDK of the Wasm throws strings.
    if (asked.includes("networking/b")) throw "object insert conflict";
    return [];
  };
  expect(() => judgeBy({ manifest, evaluate }, [document])).toThrow(
    /^Rule networking\/b threw while it judged cdk.tf.json: object insert conflict\.\n/,
  );
});

test("policies that throw only together are told apart from a rule that throws", () => {
  const evaluate = (input: object): unknown => {
    if ("only" in input) return [];
    throw { message: "not implemented: built-in function 3: time.now_ns" };
  };
  expect(() => judgeBy({ manifest, evaluate }, [document])).toThrow(/time\.now_ns\. No rule throws when asked alone/);
});

test.each([
  ["no list", undefined, "where a list of results is expected"],
  ["an unknown rule", [result("networking/z", "pass", "low")], '"networking/z", which was not asked'],
  [
    "an unknown outcome",
    [result("networking/a", "maybe", "low")],
    'Rule networking/a gave a malformed result: outcome "maybe"',
  ],
  ["an unknown severity", [{ ...result("networking/a", "pass", "low"), severity: "grave" }], 'severity "grave"'],
  [
    "a missing value without words",
    [{ ...result("networking/a", "undetermined", "low"), missing: [{}] }],
    "missing [{}]",
  ],
  ["a failure without words", [{ ...result("networking/a", "fail", "low"), message: "" }], "no message"],
  ["no address", [{ ...result("networking/a", "pass", "low"), address: "" }], 'address ""'],
  [
    "two results for one subject",
    [result("networking/a", "pass", "low"), result("networking/a", "fail", "low")],
    "two results",
  ],
])("%s in the answer of the policies is refused", (_, answer, message) => {
  expect(() => judgeBy({ manifest, evaluate: () => answer }, [document])).toThrow(message);
});

test("only the rules that are chosen are asked, and the report says that it is so", () => {
  const asked: unknown[] = [];
  const evaluate = (input: object): unknown => {
    asked.push("only" in input ? input.only : undefined);
    return [result("networking/a", "pass", "critical")];
  };
  judgeBy({ manifest, evaluate }, [document]);
  const judgement = judgeBy({ manifest, evaluate }, [document], {
    skip: ["networking/b"],
    sources: { skip: "--skip" },
  });
  expect(asked).toEqual([undefined, ["networking/a", "change-safety/c"]]);
  expect(judgement.relaxed).toEqual([{ rule: "networking/b", how: "skipped", from: "--skip" }]);
});

test.each([
  [{ skip: ["networking/a"] }, "networking/a is critical, and critical rules cannot be skipped"],
  [
    { ruleSettings: [{ rule: "networking/a", set: "off", from: "eksgate.yaml:3" }] },
    "eksgate.yaml:3: networking/a is critical",
  ],
  [{ ruleSettings: [{ rule: "networking/a", set: "high", from: "f:1" }] }, "critical rules cannot be lowered"],
  [{ skip: ["networking/bb"] }, 'there is no rule "networking/bb". Did you mean "networking/b"?'],
  [{ rules: ["c"] }, 'there is no rule "c". Did you mean "change-safety/c"?'],
  [{ rules: ["networking/b"], skip: ["networking/b"] }, "leave no rule"],
  [{ date: "2026-02-30" }, "not a day"],
  [{ date: "23.11.2026" }, "not a day"],
] as const)("the options %j are refused", (options, message) => {
  const attempt = () => judgeBy(answering(result("networking/a", "pass", "critical")), [document], options);
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(message);
});

test("a severity from the settings takes the place of the rule's own, and a lowered one is listed", () => {
  const judgement = judgeBy(
    answering(result("networking/b", "fail", "high"), result("change-safety/c", "fail", "low")),
    [document],
    {
      ruleSettings: [
        { rule: "networking/b", set: "low", from: "eksgate.yaml:7" },
        { rule: "change-safety/c", set: "critical", from: "eksgate.yaml:8" },
      ],
    },
  );
  expect(judgement.findings.map(({ rule: { id }, severity }) => [id, severity])).toEqual([
    ["change-safety/c", "critical"],
    ["networking/b", "low"],
  ]);
  expect(judgement.relaxed).toEqual([
    { rule: "networking/b", how: "lowered from high to low", from: "eksgate.yaml:7" },
  ]);
});

test("whatever loosens the gate as a whole is listed", () => {
  const judgement = judgeBy(answering(result("networking/a", "pass", "critical")), [document], {
    profile: "development",
    failOn: "critical",
    undetermined: "ignore",
  });
  expect(judgement.relaxed.map(({ how }) => how)).toEqual([
    "fails on critical only",
    "profile development",
    "undetermined results are ignored",
  ]);
});

test("a fingerprint is the same wherever the input lies, and another where the facts differ", () => {
  const of = (path: string, message: string) =>
    judgeBy(answering({ ...result("networking/a", "fail", "critical"), message }), [{ ...document, path }]).findings[0]
      ?.fingerprint;
  expect(of("a.json", "cidr 10.0.0.0/16")).toBe(of("b.json", "cidr 10.0.0.0/16"));
  expect(of("a.json", "cidr 10.0.0.0/16")).not.toBe(of("a.json", "cidr 10.1.0.0/16"));
});

test("terminal escapes and control characters of the input are not in the judgement", () => {
  const judgement = judgeBy(
    answering({ ...result("networking/a", "fail", "critical", "aws_vpc.\u001b[2Jx"), message: "a\u0007b\nPASSED" }),
    [{ ...document, path: "\u001b]0;t\u0007p.json", stack: "\u202eprod" }],
  );
  expect(judgement.findings[0]).toMatchObject({ address: "aws_vpc.x", message: "ab PASSED", document: "p.json" });
  expect(judgement.documents[0]?.stack).toBe("prod");
});
