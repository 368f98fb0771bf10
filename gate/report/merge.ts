import { isDeepStrictEqual } from "node:util";

import {
  type Catalogue,
  compareFindings,
  comparePasses,
  type Finding,
  groupsIn,
  type JudgedDocument,
  type JudgedShard,
  type Judgement,
  joinedUses,
  NothingToJudgeError,
  nothingToJudge,
  type PolicySet,
  packageRoot,
  type Rule,
  UsageError,
} from "../engine/index";
import type { ReadReport } from "./read-report";
import { summarize } from "./report";

/** A report, and what errors call it. */
export interface NamedReport {
  readonly file: string;
  readonly report: ReadReport;
}

/**
 * Joins the reports of all shards of one run into the judgement of that run.
 *
 * @param catalogue of the policies that judged
 * @throws UsageError with all that does not fit: a report of no shard, shards of different runs, missing or doubled ones
 * @throws NothingToJudgeError if there is nothing in an input that a rule applies to, unless that was allowed
 */
export function mergeReports(reports: readonly NamedReport[], catalogue: Catalogue): Judgement {
  const problems = reports.flatMap((each) => ownProblems(each, catalogue));
  const shards = reports.flatMap(({ file, report }) =>
    report.shard === undefined ? [] : [{ file, report, shard: report.shard }],
  );
  const [first] = shards;
  if (first === undefined) throw new UsageError(problems.join("\n") || "There is no report to merge.");
  problems.push(...shards.flatMap((each) => differences(first, each)));
  if (problems.length === 0) problems.push(...setProblems(shards));
  if (problems.length > 0) throw new UsageError(problems.join("\n"));

  if (!first.shard.allowEmpty) requireSubjects(shards.map(({ shard }) => shard));
  const rules = rulesOf(first.shard, catalogue);
  const parts = shards.map(({ report, shard }) => rebuilt(report, shard, rules));
  const documents = parts.flatMap((part, at) =>
    part.documents.map((document, number) => ({ document, place: shards[at]?.shard.places[number] ?? 0 })),
  );
  const { shard: _, ...whole } = rebuilt(first.report, first.shard, rules);
  return {
    ...whole,
    documents: documents.toSorted((a, b) => a.place - b.place).map(({ document }) => document),
    findings: parts.flatMap(({ findings }) => findings).sort(compareFindings),
    passes: parts.flatMap(({ passes }) => passes).sort(comparePasses),
    waivers: joinedUses(parts.map(({ waivers }) => waivers)),
  };
}

interface ShardReport extends NamedReport {
  readonly shard: JudgedShard;
}

/** What is wrong with one report by itself. */
function ownProblems({ file, report }: NamedReport, catalogue: Catalogue): string[] {
  const { shard, tool, policies } = report;
  if (shard === undefined) return [`${file}: it is the report of a whole run, made without --shard.`];
  const problems: string[] = [];
  const { version } = packageRoot();
  if (tool.version !== version) problems.push(`${file}: it is of eksgate ${tool.version}, and this is ${version}.`);
  if (
    !isDeepStrictEqual(
      policies.map(({ sha256 }) => sha256),
      catalogue.policies.map(({ sha256 }) => sha256),
    )
  ) {
    problems.push(
      `${file}: it was judged by other policies (${named(policies)}) than these (${named(catalogue.policies)}).`,
    );
    return problems;
  }
  const known = new Set(shard.rules.filter((id) => catalogue.rules.some((rule) => rule.id === id)));
  const told = [...shard.rules, ...report.findings.map(({ rule }) => rule), ...report.passes.map(({ rule }) => rule)];
  const unknown = [...new Set(told.filter((id) => !known.has(id)))];
  if (unknown.length > 0) problems.push(`${file}: it names rules that were not asked: ${unknown.join(", ")}.`);
  else if (!isWhole(report, shard, catalogue)) {
    problems.push(`${file}: its counts do not fit what it lists, as if something was taken out.`);
  }
  return problems;
}

function named(policies: readonly Pick<PolicySet, "name" | "revision">[]): string {
  return policies.map(({ name, revision }) => `${name} ${revision.slice(0, 12)}`).join(", ");
}

