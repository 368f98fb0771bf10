import { existsSync } from "node:fs";

import type { ClusterOptions, JudgeOptions } from "../engine/index";
import { defaultSettingsFile } from "./default-file";
import { loadSettings } from "./load";

/**
 * Joins options with the settings file; options win.
 *
 * @param file a settings file, which must exist; `false` for none; @default `eksgate.yaml` where it exists
 * @throws SettingsError if the file is not as it should be
 */
export function withSettings(options: JudgeOptions, file?: string | false): JudgeOptions {
  const path = file ?? (existsSync(defaultSettingsFile) ? defaultSettingsFile : false);
  if (path === false) return options;
  const settings = loadSettings(path);
  return {
    ...settings,
    ...options,
    settings: { ...settings.settings, ...options.settings },
    ruleSettings: [...(settings.ruleSettings ?? []), ...(options.ruleSettings ?? [])],
    waivers: [...(settings.waivers ?? []), ...(options.waivers ?? [])],
    clusters: [
      ...(options.clusters ?? []),
      ...(settings.clusters ?? []).map((cluster) => withoutOverridden(cluster, options)),
    ],
    sources: { ...settings.sources, ...sourcesOf(options) },
  };
}

/** Options win over what the file says of clusters, too. */
function withoutOverridden(cluster: ClusterOptions, options: JudgeOptions): ClusterOptions {
  const { profile, failOn, undetermined, ...rest } = cluster;
  return {
    ...rest,
    ...(profile === undefined || options.profile !== undefined ? {} : { profile }),
    ...(failOn === undefined || options.failOn !== undefined ? {} : { failOn }),
    ...(undetermined === undefined || options.undetermined !== undefined ? {} : { undetermined }),
    settings: { ...rest.settings, ...options.settings },
    ruleSettings: [...(rest.ruleSettings ?? []), ...(options.ruleSettings ?? [])],
  };
}

/** What the options set themselves does not come from the file. */
function sourcesOf(options: JudgeOptions): NonNullable<JudgeOptions["sources"]> {
  return {
    ...(options.profile === undefined ? {} : { profile: "profile" }),
    ...(options.failOn === undefined ? {} : { failOn: "failOn" }),
    ...(options.undetermined === undefined ? {} : { undetermined: "undetermined" }),
    ...options.sources,
  };
}
