import type { Document, Resource } from "../document/document";
import { loadBundle } from "./bundle";
import { clean } from "./clean";
import { NothingToJudgeError } from "./errors";
import { evaluateDocuments, type Policies } from "./evaluate";
import { fingerprint } from "./fingerprint";
import { type Finding, groupOf, type JudgedDocument, type Judgement, type Pass, type PolicySet } from "./judgement";
import type { Manifest, Rule } from "./manifest";
import { defaultFailOn, type JudgeOptions, type Relaxation, today, type UndeterminedMode, validDate } from "./options";
import type { Outcome, Result } from "./result";
import { select } from "./selection";
import { compareSeverity, severities } from "./severity";
import { instantiate } from "./wasm-policy";

/**
 * Judges documents by the policies.
 *
 * @throws EngineError if the policies do not load, a rule throws, or a result is malformed
 * @throws UsageError if an option or a choice of rules makes no sense
 * @throws NothingToJudgeError if no document has a resource that a rule applies to, unless that is allowed
 */
export function judge(documents: readonly Document[], options: JudgeOptions = {}): Judgement {
  return judgeBy(loadPolicies(options), documents, options);
}

/**
 * Loads the policies that options name.
 *
 * @throws EngineError if they do not load
 */
export function loadPolicies({ bundle: directory }: JudgeOptions): Policies {
  const bundle = loadBundle(directory);
  return { manifest: bundle.manifest, evaluate: instantiate(bundle) };
}

/** The same by policies that are loaded already. */
export function judgeBy(policies: Policies, documents: readonly Document[], options: JudgeOptions = {}): Judgement {
  return joinParts(policies.manifest, judgeParts(policies, documents, options), options);
}

/**
 * Looks at options before anything is judged.
 *
 * @throws UsageError if an option or a choice of rules makes no sense
 */
export function checkOptions({ rules }: Pick<Manifest, "rules">, options: JudgeOptions): void {
  validDate(options.date ?? today());
  select(rules, options);
}

/** What was found out about one document. Plain data, which threads can pass on. */
export interface JudgedPart {
  readonly document: JudgedDocument;
  readonly findings: readonly Finding[];
  readonly passes: readonly Pass[];
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
  const { rules, severities: set } = select(policies.manifest.rules, options);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const profile = options.profile ?? "production";
  const question = { date, profile, settings: options.settings ?? {}, rules };
  const answers = evaluateDocuments(policies, documents, question);
  return documents.map((document, at) => {
    const results = (answers[at] ?? []).map((result) => ({
      ...result,
      severity: set.get(result.rule) ?? result.severity,
    }));
    return {
      document: describe(document, results, rules),
      findings: findingsOf(document, results, byId),
      passes: passesOf(document, results),
    };
  });
}

/**
 * Joins what was found out about the documents of a run, in their order.
 *
 * @throws NothingToJudgeError if no document has a resource that a rule applies to, unless that is allowed
 */
export function joinParts(manifest: Manifest, parts: readonly JudgedPart[], options: JudgeOptions): Judgement {
  const date = validDate(options.date ?? today());
  const profile = options.profile ?? "production";
  const failOn = options.failOn ?? defaultFailOn;
  const byDefault: UndeterminedMode = profile === "production" ? "fail-critical" : "warn";
  const { rules, relaxed } = select(manifest.rules, options);
  const documents = parts.map(({ document }) => document);
  if (options.allowEmpty !== true && documents.every(({ subjects }) => subjects === 0)) {
    throw new NothingToJudgeError(nothingToJudge(documents.map(({ path }) => path)));
  }
  return {
    policies: [policySetOf(manifest)],
    date,
    profile,
    failOn,
    undetermined: options.undetermined ?? byDefault,
    relaxed: [...relaxed, ...relaxedGate(options, byDefault)].sort((a, b) => compareText(relaxedKey(a), relaxedKey(b))),
    rules,
    documents,
    findings: parts.flatMap(({ findings }) => findings).sort(compareFindings),
    passes: parts.flatMap(({ passes }) => passes).sort(comparePasses),
  };
}

/** What a report says of compiled policies. */
export function policySetOf({ name, revision, opa, wasm, rules }: Manifest): PolicySet {
  return { name, revision, opa, sha256: wasm.sha256, rules: rules.length };
}

/** What to say where nothing was judged. */
export function nothingToJudge(paths: readonly string[]): string {
  const what = paths.length === 0 ? "There is no input" : `${paths.join(", ")}: no resource that a rule applies to`;
  return `${what}. Nothing was judged; if that is as it should be, allow it with --allow-empty (allowEmpty).`;
}

function describe(document: Document, results: readonly Result[], rules: readonly Rule[]): JudgedDocument {
  const groups: Record<string, Record<Outcome, number>> = {};
  for (const { id } of rules) groups[groupOf(id)] ??= { pass: 0, fail: 0, undetermined: 0 };
  for (const { rule, outcome } of results) {
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
    subjects: results.length,
  };
}

function findingsOf(document: Document, results: readonly Result[], rules: ReadonlyMap<string, Rule>): Finding[] {
  const resources = new Map<string, Resource>();
  for (const instances of [...Object.values(document.deleted), ...Object.values(document.resources)]) {
    for (const resource of Object.values(instances)) resources.set(resource.address, resource);
  }
  return results.flatMap((result) => {
    const rule = rules.get(result.rule);
    if (rule === undefined || result.outcome === "pass") return [];
    const construct = resources.get(result.address)?.construct;
    return [
      {
        rule,
        severity: result.severity,
        outcome: result.outcome,
        document: clean(document.path),
        address: clean(result.address),
        ...(construct === undefined ? {} : { construct: clean(construct) }),
        attributes: result.attributes.map(clean).sort(),
        related: result.related.map(clean).sort(),
        message: clean(result.message),
        missing: result.missing.map(clean).sort(),
        fingerprint: fingerprint(result),
      },
    ];
  });
}

function passesOf(document: Document, results: readonly Result[]): Pass[] {
  return results
    .filter(({ outcome }) => outcome === "pass")
    .map(({ rule, address }) => ({ rule, address: clean(address), document: clean(document.path) }));
}

/** What loosens the gate as a whole, rather than one rule. */
function relaxedGate(options: JudgeOptions, undeterminedByDefault: UndeterminedMode): Relaxation[] {
  const relaxed: Relaxation[] = [];
  const from = options.sources ?? {};
  if (options.profile === "development") relaxed.push({ how: "profile development", from: from.profile ?? "profile" });
  if (options.failOn !== undefined && compareSeverity(options.failOn, defaultFailOn) < 0) {
    relaxed.push({ how: `fails on ${options.failOn} only`, from: from.failOn ?? "failOn" });
  }
  const strictness: readonly UndeterminedMode[] = ["ignore", "warn", "fail-critical", "fail"];
  const { undetermined } = options;
  if (undetermined !== undefined && strictness.indexOf(undetermined) < strictness.indexOf(undeterminedByDefault)) {
    const how = undetermined === "ignore" ? "undetermined results are ignored" : "undetermined results only warn";
    relaxed.push({ how, from: from.undetermined ?? "undetermined" });
  }
  return relaxed;
}

function relaxedKey({ rule = "", how, from }: Relaxation): string {
  return JSON.stringify([rule, how, from]);
}

export function compareFindings(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.address, b.address) ||
    compareText(a.document, b.document)
  );
}

export function comparePasses(a: Pass, b: Pass): number {
  return compareText(a.rule, b.rule) || compareText(a.address, b.address) || compareText(a.document, b.document);
}

/** By code unit: the order must not depend on the machine's language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
