import { costTable } from "./costs";
import type { Synthesized } from "./example";

/** The parts of an example's README that follow from what it synthesizes, by the name in their marks. */
function partsOf({ document, output }: Synthesized): Readonly<Record<string, readonly string[]>> {
  const undetermined = undeterminedRules(output);
  return {
    output: ["```console", "$ npx tsx main.ts", ...shortened(output), "```"],
    ...(undetermined.length === 0 ? {} : { undetermined }),
    costs: costTable(document),
  };
}

/** The summary and the verdict: findings, if any, stand in a list of their own. */
function shortened(output: string): string[] {
  const lines = output.trimEnd().split("\n");
  const end = lines.findIndex((line) => line.endsWith("cdk.tf.json")) + 1;
  const hasFindings = lines.length > end + 2;
  return [...lines.slice(0, end), hasFindings ? "…" : "", lines.at(-1) ?? ""];
}

/** The rules that are not decided, with how many subjects each. */
function undeterminedRules(output: string): string[] {
  const counts = new Map<string, number>();
  for (const [, severity, rule] of output.matchAll(/^NOT PROVEN, (\w+) {2}(\S+)$/gm)) {
    const row = `| ${severity} | ${rule} |`;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const rows = [...counts].map(([row, count]) => `${row} ${count} |`);
  return ["| severity | not proven as configuration | subjects |", "| --- | --- | ---: |", ...rows];
}

/**
 * A README with these parts between `<!-- made: name -->` and `<!-- /made -->` as they are today.
 * @throws Error where a mark names none of them, or one of them has no mark
 */
export function withParts(readme: string, synthesized: Synthesized): string {
  const parts = partsOf(synthesized);
  const marked = new Set<string>();
  const text = readme.replaceAll(/(<!-- made: (\w+) -->\n)[\s\S]*?(<!-- \/made -->)/g, (_, begin, name, end) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`<!-- made: ${name} -->: there is nothing of this name to be made`);
    marked.add(name);
    return `${begin}${part.join("\n")}\n${end}`;
  });
  const missing = Object.keys(parts).filter((name) => !marked.has(name));
  if (missing.length > 0) throw new Error(`the README has no <!-- made: ${missing.join(", ")} -->`);
  return text;
}
