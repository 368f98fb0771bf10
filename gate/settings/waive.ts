import { existsSync, readFileSync } from "node:fs";
import { Document, isMap, isSeq, parseDocument } from "yaml";

import { SettingsError } from "./errors";
import { parseSettings } from "./load";

/** A waiver as the settings file has it. */
export interface WaiverEntry {
  readonly rule: string;
  readonly address: string;
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string;
  readonly fingerprint: string;
}

/**
 * The text of a settings file with one more waiver, and everything else, comments too, as it was.
 *
 * @param file the settings file, which need not be there yet
 * @throws SettingsError if the file is not as it should be, before or after, or has a waiver for this fingerprint
 */
export function withWaiver(file: string, entry: WaiverEntry): string {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const { waivers: earlier = [], clusters = [] } = parseSettings(text, file);
  const same = [...earlier, ...clusters.flatMap(({ waivers = [] }) => waivers)].find(
    ({ fingerprint }) => fingerprint === entry.fingerprint,
  );
  if (same !== undefined) {
    throw new SettingsError(
      `${same.from}: there is a waiver for ${entry.fingerprint} already; change its expiry there.`,
    );
  }
  const document = text.trim() === "" ? new Document({}) : parseDocument(text);
  if (document.contents === null) document.contents = document.createNode({});
  if (!isMap(document.contents)) throw new SettingsError(`${file}: the file is no map of settings.`);
  const waivers = document.get("waivers");
  if (isSeq(waivers)) {
    waivers.flow = false;
    waivers.add(document.createNode(entry));
  } else {
    document.set("waivers", document.createNode([entry]));
  }
  const changed = document.toString({ lineWidth: 0 });
  // What was written must be read again as it was meant.
  parseSettings(changed, file);
  return changed;
}
