import { existsSync } from "node:fs";

import { decodeText, InputError } from "../document/index";
import { catalogueOf, GateError, UsageError } from "../engine/index";
import { mergeReports, type NamedReport } from "../report/index";
import { readReport } from "../report/read-report";
import { type CheckOptions, judgementFormats, report } from "./check";
import { parseTargets } from "./formats";
import { filesOfGlob } from "./glob";
import { readBytes } from "./read-bytes";

/** `eksgate merge REPORT.json…`. Returns the exit code, as `eksgate check` of all the inputs would. */
export async function merge(
  paths: readonly string[],
  options: Pick<CheckOptions, "format" | "bundle" | "color" | "quiet">,
): Promise<number> {
  const files = [...new Set(paths.flatMap((path) => (existsSync(path) ? [path] : (filesOfGlob(path) ?? [path]))))];
  const targets = parseTargets(
    options.format ?? [],
    files.map((path) => ({ path })),
    judgementFormats,
  );
  const problems: string[] = [];
  const reports = files.flatMap((file): readonly NamedReport[] => {
    try {
      return [{ file, report: readReport(decodeText(readBytes(file, file), file), file) }];
    } catch (error) {
      if (!(error instanceof GateError || error instanceof InputError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return report(mergeReports(reports, catalogueOf({ bundles: options.bundle ?? [] })), targets, options);
}
