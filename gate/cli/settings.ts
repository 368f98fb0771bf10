import { existsSync } from "node:fs";

import type { JudgeOptions } from "../engine/index";

/**
 * Joins options with the settings file; it is read, and its parser loaded, only where there is one.
 *
 * @param file what `--settings` names
 */
export async function withSettingsFile(options: JudgeOptions, file: string | undefined): Promise<JudgeOptions> {
  if (file === undefined && !existsSync("eksgate.yaml")) return options;
  return (await import("../settings/index.js")).withSettings(options, file);
}
