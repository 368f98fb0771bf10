import { existsSync } from "node:fs";

import { clean, type Finding, judge, UsageError } from "../engine/index";
import { defaultSettingsFile } from "../settings/default-file";
import { documentsFor } from "./documents";
import { readInputs } from "./inputs";
import { print } from "./print";
import { withSettingsFile } from "./settings";
import { writeWhole } from "./write-whole";

export interface WaiveOptions {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly settings?: string;
  readonly bundle?: readonly string[];
}

/** `eksgate waive FINGERPRINT`: writes a waiver for one finding into the settings file. Returns the exit code. */
export async function waive(name: string, paths: readonly string[], options: WaiveOptions): Promise<number> {
  const files = (await readInputs(paths)).flatMap((input) => input.files);
  const file = options.settings ?? defaultSettingsFile;
  const bundles = { bundles: options.bundle ?? [] };
  const given = existsSync(file) ? await withSettingsFile(bundles, file) : bundles;
  const { findings } = judge(documentsFor(files, given.bundles).documents, given);
  const { rule, address, fingerprint } = found(name, findings);
  const { withWaiver } = await import("../settings/index.js");
  const { reason, owner, expires } = options;
  writeWhole(file, withWaiver(file, { rule: rule.id, address, reason, owner, expires, fingerprint }));
  await print(`Waived in ${file} until ${expires}: ${rule.id} on ${address}, as long as its facts stay as they are.\n`);
  return 0;
}

/** The finding with a fingerprint, or the first digits of one. */
function found(name: string, findings: readonly Finding[]): Finding {
  if (!/^[0-9a-f]{6,32}$/.test(name)) {
    throw new UsageError(`"${clean(name)}" is no fingerprint: give its 32 digits, or the first of them, at least six.`);
  }
  const meant = findings.filter(({ fingerprint }) => fingerprint.startsWith(name));
  const [finding] = meant;
  if (finding === undefined) {
    throw new UsageError(
      `There is no finding with the fingerprint ${name} in this input. \`eksgate check --format json\` shows them all; they change with the facts.`,
    );
  }
  const others = new Set(meant.map(({ rule, address }) => `${rule.id} on ${address}`));
  if (new Set(meant.map(({ fingerprint }) => fingerprint)).size > 1) {
    throw new UsageError(`${name} begins several fingerprints: ${[...others].join("; ")}. Give more digits.`);
  }
  if (finding.outcome === "waived") {
    throw new UsageError(
      `${finding.rule.id} on ${finding.address} is waived already, until ${finding.waiver?.expires}.`,
    );
  }
  return finding;
}
