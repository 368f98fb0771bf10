import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { UsageError } from "../engine/index";

/**
 * Writes a file whole or not at all: to a file beside it first, which then takes its place, and its mode.
 *
 * @param isNew whether it is added, with its folder, and takes no place that is taken meanwhile
 * @throws UsageError if it cannot be written
 */
export function writeWhole(file: string, text: string, isNew = false): void {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    if (isNew) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, text, { flag: "wx" });
    if (isNew) {
      // Unlike a rename, it fails where there is a file.
      linkSync(temporary, file);
    } else {
      const replaced = statSync(file, { throwIfNoEntry: false });
      if (replaced !== undefined) chmodSync(temporary, replaced.mode);
      renameSync(temporary, file);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be written: ${reason}.`, { cause: error });
  } finally {
    if (existsSync(temporary)) rmSync(temporary);
  }
}
