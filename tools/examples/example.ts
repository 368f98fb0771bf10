import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const folder = resolve(__dirname, "..", "..", "examples");
const tsx = resolve(folder, "..", "node_modules", "tsx", "dist", "cli.mjs");

/** What an example synthesizes, and what it prints meanwhile. */
export interface Synthesized {
  /** The `cdk.tf.json` of its stack. */
  readonly document: Document;
  /** What is printed from the summary of the stack on, with the folder called `cdktf.out`. */
  readonly output: string;
}

export interface Document {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
}

/** Arguments of a resource or data source. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Names of the examples that synthesize something, in order. */
export function exampleNames(): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.filter((name) => readdirSync(join(folder, name)).includes("main.ts")).sort();
}

/** Where a file of an example is. */
export function pathOf(example: string, file: string): string {
  return join(folder, example, file);
}

/** Runs an example's program in a process of its own, in its folder, with its output elsewhere. */
export function synthesize(example: string): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), "eksgate-example-"));
  try {
    const printed = execFileSync(process.execPath, [tsx, "main.ts"], {
      cwd: pathOf(example, ""),
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: outdir, NO_COLOR: "1", CI: "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const document: Document = JSON.parse(readFileSync(join(outdir, "stacks", example, "cdk.tf.json"), "utf8"));
    const output = printed.replaceAll(outdir, "cdktf.out").replace(/^(> .*\n)*\n?/, "");
    return { document, output };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Terraform addresses of all that a document makes and looks up, sorted. */
export function addressesOf({ resource, data = {} }: Document): string[] {
  const within = (kind: typeof resource, prefix: string) =>
    Object.entries(kind).flatMap(([type, named]) => Object.keys(named).map((name) => `${prefix}${type}.${name}`));
  return [...within(resource, ""), ...within(data, "data.")].sort();
}
