import type { Side } from "../../engine/index";
import { policyText } from "../policy-text";
import { count } from "../terminal";
import type { Cell, CellOutcome, Responsibilities } from "./table";

export const sides: readonly { readonly side: Side; readonly title: string; readonly about: string }[] = [
  { side: "aws", title: "AWS runs", about: "What AWS runs, where choices are left to you." },
  { side: "you", title: "You run", about: "What is yours to run." },
];

const words: Readonly<Record<CellOutcome, string>> = {
  fail: "failed",
  undetermined: "not proven",
  waived: "waived",
  pass: "passed",
  nothing: "nothing here",
};

/** What a cell, a rule or a resource came to. */
export function outcomeText(outcome: CellOutcome): string {
  return words[outcome];
}

/** The same of a cell, with the worst severity of what is not as it should be. */
export function cellOutcomeText({ outcome, severity, rules }: Cell): string {
  if (rules.length === 0) return "not watched";
  return severity === undefined ? words[outcome] : `${words[outcome]}, ${severity}`;
}

type Counts = Pick<Cell, "pass" | "fail" | "undetermined" | "waived">;

/** Such as `12 passed, 1 failed`. */
export function countsText(counts: Counts): string {
  return listed(counts, ["pass", "fail", "undetermined", "waived"]) || words.nothing;
}

/** How much there is in a cell, and what of it is not as it should be. */
export function extentText(cell: Cell): string {
  const rules = count(cell.rules.length, "rule");
  if (cell.resources.length === 0) return cell.rules.length === 0 ? "" : rules;
  const troubles = listed(cell, ["fail", "undetermined", "waived"]);
  return `${count(cell.resources.length, "resource")}, ${rules}${troubles === "" ? "" : `: ${troubles}`}`;
}

/** What all cells came to, in one line. */
export function summaryText({ cells, summary }: Responsibilities): string {
  const unwatched = cells.filter(({ rules }) => rules.length === 0).length;
  const empty = summary.nothing - unwatched;
  const told = [
    listed(summary, ["pass", "fail", "undetermined", "waived"]),
    empty > 0 ? `${empty} with nothing here` : "",
    unwatched > 0 ? `${unwatched} not watched` : "",
  ];
  return `${count(summary.cells, "row")}: ${told.filter((part) => part !== "").join(", ")}`;
}

function listed(counts: Counts, outcomes: readonly (keyof Counts)[]): string {
  return outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${words[outcome]}`)
    .join(", ");
}

const kinds = { config: "configuration", plan: "plan", state: "state" } as const;

/** Such as `plan, 57 resources`. */
export function documentText({ kind, resources }: Responsibilities["documents"][number]): string {
  return `${kinds[kind]}, ${count(resources, "resource")}`;
}

/** Where a resource is, where that is not plain: there are several documents. */
export function placeText({ documents }: Responsibilities, path: string): string | undefined {
  if (documents.length < 2) return undefined;
  return documents.find((document) => document.path === path)?.stack ?? path;
}

/** By what, as of when and how strictly it was judged: a line each. */
export function circumstances({ policies, date, profile, relaxed }: Responsibilities): readonly string[] {
  const by = policies.map(policyText);
  return [
    `Judged as of ${date} by ${by.join(", ")}, profile ${profile}.`,
    ...relaxed.map(({ rule, how, from }) => `Relaxed: ${rule === undefined ? "" : `${rule} `}${how}, from ${from}`),
  ];
}

/** What to do about cells that are not as they should be. */
export function advice({ summary }: Responsibilities): string | undefined {
  return summary.fail + summary.undetermined === 0
    ? undefined
    : "`eksgate check` says of each finding what is wrong and what to change.";
}

/** The first items of a list, and how many are left. */
export function cut<T>(items: readonly T[], most: number): { readonly shown: readonly T[]; readonly left: number } {
  // One more line that names an item takes no more room than one that says that one is left.
  const number = items.length === most + 1 ? items.length : Math.min(items.length, most);
  return { shown: items.slice(0, number), left: items.length - number };
}
