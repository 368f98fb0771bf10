import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { type Among, complete, type Document, decodeText, InputError, readAll, withWhole } from "../document/index";
import type { InputFile } from "./inputs";

/** What the inputs of a command line hold: one document for each file, but for the configurations that complete a plan. */
export interface Documents {
  readonly documents: readonly Document[];
  /** The document of each file, which two files may share. */
  readonly byFile: ReadonlyMap<InputFile, Document>;
}

/**
 * Reads the files. A plan is completed by the `cdk.tf.json` in its folder, whether that is an input too or not, where it is that of the
 * plan; it is then no document of its own.
 *
 * @param among what the files are to the others of a run, where they are not all of it
 * @throws InputError where a file cannot be judged
 */
export function readDocuments(files: readonly InputFile[], all = false, among: Partial<Among> = {}): Documents {
  return completeDocuments(files, readAll(files, { all }, among), all);
}

/** @param read a document for each of the files, as it was read */
export function completeDocuments(files: readonly InputFile[], read: readonly Document[], all = false): Documents {
  const byFile = new Map(files.flatMap((file, at) => (read[at] === undefined ? [] : [[file, read[at]] as const])));
  const configs = new Map<string, InputFile>();
  for (const [file, { kind }] of byFile) {
    if (kind === "config" && file.path !== "-") {
      configs.set(resolve(file.path), file);
    }
  }
  for (const [file, document] of byFile) {
    if (document.kind !== "plan" || file.path === "-") {
      continue;
    }
    const beside = configurationBeside(file.path);
    const given = configs.get(beside);
    const config = given === undefined ? readBeside(beside, all) : byFile.get(given);
    const completed = config?.kind === "config" ? complete(document, config) : document;
    if (completed !== document) {
      byFile.set(file, completed);
      if (given !== undefined) {
        byFile.set(given, completed);
      }
    }
  }
  return { documents: [...new Set(byFile.values())], byFile };
}

/** Documents to judge by these bundles of one's own, beside our policies. */
export function documentsFor(
  files: readonly InputFile[],
  bundles: readonly string[] = [],
  among: Partial<Among> = {},
): Documents {
  return bundles.length === 0 ? readDocuments(files, false, among) : readWholeDocuments(files, among);
}

/** Each document has what bundles of one's own may read in its `whole`. */
function readWholeDocuments(files: readonly InputFile[], among: Partial<Among>): Documents {
  const { byFile } = readDocuments(files, false, among);
  const whole = readDocuments(files, true, among).byFile;
  // Of two files that share a document, the plan is what it was read from.
  const fileOf = new Map([...byFile].map(([file, document]) => [document, file]));
  for (const [file, document] of byFile) {
    if (whole.get(file)?.kind === document.kind) fileOf.set(document, file);
  }
  const documents = [...fileOf.keys()];
  const read = withWhole(
    documents,
    [...fileOf.values()].flatMap((file) => whole.get(file) ?? []),
  );
  const byDocument = new Map(documents.map((document, at) => [document, read[at] ?? document]));
  return {
    documents: read,
    byFile: new Map([...byFile].map(([file, document]) => [file, byDocument.get(document) ?? document])),
  };
}

/** Where the configuration lies that completes a plan. */
export function configurationBeside(plan: string): string {
  return join(dirname(resolve(plan)), "cdk.tf.json");
}

/** The configuration in a plan's folder, which nobody named: where it cannot be read, the plan stands by itself. */
function readBeside(path: string, all: boolean): Document | undefined {
  if (!existsSync(path) || !statSync(path).isFile()) {
    return undefined;
  }
  try {
    return readAll([{ text: decodeText(readFileSync(path), path), path }], { all })[0];
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
