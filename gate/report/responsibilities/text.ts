import { type Palette, type Terminal, wrap } from "../terminal";
import type { Cell, CellOutcome, Responsibilities } from "./table";
import {
  advice,
  cellOutcomeText,
  circumstances,
  countsText,
  cut,
  documentText,
  extentText,
  outcomeText,
  placeText,
  sides,
  summaryText,
} from "./words";

/** Resources of a cell that are named; there may be thousands. */
const mostResources = 5;

const labelWidth = 11;

/** Columns that the extent of a cell needs beside its outcome. */
const leastRoom = 24;

/** The table for people: an overview of both sides, then every cell. It ends with a line break. */
export function toResponsibilitiesText(table: Responsibilities, terminal: Terminal): string {
  const { colors, width } = terminal;
  const hint = advice(table);
  const sections = [
    wrap(`Shared responsibility, ${summaryText(table)}`, width).map((line) => colors.bold(line)),
    ...table.documents.map((document) => documentLines(document, terminal)),
    ...sides.map(({ side, title }) => overview(title, cellsOf(table, side), terminal)),
    ...table.cells.map((cell) => cellLines(cell, table, terminal)),
    hint === undefined ? [] : wrap(hint, width),
    circumstances(table)
      .flatMap((line) => wrap(line, width))
      .map((line) => colors.dim(line)),
  ];
  const printed = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${printed.join("\n\n")}\n`;
}

function cellsOf({ cells }: Responsibilities, side: Cell["side"]): readonly Cell[] {
  return cells.filter((cell) => cell.side === side);
}

function documentLines(document: Responsibilities["documents"][number], { colors, width }: Terminal): string[] {
  const { stack, path } = document;
  return [
    ...wrap(stack ?? path, width).map((line) => colors.bold(line)),
    ...(stack === undefined ? [] : wrap(path, width, "  ").map((line) => colors.dim(line))),
    colors.dim(`  ${documentText(document)}`),
  ];
}

/** A line for each row: what it came to, and how much there is. */
function overview(title: string, cells: readonly Cell[], { colors, width }: Terminal): string[] {
  const itemWidth = Math.max(...cells.map(({ item }) => item.length)) + 2;
  const outcomeWidth = Math.max(...cells.map((cell) => cellOutcomeText(cell).length)) + 2;
  const indent = 2 + itemWidth + outcomeWidth;
  const isWide = width - indent >= leastRoom;
  return [
    colors.bold(title),
    ...cells.flatMap((cell) => {
      const [first = "", ...others] = wrap(extentText(cell), isWide ? width - indent : width - 4);
      const told = cellOutcomeText(cell);
      const outcome = paintOf(cell.outcome, colors)(told);
      const line = `  ${cell.item.padEnd(itemWidth)}${outcome}`;
      const below = " ".repeat(isWide ? indent : 4);
      if (!isWide || first === "")
        return [line, ...[first, ...others].filter((text) => text !== "").map((text) => below + text)];
      return [line + " ".repeat(outcomeWidth - told.length) + first, ...others.map((text) => below + text)];
    }),
  ];
}

function cellLines(cell: Cell, table: Responsibilities, { colors, width }: Terminal): string[] {
  const room = width - 2 - labelWidth;
  const labelled = (label: string, lines: readonly string[]): string[] =>
    lines.map((line, index) => `  ${colors.dim((index === 0 ? label : "").padEnd(labelWidth))}${line}`);
  const name = `${cell.side === "aws" ? "AWS" : "you"}: ${cell.item}`;
  return [
    `${colors.bold(name)}  ${paintOf(cell.outcome, colors)(cellOutcomeText(cell))}`,
    ...wrap(cell.duty, width, "  "),
    ...labelled("resources", resourceLines(cell, table, colors, room)),
    ...labelled("rules", ruleLines(cell, colors, room)),
  ];
}

/** Several documents are told apart by a line before the first resource of each. */
function resourceLines(cell: Cell, table: Responsibilities, colors: Palette, room: number): string[] {
  const { shown, left } = cut(cell.resources, mostResources);
  const named = shown.flatMap(({ document, address, outcome }, index) => {
    const place = placeText(table, document);
    const isFirst = place !== undefined && document !== shown[index - 1]?.document;
    const isSound = outcome === "pass";
    const lines = wrap(isSound ? address : `${address} (${outcomeText(outcome)})`, room);
    return [
      ...(isFirst ? wrap(`in ${place}`, room).map((line) => colors.dim(line)) : []),
      ...(isSound ? lines : lines.map(paintOf(outcome, colors))),
    ];
  });
  return left === 0 ? named : [...named, colors.dim(`and ${left} more`)];
}

/** Each rule beside its counts, where the terminal is wide enough; else above them. */
function ruleLines({ rules }: Cell, colors: Palette, room: number): string[] {
  const idWidth = Math.max(0, ...rules.map(({ rule }) => rule.length)) + 2;
  const countsWidth = Math.max(0, ...rules.map((rule) => countsText(rule).length));
  return rules.flatMap((rule) => {
    const counts = countsText(rule);
    const paint = paintOf(rule.outcome, colors);
    if (idWidth + countsWidth <= room) return [rule.rule.padEnd(idWidth) + paint(counts)];
    return [...wrap(rule.rule, room), ...wrap(counts, room, "  ").map(paint)];
  });
}

function paintOf(outcome: CellOutcome, colors: Palette): Palette["red"] {
  return {
    fail: colors.red,
    undetermined: colors.yellow,
    waived: colors.yellow,
    pass: colors.green,
    nothing: colors.dim,
  }[outcome];
}
