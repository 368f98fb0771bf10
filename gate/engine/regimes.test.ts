import { expect, test } from "vitest";

import { documentWith, manifestOf, resourceOf, ruleOf } from "../../test/policies";
import type { Document, Reference, Resource } from "../document/document";
import { judgeBy } from "./judge";
import { verdict } from "./judgement";
import type { ClusterOptions, JudgeOptions, Waiver } from "./options";

const manifest = manifestOf({ aws_eks_cluster: ["name"], aws_eks_node_group: ["cluster_name"], aws_vpc: [] }, [
  ruleOf("networking/nat", "medium"),
  ruleOf("networking/logs", "high"),
]);

const documentOf = (...resources: readonly Resource[]) => documentWith(resources, { path: "plan.json", kind: "plan" });
const cluster = (name: string | undefined, label = "main") =>
  resourceOf(`aws_eks_cluster.${label}`, { values: name === undefined ? {} : { name } });
const ofCluster = (reference: Partial<Reference>): Resource["edges"] => ({
  cluster_name: [{ reference: "aws_eks_cluster.main.name", certainty: "exact", targets: [], ...reference }],
});

interface Asked {
  readonly profile: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly only?: readonly string[];
  readonly resources: Document["resources"];
}

/** Policies whose rules fail on every cluster and network under the production profile, and pass under the other. */
const evaluate = (input: object) => {
  const { profile, only, resources } = input as Asked;
  return manifest.rules
    .filter(({ id }) => only === undefined || only.includes(id))
    .flatMap(({ id, severity }) =>
      Object.values(resources)
        .flatMap((ofType) => Object.keys(ofType))
        .map((address) => ({
          rule: id,
          severity,
          address,
          outcome: profile === "production" ? "fail" : "pass",
          message: `${id} says so`,
        })),
    );
};

const sandbox: ClusterOptions = { match: "sandbox-*", profile: "development", from: "eksgate.yaml:9" };
const judged = (document: Document, options: JudgeOptions) => judgeBy({ manifest, evaluate }, [document], options);
const failing = (document: Document, options: JudgeOptions) =>
  judged(document, options).findings.map((finding) => `${finding.rule.id} ${finding.address}`);

test("a cluster is judged by the settings for its name, everything else by those for all", () => {
  const options = { clusters: [sandbox] };
  expect(failing(documentOf(cluster("sandbox-a")), options)).toEqual([]);
  expect(failing(documentOf(cluster("prod")), options)).toHaveLength(2);
  expect(failing(documentOf(resourceOf("aws_vpc.main")), options)).toHaveLength(2);
  expect(failing(documentOf(cluster("sandbox-a"), cluster("prod", "other")), options).sort()).toEqual([
    "networking/logs aws_eks_cluster.other",
    "networking/nat aws_eks_cluster.other",
  ]);
});

test("the first settings that fit a name hold", () => {
  const strict: ClusterOptions = { match: "sandbox-prod*", profile: "production", from: "eksgate.yaml:12" };
  expect(failing(documentOf(cluster("sandbox-prod")), { clusters: [strict, sandbox] })).toHaveLength(2);
  expect(failing(documentOf(cluster("sandbox-prod")), { clusters: [sandbox, strict] })).toHaveLength(0);
});

test("a cluster whose name is not known is judged by the strictest that may be meant", () => {
  expect(failing(documentOf(cluster(undefined)), { clusters: [sandbox] })).toHaveLength(2);
  const relaxed: JudgeOptions = { profile: "development" };
  const strict: ClusterOptions = { match: "prod", profile: "production", from: "eksgate.yaml:9" };
  expect(failing(documentOf(cluster(undefined)), { ...relaxed, clusters: [strict] })).toHaveLength(2);
  expect(failing(documentOf(cluster("other")), { ...relaxed, clusters: [strict] })).toHaveLength(0);
});

