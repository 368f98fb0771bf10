import { resolve } from "node:path";

import { didYouMean, UsageError } from "../engine/index";
import { type Terminal, terminalOf } from "../report/index";
import { print } from "./print";
import { writeWhole } from "./write-whole";

/** The formats that a command writes; the first is what people see. */
type Formats<Format extends string> = readonly [Format, ...Format[]];

/** A report to be made: to a file, or to standard output. */
export interface Target<Format extends string> {
  readonly format: Format;
  readonly file?: string;
}

/**
 * Reads the values of `--format`.
 *
 * @param inputs paths of the inputs, which no report may take the place of
 * @throws UsageError naming the value that does not fit
 */
export function parseTargets<Format extends string>(
  values: readonly string[],
  inputs: readonly { readonly path: string }[],
  formats: Formats<Format>,
): readonly Target<Format>[] {
  const targets = values.map((value) => parseTarget(value, formats));
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)]));
  const taken = new Set(inputs.flatMap(({ path }) => (path === "-" ? [] : [resolve(path)])));
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
  return printed.length === 0 ? [...targets, { format: formats[0] }] : targets;
}

function parseTarget<Format extends string>(value: string, names: Formats<Format>): Target<Format> {
  const at = value.indexOf("=");
  const name = at === -1 ? value : value.slice(0, at);
  const file = at === -1 ? undefined : value.slice(at + 1);
  const format = names.find((known) => known === name);
  if (format === undefined) {
    throw new UsageError(`--format: "${name}" is none of ${names.join(", ")}.${didYouMean(name, names)}`);
  }
  if (file === "") throw new UsageError(`--format: "${value}" names no file after the "=".`);
  return { format, ...(file === undefined ? {} : { file }) };
}

/** Makes the reports: the files first, so that what people see is the last to fail. */
export async function deliver<Format extends string>(
  targets: readonly Target<Format>[],
  color: boolean,
  render: (format: Format, terminal: Terminal) => string,
): Promise<void> {
  const terminal = terminalOf(process.stdout, color ? undefined : false);
  const plain = terminalOf({ write: () => undefined }, false);
  for (const { format, file } of targets) {
    if (file !== undefined) writeWhole(file, render(format, plain));
  }
  for (const { format, file } of targets) {
    if (file === undefined) await print(render(format, terminal));
  }
}
