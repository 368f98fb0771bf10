import type { z } from "zod";

import {
  compareSeverity,
  compareText,
  type Judgement,
  packageRoot,
  type Rule,
  responsibilities,
  type Severity,
  type Side,
} from "../../engine/index";
import { type Duty, duties } from "./duties";
import type { responsibilitiesSchema } from "./schema";

/** The shared-responsibility table of an input. */
export type Responsibilities = z.infer<typeof responsibilitiesSchema>;
export type Cell = Responsibilities["cells"][number];
export type CellOutcome = Cell["outcome"];
type Found = Exclude<CellOutcome, "nothing">;

/** One rule and one resource that it applies to. */
interface Subject {
  readonly document: string;
  readonly address: string;
  readonly outcome: Found;
  readonly severity?: Severity;
}

/** From the worst on. */
const cellOutcomes: readonly CellOutcome[] = ["fail", "undetermined", "waived", "pass", "nothing"];

/** The table, as data: every cell with its rules and what they found, whole. */
export function toResponsibilities(judgement: Judgement): Responsibilities {
  const subjects = subjectsByRule(judgement);
  const cells = (["aws", "you"] as const).flatMap((side) =>
    rowsOf(side).map((row) => cellOf(side, row, judgement.rules, subjects)),
  );
  const summary = { cells: cells.length, fail: 0, undetermined: 0, waived: 0, pass: 0, nothing: 0 };
  for (const { outcome } of cells) summary[outcome] += 1;
  return {
    version: 1,
    tool: { name: "eksgate", version: packageRoot().version },
    policies: judgement.policies.map((set) => ({ ...set })),
    date: judgement.date,
    profile: judgement.profile,
    relaxed: judgement.relaxed.map((relaxation) => ({ ...relaxation })),
    documents: judgement.documents.map(({ path, kind, stack, resources }) => ({
      path,
      kind,
      ...(stack === undefined ? {} : { stack }),
      resources,
    })),
    summary,
    cells,
  };
}

/** The same bytes for the same judgement. */
export function toResponsibilitiesJson(table: Responsibilities): string {
  return `${JSON.stringify(table, null, 2)}\n`;
}

interface Row {
  readonly item: Cell["item"];
  readonly duty: Duty;
}

function rowsOf(side: Side): readonly Row[] {
  return side === "aws"
    ? responsibilities.aws.map((item) => ({ item, duty: duties.aws[item] }))
    : responsibilities.you.map((item) => ({ item, duty: duties.you[item] }));
}

function subjectsByRule({ findings, passes }: Judgement): ReadonlyMap<string, readonly Subject[]> {
  const subjects = new Map<string, Subject[]>();
  const add = (rule: string, subject: Subject): void => {
    const known = subjects.get(rule);
    if (known === undefined) subjects.set(rule, [subject]);
    else known.push(subject);
  };
  for (const { rule, document, address, outcome, severity } of findings) {
    add(rule.id, { document, address, outcome, severity });
  }
  for (const { rule, document, address } of passes) add(rule, { document, address, outcome: "pass" });
  return subjects;
}

function cellOf(
  side: Side,
  { item, duty }: Row,
  rules: readonly Rule[],
  byRule: ReadonlyMap<string, readonly Subject[]>,
): Cell {
  const watching = rules.filter(({ party }) => party?.side === side && party.items.includes(item));
  const subjects = watching.flatMap(({ id }) => byRule.get(id) ?? []);
  const outcome = worst(subjects);
  const [severity] = subjects
    .flatMap((subject) => (subject.outcome === outcome && subject.severity !== undefined ? [subject.severity] : []))
    .sort(compareSeverity);
  return {
    side,
    item,
    duty: duty.text,
    page: duty.page,
    outcome,
    ...(severity === undefined ? {} : { severity }),
    ...countsOf(subjects),
    resources: resourcesOf(subjects),
    rules: watching
      .map((rule) => {
        const found = byRule.get(rule.id) ?? [];
        return { rule: rule.id, title: rule.title, severity: rule.severity, outcome: worst(found), ...countsOf(found) };
      })
      .sort((a, b) => rank(a.outcome) - rank(b.outcome) || compareText(a.rule, b.rule)),
  };
}

/** What several rules found about one resource is one resource, with the worst of it. */
function resourcesOf(subjects: readonly Subject[]): Cell["resources"] {
  const resources = new Map<string, Cell["resources"][number]>();
  for (const { document, address, outcome } of subjects) {
    const key = JSON.stringify([document, address]);
    const known = resources.get(key);
    if (known === undefined) resources.set(key, { document, address, outcome });
    else if (rank(outcome) < rank(known.outcome)) known.outcome = outcome;
  }
  return [...resources.values()].sort(
    (a, b) =>
      rank(a.outcome) - rank(b.outcome) || compareText(a.document, b.document) || compareText(a.address, b.address),
  );
}

function worst(subjects: readonly Subject[]): CellOutcome {
  return cellOutcomes.find((outcome) => subjects.some((subject) => subject.outcome === outcome)) ?? "nothing";
}

function countsOf(subjects: readonly Subject[]): Record<Found, number> {
  const counts = { pass: 0, fail: 0, undetermined: 0, waived: 0 };
  for (const { outcome } of subjects) counts[outcome] += 1;
  return counts;
}

function rank(outcome: CellOutcome): number {
  return cellOutcomes.indexOf(outcome);
}
