import { type JudgedDocument, type Judgement, verdict } from "../engine/index";
import { findingText } from "./finding-text";
import { areasOf } from "./kinds";
import { type Terminal, wrap, wrapItems } from "./terminal";
import { groupLines, verdictText } from "./text";

/**
 * What a program made: for each stack the resources by kind, the verdict of each group of rules and where its Terraform
 * JSON lies; then what advises or is not proven, and the verdict on all.
 */
export function toSummary(judgement: Judgement, terminal: Terminal): string {
  const { colors, width } = terminal;
  const stacks = judgement.documents.map((document) => [
    colors.bold(document.stack ?? document.path),
    ...madeText(document, terminal),
    "",
    ...groupLines(document, terminal),
    ...wrap(document.path, width, "  ").map((line) => colors.cyan(line)),
  ]);
  const findings = judgement.findings.map((finding) => findingText(finding, judgement, terminal));
  const sections = verdict(judgement).blocks ? stacks : [...stacks, ...findings];
  return `${[...sections, verdictText(judgement, terminal)].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function madeText({ managed }: JudgedDocument, { colors, width }: Terminal): string[] {
  const areas = areasOf(managed);
  const labelWidth = Math.max(0, ...areas.map(({ name }) => name.length)) + 2;
  return areas.flatMap(({ name, kinds }) =>
    wrapItems(kinds, width - labelWidth - 2).map(
      (line, index) => `  ${colors.dim((index === 0 ? name : "").padEnd(labelWidth))}${line}`,
    ),
  );
}
