import { type Finding, isBlocking, type Judgement, type Severity, type SourceLine } from "../engine/index";
import { type Palette, type Terminal, wrap } from "./terminal";

const labelWidth = 10;

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
    ...labelled("change", finding.rule.remediation),
  ];
}

/** A line of a program as editors and terminals open it: `main.ts:12:5`. */
export function sourceText({ file, line, column }: SourceLine): string {
  return [file, line, ...(column === undefined ? [] : [column])].join(":");
}

function heading(finding: Finding, judgement: Judgement, { colors, width }: Terminal): string[] {
  const name = finding.outcome === "fail" ? finding.severity.toUpperCase() : `NOT PROVEN, ${finding.severity}`;
  const remark =
    isBlocking(finding, judgement) || finding.outcome !== "fail" ? "" : `(below ${judgement.failOn}: advises)`;
  const paint = finding.outcome === "fail" ? severityColor(finding.severity, colors) : colors.yellow;
  const title = `${finding.rule.id}${remark === "" ? "" : ` ${colors.dim(remark)}`}`;
  const length = name.length + 2 + finding.rule.id.length + (remark === "" ? 0 : remark.length + 1);
  return length <= width
    ? [`${paint(colors.bold(name))}  ${title}`]
    : [paint(colors.bold(name)), ...wrap(finding.rule.id, width, "  ")];
}

function severityColor(severity: Severity, colors: Palette): Palette["red"] {
  return severity === "critical" || severity === "high" ? colors.red : colors.yellow;
}
