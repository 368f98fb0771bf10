import { closeSync, type Dirent, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

import { decodeText } from "../document/index";
import { UsageError } from "../engine/index";
import { readBytes, reasonOf } from "./read-bytes";

/** Folders that never hold an input of one's own. */
export const skippedFolders: readonly string[] = ["node_modules", ".terraform", ".git"];

/**
 * The files of a folder, at any depth, that are inputs: every `*.tf.json`, and every `*.json` that looks like the output of
 * `terraform show -json`.
 *
 * @throws UsageError if a part of it cannot be read
 */
export function search(folder: string): readonly string[] {
  return entriesOf(folder).flatMap((entry): readonly string[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.includes(entry.name) ? [] : search(path);
    return entry.name.endsWith(".tf.json") || (entry.name.endsWith(".json") && looksLikePlan(path)) ? [path] : [];
  });
}

export function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new UsageError(`${folder}: cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * Whether a file is the output of `terraform show -json`, or may be: one that is cut off still counts as an input, and is refused, instead
 * of being passed over. Terraform writes `format_version` first; whoever sorts the keys does not.
 */
function looksLikePlan(path: string): boolean {
  const start = /^\s*\{/.exec(textOf(startOf(path)));
  if (start === null) return false;
  if (/^\s*\{\s*"format_version"\s*:/.test(textOf(startOf(path)))) return true;
  const bytes = readBytes(path, path);
  const isNamed = [bytes.includes('"format_version"'), bytes.includes(Buffer.from('"format_version"', "utf16le"))];
  if (!isNamed.includes(true)) return false;
  try {
    const content: unknown = JSON.parse(decodeText(bytes, path));
    return typeof content === "object" && content !== null && Object.hasOwn(content, "format_version");
  } catch {
    return true;
  }
}

function startOf(path: string): Buffer {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const start = Buffer.alloc(256);
    return start.subarray(0, readSync(file, start, 0, start.length, 0));
  } catch (error) {
    throw new UsageError(`${path}: cannot be read: ${reasonOf(error)}.`, { cause: error });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The start of a text: of UTF-16 by its mark, of anything else as far as it is ASCII. */
function textOf(start: Buffer): string {
  const isSwapped = start[0] === 0xfe && start[1] === 0xff;
  const even = start.subarray(0, start.length - (start.length % 2));
  const text = isSwapped
    ? Buffer.from(even).swap16().toString("utf16le")
    : start.toString(start[0] === 0xff && start[1] === 0xfe ? "utf16le" : "utf8");
  return text.replace(/^\ufeff/, "");
}
