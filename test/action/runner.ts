import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { execute } from "../e2e/processes";

export const repository = join(__dirname, "..", "..");

const text = z.record(z.string(), z.string());

const actionFile = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ description: z.string(), value: z.string() })),
  runs: z.object({
    using: z.literal("composite"),
    steps: z.array(
      z.strictObject({
        id: z.string().optional(),
        if: z.string().optional(),
        shell: z.literal("bash"),
        env: text,
        run: z.string(),
      }),
    ),
  }),
});

/** `action.yml`. */
export const action = actionFile.parse(parse(readFileSync(join(repository, "action.yml"), "utf8")));

export interface Job {
  /** The action as GitHub would have checked it out, or as a package holds it. */
  readonly action: string;
  /** The workspace, with the work tree. */
  readonly folder: string;
  /** Where the runner keeps its own files. */
  readonly temporary: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly event: unknown;
  readonly env: Readonly<Record<string, string>>;
}

export interface JobResult {
  /** Of the step that failed first, or 0. */
  readonly status: number;
  readonly log: string;
  /** What the runner would take for a command, without those between `stop-commands` and its end. */
  readonly commands: readonly string[];
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs the steps of `action.yml` as GitHub's runner does, as far as the file needs it. */
export async function runAction({ action: place, folder, temporary, inputs, event, env }: Job): Promise<JobResult> {
  const files = mkdtempSync(join(temporary, "runner-"));
  const summary = join(files, "summary");
  writeFileSync(join(files, "event.json"), JSON.stringify(event));
  writeFileSync(summary, "");
  mkdirSync(join(files, "temp"));
  const known = new Map<string, string>([["inputs.token", "the-token"]]);
  for (const [name, { default: fallback }] of Object.entries(action.inputs)) {
    if (name !== "token") known.set(`inputs.${name}`, inputs[name] ?? fallback);
  }
  let status = 0;
  let log = "";
  for (const [at, step] of action.runs.steps.entries()) {
    if (!(step.if === undefined ? status === 0 : isTrue(step.if, known))) continue;
    const output = join(files, `output-${at}`);
    writeFileSync(output, "");
    const finished = await execute("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
      cwd: folder,
      env: {
        GITHUB_ACTION_PATH: place,
        GITHUB_REPOSITORY: "shop/platform",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_RUN_ID: "42",
        GITHUB_EVENT_PATH: join(files, "event.json"),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: join(files, "temp"),
        NO_COLOR: "1",
        ...env,
        ...Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, evaluate(value, known)])),
      },
    });
    log += finished.stdout + finished.stderr;
    if (status === 0) status = finished.status ?? -1;
    const lines = readFileSync(output, "utf8").split("\n");
    for (const line of lines.filter((each) => each !== "")) {
      const equals = line.indexOf("=");
      if (step.id !== undefined) known.set(`steps.${step.id}.outputs.${line.slice(0, equals)}`, line.slice(equals + 1));
    }
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value, known)] as const);
  return {
    status,
    log,
    commands: commandsOf(log),
    summary: readFileSync(summary, "utf8"),
    outputs: Object.fromEntries(outputs),
  };
}

/** A whole value that is an expression: a name, with a fallback in quotes where it is empty. Others are as they are. */
function evaluate(value: string, known: ReadonlyMap<string, string>): string {
  const expression = /^\$\{\{ ([\w.-]+)(?: \|\| '([^']*)')? \}\}$/.exec(value);
  if (expression === null) {
    if (value.includes("{{")) throw new Error(`no expression of this runner: ${value}`);
    return value;
  }
  const [, name = "", fallback = ""] = expression;
  return known.get(name) || fallback;
}

function isTrue(condition: string, known: ReadonlyMap<string, string>): boolean {
  const expression = /^\$\{\{ !cancelled\(\) && ([\w.-]+) != '([^']*)' \}\}$/.exec(condition);
  if (expression === null) throw new Error(`no condition of this runner: ${condition}`);
  return known.get(expression[1] ?? "") !== expression[2];
}

function commandsOf(log: string): readonly string[] {
  const commands: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split("\n").map((each) => each.trimStart())) {
    if (stopped !== undefined) {
      if (line.trimEnd() === `::${stopped}::`) stopped = undefined;
    } else if (line.startsWith("::stop-commands::")) stopped = line.slice("::stop-commands::".length);
    else if (line.startsWith("::") && !/^::(end)?group::/.test(line)) commands.push(line);
  }
  return commands;
}
