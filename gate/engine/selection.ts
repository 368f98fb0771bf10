import { UsageError } from "./errors";
import type { Rule } from "./manifest";
import { didYouMean } from "./nearest";
import type { JudgeOptions, Relaxation } from "./options";
import { compareSeverity, type Severity } from "./severity";

/** The rules to judge by, with what options changed about them. */
export interface Selection {
  readonly rules: readonly Rule[];
  /** Severities that settings put in the place of the rules' own. */
  readonly severities: ReadonlyMap<string, Severity>;
  readonly relaxed: readonly Relaxation[];
}

/**
 * Chooses the rules.
 *
 * @throws UsageError naming every rule that is unknown, and every critical one that is off, skipped or lowered; or if no
 * rule is left
 */
export function select(all: readonly Rule[], options: JudgeOptions): Selection {
  const known = new Map(all.map((rule) => [rule.id, rule]));
  const problems: string[] = [];
  const relaxed: Relaxation[] = [];
  const severities = new Map<string, Severity>();
  const out = new Set<string>();

  const find = (id: string, from: string): Rule | undefined => {
    const rule = known.get(id);
    if (rule === undefined) {
      problems.push(
        `${from}: there is no rule "${id}".${didYouMean(id, [...known.keys()])} \`eksgate rules\` lists all.`,
      );
    }
    return rule;
  };
  const relax = (rule: Rule, how: string, from: string, verb: string): boolean => {
    if (rule.severity === "critical") {
      problems.push(`${from}: ${rule.id} is critical, and critical rules cannot be ${verb}.`);
      return false;
    }
    relaxed.push({ rule: rule.id, how, from });
    return true;
  };

  for (const { rule: id, set, from } of options.ruleSettings ?? []) {
    const rule = find(id, from);
    if (rule === undefined) continue;
    if (set === "off") {
      if (relax(rule, "off", from, "switched off")) out.add(id);
      continue;
    }
    const isLowered = compareSeverity(set, rule.severity) > 0;
    if (!isLowered || relax(rule, `lowered from ${rule.severity} to ${set}`, from, "lowered")) severities.set(id, set);
  }
  const skipSource = options.sources?.skip ?? "skip";
  for (const id of new Set(options.skip)) {
    const rule = find(id, skipSource);
    if (rule !== undefined && relax(rule, "skipped", skipSource, "skipped")) out.add(id);
  }
  const only = options.rules ?? [];
  const ruleSource = options.sources?.rules ?? "rules";
  for (const id of only) find(id, ruleSource);
  if (only.length > 0) relaxed.push({ how: `only ${[...new Set(only)].sort().join(", ")}`, from: ruleSource });
  if (problems.length > 0) throw new UsageError(problems.join("\n"));

  const rules = all.filter(({ id }) => !out.has(id) && (only.length === 0 || only.includes(id)));
  if (rules.length === 0) throw new UsageError("The options leave no rule to judge by.");
  return { rules, severities, relaxed };
}
