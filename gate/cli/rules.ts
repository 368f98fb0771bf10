import {
  catalogueOf,
  didYouMean,
  groupOf,
  loadBundle,
  type Manifest,
  partyText,
  type Rule,
  severities,
  UsageError,
} from "../engine/index";
import { type Terminal, terminalOf, wrap } from "../report/index";
import { print } from "./print";

export interface RulesOptions {
  readonly bundle?: readonly string[];
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** `eksgate rules [ID]`. Returns the exit code. */
export async function rules(id: string | undefined, options: RulesOptions): Promise<number> {
  const { rules: all } = catalogueOf({ bundles: options.bundle ?? [] });
  const terminal = terminalOf(process.stdout, options.color ? undefined : false);
  if (id === undefined) {
    await print(catalogue(all, terminal));
    return 0;
  }
  const rule = all.find((candidate) => candidate.id === id || candidate.aliases.includes(id));
  if (rule === undefined) {
    const hint = didYouMean(
      id,
      all.map((candidate) => candidate.id),
    );
    throw new UsageError(`There is no rule "${id}".${hint} \`eksgate rules\` lists all.`);
  }
  await print(ruleText(rule, loadBundle().manifest.settings, terminal));
  return 0;
}

/** All rules by group, each with its severity and title. */
export function catalogue(all: readonly Rule[], { colors, width }: Terminal): string {
  const groups = [...new Set(all.map(({ id }) => groupOf(id)))];
  const severityWidth = Math.max(...severities.map((severity) => severity.length)) + 2;
  const sections = groups.map((group) => [
    colors.bold(group),
    ...all
      .filter(({ id }) => groupOf(id) === group)
      .flatMap((rule) => {
        const retired = rule.deprecated === undefined ? "" : " (retired)";
        return [
          `  ${rule.severity.padEnd(severityWidth)}${rule.id}${colors.dim(retired)}`,
          ...wrap(rule.title, width, " ".repeat(severityWidth + 2)).map((line) => colors.dim(line)),
        ];
      }),
  ]);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** One rule in full. */
export function ruleText(rule: Rule, settings: Manifest["settings"], { colors, width }: Terminal): string {
  const labelled = (label: string, text: string): string[] =>
    wrap(text, width - 12).map((line, index) => colors.dim((index === 0 ? label : "").padEnd(12)) + line);
  const party = rule.party === undefined ? "" : partyText(rule.party);
  return `${[
    colors.bold(rule.id),
    ...wrap(rule.title, width),
    "",
    ...(rule.description === "" ? [] : [...wrap(rule.description, width), ""]),
    ...labelled("severity", rule.severity),
    ...labelled("duty of", party),
    ...labelled("change", rule.remediation),
    ...rule.settings.flatMap((name, index) => {
      const { default: fallback, description } = settings[name] ?? {};
      const text = `${name} (default ${JSON.stringify(fallback)}): ${description}`;
      return labelled(index === 0 ? "settings" : "", text);
    }),
    ...labelled("also called", rule.aliases.join(", ")),
    ...labelled("retired", rule.deprecated ?? ""),
    ...rule.references.map((url, index) => colors.dim((index === 0 ? "see" : "").padEnd(12)) + url),
  ].join("\n")}\n`;
}
