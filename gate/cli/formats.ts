import { resolve } from "node:path";

import { didYouMean, type Judgement, UsageError } from "../engine/index";
import { type Terminal, toJson, toText } from "../report/index";

const formats = ["text", "json"] as const;
type Format = (typeof formats)[number];

/** Formats that later versions write. */
const later = ["sarif", "junit", "markdown", "github", "html"];

/** A report to be made: to a file, or to standard output. */
export interface Target {
  readonly format: Format;
  readonly file?: string;
}

/**
 * Reads the values of `--format`.
 *
 * @param inputs paths of the inputs, which no report may take the place of
 * @throws UsageError naming the value that does not fit
 */
export function parseTargets(values: readonly string[], inputs: readonly string[]): readonly Target[] {
  const targets = values.map(parseTarget);
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)]));
  const taken = new Set(inputs.map((path) => resolve(path)));
  for (const [index, file] of files.entries()) {
    if (files.indexOf(file) !== index) throw new UsageError(`--format: two reports would be written to ${file}.`);
    if (taken.has(file)) throw new UsageError(`--format: the report would take the place of the input ${file}.`);
  }
  const printed = targets.filter(({ file }) => file === undefined);
  if (printed.length > 1) {
    throw new UsageError(
      `--format: ${printed.map(({ format }) => format).join(" and ")} would both go to standard output. Give a file to all but one: --format json=report.json.`,
    );
  }
  // Where every report goes to a file, people still see the findings.
  return printed.length === 0 ? [...targets, { format: "text" }] : targets;
}

function parseTarget(value: string): Target {
  const at = value.indexOf("=");
  const name = at === -1 ? value : value.slice(0, at);
  const file = at === -1 ? undefined : value.slice(at + 1);
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    const hint = later.includes(name) ? " This version does not write it yet." : didYouMean(name, formats);
    throw new UsageError(`--format: "${name}" is none of ${formats.join(", ")}.${hint}`);
  }
  if (file === "") throw new UsageError(`--format: "${value}" names no file after the "=".`);
  return { format, ...(file === undefined ? {} : { file }) };
}

export function render(format: Format, judgement: Judgement, terminal: Terminal, quiet: boolean): string {
  return format === "json" ? toJson(judgement) : toText(judgement, terminal, { quiet });
}
