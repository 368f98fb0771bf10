import { severities } from "../engine/index";
import { codeMarkdown, escapeHtml, escapeMarkdown } from "./escape";
import { sourceText, waiverText } from "./finding-text";
import { type ShownFinding, severitiesText, type View } from "./view";

/** GitHub refuses a comment of 65,536 characters or more. */
const mostCharacters = 65_000;
/** Room for what is said of findings that are left out. */
const reserve = 500;
const longestText = 1000;
const mostLines = 20;

/**
 * The report as Markdown of GitHub that fits a comment on a pull request. Its first line is a mark by which the comment can be found again, the
 * next is the verdict. Where all does not fit, the mildest findings are left out, and it says how many.
 */
export function toMarkdown(view: View): string {
  const { word, told, notices, findings, circumstances } = view;
  const head = [
    "<!-- eksgate -->",
    `**eksgate: ${word}**: ${escapeMarkdown(told)}`,
    countsTable(findings),
    listed(notices.map(({ text, fails }) => `${fails ? "**fails**: " : ""}${textOf(text)}`)),
  ].filter((block) => block !== "");
  const foot = listed(circumstances.map(textOf));
  const length = [...head, foot].reduce((sum, block) => sum + block.length + 2, reserve);
  const shown: string[] = [];
  let room = mostCharacters - length;
  for (const finding of findings) {
    const block = detailsOf(finding, view.judgement.documents.length > 1);
    if (block.length + 2 > room) break;
    room -= block.length + 2;
    shown.push(block);
  }
  const left = findings.slice(shown.length);
  const rest =
    left.length === 0
      ? []
      : [
          `**Left out for want of room: ${left.length}** (${severitiesText(left, severities)}). \`eksgate check\` shows all.`,
        ];
  return `${[...head, ...shown, ...rest, foot].join("\n\n")}\n`;
}

function countsTable(findings: readonly ShownFinding[]): string {
  const rows = (
    [
      ["failed", "fail"],
      ["not proven", "undetermined"],
      ["waived", "waived"],
    ] as const
  ).flatMap(([name, outcome]) => {
    const here = findings.filter(({ finding }) => finding.outcome === outcome);
    const cells = severities.map((severity) => here.filter(({ finding }) => finding.severity === severity).length);
    return here.length === 0 ? [] : [`| ${name} | ${cells.join(" | ")} |`];
  });
  if (rows.length === 0) return "";
  return [`| | ${severities.join(" | ")} |`, `| --- |${" ---: |".repeat(severities.length)}`, ...rows].join("\n");
}

/** What an input says stands in code within the summary, which is HTML: GitHub makes nothing of that. */
function detailsOf({ finding, name, remark, documentName }: ShownFinding, hasSeveral: boolean): string {
  const { rule, address, construct, source, document, message, missing, related, waiver, location } = finding;
  const position = location?.attribute ?? location;
  const place = `${document}${position === undefined ? "" : `:${position.line}:${position.column}`}`;
  const lines = [
    ...(construct === undefined ? [] : [`construct ${codeMarkdown(construct)}`]),
    ...(source === undefined ? [] : [`made at ${codeMarkdown(sourceText(source))}`]),
    `at ${codeMarkdown(place)}${hasSeveral && documentName !== document ? `, of ${codeMarkdown(documentName)}` : ""}`,
    ...missing.slice(0, mostLines).map((text) => `unknown: ${textOf(text)}`),
    ...(missing.length > mostLines ? [`and ${missing.length - mostLines} more unknown`] : []),
    ...(related.length === 0 ? [] : [`rests on ${textOf(related.join(", "))}`]),
    ...(waiver === undefined ? [] : [textOf(`waived ${waiverText(waiver)}`)]),
    ...(rule.remediation === "" || waiver !== undefined ? [] : [`change: ${textOf(rule.remediation)}`]),
  ];
  const title = `<b>${name}</b>${remark === "" ? "" : ` (${remark})`} ${codeHtml(rule.id)} ${codeHtml(address)}`;
  return [
    `<details><summary>${title}</summary>`,
    textOf(message),
    lines.map((line) => `- ${line}`).join("\n"),
    "</details>",
  ].join("\n\n");
}

function codeHtml(text: string): string {
  return `<code>${escapeHtml(shortened(text, 300).replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " "))}</code>`;
}

function textOf(text: string): string {
  return escapeMarkdown(shortened(text, longestText));
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${[...text.slice(0, most)].slice(0, -1).join("")}…` : text;
}

function listed(lines: readonly string[]): string {
  const shown = lines.slice(0, mostLines).map((line) => `- ${line}`);
  return [...shown, ...(lines.length > mostLines ? [`- and ${lines.length - mostLines} more`] : [])].join("\n");
}
