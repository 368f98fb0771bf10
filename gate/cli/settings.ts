import { existsSync } from "node:fs";

import type { JudgeOptions } from "../engine/index";
import { defaultSettingsFile } from "../settings/default-file";

/**
 * Joins options with the settings file; it is read, and its parser loaded, only where there is one.
 *
 * @param file what `--settings` names
 */
export async function withSettingsFile(options: JudgeOptions, file: string | undefined): Promise<JudgeOptions> {
  if (file === undefined && !existsSync(defaultSettingsFile)) return options;
  return (await import("../settings/index.js")).withSettings(options, file);
}
