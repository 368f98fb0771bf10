/** A value as YAML holds it. */
export type Settings = Readonly<Record<string, unknown>>;

/** Whether a value is a map of settings. */
export function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lays settings over others: maps are merged key by key, everything else is replaced. The deepest layer comes last. */
export function mergeSettings(...layers: readonly Settings[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
      merged[key] = isSettings(value) && isSettings(below) ? mergeSettings(below, value) : value;
    }
  }
  return merged;
}

/** A path through settings: keys of maps and positions in lists. */
export type SettingsPath = readonly (string | number)[];

/** The settings without what stands at a path. */
export function without(settings: Settings, path: SettingsPath): Settings {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(settings, key)) return settings;
  const { [key]: value, ...others } = settings;
  const isDeeper = rest.length > 0 && isSettings(value);
  return isDeeper ? { ...settings, [key]: without(value, rest) } : others;
}

/** A path as people write it: `clusters.ec2.network.zones[0]`. */
export function formatPath(path: SettingsPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}
