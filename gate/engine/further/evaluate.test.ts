import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import { type Behaviour, compiledRego } from "../../../test/bundles/compiled";
import { type Document, documentKinds, type Resource } from "../../document/document";
import { readAll } from "../../document/index";
import { catalogueOf } from "../catalogue";
import { EngineError, UsageError } from "../errors";
import { judge, judgeBy } from "../judge";
import type { Judgement } from "../judgement";
import type { Manifest, Rule } from "../manifest";
import { type JudgeOptions, today } from "../options";
import type { FurtherPolicies } from "./load";

const folder = mkdtempSync(join(tmpdir(), "eksgate-evaluate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const catalogue = [
  { id: "acme/owned", severity: "high", title: "Buckets have an owner", remediation: "Tag it." },
  { id: "acme/named", severity: "low", title: "Buckets have a name" },
];

let made = 0;
function bundle(results: Behaviour): string {
  made += 1;
  const path = join(folder, `acme-${made}.wasm`);
  const entrypoints = { "acme/results": results, "acme/catalogue": { answers: catalogue } };
  writeFileSync(path, compiledRego({ entrypoints }));
  return path;
}

const bucket = JSON.stringify({ resource: { aws_s3_bucket: { main: { bucket: "logs" } } } });
const owned = { rule: "acme/owned", address: "aws_s3_bucket.main", outcome: "fail", message: "it has no owner" };
const named = { rule: "acme/named", address: "aws_s3_bucket.main", outcome: "pass" };

function judged(results: Behaviour, options: JudgeOptions = {}): Judgement {
  const documents = readAll([{ text: bucket, path: "cdk.tf.json" }], { whole: true });
  return judge(documents, { bundles: [bundle(results)], date: "2026-11-23", ...options });
}

describe("results of a further bundle", () => {
  test("are findings and passes beside ours, by the severities of its catalogue", () => {
    const judgement = judged({ answers: [named, owned] });
    expect(judgement.findings).toMatchObject([{ ...owned, rule: { id: "acme/owned" }, severity: "high" }]);
    expect(judgement.passes).toEqual([{ rule: "acme/named", address: "aws_s3_bucket.main", document: "cdk.tf.json" }]);
    expect(judgement.policies.map(({ name, rules }) => [name, rules])).toEqual([
      ["eksgate", judgement.rules.length - 2],
      ["acme", 2],
    ]);
    expect(judgement.documents[0]?.groups["acme"]).toEqual({ pass: 1, fail: 1, undetermined: 0, waived: 0 });
  });

  test("obey the options as those of our rules do", () => {
    const answers = { answers: [named, owned] };
    expect(judged(answers, { rules: ["acme/named"] }).findings).toEqual([]);
    expect(judged(answers, { skip: ["acme/owned"] }).relaxed).toEqual([
      { rule: "acme/owned", how: "skipped", from: "skip" },
    ]);
    const set = [{ rule: "acme/owned", set: "critical", from: "eksgate.yaml:1" }] as const;
    expect(judged(answers, { ruleSettings: set }).findings[0]?.severity).toBe("critical");
    expect(() => judged(answers, { skip: ["acme/owner"] })).toThrow('Did you mean "acme/owned"?');
  });

  test("can be waived, and are judged by the settings of the clusters that they are about", () => {
    const answers = { answers: [named, owned] };
    const waiver = {
      rule: "acme/owned",
      target: { address: "aws_s3_bucket.main" },
      reason: "it is moved away",
      owner: "platform-team",
      expires: today(),
      from: "eksgate.yaml:1",
    };
    const waived = judged(answers, { waivers: [waiver] });
    expect(waived.findings).toMatchObject([{ outcome: "waived", blocks: false }]);
    expect(waived.waivers).toMatchObject([{ state: "used", findings: 1 }]);
    const clusters = [
      {
        match: "sandbox-*",
        ruleSettings: [{ rule: "acme/owned", set: "low", from: "eksgate.yaml:2" }] as const,
        from: "eksgate.yaml:1",
      },
    ];
    expect(judged(answers, { clusters }).findings).toMatchObject([{ severity: "high", blocks: true }]);
    const cluster = (name: string) => JSON.stringify({ resource: { aws_eks_cluster: { main: { name } } } });
    const inCluster = (name: string): Judgement =>
      judge(readAll([{ text: cluster(name), path: "cdk.tf.json" }], { whole: true }), {
        bundles: [bundle(answers)],
        rules: ["acme/owned"],
        clusters,
      });
    expect(inCluster("sandbox-1").findings).toMatchObject([{ severity: "low", blocks: false }]);
    expect(inCluster("prod").findings).toMatchObject([{ severity: "high", blocks: true }]);
  });

  test("are not asked for where only our rules are", () => {
    expect(() => judged({ aborts: "conflict" }, { rules: ["networking/vpc-dns-enabled"] })).toThrow(
      "no resource that a rule applies to",
    );
  });

  test.each<[string, Behaviour, string]>([
    [
      "a conflict in the Rego",
      { aborts: "acme.rego:3:1: conflict" },
      "while they judged cdk.tf.json: acme.rego:3:1: conflict.",
    ],
    ["nothing at all", "is undefined", "The policies answered nothing where a list of results is expected"],
    [
      "a rule that is not in the catalogue",
      { answers: [{ ...owned, rule: "acme/other" }] },
      'for the rule "acme/other"',
    ],
    ["a rule of ours", { answers: [{ ...owned, rule: "networking/vpc-dns-enabled" }] }, "which was not asked"],
    [
      "an outcome that is none",
      { answers: [{ ...owned, outcome: "deny" }] },
      'Rule acme/owned gave a malformed result: outcome "deny"',
    ],
    [
      "a failure without a reason",
      { answers: [{ ...owned, message: "" }] },
      "Rule acme/owned gave a malformed result: no message",
    ],
    [
      "two results for one subject",
      { answers: [owned, { ...owned, outcome: "pass" }] },
      "Rule acme/owned has two results",
    ],
  ])("that are %s keep the gate from judging", (_, results, message) => {
    expect(() => judged(results)).toThrow(EngineError);
    expect(() => judged(results)).toThrow(message);
    expect(() => judged(results)).toThrow(/acme-\d+\.wasm/);
  });

  test("are about documents that were read whole, or about none", () => {
    const documents = readAll([{ text: bucket, path: "cdk.tf.json" }]);
    expect(() => judge(documents, { bundles: [bundle({ answers: [] })] })).toThrow(UsageError);
  });
});

test("the catalogue has the rules of further bundles behind ours", () => {
  const ids = catalogueOf({ bundles: [bundle({ answers: [] })] }).rules.map(({ id }) => id);
  expect(ids.slice(-2)).toEqual(["acme/named", "acme/owned"]);
  expect(ids.slice(0, -2)).toEqual(catalogueOf({}).rules.map(({ id }) => id));
});

const rule = (id: string): Rule => ({
  ...{ id, severity: "high", title: "t", description: "", remediation: "" },
  ...{ references: [], settings: [], aliases: [], kinds: documentKinds },
});
const manifest: Manifest = {
  ...{ name: "test", revision: "1", opa: "1.22.2", wasm: { sha256: "0".repeat(64), bytes: 1 } },
  ...{
    entrypoints: ["eksgate/results"],
    reads: { aws_vpc: ["cidr_block"] },
    settings: {},
    rules: [rule("networking/a")],
  },
};

/** Policies that tell what they were asked about, and answer what they are told to. */
function listening(answer: (input: object) => unknown, types?: readonly string[]) {
  const asked: object[] = [];
  const policies: FurtherPolicies = {
    ...{ path: "acme.wasm", name: "acme", revision: "1", sha256: "1".repeat(64), rules: [rule("acme/a")] },
    ...(types === undefined ? {} : { types }),
    evaluate: (input) => {
      asked.push(input);
      return answer(input);
    },
  };
  const judgeWith = (documents: readonly Document[]) =>
    judgeBy({ manifest, evaluate: () => [], further: [policies] }, documents, {
      allowEmpty: true,
      settings: { cni: "x" },
    });
  return { asked, judgeWith };
}

describe("what a further bundle is asked about", () => {
  const two = JSON.stringify({
    resource: {
      aws_eks_cluster: { a: { name: "a", timeouts: [{ create: "30m" }] }, b: { name: "b" } },
      aws_s3_bucket: { main: { bucket: "logs" } },
    },
  });
  const documents = readAll([{ text: two, path: "two.tf.json" }], { whole: true });

  test("is the whole document at once, with every attribute, the settings, the date and the profile", () => {
    const { asked, judgeWith } = listening(() => []);
    judgeWith(documents);
    expect(asked).toMatchObject([
      {
        ...{ kind: "config", profile: "production", settings: { cni: "x" }, gaps: [] },
        date: new Date().toISOString().slice(0, 10),
        resources: {
          aws_eks_cluster: {
            "aws_eks_cluster.a": { values: { name: "a", timeouts: [{ create: "30m" }] } },
            "aws_eks_cluster.b": { values: { name: "b" } },
          },
          aws_s3_bucket: { "aws_s3_bucket.main": { values: { bucket: "logs" } } },
          aws_vpc: {},
        },
      },
    ]);
  });

  test("is the types that it says it reads, each a key even where there is none of it", () => {
    const { asked, judgeWith } = listening(() => [], ["aws_s3_bucket", "aws_sqs_queue"]);
    judgeWith(documents);
    expect(asked).toMatchObject([{ resources: { aws_sqs_queue: {} } }]);
    expect(asked.flatMap((input) => ("resources" in input ? Object.keys(input.resources ?? {}) : []))).toEqual([
      "aws_s3_bucket",
      "aws_sqs_queue",
    ]);
  });
});

const vpc: Resource = {
  ...{ address: "aws_vpc.main", type: "aws_vpc", mode: "managed", values: {}, unknown: {}, edges: {} },
};
const plain: Document = {
  ...{ path: "a.json", kind: "config", gaps: [], resources: { aws_vpc: { "aws_vpc.main": vpc } }, deleted: {} },
};
const result = (address: string, outcome: string, message = "so") => ({ rule: "acme/a", address, outcome, message });

test("where a part of the input is not read, no pass stands, and what fails goes on to fail", () => {
  const gaps = [{ address: "module.vpc", reason: "it lies elsewhere" }];
  const document = { ...plain, gaps };
  const { judgeWith } = listening(() => [result("aws_vpc.main", "pass", ""), result("aws_vpc.other", "fail")]);
  const judgement = judgeWith([{ ...document, whole: document }]);
  expect(judgement.passes).toEqual([]);
  expect(judgement.findings.map(({ address, outcome, message }) => [address, outcome, message])).toEqual([
    ["aws_vpc.main", "undetermined", "parts of this input are not read"],
    ["aws_vpc.other", "fail", "so"],
    ["module.vpc", "undetermined", "module.vpc is not judged: it lies elsewhere"],
  ]);
  expect(judgement.findings[0]?.missing).toEqual(["module.vpc: it lies elsewhere"]);
});

test("of documents that are judged together each has the results about its own resources, and the first those about none", () => {
  const linked = (path: string, key: string): Document => {
    const whole: Document = { ...plain, path, linked: { group: "g", key } };
    return { ...whole, whole };
  };
  const { asked, judgeWith } = listening(() => [
    result("a:aws_vpc.main", "fail"),
    { ...result("b:aws_vpc.main", "fail"), related: ["a:aws_vpc.main", "b:aws_vpc.main"] },
    result("the account", "fail"),
  ]);
  const judgement = judgeWith([linked("a.json", "a"), linked("b.json", "b")]);
  expect(asked).toHaveLength(1);
  expect(judgement.findings.map(({ document, address, related }) => [document, address, related])).toEqual([
    ["a.json", "aws_vpc.main", []],
    ["b.json", "aws_vpc.main", ["a:aws_vpc.main", "aws_vpc.main"]],
    ["a.json", "the account", []],
  ]);
});
