import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { UsageError } from "../engine/index";

/**
 * Writes a report whole or not at all: to a file beside it first, which then takes its place.
 *
 * @throws UsageError if it cannot be written
 */
export function writeReport(file: string, text: string): void {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The report cannot be written to ${file}: ${reason}.`, { cause: error });
  }
}
