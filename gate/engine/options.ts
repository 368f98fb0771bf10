import { UsageError } from "./errors";
import type { Severity } from "./severity";

/** How strict the rules are that name it. */
export type Profile = "production" | "development";

/** What becomes of a result that is undetermined: nothing, a line in the report, or a failed gate. */
export const undeterminedModes = ["ignore", "warn", "fail-critical", "fail"] as const;
export type UndeterminedMode = (typeof undeterminedModes)[number];

/** One rule that is off, or has another severity than its own. */
export interface RuleSetting {
  readonly rule: string;
  readonly set: "off" | Severity;
  /** Where this is said, for the report: `eksgate.yaml:9`. */
  readonly from: string;
}

/** Lets findings of a rule be, for a reason and for a time. */
export interface Waiver {
  readonly rule: string;
  /**
   * What it holds for: an address, or a construct path; in both `*` stands for any text. Findings that are critical are waived by an exact
   * address only.
   */
  readonly target: { readonly address: string } | { readonly construct: string };
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day that it holds, as `YYYY-MM-DD`. */
  readonly expires: string;
  /** Holds only for the finding with this fingerprint, which changes with the facts. */
  readonly fingerprint?: string;
  /** Where this is said, for the report: `eksgate.yaml:12`. */
  readonly from: string;
}

/** How clusters are judged whose name fits; what is left out is as for all. */
export interface ClusterOptions {
  /** Pattern of the name, in which `*` stands for any text. The first that fits holds. */
  readonly match: string;
  readonly profile?: Profile;
  readonly failOn?: Severity;
  readonly undetermined?: UndeterminedMode;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly ruleSettings?: readonly RuleSetting[];
  /** Waivers that hold for what belongs to these clusters alone. */
  readonly waivers?: readonly Waiver[];
  /** Where this is said, for the report: `eksgate.yaml:20`. */
  readonly from: string;
}

/** Findings of an earlier report, which do not fail the gate again. */
export interface Baseline {
  /** Fingerprints of what failed, or was undetermined, then. */
  readonly fingerprints: ReadonlySet<string>;
  /** Where they come from, for the report. */
  readonly from: string;
}

export interface JudgeOptions {
  /**
   * Folder with `policy.wasm` and `manifest.json`.
   * @default the policies that are part of the package
   */
  readonly bundle?: string;
  /**
   * Further bundles, whose rules are joined to the catalogue: files that `opa build --target wasm` made, or plain `.wasm`. The documents must
   * have been read for them (`read(text, path, { whole: true })`). docs/own-policies.md tells what a bundle answers.
   * @default none
   */
  readonly bundles?: readonly string[];
  /**
   * Day that versions and their end of support are judged by, as `YYYY-MM-DD`.
   * @default today (UTC)
   */
  readonly date?: string;
  /** @default "production" */
  readonly profile?: Profile;
  /** Settings that rules ask for, such as `webhook_ports`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /**
   * The mildest severity that fails the gate.
   * @default "medium"
   */
  readonly failOn?: Severity;
  /** @default "fail-critical" under the production profile: undetermined fails where the severity is critical; else "warn" */
  readonly undetermined?: UndeterminedMode;
  /** Ids of the only rules to judge by. */
  readonly rules?: readonly string[];
  /** Ids of rules to leave out. Critical rules cannot be. */
  readonly skip?: readonly string[];
  readonly ruleSettings?: readonly RuleSetting[];
  readonly waivers?: readonly Waiver[];
  /**
   * The gravest severity that waivers on constructs (`Waiver.add`) may waive, at most `high`.
   * @default none: they do not hold
   */
  readonly constructWaivers?: Severity;
  /** How clusters with certain names are judged. A cluster whose name is not known is judged by the strictest that may be meant. */
  readonly clusters?: readonly ClusterOptions[];
  readonly baseline?: Baseline;
  /**
   * Whether inputs without any resource that a rule applies to are a pass instead of an error.
   * @default false
   */
  readonly allowEmpty?: boolean;
  /** Where an option comes from, for what the report lists as relaxed: `{ failOn: "--fail-on" }`. */
  readonly sources?: Readonly<Partial<Record<"failOn" | "undetermined" | "rules" | "skip" | "profile", string>>>;
}

/** Something that makes the gate judge less strictly than it would by itself. */
export interface Relaxation {
  /** Absent where it is not about one rule. */
  readonly rule?: string;
  readonly how: string;
  readonly from: string;
}

export const defaultFailOn: Severity = "medium";

/** @throws UsageError if it is no day of the calendar */
export function validDate(date: string): string {
  if (!isDay(date)) {
    throw new UsageError(`The date ${JSON.stringify(date)} is not a day in the form YYYY-MM-DD.`);
  }
  return date;
}

/** Whether it is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(date: string): boolean {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00Z`) : undefined;
  return parsed !== undefined && !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === date;
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
