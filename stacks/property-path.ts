import { isSettings, type SettingsPath } from "./merge-settings";

/**
 * A property path of an error, such as `nodeGroups.general.labels.example.com/team`, as steps. Keys may hold dots, so
 * the settings decide: at each map the longest key that fits is taken. What the settings do not hold is split at dots.
 */
export function splitProperty(property: string, settings: unknown): SettingsPath {
  const path: (string | number)[] = [];
  let rest = property;
  let value = settings;
  while (rest !== "") {
    const index = /^\[(\d+)\]\.?/.exec(rest);
    if (index !== null) {
      const position = Number(index[1]);
      path.push(position);
      value = Array.isArray(value) ? value[position] : undefined;
      rest = rest.slice(index[0].length);
      continue;
    }
    const key = longestKey(rest, value) ?? /^[^.[]*/.exec(rest)?.[0] ?? rest;
    path.push(key);
    value = isSettings(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    rest = rest.slice(key.length).replace(/^\./, "");
    if (key === "" && rest !== "") rest = rest.slice(1);
  }
  return path;
}

function longestKey(rest: string, value: unknown): string | undefined {
  if (!isSettings(value)) return undefined;
  return Object.keys(value)
    .filter((key) => rest === key || rest.startsWith(`${key}.`) || rest.startsWith(`${key}[`))
    .sort((one, other) => other.length - one.length)[0];
}
