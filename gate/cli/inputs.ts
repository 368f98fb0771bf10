import { type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { decodeText, InputError } from "../document/index";
import { isObject } from "../document/records";
import { GateError, UsageError } from "../engine/index";
import { readBytes, reasonOf } from "./read-bytes";
import { search } from "./search";

/** What one PATH of the command line stands for. */
export interface Input<File = InputFile> {
  /** As given. */
  readonly argument: string;
  readonly files: readonly File[];
}

export interface InputFile {
  readonly path: string;
  readonly text: string;
}

/** What is read where no path is given. */
const defaultInput = "cdktf.out";

/** A file that is there, and not read yet. */
export interface FoundFile {
  readonly path: string;
  /** Size. */
  readonly bytes: number;
  /** Of what can be read once only: standard input, or a pipe. */
  readonly text?: string;
}

/**
 * Reads what the paths of a command line stand for: see {@link findInputs}.
 *
 * @throws UsageError or InputError if something cannot be read, or a path stands for nothing to judge
 */
export async function readInputs(paths: readonly string[]): Promise<readonly Input[]> {
  const inputs = await findInputs(paths);
  return inputs.map(({ argument, files }) => ({ argument, files: files.map(readFound) }));
}

/**
 * Finds what the paths of a command line stand for: a file, a folder, a glob, or `-` for standard input. What several stand for counts
 * for the first.
 *
 * A folder with a CDKTF manifest stands for the stacks that the manifest lists; any other for every `*.tf.json` and every
 * plan or state (`*.json` with a `format_version`) in it, at any depth. What a glob matches is as if it was named.
 *
 * @throws UsageError naming every path that cannot be read, or stands for nothing to judge
 */
export async function findInputs(paths: readonly string[]): Promise<readonly Input<FoundFile>[]> {
  const seen = new Set<string>();
  const inputs: Input<FoundFile>[] = [];
  const problems: string[] = [];
  for (const argument of paths.length === 0 ? [defaultInput] : paths) {
    try {
      const files = (await filesOf(argument)).filter(({ path }) => {
        const key = path === "-" ? path : resolve(path);
        return !seen.has(key) && seen.add(key).has(key);
      });
      inputs.push({ argument, files });
    } catch (error) {
      if (!(error instanceof GateError || error instanceof InputError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return inputs;
}

/** @throws UsageError or InputError if it cannot be read */
export function readFound({ path, text }: FoundFile): InputFile {
  return { path, text: text ?? decodeText(readBytes(path, path), path) };
}

async function filesOf(argument: string): Promise<readonly FoundFile[]> {
  if (argument === "-") return [readOnce(0, argument, "standard input")];
  const found = statusOf(argument);
  if (found !== undefined) return filesAt(argument, found);
  const matched = (await import("./glob.js")).filesOfGlob(argument);
  if (matched === undefined) throw new UsageError(missing(argument));
  return matched.flatMap((path) => filesAt(path, statusOf(path)));
}

function filesAt(path: string, found: Stats | undefined): readonly FoundFile[] {
  if (found === undefined) throw new UsageError(`${path}: it leads to nothing that is there.`);
  if (found.isFile()) return [{ path, bytes: found.size }];
  if (!found.isDirectory()) return [readOnce(path, path, path)];
  const manifest = join(path, "manifest.json");
  const stacks = statusOf(manifest)?.isFile() === true ? stacksOf(path, manifest) : undefined;
  const files = stacks ?? search(path);
  if (files.length === 0) {
    throw new UsageError(
      `${path}: there is nothing to judge in this folder. It should hold a cdk.tf.json (synthesize first) or the output of \`terraform show -json\`.`,
    );
  }
  return files.map((file) => {
    const status = statusOf(file);
    if (status === undefined) throw new UsageError(`${file}: it leads to nothing that is there.`);
    // A pipe that nobody writes to would keep the gate waiting.
    if (!status.isFile()) throw new UsageError(`${file}: it is no file. Name it, if it is to be read.`);
    return { path: file, bytes: status.size };
  });
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new UsageError(`${path}: cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

function readOnce(file: string | number, path: string, name: string): FoundFile {
  const bytes = readBytes(file, name);
  return { path, bytes: bytes.length, text: decodeText(bytes, path) };
}

function missing(argument: string): string {
  const hint =
    argument === defaultInput ? " It is what is judged where no PATH is given: synthesize first, or name a file." : "";
  return `${argument}: there is no such file or folder.${hint}`;
}

/** The stacks that a CDKTF manifest lists, or nothing where the file is no such manifest. */
function stacksOf(folder: string, manifest: string): readonly string[] | undefined {
  let content: unknown;
  try {
    content = JSON.parse(decodeText(readBytes(manifest, manifest), manifest));
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
      return file;
    });
}
