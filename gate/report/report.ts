import type { DocumentKind } from "../document/document";
import {
  countBySeverity,
  type JudgedShard,
  type Judgement,
  type Location,
  type Outcome,
  type PolicySet,
  packageRoot,
  type Relaxation,
  type Severity,
  type SourceLine,
  type UndeterminedMode,
  verdict,
  type WaiverUse,
} from "../engine/index";

/** The JSON report, version 1. Its schema is `gate/report.schema.json`. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: "eksgate"; readonly version: string };
  readonly policies: readonly PolicySet[];
  readonly date: string;
  readonly profile: string;
  /** The mildest severity that fails. */
  readonly failOn: Severity;
  /** What becomes of a result that is undetermined. */
  readonly undetermined: UndeterminedMode;
  readonly relaxed: readonly Relaxation[];
  readonly documents: readonly ReportedDocument[];
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
  readonly passes: readonly { readonly rule: string; readonly address: string; readonly document: string }[];
  readonly waivers: readonly WaiverUse[];
  /** Only of a part of the inputs (`--shard`): what `eksgate merge` needs. */
  readonly shard?: JudgedShard;
}

export interface ReportedDocument {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly stack?: string;
  readonly resources: number;
  /** Results. */
  readonly subjects: number;
}

export interface Summary {
  readonly outcome: Outcome;
  /** Rules that were asked. */
  readonly rules: number;
  /** Results: one for each rule and resource that it applies to. */
  readonly subjects: number;
  readonly pass: number;
  readonly fail: number;
  readonly undetermined: number;
  readonly waived: number;
  /** Those that fail. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
}

export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly outcome: "fail" | "undetermined" | "waived";
  readonly document: string;
  readonly address: string;
  readonly construct?: string;
  /** Where the construct was made, if its stack trace is in the metadata. */
  readonly source?: SourceLine;
  /** Where the resource stands in the document, if its text is at hand. */
  readonly location?: Location;
  readonly attributes: readonly string[];
  readonly related: readonly string[];
  readonly message: string;
  /** Only of an undetermined one: what the input does not tell. */
  readonly missing?: readonly string[];
  readonly remediation: string;
  readonly fingerprint: string;
  /** Whether it alone keeps the gate shut. */
  readonly blocks: boolean;
  /** Only where it is so: the baseline has it. */
  readonly known?: true;
  /** Only of one that is waived. */
  readonly waiver?: { readonly reason: string; readonly owner: string; readonly expires: string };
}

/** The report of a judgement, as data. */
export function toReport(judgement: Judgement): Report {
  return {
    version: 1,
    tool: { name: "eksgate", version: packageRoot().version },
    policies: judgement.policies,
    date: judgement.date,
    profile: judgement.profile,
    failOn: judgement.failOn,
    undetermined: judgement.undetermined,
    relaxed: judgement.relaxed,
    documents: judgement.documents.map(({ path, kind, stack, resources, subjects }) => ({
      path,
      kind,
      ...(stack === undefined ? {} : { stack }),
      resources,
      subjects,
    })),
    summary: summarize(judgement),
    findings: judgement.findings.map((finding) => ({
      rule: finding.rule.id,
      severity: finding.severity,
      outcome: finding.outcome,
      document: finding.document,
      address: finding.address,
      ...(finding.construct === undefined ? {} : { construct: finding.construct }),
      ...(finding.source === undefined ? {} : { source: finding.source }),
      ...(finding.location === undefined ? {} : { location: finding.location }),
      attributes: finding.attributes,
      related: finding.related,
      message: finding.message,
      ...(finding.outcome === "undetermined" ? { missing: finding.missing } : {}),
      remediation: finding.rule.remediation,
      fingerprint: finding.fingerprint,
      blocks: finding.blocks,
      ...(finding.known === true ? { known: true } : {}),
      ...(finding.waiver === undefined ? {} : { waiver: finding.waiver }),
    })),
    passes: judgement.passes.map(({ rule, address, document }) => ({ rule, address, document })),
    waivers: judgement.waivers,
    ...(judgement.shard === undefined ? {} : { shard: judgement.shard }),
  };
}

/** The report as text: the same bytes for the same judgement. */
export function toJson(judgement: Judgement): string {
  return `${JSON.stringify(toReport(judgement), null, 2)}\n`;
}

export function summarize(judgement: Judgement): Summary {
  const fail = judgement.findings.filter(({ outcome }) => outcome === "fail").length;
  const waived = judgement.findings.filter(({ outcome }) => outcome === "waived").length;
  const undetermined = judgement.findings.length - fail - waived;
  const pass = judgement.passes.length;
  return {
    outcome: verdict(judgement).outcome,
    rules: judgement.rules.length,
    subjects: pass + fail + undetermined + waived,
    pass,
    fail,
    undetermined,
    waived,
    bySeverity: countBySeverity(judgement.findings),
  };
}
