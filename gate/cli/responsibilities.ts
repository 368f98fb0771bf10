import { type JudgeOptions, judge, type Profile } from "../engine/index";
import {
  toResponsibilities,
  toResponsibilitiesHtml,
  toResponsibilitiesJson,
  toResponsibilitiesMarkdown,
  toResponsibilitiesText,
} from "../report/index";
import { documentsFor } from "./documents";
import { deliver, parseTargets } from "./formats";
import { readInputs } from "./inputs";
import { withSettingsFile } from "./settings";

export interface ResponsibilitiesOptions {
  readonly format?: readonly string[];
  readonly bundle?: readonly string[];
  readonly settings?: string;
  readonly date?: string;
  readonly profile?: Profile;
  /** False with `--no-color`. */
  readonly color: boolean;
}

const formats = ["text", "markdown", "json", "html"] as const;

/** `eksgate responsibilities`. Returns the exit code: 0 where the table could be made, whatever is in it. */
export async function responsibilities(paths: readonly string[], options: ResponsibilitiesOptions): Promise<number> {
  const files = (await readInputs(paths)).flatMap((input) => input.files);
  const targets = parseTargets(options.format ?? [], files, formats);
  const { documents } = documentsFor(files, options.bundle);
  const judgement = judge(documents, await optionsOf(options));
  const table = toResponsibilities(judgement);
  await deliver(targets, options.color, (format, terminal) => {
    if (format === "json") return toResponsibilitiesJson(table);
    if (format === "markdown") return toResponsibilitiesMarkdown(table);
    return format === "html" ? toResponsibilitiesHtml(table) : toResponsibilitiesText(table, terminal);
  });
  return 0;
}

async function optionsOf({ bundle = [], settings, date, profile }: ResponsibilitiesOptions): Promise<JudgeOptions> {
  const given: JudgeOptions = {
    bundles: bundle,
    ...(date === undefined ? {} : { date }),
    ...(profile === undefined ? {} : { profile, sources: { profile: "--profile" } }),
    // A platform that has nothing in a cell is what the table tells, also where that is every cell.
    allowEmpty: true,
  };
  // Where the gate stays shut is no matter of the table, and nothing that could relax it.
  const { failOn: _, undetermined: __, ...joined } = await withSettingsFile(given, settings);
  return joined;
}
