import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { UsageError } from "../../engine/index";
import type { Step } from "./step";

/**
 * Writes a file whole or not at all: to a file beside it first, which then takes its place. One that is added takes no place that is taken
 * meanwhile.
 *
 * @throws UsageError if it cannot be written
 */
export function write({ kind, file, text }: Exclude<Step, { kind: "leave" }>): void {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, text, { flag: "wx" });
    if (kind === "add") {
      // Unlike a rename, it fails where there is a file.
      linkSync(temporary, file);
    } else {
      chmodSync(temporary, statSync(file).mode);
      renameSync(temporary, file);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be written: ${reason}.`, { cause: error });
  } finally {
    if (existsSync(temporary)) rmSync(temporary);
  }
}
