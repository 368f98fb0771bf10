import { readFileSync } from "node:fs";

import { isObject } from "../document/records";
import { type Baseline, UsageError } from "../engine/index";

/**
 * Reads the report of an earlier run, whose findings are not to fail again. What was waived then is not among them: a waiver ends.
 *
 * @param file a report of `eksgate check --format json`
 * @throws UsageError if it is none
 */
export function readBaseline(file: string): Baseline {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--baseline: ${file} cannot be read: ${reason}.`, { cause: error });
  }
  const findings = isObject(report) && report["version"] === 1 ? report["findings"] : undefined;
  if (!Array.isArray(findings)) throw new UsageError(`--baseline: ${file} is ${notOurs}`);
  const fingerprints = findings.map((finding: unknown, at) => {
    const { fingerprint, outcome } = isObject(finding) ? finding : {};
    if (typeof fingerprint !== "string" || typeof outcome !== "string") {
      throw new UsageError(`--baseline: ${file}: findings[${at}] has no fingerprint and outcome; it is ${notOurs}`);
    }
    return { fingerprint, outcome };
  });
  return {
    fingerprints: new Set(
      fingerprints.filter(({ outcome }) => outcome !== "waived").map(({ fingerprint }) => fingerprint),
    ),
    from: `--baseline ${file}`,
  };
}

const notOurs =
  "no report of `eksgate check --format json` that this version reads. Make one of the state to start from.";