function isWhole(report: ReadReport, shard: JudgedShard, catalogue: Catalogue): boolean {
  const paths = new Set(report.documents.map(({ path }) => path));
  const judgement = rebuilt(report, shard, rulesOf(shard, catalogue));
  const { rules, subjects, pass, fail, undetermined, waived } = summarize(judgement);
  const told = report.summary;
  return (
    shard.places.length === report.documents.length &&
    [...report.findings, ...report.passes].every(({ document }) => paths.has(document)) &&
    rules === told.rules &&
    subjects === told.subjects &&
    pass === told.pass &&
    fail === told.fail &&
    undetermined === told.undetermined &&
    waived === told.waived &&
    report.documents.reduce((sum, document) => sum + document.subjects, 0) === subjects
  );
}

/** In what a report differs from the first one although it is of the same run. */
function differences(first: ShardReport, other: ShardReport): string[] {
  const compared: readonly (readonly [what: string, of: (one: ShardReport) => unknown])[] = [
    ["another day", ({ report }) => report.date],
    ["another profile", ({ report }) => report.profile],
    ["other settings or options", ({ shard }) => shard.settings],
    ["another number of shards", ({ shard }) => shard.total],
    ["other inputs, or inputs with another content", ({ shard }) => shard.division],
    ["other PATHs", ({ shard }) => shard.inputs.map(({ path }) => path)],
    ["other thresholds", ({ report }) => [report.failOn, report.undetermined]],
    ["other relaxed rules", ({ report }) => report.relaxed],
    ["other rules", ({ shard }) => shard.rules],
    ["another --allow-empty", ({ shard }) => shard.allowEmpty],
  ];
  const differing = compared.filter(([, of]) => JSON.stringify(of(first)) !== JSON.stringify(of(other)));
  return differing.length === 0
    ? []
    : [`${other.file}: it was made with ${differing.map(([what]) => what).join(" and ")} than ${first.file}.`];
}

/** Shards that are missing, or there twice. */
function setProblems(shards: readonly ShardReport[]): string[] {
  const [first] = shards;
  const total = first?.shard.total ?? 0;
  const problems: string[] = [];
  const byIndex = new Map<number, string>();
  for (const { file, shard } of shards) {
    const earlier = byIndex.get(shard.index);
    if (earlier !== undefined) problems.push(`${file}: it is shard ${shard.index}/${total}, as ${earlier} is.`);
    if (shard.index < 1 || shard.index > total) problems.push(`${file}: shard ${shard.index}/${total} is none.`);
    byIndex.set(shard.index, file);
  }
  const missing = Array.from({ length: Math.min(total, 10_000) }, (_, at) => at + 1).filter(
    (index) => !byIndex.has(index),
  );
  if (missing.length > 0) {
    problems.push(`Of ${total} shards ${missing.map((index) => `${index}/${total}`).join(", ")} is not given.`);
  }
  const documents = new Set<string>();
  for (const { file, report } of shards) {
    for (const { path } of report.documents) {
      if (documents.has(path)) problems.push(`${file}: it has ${path}, which another shard has too.`);
      documents.add(path);
    }
  }
  return problems;
}

function requireSubjects(shards: readonly JudgedShard[]): void {
  const empty = (shards[0]?.inputs ?? []).filter((_, at) => shards.every(({ inputs }) => inputs[at]?.subjects === 0));
  if (empty.length > 0) throw new NothingToJudgeError(nothingToJudge(empty.map(({ path }) => path)));
  if (shards.every(({ inputs }) => inputs.length === 0)) throw new NothingToJudgeError(nothingToJudge([]));
}

function rulesOf({ rules }: JudgedShard, catalogue: Catalogue): ReadonlyMap<string, Rule> {
  const asked = new Set(rules);
  return new Map(catalogue.rules.filter(({ id }) => asked.has(id)).map((rule) => [rule.id, rule]));
}

/** The judgement that a report is of. */
function rebuilt(report: ReadReport, shard: JudgedShard, rules: ReadonlyMap<string, Rule>): Judgement {
  const { policies, date, profile, failOn, undetermined, relaxed } = report;
  const findings = report.findings.flatMap((finding): readonly Finding[] => {
    const rule = rules.get(finding.rule);
    return rule === undefined ? [] : [{ ...finding, rule }];
  });
  const all = [...rules.values()];
  const documents = report.documents.map((document): JudgedDocument => {
    const isOf = (one: { readonly document: string }) => one.document === document.path;
    // By type they are not counted in a report.
    return { ...document, managed: {}, groups: groupsIn(findings.filter(isOf), report.passes.filter(isOf), all) };
  });
  return {
    policies,
    date,
    profile,
    failOn,
    undetermined,
    relaxed,
    rules: all,
    documents,
    findings,
    passes: report.passes,
    waivers: report.waivers,
    shard,
  };
}
