import type { Results } from "./results";

/** Rows as a Markdown table whose columns are as wide as their widest cell; all but the first are aligned to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const padded = rows.map((row) =>
    line(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))),
  );
  const rule = line(widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)));
  return [padded[0], rule, ...padded.slice(1)].join("\n");
}

/** The results as tables of at most 80 columns, as they stand in `README.md`. */
export function tables({ machine, sizes, many, growth }: Results): string {
  const number = (value: number | undefined, digits: number): string =>
    value === undefined ? "-" : value.toFixed(value >= 100 ? 0 : digits);
  const plans = sizes.map(({ clusters, resources, planBytes, inputBytes, parts, subjects }) => [
    String(clusters),
    String(resources),
    number(planBytes / 1e6, 1),
    number(inputBytes / 1e6, 2),
    String(parts),
    String(subjects),
  ]);
  const programs = sizes.flatMap(({ clusters, processes }) =>
    Object.entries(processes).map(([name, { runs, seconds, fastest, memory, timesEksgate }]) => [
      name,
      String(clusters),
      seconds === undefined ? "stopped" : number(seconds, 2),
      number(fastest, 2),
      number(timesEksgate, 1),
      number(memory, 0),
      String(runs),
    ]),
  );
  const stages = sizes.flatMap(({ clusters, fresh, warm }) =>
    [
      { name: "fresh", result: fresh },
      { name: "warm", result: warm },
    ].map(({ name, result: { milliseconds, multiples } }) => [
      `${clusters} ${name}`,
      number(milliseconds.parse, 1),
      number(milliseconds.document + milliseconds.split, 1),
      number(milliseconds.wasm, 1),
      number(milliseconds.results + milliseconds.report, 1),
      number(multiples.document, 1),
      number(multiples.wasm, 1),
      number(multiples.both, 1),
    ]),
  );
  const { line, slopes } = growth;
  const between = slopes.map((slope, at) => {
    const [from, to] = [sizes[at]?.clusters ?? 0, sizes[at + 1]?.clusters ?? 0];
    return `${number(slope, 1)} from ${from} to ${to}`;
  });
  const { date, cores, memory, node, opa, checkov, policies } = machine;
  const others = checkov === undefined ? `OPA ${opa}; checkov was not installed` : `OPA ${opa}, checkov ${checkov}`;
  return [
    `${date}: ${cores} cores, ${memory} GiB, Node ${node}, ${others}, policies ${policies}.`,
    table([["clusters", "resources", "plan MB", "model MB", "parts", "subjects"], ...plans]),
    table([["process", "clusters", "s", "fastest", "x eksgate", "MiB", "runs"], ...programs]),
    table([["clusters", "parse ms", "document", "Wasm", "report", "doc. x", "Wasm x", "both x"], ...stages]),
    `${many.plans} plans of one cluster each, in one run: ${number(many.seconds, 2)} s, ${number(many.memory, 0)} MiB.`,
    [
      "Document and Wasm, milliseconds for each further cluster:",
      `${between.join(", ")}.`,
      `Least squares: ${number(line.slope, 1)} a cluster and ${number(line.intercept, 0)} at the start, R2 ${line.r2.toFixed(4)}.`,
    ].join("\n"),
  ].join("\n\n");
}
