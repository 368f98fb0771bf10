/**
 * A hook that sees the configuration of a resource just before it is made, and returns the one to use.
 * It is the way to what a construct does not model; arguments newer than the provider bindings are set on the
 * resource itself, with `addOverride`.
 */
export type Transform<Config> = (config: Config) => Config;

/** Applies a hook where there is one. */
export function transformed<Config>(config: Config, hook: Transform<Config> | undefined): Config {
  return hook === undefined ? config : hook(config);
}
