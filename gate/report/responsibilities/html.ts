import { escapeHtml } from "../escape";
import { styles } from "./styles";
import type { Cell, CellOutcome, Responsibilities } from "./table";
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

/** Resources of a cell that are named; the JSON has all. */
const mostResources = 50;

/** Of these the first are seen at once. */
const openResources = 6;

/** The table as a page of its own, without scripts, that loads nothing. */
export function toResponsibilitiesHtml(table: Responsibilities): string {
  const hint = advice(table);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Shared responsibility: ${escapeHtml(titleOf(table))}</title>
<style>
${styles}</style>
</head>
<body>
<header>
<h1>Shared responsibility</h1>
<p class="summary">${escapeHtml(summaryText(table))}</p>
<ul class="documents">
${table.documents.map(documentItem).join("\n")}
</ul>
</header>
<main>
${sides.map(({ side, title, about }) => sectionOf({ side, title, about, level: 2 }, table)).join("\n")}
</main>
<footer>
${[...(hint === undefined ? [] : [hint.replaceAll("`", "")]), ...circumstances(table)].map((line) => `<p>${escapeHtml(line)}</p>`).join("\n")}
</footer>
</body>
</html>
`;
}

function titleOf({ documents }: Responsibilities): string {
  return documents.map(({ stack, path }) => stack ?? path).join(", ");
}

function documentItem(document: Responsibilities["documents"][number]): string {
  const { stack, path } = document;
  const name = stack === undefined ? "" : `<strong>${escapeHtml(stack)}</strong> `;
  return `<li>${name}<code>${escapeHtml(path)}</code> ${escapeHtml(documentText(document))}</li>`;
}

/** Both sides of the table as parts of a larger page, below a heading of the second level. */
export function responsibilitiesSections(table: Responsibilities): string {
  return sides.map(({ side, title, about }) => sectionOf({ side, title, about, level: 3 }, table)).join("\n");
}

interface SectionOptions {
  readonly side: Cell["side"];
  readonly title: string;
  readonly about: string;
  /** Level of its heading. */
  readonly level: 2 | 3;
}

function sectionOf({ side, title, about, level }: SectionOptions, table: Responsibilities): string {
  const rows = table.cells.filter((cell) => cell.side === side).map((cell) => rowOf(cell, table));
  return `<section aria-labelledby="${side}">
<h${level} id="${side}">${escapeHtml(title)}</h${level}>
<div class="scroll" role="region" aria-labelledby="${side}" tabindex="0">
<table>
<caption>${escapeHtml(about)}</caption>
<thead>
<tr><th scope="col">Row</th><th scope="col">Outcome</th><th scope="col">Found here</th><th scope="col">Rules</th></tr>
</thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</div>
</section>`;
}

function rowOf(cell: Cell, table: Responsibilities): string {
  const rules = cell.rules.map(
    (rule) =>
      `<li><code>${escapeHtml(rule.rule)}</code> <span class="about">${escapeHtml(rule.title)}</span> ${badge(rule.outcome, countsText(rule))}</li>`,
  );
  return `<tr>
<th scope="row">${escapeHtml(cell.item)}<span class="about">${escapeHtml(cell.duty)} <a href="${escapeHtml(cell.page)}" rel="noreferrer">AWS on ${escapeHtml(cell.item)}</a></span></th>
<td>${badge(cell.outcome, cellOutcomeText(cell))}</td>
<td>${resourceList(cell, table)}</td>
<td>${rules.length === 0 ? "" : `<ul>${rules.join("\n")}</ul>`}</td>
</tr>`;
}

function resourceList({ resources }: Cell, table: Responsibilities): string {
  if (resources.length === 0) return "";
  const { shown, left } = cut(resources, mostResources);
  const items = shown.map(({ document, address, outcome }) => {
    const place = placeText(table, document);
    const where = place === undefined ? "" : ` in ${escapeHtml(place)}`;
    return `<li><code>${escapeHtml(address)}</code>${where}${outcome === "pass" ? "" : ` ${badge(outcome, outcomeText(outcome))}`}</li>`;
  });
  const { shown: open, left: folded } = cut(items, openResources);
  const rest =
    folded === 0
      ? ""
      : `<details><summary>${folded + left} more</summary>${listOf(items.slice(-folded), left)}</details>`;
  return `${listOf(open, 0)}${rest}`;
}

function listOf(items: readonly string[], left: number): string {
  return `<ul>${[...items, ...(left === 0 ? [] : [`<li>and ${left} more, in the JSON</li>`])].join("\n")}</ul>`;
}

function badge(outcome: CellOutcome, text: string): string {
  return `<span class="outcome ${outcome}">${escapeHtml(text)}</span>`;
}
