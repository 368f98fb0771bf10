import type { DocumentKind } from "../document/document";
import type { Rule } from "./manifest";
import type { Profile, Relaxation, UndeterminedMode } from "./options";
import type { Outcome } from "./result";
import { isAtLeast, type Severity, severities } from "./severity";
import type { SourceLine } from "./source";

/** A place in a text. Both count from 1; columns count UTF-16 code units, and a byte order mark is none of them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a finding's resource stands in its input. */
export interface Location extends Position {
  /** The first of the finding's attributes, or the innermost block around it that is written down. */
  readonly attribute?: Position;
}

/** A result that is not a pass, with all that a report says about it. Texts are fit to be printed. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly outcome: "fail" | "undetermined" | "waived";
  /** Whether it alone keeps the gate shut. */
  readonly blocks: boolean;
  /** Path of the document. */
  readonly document: string;
  readonly address: string;
  readonly construct?: string;
  /** Where the construct was made, if its stack trace is in the metadata. */
  readonly source?: SourceLine;
  /** Where the resource stands in the document, if it was looked up. */
  readonly location?: Location;
  readonly attributes: readonly string[];
  readonly related: readonly string[];
  readonly message: string;
  /** What the input does not tell. */
  readonly missing: readonly string[];
  readonly fingerprint: string;
  /** Whether the baseline has it: it was there before, and does not fail the gate again. */
  readonly known?: boolean;
  /** Only of one that is waived. */
  readonly waiver?: { readonly reason: string; readonly owner: string; readonly expires: string };
  /** Patterns of the settings for clusters that it was judged by, if those for everything else did not take part. */
  readonly clusters?: readonly string[];
}

/** What became of a waiver. */
export interface WaiverUse {
  readonly rule: string;
  /** Address or construct path that it is for, as written. */
  readonly target: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  /** Where it stands. */
  readonly from: string;
  /**
   * - `used`: it lets findings be
   * - `expired`: its time is over
   * - `outdated`: what decided its finding is no longer what it was written for
   * - `unused`: it matches nothing
   * - `not allowed`: a construct carries it, and the settings do not let constructs waive what is that grave
   * - `not asked`: its rule did not run, or on no document that it can judge
   */
  readonly state: "used" | "expired" | "outdated" | "unused" | "not allowed" | "not asked";
  /** Number of findings that it lets be. */
  readonly findings: number;
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
  readonly groups: Readonly<Record<string, Readonly<Record<Outcome | "waived", number>>>>;
  /** Number of results. */
  readonly subjects: number;
}

/** Compiled policies that were asked. */
export interface PolicySet {
  readonly name: string;
  readonly revision: string;
  /** Version of OPA that compiled them. Bundles other than our own do not tell. */
  readonly opa?: string;
  /** Digest of the WebAssembly, of a bundle that is not our own of its file. */
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
  readonly waivers: readonly WaiverUse[];
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

export function verdict(judgement: Pick<Judgement, "findings" | "waivers" | "shard">): Verdict {
  const { findings } = judgement;
  const isWrong = faultyWaivers(judgement).length > 0;
  const blocks = isWrong || findings.some((finding) => finding.blocks);
  const fails = isWrong || findings.some((finding) => finding.outcome === "fail" && finding.blocks);
  if (fails) return { outcome: "fail", blocks };
  const isProven = findings.every(({ outcome }) => outcome !== "undetermined");
  return { outcome: isProven ? "pass" : "undetermined", blocks };
}

/** The waivers that do not hold, though they were asked for: whether one matches anything is told of a whole run only. */
export function idleWaivers({ waivers, shard }: Pick<Judgement, "waivers" | "shard">): readonly WaiverUse[] {
  return waivers.filter(({ state }) => {
    const mayMatchElsewhere = shard !== undefined && (state === "unused" || state === "outdated");
    return state !== "used" && state !== "not asked" && !mayMatchElsewhere;
  });
}

/** The waivers that fail the gate: they have ended, or let nothing be. */
export function faultyWaivers(judgement: Pick<Judgement, "waivers" | "shard">): readonly WaiverUse[] {
  return idleWaivers(judgement).filter(isFaulty);
}

/** Whether a waiver fails the gate, if it is that of a whole run. */
export function isFaulty({ state }: Pick<WaiverUse, "state">): boolean {
  return state === "expired" || state === "outdated" || state === "unused";
}

/** Whether a result that is not waived keeps the gate shut. */
export function isBlocking(
  { outcome, severity }: Pick<Finding, "outcome" | "severity">,
  { failOn, undetermined }: Pick<Judgement, "failOn" | "undetermined">,
): boolean {
  if (outcome === "waived") return false;
  if (outcome === "fail") return isAtLeast(severity, failOn);
  if (undetermined === "fail-critical") return severity === "critical";
  return undetermined === "fail";
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
