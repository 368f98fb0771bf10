import { join, relative } from "node:path";

import { packageRoot } from "../../engine/package-root";
import { type Terminal, terminalOf, wrap } from "../../report/index";
import { print } from "../print";
import { writeWhole } from "../write-whole";
import { cdktfSettings, extendCdktfJson } from "./cdktf-json";
import { type Project, projectIn } from "./project";
import { addSettings } from "./settings-file";
import type { Step } from "./step";
import { addWorkflow } from "./workflow";

export interface InitOptions {
  readonly dryRun?: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** `eksgate init [FOLDER]`: adds what is missing, and changes nothing that is there. Returns the exit code. */
export async function init(folder: string, { dryRun = false, color }: InitOptions): Promise<number> {
  const project = projectIn(folder);
  const file = join(project.folder, "cdktf.json");
  const cdktf = project.cdktfJson === undefined ? undefined : cdktfSettings(project.cdktfJson, file);
  const steps = [extendCdktfJson(project), addSettings(project), addWorkflow(project, cdktf)];
  const terminal = terminalOf(process.stdout, color ? undefined : false);
  // Each step is told once it is done: where one fails, it is known what was done before.
  for (const step of steps) {
    if (!dryRun && step.kind !== "leave") writeWhole(step.file, step.text, step.kind === "add");
    await print(stepText(step, dryRun, terminal));
  }
  await print(dryRun ? contentsText(steps, terminal) : nextText(project, terminal));
  return 0;
}

const words = {
  add: ["added", "would add"],
  extend: ["extended", "would extend"],
  leave: ["left", "would leave"],
} as const;

function stepText(step: Step, dryRun: boolean, { colors, width }: Terminal): string {
  const word = words[step.kind][dryRun ? 1 : 0].padEnd(dryRun ? 14 : 10);
  const note = step.kind === "leave" ? step.why : step.what;
  const paint = step.kind === "leave" ? colors.dim : colors.green;
  const lines = wrap(note, width, " ".repeat(word.length)).map((line) => colors.dim(line));
  return `${[`${paint(word)}${shown(step.file)}`, ...lines].join("\n")}\n`;
}

function contentsText(steps: readonly Step[], { colors }: Terminal): string {
  return steps
    .flatMap((step) => (step.kind === "leave" ? [] : [`\n${colors.bold(`--- ${shown(step.file)}`)}\n${step.text}`]))
    .join("");
}

function nextText(project: Project, { colors, width }: Terminal): string {
  const isCdktf = project.cdktfJson !== undefined;
  const next: readonly string[][] = [
    ...(project.packageJson === "without eksgate" ? [[`npm install --save-dev eksgate@${packageRoot().version}`]] : []),
    ...(isCdktf && !project.isGated
      ? [
          [
            "in the program that synthesizes, before app.synth():",
            '  import { PolicyGate } from "eksgate/cdktf";',
            "  PolicyGate.attach(app);",
          ],
        ]
      : []),
    isCdktf
      ? ["npx cdktf synth && npx eksgate check"]
      : ["terraform show -json tfplan > plan.json && npx eksgate check plan.json"],
  ];
  const lines = next.flatMap(([first = "", ...rest], at) => [
    ...wrap(first, width - 5).map((line, index) => `  ${index === 0 ? `${at + 1}.` : "  "} ${line}`),
    ...rest.map((line) => `     ${line}`),
  ]);
  return `\n${[colors.bold("Next"), ...lines].join("\n")}\n`;
}

/** A path as people would write it. */
function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}
