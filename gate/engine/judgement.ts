import type { DocumentKind } from "../document/document";
import type { Rule } from "./manifest";
import type { Profile, Relaxation, UndeterminedMode } from "./options";
import type { Outcome } from "./result";
import { isAtLeast, type Severity, severities } from "./severity";

/** A result that is not a pass, with all that a report says about it. Texts are fit to be printed. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly outcome: "fail" | "undetermined";
  /** Path of the document. */
  readonly document: string;
  readonly address: string;
  readonly construct?: string;
  readonly attributes: readonly string[];
  readonly related: readonly string[];
  readonly message: string;
  /** What the input does not tell. */
  readonly missing: readonly string[];
  readonly fingerprint: string;
}

export interface Pass {
  readonly rule: string;
  readonly address: string;
  readonly document: string;
}

export interface JudgedDocument {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly stack?: string;
  /** Number of resource and data source instances, also of types that no rule reads. */
  readonly resources: number;
  /** The same by type, for managed resources alone. */
  readonly managed: Readonly<Record<string, number>>;
  /** Outcomes by group of rules (`networking`), in the order of the catalogue; groups without a subject too. */
  readonly groups: Readonly<Record<string, Readonly<Record<Outcome, number>>>>;
  /** Number of results. */
  readonly subjects: number;
}

/** Compiled policies that were asked. */
export interface PolicySet {
  readonly name: string;
  readonly revision: string;
  readonly opa: string;
  readonly sha256: string;
  readonly rules: number;
}

/** The part of a run that was judged, and what it takes to join the parts. */
export interface JudgedShard {
  /** From 1 to `total`. */
  readonly index: number;
  readonly total: number;
  /** Digest of how the inputs are divided, with their contents. */
  readonly division: string;
  /** Digest of the settings and options. */
  readonly settings: string;
  readonly allowEmpty: boolean;
  /** Ids of the rules that were asked. */
  readonly rules: readonly string[];
  /** What was named on the command line, with the number of results that this part has of it. */
  readonly inputs: readonly { readonly path: string; readonly subjects: number }[];
  /** Where each document stands among those of the whole run. */
  readonly places: readonly number[];
}

/** All that the gate found out, sorted: two runs on the same input give the same. */
export interface Judgement {
  readonly policies: readonly PolicySet[];
  readonly date: string;
  readonly profile: Profile;
  readonly failOn: Severity;
  readonly undetermined: UndeterminedMode;
  readonly relaxed: readonly Relaxation[];
  /** The rules that were asked. */
  readonly rules: readonly Rule[];
  readonly documents: readonly JudgedDocument[];
  readonly findings: readonly Finding[];
  readonly passes: readonly Pass[];
  /** Only where a part of the inputs was judged. */
  readonly shard?: JudgedShard;
}

/** What the judgement comes to. */
export interface Verdict {
  /** `undetermined` where nothing fails, but something is not proven. */
  readonly outcome: Outcome;
  /** Whether the gate stays shut: something fails at or above the threshold, or is undetermined where that is not allowed. */
  readonly blocks: boolean;
}

export function verdict(judgement: Judgement): Verdict {
  const blocks = judgement.findings.some((finding) => isBlocking(finding, judgement));
  const fails = judgement.findings.some((finding) => finding.outcome === "fail" && isBlocking(finding, judgement));
  if (fails) return { outcome: "fail", blocks };
  const isProven = judgement.findings.every(({ outcome }) => outcome !== "undetermined");
  return { outcome: isProven ? "pass" : "undetermined", blocks };
}

/** Whether this finding alone keeps the gate shut. */
export function isBlocking(finding: Finding, judgement: Pick<Judgement, "failOn" | "undetermined">): boolean {
  if (finding.outcome === "fail") return isAtLeast(finding.severity, judgement.failOn);
  if (judgement.undetermined === "fail-critical") return finding.severity === "critical";
  return judgement.undetermined === "fail";
}

/** Findings that fail, by severity. */
export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const severity of severities) {
    counts[severity] = findings.filter((finding) => finding.outcome === "fail" && finding.severity === severity).length;
  }
  return counts;
}

/** `networking`, of `networking/nodes-reach-api-server`. */
export function groupOf(rule: string): string {
  return rule.slice(0, Math.max(rule.indexOf("/"), 0)) || rule;
}
