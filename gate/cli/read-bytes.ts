import { readFileSync } from "node:fs";

import { UsageError } from "../engine/index";

/**
 * Reads a file whole.
 *
 * @param file a path, or the number of an open file
 * @param name what errors call it
 * @throws UsageError if it cannot be read
 */
export function readBytes(file: string | number, name: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${name}: cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
