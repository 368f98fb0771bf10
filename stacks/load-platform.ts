import { readFileSync } from "node:fs";
import type { EksPlatformStackProps } from "./eks-platform-props";
import { formatPath, isSettings, type Settings } from "./merge-settings";
import { PlatformClusters } from "./platform-clusters";
import { PlatformFileError, type PlatformProblem } from "./platform-file-error";
import { TOP_LEVEL_KEYS } from "./platform-schema";
import { problemOf, unknownKey } from "./schema-problems";
import { YamlSource } from "./yaml-source";

/** What a platform file describes. */
export interface Platform {
  /** The file, as it was named. */
  readonly file: string;
  /** Props of a stack for each cluster, by the cluster's key; complete and checked. */
  readonly clusters: Readonly<Record<string, EksPlatformStackProps>>;
}

/**
 * Reads a platform file: `defaults`, `environments` by name, and `clusters` by name. A cluster's settings are its own,
 * laid over those of its environment, laid over the defaults.
 *
 * @param path path of the file; appears in errors as given
 * @throws PlatformFileError that lists everything wrong with the file, with line and column
 */
export function loadPlatform(path: string): Platform {
  return parsePlatform(path, readFile(path));
}

/** Reads a platform from text. */
export function parsePlatform(file: string, text: string): Platform {
  const source = new YamlSource(text);
  const problems: PlatformProblem[] = [...source.problems];
  if (!source.isReadable) throw new PlatformFileError(file, problems);

  const { settings } = source;
  for (const key of Object.keys(settings)) {
    if (TOP_LEVEL_KEYS.some((known) => known === key)) continue;
    problems.push(problemOf(unknownKey([key], TOP_LEVEL_KEYS, settings[key]), [], source));
  }
  const clusters = new PlatformClusters(source, {
    defaults: mapAt(settings, ["defaults"], source, problems),
    environments: mapsIn(settings, "environments", source, problems),
    clusters: mapsIn(settings, "clusters", source, problems),
  });
  problems.push(...clusters.problems);
  if (!Object.hasOwn(settings, "clusters")) {
    problems.push({ line: 1, column: 1, key: "clusters", message: "is missing; it must be a map of clusters by name" });
  } else if (Object.keys(settings["clusters"] ?? {}).length === 0) {
    const message = "is empty; it must have at least one cluster";
    problems.push({ ...source.keyAt(["clusters"]), key: "clusters", message });
  }
  if (problems.length > 0) throw new PlatformFileError(file, problems);
  return { file, clusters: clusters.props };
}

function readFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'no such file; it must be a YAML file with the key "clusters": write it, or run where it is',
      EISDIR: "is a folder; it must be a YAML file",
      EACCES: "may not be read; check its permissions",
    };
    const reason = (typeof code === "string" ? reasons[code] : undefined) ?? `cannot be read: ${String(error)}`;
    throw new PlatformFileError(path, [{ key: "", message: reason }]);
  }
}

/** Maps of settings by name, below a key of the file. */
function mapsIn(
  settings: Settings,
  key: string,
  source: YamlSource,
  problems: PlatformProblem[],
): Readonly<Record<string, Settings>> {
  const maps: Record<string, Settings> = {};
  for (const name of Object.keys(mapAt(settings, [key], source, problems))) {
    maps[name] = mapAt(settings, [key, name], source, problems);
  }
  return maps;
}

/** A map at a path; one without a value is an empty one. */
function mapAt(settings: Settings, path: readonly string[], source: YamlSource, problems: PlatformProblem[]): Settings {
  let value: unknown = settings;
  for (const key of path) value = isSettings(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  if (isSettings(value)) return value;
  if (value === undefined || value === null) return {};
  problems.push({ ...source.valueAt(path), key: formatPath(path), value, message: "must be a map of keys" });
  return {};
}
