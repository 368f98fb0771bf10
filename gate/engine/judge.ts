import type { Document } from "../document/document";
import { loadBundle } from "./bundle";
import { clean } from "./clean";
import { NothingToJudgeError } from "./errors";
import { evaluateDocuments, type Policies } from "./evaluate";
import { compareFindings, comparePasses, compareText, findingsOf, passesOf } from "./findings";
import { evaluateFurther, type FurtherPolicies, loadFurther } from "./further/index";
import { type Finding, groupOf, type JudgedDocument, type Judgement, type Pass } from "./judgement";
import type { Manifest, Rule } from "./manifest";
import { type JudgeOptions, type Relaxation, today, validDate } from "./options";
import { regimesOf } from "./regimes";
import { type CarriedWaiver, checkWaivers, Waivers } from "./waivers";
import { instantiate } from "./wasm-policy";

/**
 * Judges documents by the policies.
 *
 * @throws EngineError if the policies do not load, a rule throws, or a result is malformed
 * @throws UsageError if an option or a choice of rules makes no sense
 * @throws NothingToJudgeError if no document has a resource that a rule applies to, unless that is allowed
 */
export function judge(documents: readonly Document[], options: JudgeOptions = {}): Judgement {
  const bundle = loadBundle(options.bundle);
  const further = loadFurther(options.bundles ?? [], bundle.manifest);
  return judgeBy({ manifest: bundle.manifest, evaluate: instantiate(bundle) }, documents, options, further);
}

/** The same by policies that are loaded already. */
export function judgeBy(
  policies: Policies,
  documents: readonly Document[],
  options: JudgeOptions = {},
  further: readonly FurtherPolicies[] = [],
): Judgement {
  const { manifest } = policies;
  const date = validDate(options.date ?? today());
  const all = joinedRules(manifest, further);
  const regimes = regimesOf(all, options);
  const carried = documents.flatMap(carriedWaivers);
  checkWaivers(all, carried, options);
  const { base, clusters, relaxed } = regimes;
  const ids = new Set([base, ...clusters].flatMap(({ rules }) => rules.map(({ id }) => id)));
  const rules = all.filter(({ id }) => ids.has(id));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));

  const types = Object.keys(manifest.reads);
  const answers = [
    evaluateDocuments(policies, documents, date, regimes),
    ...further.map((each) => evaluateFurther(each, documents, date, regimes, types)),
  ];
  const judged = documents.map((document, at) => ({ document, answers: answers.flatMap((each) => each[at] ?? []) }));
  if (options.allowEmpty !== true && judged.every((one) => one.answers.length === 0)) {
    throw new NothingToJudgeError(nothingToJudge(documents.map(({ path }) => clean(path))));
  }
  const waivers = new Waivers(date, carried, options);
  const described = judged.map((one) => {
    const findings = findingsOf(one.document, one.answers, byId, options.baseline).map((found) => waivers.apply(found));
    const passes = passesOf(one.document, one.answers);
    return { findings, passes, document: describe(one.document, findings, passes, rules) };
  });
  return {
    policies: [
      {
        name: manifest.name,
        revision: manifest.revision,
        opa: manifest.opa,
        sha256: manifest.wasm.sha256,
        rules: manifest.rules.length,
      },
      ...further.map((each) => ({
        name: each.name,
        revision: clean(each.revision),
        sha256: each.sha256,
        rules: each.rules.length,
      })),
    ],
    date,
    profile: base.profile,
    failOn: base.failOn,
    undetermined: base.undetermined,
    relaxed: [...relaxed, ...relaxedByBaseline(options)].sort((a, b) => compareText(relaxedKey(a), relaxedKey(b))),
    rules,
    documents: described.map(({ document }) => document),
    findings: described.flatMap(({ findings }) => findings).sort(compareFindings),
    passes: described.flatMap(({ passes }) => passes).sort(comparePasses),
    waivers: waivers.uses(rules, new Set(documents.map(({ kind }) => kind))),
  };
}

function carriedWaivers({ path, waivers = [] }: Document): readonly CarriedWaiver[] {
  return waivers.map((waiver) => ({ document: clean(path), waiver }));
}

function relaxedByBaseline({ baseline }: JudgeOptions): Relaxation[] {
  return baseline === undefined ? [] : [{ how: "earlier findings do not fail", from: baseline.from }];
}

/**
 * The rules that options may name: those of the package, and of further bundles.
 *
 * @throws EngineError if a bundle does not load
 */
export function catalogueOf({ bundle, bundles = [] }: Pick<JudgeOptions, "bundle" | "bundles">): readonly Rule[] {
  const { manifest } = loadBundle(bundle);
  return joinedRules(manifest, loadFurther(bundles, manifest));
}

function joinedRules(manifest: Manifest, further: readonly FurtherPolicies[]): readonly Rule[] {
  return [...manifest.rules, ...further.flatMap(({ rules }) => rules)];
}

/** What to say where nothing was judged. */
export function nothingToJudge(paths: readonly string[]): string {
  const what = paths.length === 0 ? "There is no input" : `${paths.join(", ")}: no resource that a rule applies to`;
  return `${what}. Nothing was judged; if that is as it should be, allow it with --allow-empty (allowEmpty).`;
}

function describe(
  document: Document,
  findings: readonly Finding[],
  passes: readonly Pass[],
  rules: readonly Rule[],
): JudgedDocument {
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
    groups,
    subjects: outcomes.length,
  };
}

function relaxedKey({ rule = "", how, from }: Relaxation): string {
  return JSON.stringify([rule, how, from]);
}
