import pico from "picocolors";
import {
  type Finding,
  groupOf,
  type Judgement,
  packageRoot,
  type Severity,
  type Verdict,
  verdict,
} from "../engine/index";
import { findingName, findingRemark, waiverText } from "./finding-text";
import { type Summary, summarize } from "./report";
import type { Terminal } from "./terminal";
import { circumstances, verdictText } from "./text";
import { waiverNotices } from "./waiver-text";

/** A finding with all that the formats say about it. Texts are one line each, without control characters, and escaped for nothing. */
export interface ShownFinding {
  readonly finding: Finding;
  /** What it is called: `CRITICAL`, or `NOT PROVEN, high`. */
  readonly name: string;
  /** Why it does not keep the gate shut, where that is to be said: `below medium: advises`. */
  readonly remark: string;
  /** Name of the document: of its stack, or its path. */
  readonly documentName: string;
}

/** Something about the run itself rather than a resource. */
export interface Notice {
  /** Whether it fails the run. */
  readonly fails: boolean;
  readonly text: string;
}

/** What the formats other than text and JSON show of a judgement, worked out once. */
export interface View {
  readonly version: string;
  readonly judgement: Judgement;
  readonly verdict: Verdict;
  readonly summary: Summary;
  /** `FAILED`, `PASSED` or `NOT PROVEN`. */
  readonly word: string;
  /** What it comes to, without that word. */
  readonly told: string;
  /** The worst first; those that are waived last. */
  readonly findings: readonly ShownFinding[];
  readonly notices: readonly Notice[];
  /** By what, as of when and how strictly it was judged, and what made that less strict: a line each. */
  readonly circumstances: readonly string[];
}

const unbounded: Terminal = { width: Number.MAX_SAFE_INTEGER, colors: pico.createColors(false) };

export function toView(judgement: Judgement): View {
  const names = new Map(judgement.documents.map(({ path, stack }) => [path, stack ?? path]));
  const [word = "", told = ""] = verdictText(judgement, unbounded)
    .join(" ")
    .split(/ {2}(.*)/s);
  const shown = judgement.findings.map((finding) => show(finding, judgement, names));
  return {
    version: packageRoot().version,
    judgement,
    verdict: verdict(judgement),
    summary: summarize(judgement),
    word,
    told,
    findings: [
      ...shown.filter(({ finding }) => finding.outcome !== "waived"),
      ...shown.filter(({ finding }) => finding.outcome === "waived"),
    ],
    notices: waiverNotices(judgement).map(({ fails, name, text, terms }) => ({
      fails,
      text: `${name}: ${text} (${terms})`,
    })),
    circumstances: circumstances(judgement, unbounded),
  };
}

function show(finding: Finding, judgement: Judgement, names: ReadonlyMap<string, string>): ShownFinding {
  const { document } = finding;
  return {
    finding,
    name: findingName(finding),
    remark: findingRemark(finding, judgement),
    documentName: names.get(document) ?? document,
  };
}

/** What is wrong, and what that rests on: a line each. */
export function linesOf({ message, outcome, missing, related, rule, waiver }: Finding): readonly string[] {
  return [
    `${outcome === "undetermined" ? "Not proven: " : ""}${message}`,
    ...missing.map((each) => `Unknown: ${each}`),
    ...(related.length === 0 ? [] : [`Rests on: ${related.join(", ")}`]),
    ...(waiver === undefined ? [] : [`Waived ${waiverText(waiver)}`]),
    ...(rule.remediation === "" || waiver !== undefined ? [] : [`Change: ${rule.remediation}`]),
  ];
}

/** The place that a finding is shown at: the line of the program that made the construct, else its attribute or resource in the input. */
export function placeOf({ source, document, location }: Finding): {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
} {
  if (source !== undefined) return source;
  const { line, column } = location?.attribute ?? location ?? {};
  return { file: document, ...(line === undefined || column === undefined ? {} : { line, column }) };
}

/** The groups of rules that were asked, in the order of the catalogue. */
export function groupsOf({ judgement }: View): readonly string[] {
  return [...new Set(judgement.rules.map(({ id }) => groupOf(id)))];
}

/** How many of some findings there are of each severity, the worst first: `1 critical, 2 high`. */
export function severitiesText(findings: readonly ShownFinding[], order: readonly Severity[]): string {
  return order
    .map((severity) => [findings.filter(({ finding }) => finding.severity === severity).length, severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${number} ${severity}`)
    .join(", ");
}
