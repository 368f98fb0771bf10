import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { isObject } from "../document/records";
import { UsageError } from "../engine/index";

/** What one PATH of the command line stands for. */
export interface Input {
  /** As given. */
  readonly argument: string;
  readonly files: readonly InputFile[];
}

export interface InputFile {
  readonly path: string;
  readonly text: string;
}

/** What is read where no path is given. */
const defaultInput = "cdktf.out";

/** Folders that never hold an input of one's own. */
const skipped = new Set(["node_modules", ".terraform", ".git"]);

/**
 * Reads what the paths of a command line stand for: a file, a folder, or `-` for standard input.
 *
 * A folder with a CDKTF manifest stands for the stacks that the manifest lists; any other for every `*.tf.json` and every
 * plan or state (`*.json` with a `format_version`) in it, at any depth.
 *
 * @throws UsageError if a path cannot be read, or a folder holds nothing to judge
 */
export function readInputs(paths: readonly string[]): readonly Input[] {
  const seen = new Set<string>();
  return (paths.length === 0 ? [defaultInput] : paths).map((argument) => {
    const files = filesOf(argument).filter(({ path }) => {
      const key = path === "-" ? path : resolve(path);
      return !seen.has(key) && seen.add(key).has(key);
    });
    return { argument, files };
  });
}

function filesOf(argument: string): readonly InputFile[] {
  if (argument === "-") return [{ path: "-", text: readText(0, "standard input") }];
  const found = statSync(argument, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(missing(argument));
  if (!found.isDirectory()) return [{ path: argument, text: readText(argument, argument) }];
  const manifest = join(argument, "manifest.json");
  const stacks =
    statSync(manifest, { throwIfNoEntry: false })?.isFile() === true ? stacksOf(argument, manifest) : undefined;
  const files = stacks ?? search(argument);
  if (files.length === 0) {
    throw new UsageError(
      `${argument}: there is nothing to judge in this folder. It should hold a cdk.tf.json (synthesize first) or the output of \`terraform show -json\`.`,
    );
  }
  return files;
}

function missing(argument: string): string {
  const hint =
    argument === defaultInput ? " It is what is judged where no PATH is given: synthesize first, or name a file." : "";
  return `${argument}: there is no such file or folder.${hint}`;
}

/** The stacks that a CDKTF manifest lists, or nothing where the file is no such manifest. */
function stacksOf(folder: string, manifest: string): readonly InputFile[] | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readText(manifest, manifest));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${manifest}: not valid JSON, so that the stacks are not known. Synthesize again.`);
  }
  if (!isObject(content) || !isObject(content["stacks"])) return undefined;
  return Object.entries(content["stacks"])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, stack]) => {
      const path = isObject(stack) ? stack["synthesizedStackPath"] : undefined;
      if (typeof path !== "string") throw new UsageError(`${manifest}: stack ${name} has no synthesizedStackPath.`);
      const file = join(folder, path);
      if (!path.endsWith(".json")) {
        throw new UsageError(`${file}: HCL is not read. Synthesize JSON (without --hcl), or judge the plan.`);
      }
      return { path: file, text: readText(file, file) };
    });
}

function search(folder: string): readonly InputFile[] {
  const files: InputFile[] = [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) files.push(...search(path));
    } else if (entry.name.endsWith(".tf.json") || (entry.name.endsWith(".json") && looksLikePlan(path))) {
      files.push({ path, text: readText(path, path) });
    }
  }
  return files;
}

/**
 * Whether a file starts like the output of `terraform show -json`. Only the start is looked at, so that a plan that is cut
 * off still counts as an input, and is refused, instead of being passed over.
 */
function looksLikePlan(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(256);
    const length = readSync(file, start, 0, start.length, 0);
    return /^\ufeff?\s*\{\s*"format_version"\s*:/.test(start.toString("utf8", 0, length));
  } finally {
    closeSync(file);
  }
}

function readText(file: string | number, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${name}: cannot be read: ${reason}.`, { cause: error });
  }
}