test("a node group tells the name of its cluster, or leaves it open", () => {
  const nodes = (edges: Resource["edges"], values: Resource["values"] = {}) =>
    documentOf(resourceOf("aws_eks_node_group.main", { values, edges }));
  expect(failing(nodes({}, { cluster_name: "sandbox-a" }), { clusters: [sandbox] })).toEqual([]);
  expect(failing(nodes(ofCluster({ certainty: "unknown" })), { clusters: [sandbox] })).toHaveLength(2);
  const targets = [{ to: "aws_eks_cluster.main", type: "aws_eks_cluster", attribute: "name" }];
  const both = documentOf(
    cluster("sandbox-a"),
    resourceOf("aws_eks_node_group.main", { edges: ofCluster({ targets }) }),
  );
  expect(failing(both, { clusters: [sandbox] })).toEqual([]);
});

test("rules that are off, severities and thresholds may be those of clusters alone, and each is in the report", () => {
  const own: ClusterOptions = {
    match: "sandbox-*",
    failOn: "high",
    ruleSettings: [{ rule: "networking/logs", set: "medium", from: "eksgate.yaml:11" }],
    from: "eksgate.yaml:9",
  };
  const judgement = judged(documentOf(cluster("sandbox-a")), { clusters: [own] });
  expect(judgement.findings.map(({ severity, blocks }) => [severity, blocks])).toEqual([
    ["medium", false],
    ["medium", false],
  ]);
  expect(verdict(judgement).blocks).toBe(false);
  expect(verdict(judged(documentOf(cluster("prod")), { clusters: [own] })).blocks).toBe(true);
  expect(judgement.relaxed).toEqual([
    { how: "fails on high only for clusters sandbox-*", from: "eksgate.yaml:9" },
    { rule: "networking/logs", how: "lowered from high to medium for clusters sandbox-*", from: "eksgate.yaml:11" },
  ]);
});

test("a rule that is off for some clusters is asked for the others", () => {
  const own: ClusterOptions = {
    match: "sandbox-*",
    ruleSettings: [{ rule: "networking/logs", set: "off", from: "eksgate.yaml:11" }],
    from: "eksgate.yaml:9",
  };
  expect(failing(documentOf(cluster("sandbox-a")), { clusters: [own] })).toEqual([
    "networking/nat aws_eks_cluster.main",
  ]);
  expect(failing(documentOf(cluster("prod")), { clusters: [own] })).toHaveLength(2);
  // What is off for all may be on for some.
  const off: JudgeOptions = { ruleSettings: [{ rule: "networking/logs", set: "off", from: "eksgate.yaml:3" }] };
  const on: ClusterOptions = {
    match: "prod",
    ruleSettings: [{ rule: "networking/logs", set: "high", from: "eksgate.yaml:11" }],
    from: "eksgate.yaml:9",
  };
  expect(failing(documentOf(cluster("prod")), { ...off, clusters: [on] })).toHaveLength(2);
});

test("a waiver for clusters does not hold for what others may be meant by", () => {
  const waiver: Waiver = {
    rule: "networking/nat",
    target: { address: "*" },
    reason: "one gateway is enough",
    owner: "platform-team",
    expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    from: "eksgate.yaml:11",
  };
  const clusters = [{ match: "sandbox-*", waivers: [waiver], from: "eksgate.yaml:9" }];
  const outcomes = (document: Document) =>
    judged(document, { clusters }).findings.flatMap((one) => (one.rule.id === "networking/nat" ? one.outcome : []));
  expect(outcomes(documentOf(cluster("sandbox-a")))).toEqual(["waived"]);
  expect(outcomes(documentOf(cluster("prod")))).toEqual(["fail"]);
  expect(outcomes(documentOf(cluster(undefined)))).toEqual(["fail"]);
});

test("a subject that two clusters with the same settings share is theirs alone", () => {
  const shared = {
    rule: "networking/nat",
    severity: "medium",
    address: "aws_vpc.main",
    outcome: "fail",
    message: "no",
  };
  const clusters = [{ match: "sandbox-*", from: "eksgate.yaml:9" }];
  const document = documentOf(cluster("sandbox-a"), cluster("sandbox-b", "other"));
  const { findings } = judgeBy({ manifest, evaluate: () => [shared] }, [document], { clusters });
  expect(findings.map((finding) => finding.clusters)).toEqual([["sandbox-*"]]);
});
