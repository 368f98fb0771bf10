/**
 * Times the gate on plans of 1 to 100 clusters, beside native OPA on the same policies and document, and beside checkov on the
 * same plan where it is installed. Prints tables; with `--write` they go into `README.md`, and the figures into `results.json`.
 *
 * Usage: `tsx bench/run.ts [--rounds 5] [--clusters 1,10,35,100] [--write]`
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { prune, read } from "../gate/document";
import { loadBundle } from "../gate/engine/bundle";
import { planOf, resourcesOfBase } from "./plan";
import { type Run, run } from "./processes";
import type { Machine, ManyResult, ProcessResult, Results, SizeResult } from "./results";
import { stagesOf } from "./stage-times";
import { lineThrough, median, rounded, slopes } from "./statistics";
import { tables } from "./table";
import { writeJson } from "./write-json";

const repository = join(__dirname, "..");
const work = join(repository, ".eksgate", "bench");
const build = join(work, "build");
const opa = join(repository, "tools", "opa");
const checkov = join(repository, ".eksgate", "bench-venv", "bin", "checkov");

/** Seconds after which a program is stopped. */
const limit = 60;
/** Seconds from which a program is run once only. */
const slow = 10;

interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Exit codes of a run that judged. */
  readonly judged: readonly number[];
}

/** What is compared; each runs in a folder with the plan, and the document made from it. */
const programs: readonly Program[] = [
  {
    name: "eksgate",
    command: process.execPath,
    args: [join(build, "gate", "cli", "main.js"), "check", "plan.json"],
    judged: [0, 1],
  },
  {
    name: "opa eval",
    command: opa,
    args: [
      "eval",
      `--data=${join(repository, "policies")}`,
      ...["bundle", "schema", "testing", "*_test.rego"].map((name) => `--ignore=${name}`),
      "--input=input.json",
      "--format=json",
      "data.eksgate.results",
    ],
    judged: [0],
  },
  {
    name: "checkov",
    command: checkov,
    args: [
      "--file=plan.json",
      "--framework=terraform_plan",
      "--compact",
      "--quiet",
      "--skip-download",
      "--output=json",
    ],
    judged: [0, 1],
  },
];

async function measure(clusters: number, rounds: number): Promise<SizeResult> {
  const folder = join(work, `plan-${clusters}`);
  mkdirSync(folder, { recursive: true });
  const plan = planOf(clusters);
  const document = read(plan, "plan.json");
  const whole = prune(document, loadBundle().manifest.reads);
  const input = JSON.stringify({ kind: "plan", date: today(), profile: "production", settings: {}, ...whole });
  writeFileSync(join(folder, "plan.json"), plan);
  writeFileSync(join(folder, "input.json"), input);
  return {
    clusters,
    resources: clusters * resourcesOfBase(),
    planBytes: Buffer.byteLength(plan),
    inputBytes: Buffer.byteLength(input),
    processes: await compare(folder, rounds),
    ...(await stagesOf(join(build, "bench", "stages.js"), folder, rounds, 10 * limit)),
  };
}

/** Runs the programs in turn, round by round, so that a machine that slows down slows all of them. */
async function compare(folder: string, rounds: number): Promise<Record<string, ProcessResult>> {
  const present = programs.filter(({ command }) => existsSync(command));
  const runs = new Map<string, Run[]>(present.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, command, args, judged } of present) {
      const earlier = runs.get(name) ?? [];
      if (earlier.some(({ seconds }) => seconds > slow)) continue;
      const one = await run(command, args, folder, limit);
      if (one.status !== undefined && !judged.includes(one.status)) {
        throw new Error(`${name} ended with ${one.status}:\n${one.stderr}`);
      }
      earlier.push(one);
    }
  }
  const gate = runs.get("eksgate") ?? [];
  return Object.fromEntries([...runs].map(([name, ofProgram]) => [name, summary(ofProgram, gate)]));
}

