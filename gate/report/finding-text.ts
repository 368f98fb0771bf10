import { type Finding, isAtLeast, type Judgement, type Severity, type SourceLine } from "../engine/index";
import { type Palette, type Terminal, wrap } from "./terminal";

const labelWidth = 10;
/** Enough to tell findings of one run apart, and for `eksgate waive`. */
const fingerprintDigits = 12;

/**
 * A finding as lines: severity and rule, the resource and its construct, what is wrong, what that rests on, what to
 * change.
 */
export function findingText(finding: Finding, judgement: Judgement, terminal: Terminal): string[] {
  const { colors, width } = terminal;
  const indent = "  ";
  const labelled = (label: string, text: string): string[] => {
    if (text === "") return [];
    const lines = wrap(text, width - indent.length - labelWidth);
    return lines.map((line, index) => indent + colors.dim((index === 0 ? label : "").padEnd(labelWidth)) + line);
  };
  const severalDocuments = judgement.documents.length > 1;
  const document = judgement.documents.find(({ path }) => path === finding.document);
  return [
    ...heading(finding, judgement, terminal),
    ...wrap(finding.address, width, indent).map((line) => colors.bold(line)),
    ...labelled("construct", finding.construct ?? ""),
    ...labelled("made at", finding.source === undefined ? "" : sourceText(finding.source)),
    ...labelled("in", severalDocuments ? (document?.stack ?? finding.document) : ""),
    ...wrap(finding.message, width, indent),
    ...finding.missing.flatMap((missing) => labelled("unknown", missing)),
    ...labelled("rests on", finding.related.join(", ")),
    ...(finding.waiver === undefined ? labelled("change", finding.rule.remediation) : []),
    ...labelled("finding", finding.waiver === undefined ? finding.fingerprint.slice(0, fingerprintDigits) : ""),
    ...labelled("waived", finding.waiver === undefined ? "" : waiverText(finding.waiver)),
  ];
}

/** Until when, by whom and why a finding is waived. */
export function waiverText({ reason, owner, expires }: NonNullable<Finding["waiver"]>): string {
  return `until ${expires} by ${owner}: ${reason}`;
}

/** What a finding is called: `CRITICAL` where it fails, else what it is instead: `NOT PROVEN, high`. */
export function findingName({ outcome, severity }: Finding): string {
  if (outcome === "fail") return severity.toUpperCase();
  return `${outcome === "waived" ? "WAIVED" : "NOT PROVEN"}, ${severity}`;
}

/** Why a finding does not keep the gate shut, where that is to be said: `below medium: advises`. */
export function findingRemark({ outcome, blocks, known, severity }: Finding, { failOn }: Judgement): string {
  if (known === true && outcome !== "waived") return "in the baseline: advises";
  if (blocks || outcome !== "fail") return "";
  return isAtLeast(severity, failOn) ? "advises" : `below ${failOn}: advises`;
}

/** A line of a program as editors and terminals open it: `main.ts:12:5`. */
export function sourceText({ file, line, column }: SourceLine): string {
  return [file, line, ...(column === undefined ? [] : [column])].join(":");
}

function heading(finding: Finding, judgement: Judgement, { colors, width }: Terminal): string[] {
  const name = findingName(finding);
  const told = findingRemark(finding, judgement);
  const remark = told === "" ? "" : `(${told})`;
  const paint = finding.outcome === "fail" ? severityColor(finding.severity, colors) : colors.yellow;
  const title = `${finding.rule.id}${remark === "" ? "" : ` ${colors.dim(remark)}`}`;
  const length = name.length + 2 + finding.rule.id.length + (remark === "" ? 0 : remark.length + 1);
  return length <= width
    ? [`${paint(colors.bold(name))}  ${title}`]
    : [paint(colors.bold(name)), ...wrap(`${finding.rule.id} ${remark}`.trimEnd(), width, "  ")];
}

function severityColor(severity: Severity, colors: Palette): Palette["red"] {
  return severity === "critical" || severity === "high" ? colors.red : colors.yellow;
}
