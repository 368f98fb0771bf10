/**
 * Mutation run over the policies: each condition is dropped, each comparison turned, each integer moved by one, and the tests
 * that ought to notice are run. A mutant that none of them notices fails the run, unless `survivors.json` says why it may live.
 *
 * Usage: `tsx tools/policies/mutate.ts [--only PATH] [--sample N] [--limit SECONDS] [--floor PERCENT]
 *        [--policies FOLDER]`
 * `--only` takes a path relative to the policies folder, or the start of one. `--sample` draws with a fixed seed. `--floor PERCENT` is
 * content where that share of the mutants that compile is killed or explained; without it every one must be.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseJson } from "./json";
import { repository } from "./opa";
import { policiesFolder } from "./sources";

const mutant = z.object({ file: z.string(), source: z.string(), from: z.string(), to: z.string() });
const report = z.object({
  mutants: z.number(),
  killed: z.number(),
  refused: z.number(),
  left: z.number(),
  unplaced: z.number(),
  seconds: z.number(),
  survivors: z.array(mutant.extend({ line: z.number() })),
});
const allowances = z.array(mutant.extend({ reason: z.string().min(10) }).strict());

type Mutant = z.infer<typeof mutant>;

const same = (a: Mutant, b: Mutant): boolean =>
  a.file === b.file && a.source === b.source && a.from === b.from && a.to === b.to;

function mutate(args: readonly string[]): z.infer<typeof report> {
  const tools = join(repository, "tools");
  const binary = join(repository, ".eksgate", "tools", "mutate");
  execFileSync("go", ["build", "-trimpath", "-o", binary, "./cmd/mutate"], { cwd: tools, stdio: "inherit" });
  const run = spawnSync(binary, [...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (run.status !== 0) {
    throw new Error(`The mutation run ended with exit code ${String(run.status)}.`);
  }
  return report.parse(parseJson(run.stdout));
}

function main(): number {
  const { values } = parseArgs({
    options: {
      policies: { type: "string", default: policiesFolder },
      only: { type: "string", default: "" },
      sample: { type: "string", default: "0" },
      limit: { type: "string", default: "0" },
      floor: { type: "string", default: "100" },
    },
  });
  const folder = resolve(values.policies);
  const only = values.only.startsWith("policies/") ? relative("policies", values.only) : values.only;
  const found = mutate([
    `-policies=${folder}`,
    `-only=${only}`,
    `-sample=${values.sample}`,
    `-seconds=${values.limit}`,
  ]);
  const allowed = allowances.parse(parseJson(readFileSync(join(__dirname, "survivors.json"), "utf8")));
  const unexplained = found.survivors.filter((survivor) => !allowed.some((allowance) => same(allowance, survivor)));
  process.stdout.write(
    `${found.mutants} mutants in ${found.seconds.toFixed(0)} s: ${found.killed} killed by tests, ${found.refused} refused by ` +
      `the compiler, ${found.survivors.length - unexplained.length} survive with a reason, ${unexplained.length} without; ` +
      `${found.left} not tried (sample or time limit), ${found.unplaced} places not found in the text.\n`,
  );
  for (const { file, line, source, from, to } of unexplained) {
    process.stderr.write(`- policies/${file}:${line}: ${source}\n    ${oneLine(from)}  →  ${oneLine(to)}\n`);
  }
  // Only a whole run can tell that an allowance has had its day.
  const stale =
    found.left > 0 || only !== "" ? [] : allowed.filter((one) => !found.survivors.some((s) => same(one, s)));
  for (const { file, source, from, to } of stale) {
    process.stderr.write(`- tools/policies/survivors.json: no longer survives: ${file}: ${source} (${from} → ${to})\n`);
  }
  const judged = found.killed + found.survivors.length;
  if (judged === 0) {
    process.stderr.write("No mutants: nothing was tried.\n");
    return 1;
  }
  const share = (100 * (judged - unexplained.length)) / judged;
  process.stdout.write(
    `${share.toFixed(1)} % of ${judged} mutants are killed or explained; wanted: ${values.floor} %.\n`,
  );
  return share < Number(values.floor) || stale.length > 0 ? 1 : 0;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

process.exitCode = main();