/** Many plans of one cluster each, as a pipeline with many states has them. */
async function measureMany(plans: number, rounds: number): Promise<ManyResult> {
  const folder = join(work, `${plans}-plans`);
  mkdirSync(folder, { recursive: true });
  const plan = planOf(1);
  for (let at = 0; at < plans; at += 1) writeFileSync(join(folder, `${at}.json`), plan);
  const [gate] = programs.filter(({ name }) => name === "eksgate");
  const runs: Run[] = [];
  for (let round = 0; round < rounds && gate !== undefined; round += 1) {
    const one = await run(gate.command, [...gate.args.slice(0, 1), "check", "*.json", "--quiet"], folder, 10 * limit);
    if (one.status !== 0) throw new Error(`eksgate ended with ${one.status}:\n${one.stderr}`);
    runs.push(one);
  }
  return { plans, ...summary(runs, runs) };
}

function summary(runs: readonly Run[], gate: readonly Run[]): ProcessResult {
  const ended = runs.filter(({ status }) => status !== undefined);
  const seconds = median(ended.map((one) => one.seconds));
  if (seconds === undefined) return { runs: runs.length };
  const ratio = median(ended.map((one, round) => one.seconds / (gate[round]?.seconds ?? Number.NaN)));
  const memory = median(ended.flatMap((one) => (one.memory === undefined ? [] : [one.memory])));
  return {
    runs: runs.length,
    seconds: rounded(seconds),
    fastest: rounded(Math.min(...ended.map((one) => one.seconds))),
    ...(memory === undefined ? {} : { memory: rounded(memory) }),
    ...(ratio === undefined ? {} : { timesEksgate: rounded(ratio) }),
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function machine(): Machine {
  const opaVersion = /^Version: (\S+)$/m.exec(execFileSync(opa, ["version"], { encoding: "utf8" }))?.[1];
  const checkovVersion = existsSync(checkov) ? execFileSync(checkov, ["--version"], { encoding: "utf8" }) : undefined;
  return {
    date: today(),
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    opa: opaVersion ?? "unknown",
    ...(checkovVersion === undefined ? {} : { checkov: checkovVersion.trim() }),
    policies: loadBundle().manifest.revision.slice(0, 12),
  };
}

/** Replaces what stands between the two marks of a page. */
function writeInto(page: string, report: string): void {
  const text = readFileSync(page, "utf8");
  const marked = /(?<=<!-- results -->\n).*?(?=<!-- end of results -->)/s;
  if (!marked.test(text)) throw new Error(`${page} has no two marks for the results.`);
  writeFileSync(
    page,
    text.replace(marked, () => `\n${report}\n\n`),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "5" },
      clusters: { type: "string", default: "1,10,35,100" },
      write: { type: "boolean", default: false },
    },
  });
  // Compiled as in the package: what runs TypeScript directly would be timed too.
  const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "--project", join(__dirname, "tsconfig.json")], { stdio: "inherit" });
  const sizes: SizeResult[] = [];
  for (const clusters of values.clusters.split(",").map(Number)) {
    process.stderr.write(`${clusters} ${clusters === 1 ? "cluster" : "clusters"} ...\n`);
    sizes.push(await measure(clusters, Number(values.rounds)));
  }
  process.stderr.write("500 plans ...\n");
  const many = await measureMany(500, Math.min(Number(values.rounds), 3));
  const points = sizes.map(({ clusters, fresh: { milliseconds } }): [number, number] => [
    clusters,
    milliseconds.document + milliseconds.split + milliseconds.wasm,
  ]);
  const { intercept, slope, r2 } = lineThrough(points);
  const results: Results = {
    machine: machine(),
    sizes,
    many,
    growth: {
      line: { intercept: rounded(intercept), slope: rounded(slope), r2: Number(r2.toFixed(5)) },
      slopes: slopes(points).map(rounded),
    },
  };
  const report = tables(results);
  process.stdout.write(`${report}\n`);
  if (values.write) {
    writeJson(join(__dirname, "results.json"), results);
    writeInto(join(__dirname, "README.md"), report);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
