import { describe, expect, it } from "vitest";

import {
  type Finding,
  type Judgement,
  loadBundle,
  type Rule,
  responsibilities,
  type Severity,
  type Side,
} from "../../engine/index";
import { duties } from "./duties";
import { type Cell, toResponsibilities } from "./table";

function aRule(id: string, side: Side, items: readonly string[], severity: Severity = "high"): Rule {
  const texts = {
    title: `The rule ${id}`,
    description: "",
    remediation: "",
    references: [],
    settings: [],
    kinds: ["plan" as const],
    aliases: [],
  };
  return { id, severity, party: { side, items }, ...texts };
}

function aFinding(rule: Rule, address: string, outcome: Finding["outcome"], severity = rule.severity): Finding {
  const texts = { attributes: [], related: [], message: "it is wrong", missing: [], fingerprint: "0".repeat(32) };
  return { rule, severity, outcome, blocks: outcome === "fail", document: "plan.json", address, ...texts };
}

function judged(
  rules: readonly Rule[],
  findings: readonly Finding[],
  passes: readonly (readonly [Rule, string, string?])[] = [],
): Judgement {
  return {
    policies: [{ name: "eksgate", revision: "0123456789abcdef", opa: "1.22.2", sha256: "0".repeat(64), rules: 3 }],
    date: "2026-11-23",
    profile: "production",
    failOn: "medium",
    undetermined: "fail-critical",
    relaxed: [],
    rules,
    documents: [],
    findings,
    passes: passes.map(([rule, address, document = "plan.json"]) => ({ rule: rule.id, address, document })),
    waivers: [],
  };
}

const logs = aRule("shared-responsibility/logs", "aws", ["API server", "scheduler"], "medium");
const nodes = aRule("networking/nodes", "you", ["worker nodes"], "high");
const idle = aRule("networking/idle", "you", ["worker nodes"], "low");

function cellOf(item: Cell["item"], judgement: Judgement): Cell {
  const cell = toResponsibilities(judgement).cells.find((candidate) => candidate.item === item);
  if (cell === undefined) throw new Error(`no cell ${item}`);
  return cell;
}

describe("the table", () => {
  it("has every row of both sides, AWS's first, each with what it is about and the page that says so", () => {
    const { cells } = toResponsibilities(judged([logs], []));
    expect(cells.map(({ item }) => item)).toEqual([...responsibilities.aws, ...responsibilities.you]);
    for (const { text, page } of [...Object.values(duties.aws), ...Object.values(duties.you)]) {
      expect(text).toMatch(/^[A-Z].*[.]$/);
      expect(page).toMatch(/^https:\/\/docs[.]aws[.]amazon[.]com\//);
    }
  });

  it("counts what the rules of a row found, in each row that a rule serves", () => {
    const judgement = judged(
      [logs, nodes],
      [aFinding(logs, "aws_eks_cluster.a", "fail")],
      [[logs, "aws_eks_cluster.b"]],
    );
    for (const item of ["API server", "scheduler"] as const) {
      expect(cellOf(item, judgement)).toMatchObject({
        outcome: "fail",
        severity: "medium",
        pass: 1,
        fail: 1,
        undetermined: 0,
        rules: [{ rule: logs.id, outcome: "fail", pass: 1, fail: 1, undetermined: 0, waived: 0 }],
      });
    }
    expect(cellOf("etcd", judgement)).toMatchObject({ outcome: "nothing", rules: [], resources: [] });
  });

  it("says of a row whose rules found no resource that nothing is here, and which rules those are", () => {
    expect(cellOf("worker nodes", judged([nodes], []))).toMatchObject({
      outcome: "nothing",
      resources: [],
      rules: [{ rule: nodes.id, outcome: "nothing", pass: 0 }],
    });
  });

  it("takes the worst outcome of a cell, with the worst severity of that outcome alone", () => {
    const findings = [
      aFinding(idle, "aws_eks_node_group.a", "undetermined", "critical"),
      aFinding(nodes, "aws_eks_node_group.b", "fail", "low"),
      aFinding(nodes, "aws_eks_node_group.c", "fail", "high"),
    ];
    expect(cellOf("worker nodes", judged([idle, nodes], findings))).toMatchObject({
      outcome: "fail",
      severity: "high",
    });
    expect(cellOf("worker nodes", judged([idle, nodes], findings.slice(0, 1)))).toMatchObject({
      outcome: "undetermined",
      severity: "critical",
    });
    expect(cellOf("worker nodes", judged([idle, nodes], []))).not.toHaveProperty("severity");
  });

  it("names a resource that several rules judge once, with the worst of it, and the worst resources first", () => {
    const judgement = judged(
      [nodes, idle],
      [aFinding(idle, "aws_eks_node_group.b", "fail"), aFinding(nodes, "aws_eks_node_group.c", "undetermined")],
      [
        [nodes, "aws_eks_node_group.a"],
        [nodes, "aws_eks_node_group.b"],
        [nodes, "aws_eks_node_group.b", "another.json"],
      ],
    );
    expect(cellOf("worker nodes", judgement).resources).toEqual([
      { document: "plan.json", address: "aws_eks_node_group.b", outcome: "fail" },
      { document: "plan.json", address: "aws_eks_node_group.c", outcome: "undetermined" },
      { document: "another.json", address: "aws_eks_node_group.b", outcome: "pass" },
      { document: "plan.json", address: "aws_eks_node_group.a", outcome: "pass" },
    ]);
  });

  it("puts the rules that found the worst first, then by id", () => {
    const judgement = judged(
      [idle, nodes, aRule("networking/b", "you", ["worker nodes"])],
      [aFinding(nodes, "aws_eks_node_group.a", "fail")],
    );
    expect(cellOf("worker nodes", judgement).rules.map(({ rule }) => rule)).toEqual([
      "networking/nodes",
      "networking/b",
      "networking/idle",
    ]);
  });

  it("sums the cells up by outcome", () => {
    const { summary } = toResponsibilities(
      judged([logs, nodes], [aFinding(logs, "aws_eks_cluster.a", "undetermined")], [[nodes, "aws_eks_node_group.a"]]),
    );
    expect(summary).toEqual({ cells: 20, fail: 0, undetermined: 2, waived: 0, pass: 1, nothing: 17 });
  });

  it("serves each row that a rule names, and no rule is in two sides", () => {
    const { rules } = loadBundle().manifest;
    const { cells } = toResponsibilities(judged(rules, []));
    const named = rules.flatMap(({ id, party }) => (party?.items ?? []).map((item) => `${id} ${party?.side} ${item}`));
    const shown = cells.flatMap(({ side, item, rules: own }) => own.map(({ rule }) => `${rule} ${side} ${item}`));
    expect([...shown].sort()).toEqual([...named].sort());
  });
});
