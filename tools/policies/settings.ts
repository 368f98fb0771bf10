import { z } from "zod";
import { clusterFlowsFile, readClusterFlows, webhookPorts } from "./cluster-flows";
import { parseJson } from "./json";
import type { RuleMetadata } from "./metadata";
import { type PolicySources, readSource } from "./sources";

/** Where the parameters of rules are described. */
const settingsFile = "data/settings.json";

const description = z.string().min(10).regex(/[^.]$/, "has no full stop at its end");

const schema = z.strictObject({
  settings: z.record(
    z.string(),
    z.union([
      z.strictObject({ default: z.json(), description }),
      // What the table of flows says already is not said again.
      z.strictObject({ default_in: z.literal(clusterFlowsFile), description }),
    ]),
  ),
});

/** Settings by their names, each with its default and what it says. */
export type Settings = Readonly<
  Record<string, { readonly default: z.core.util.JSONType; readonly description: string }>
>;

/** @throws Error if the file is not as it should be */
export function readSettings(sources: PolicySources): Settings {
  if (!sources.data.includes(settingsFile)) {
    return {};
  }
  const parsed = schema.safeParse(parseJson(readSource(sources, settingsFile)));
  if (!parsed.success) {
    throw new Error(`policies/${settingsFile}: ${z.prettifyError(parsed.error)}`);
  }
  return Object.fromEntries(
    Object.entries(parsed.data.settings).map(([name, setting]) => [
      name,
      "default" in setting
        ? setting
        : { default: [...webhookPorts(readClusterFlows(sources))], description: setting.description },
    ]),
  );
}

/** What rules say of settings that does not fit, a line each. */
export function unknownSettings(rules: readonly RuleMetadata[], sources: PolicySources): readonly string[] {
  const known = Object.keys(readSettings(sources));
  const named = new Set(rules.flatMap(({ settings }) => settings));
  return [
    ...rules.flatMap(({ id, settings }) =>
      settings
        .filter((name) => !known.includes(name))
        .map(
          (name) => `${id}: METADATA names the setting ${name}; known: ${known.join(", ")} (policies/${settingsFile}).`,
        ),
    ),
    ...(rules.length === 0 ? [] : known)
      .filter((name) => !named.has(name))
      .map((name) => `policies/${settingsFile}: no rule names the setting ${name} in its METADATA.`),
  ];
}
