import type { Document } from "../document/document";
import { type Catalogue, catalogue, type Policies } from "./catalogue";
import { clean } from "./clean";
import { NothingToJudgeError } from "./errors";
import { evaluateDocuments } from "./evaluate";
import { compareFindings, comparePasses, compareText, findingsOf, passesOf } from "./findings";
import { evaluateFurther } from "./further/index";
import { type Finding, groupOf, type JudgedDocument, type Judgement, type Pass } from "./judgement";
import type { Rule } from "./manifest";
import { type JudgeOptions, type Relaxation, today, validDate } from "./options";
import { type Regimes, regimesOf } from "./regimes";
import { type CarriedWaiver, checkWaivers, Waivers } from "./waivers";

/**
 * Looks at options before anything is judged.
 *
 * @throws UsageError if an option, a choice of rules or a waiver makes no sense
 */
export function checkOptions({ rules }: Pick<Catalogue, "rules">, options: JudgeOptions): void {
  validDate(options.date ?? today());
  regimesOf(rules, options);
  checkWaivers(rules, [], options);
}

/** What was found out about one document, before any waiver. Plain data, which threads can pass on. */
export interface JudgedPart {
  readonly document: Omit<JudgedDocument, "groups">;
  readonly findings: readonly Finding[];
  readonly passes: readonly Pass[];
  /** The waivers that its constructs carry. */
  readonly waivers: readonly CarriedWaiver[];
}

/**
 * Judges some of the documents of a run: all that name each other's resources. What it takes to judge them all is {@link joinParts}.
 *
 * @returns a part for each document, in their order
 */
export function judgeParts(
  policies: Policies,
  documents: readonly Document[],
  options: JudgeOptions,
): readonly JudgedPart[] {
  const date = validDate(options.date ?? today());
  const { manifest, further = [] } = policies;
  const { rules: all } = catalogue(policies);
  const regimes = regimesOf(all, options);
  const byId = new Map(rulesAsked(all, regimes).map((rule) => [rule.id, rule]));
  const types = Object.keys(manifest.reads);
  const answers = [
    evaluateDocuments(policies, documents, date, regimes),
    ...further.map((each) => evaluateFurther(each, documents, date, regimes, types)),
  ];
  return documents.map((document, at) => {
    const ofDocument = answers.flatMap((each) => each[at] ?? []);
    return {
      document: describe(document, ofDocument.length),
      findings: findingsOf(document, ofDocument, byId, options.baseline),
      passes: passesOf(document, ofDocument),
      waivers: (document.waivers ?? []).map((waiver) => ({ document: clean(document.path), waiver })),
    };
  });
}

/**
 * Joins what was found out about the documents of a run, in their order.
 *
 * @throws NothingToJudgeError if no document has a resource that a rule applies to, unless that is allowed
 */
export function joinParts(
  { rules: all, policies }: Catalogue,
  parts: readonly JudgedPart[],
  options: JudgeOptions,
): Judgement {
  const date = validDate(options.date ?? today());
  const regimes = regimesOf(all, options);
  const { base, relaxed } = regimes;
  const carried = parts.flatMap((part) => part.waivers);
  checkWaivers(all, carried, options);
  const rules = rulesAsked(all, regimes);
  if (options.allowEmpty !== true && parts.every(({ document }) => document.subjects === 0)) {
    throw new NothingToJudgeError(nothingToJudge(parts.map(({ document }) => document.path)));
  }
  const waivers = new Waivers(date, carried, options);
  const judged = parts.map((part) => {
    const findings = part.findings.map((finding) => waivers.apply(finding));
    return { findings, document: { ...part.document, groups: groupsIn(findings, part.passes, rules) } };
  });
  return {
    policies,
    date,
    profile: base.profile,
    failOn: base.failOn,
    undetermined: base.undetermined,
    relaxed: [...relaxed, ...relaxedByBaseline(options)].sort((a, b) => compareText(relaxedKey(a), relaxedKey(b))),
    rules,
    documents: judged.map(({ document }) => document),
    findings: judged.flatMap(({ findings }) => findings).sort(compareFindings),
    passes: parts.flatMap(({ passes }) => passes).sort(comparePasses),
    waivers: waivers.uses(rules, new Set(parts.map(({ document }) => document.kind))),
  };
}

/** The rules that any regime asks, in the order of the catalogue. */
function rulesAsked(all: readonly Rule[], { base, clusters }: Regimes): readonly Rule[] {
  const ids = new Set([base, ...clusters].flatMap(({ rules }) => rules.map(({ id }) => id)));
  return all.filter(({ id }) => ids.has(id));
}

function relaxedByBaseline({ baseline }: JudgeOptions): Relaxation[] {
  return baseline === undefined ? [] : [{ how: "earlier findings do not fail", from: baseline.from }];
}

function relaxedKey({ rule = "", how, from }: Relaxation): string {
  return JSON.stringify([rule, how, from]);
}

/** What to say where nothing was judged. */
export function nothingToJudge(paths: readonly string[]): string {
  const what = paths.length === 0 ? "There is no input" : `${paths.join(", ")}: no resource that a rule applies to`;
  return `${what}. Nothing was judged; if that is as it should be, allow it with --allow-empty (allowEmpty).`;
}

/** How often each outcome is there, by the group of the rules. */
export function groupsIn(
  findings: readonly Pick<Finding, "rule" | "outcome">[],
  passes: readonly Pick<Pass, "rule">[],
  rules: readonly Pick<Rule, "id">[],
): JudgedDocument["groups"] {
  const groups: Record<string, Record<"pass" | Finding["outcome"], number>> = {};
  for (const { id } of rules) groups[groupOf(id)] ??= { pass: 0, fail: 0, undetermined: 0, waived: 0 };
  const outcomes = [
    ...findings.map(({ rule, outcome }) => [rule.id, outcome] as const),
    ...passes.map(({ rule }) => [rule, "pass"] as const),
  ];
  for (const [rule, outcome] of outcomes) {
    const counts = groups[groupOf(rule)];
    if (counts !== undefined) counts[outcome] += 1;
  }
  return groups;
}

function describe(document: Document, subjects: number): JudgedPart["document"] {
  const managed: Record<string, number> = {};
  let resources = 0;
  for (const [type, instances] of Object.entries(document.resources).sort(([a], [b]) => compareText(a, b))) {
    const all = Object.values(instances);
    resources += all.length;
    const count = all.filter(({ mode }) => mode === "managed").length;
    if (count > 0) managed[clean(type)] = count;
  }
  return {
    path: clean(document.path),
    kind: document.kind,
    ...(document.stack === undefined ? {} : { stack: clean(document.stack) }),
    resources,
    managed,
    subjects,
  };
}
