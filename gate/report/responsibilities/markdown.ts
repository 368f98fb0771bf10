import { codeMarkdown, escapeMarkdown } from "../escape";
import type { Cell, Responsibilities } from "./table";
import {
  advice,
  cellOutcomeText,
  circumstances,
  countsText,
  cut,
  documentText,
  outcomeText,
  placeText,
  sides,
  summaryText,
} from "./words";

/** Resources of a cell that are named: a comment on a pull request holds 65,536 characters. */
const mostResources = 5;

/** The table as Markdown of GitHub, one for each side. */
export function toResponsibilitiesMarkdown(table: Responsibilities): string {
  const hint = advice(table);
  const blocks = [
    "# Shared responsibility",
    escapeMarkdown(summaryText(table)),
    table.documents
      .map((document) => {
        const { stack, path } = document;
        const name = stack === undefined ? codeMarkdown(path) : `${codeMarkdown(stack)} in ${codeMarkdown(path)}`;
        return `- ${name}: ${escapeMarkdown(documentText(document))}`;
      })
      .join("\n"),
    ...sides.flatMap(({ side, title, about }) => [
      `## ${escapeMarkdown(title)}`,
      escapeMarkdown(about),
      [
        "| Row | Outcome | What it is about | Found here | Rules |",
        "| --- | --- | --- | --- | --- |",
        ...table.cells.filter((cell) => cell.side === side).map((cell) => rowOf(cell, table)),
      ].join("\n"),
    ]),
    ...(hint === undefined ? [] : [hint]),
    circumstances(table).map(escapeMarkdown).join("\\\n"),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function rowOf(cell: Cell, table: Responsibilities): string {
  const { shown, left } = cut(cell.resources, mostResources);
  const resources = shown.map(({ document, address, outcome }) => {
    const place = placeText(table, document);
    const where = place === undefined ? "" : ` in ${codeMarkdown(place)}`;
    return `${codeMarkdown(address)}${where}${outcome === "pass" ? "" : `: ${outcomeText(outcome)}`}`;
  });
  const rules = cell.rules.map((rule) => `${codeMarkdown(rule.rule)}: ${escapeMarkdown(countsText(rule))}`);
  const cells = [
    `**${escapeMarkdown(cell.item)}**`,
    escapeMarkdown(cellOutcomeText(cell)),
    `${escapeMarkdown(cell.duty)} ([AWS](${cell.page}))`,
    [...resources, ...(left === 0 ? [] : [`and ${left} more`])].join("<br>"),
    rules.join("<br>"),
  ];
  return `| ${cells.join(" | ")} |`;
}
