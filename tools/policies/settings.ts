import { z } from "zod";
import { parseJson } from "./json";
import type { RuleMetadata } from "./metadata";
import { type PolicySources, readSource } from "./sources";

/** Where the parameters of rules are described. */
const settingsFile = "data/settings.json";

const schema = z.strictObject({
  settings: z.record(
    z.string(),
    z.strictObject({
      default: z.json(),
      description: z.string().min(10).regex(/[^.]$/, "has no full stop at its end"),
    }),
  ),
});

/** Settings by their names, each with its default and what it says. */
export type Settings = z.infer<typeof schema>["settings"];

/** @throws Error if the file is not as it should be */
export function readSettings(sources: PolicySources): Settings {
  if (!sources.data.includes(settingsFile)) {
    return {};
  }
  const parsed = schema.safeParse(parseJson(readSource(sources, settingsFile)));
  if (!parsed.success) {
    throw new Error(`policies/${settingsFile}: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.settings;
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
