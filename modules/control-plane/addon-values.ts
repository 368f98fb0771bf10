import { isKnownAddon, type KnownAddon, type VpcCniConfiguration } from "./addon-configuration";

/** What an add-on takes as `configuration_values`: JSON. */
export function configurationValues(name: string, configuration: object): string {
  return JSON.stringify(isKnownAddon(name) ? known(name, configuration) : configuration);
}

function known(name: KnownAddon, configuration: object): object {
  return name === "vpc-cni" ? withTexts(configuration) : configuration;
}

/** The VPC CNI's schema has flags and numbers as text. */
function withTexts(configuration: VpcCniConfiguration): object {
  const { enableNetworkPolicy, enableWindowsIpam, env, init, nodeAgent, ...rest } = configuration;
  return {
    ...texts({ enableNetworkPolicy, enableWindowsIpam }),
    ...(env === undefined ? {} : { env: texts(env) }),
    ...(init === undefined ? {} : { init: { ...init, ...(init.env === undefined ? {} : { env: texts(init.env) }) } }),
    ...(nodeAgent === undefined ? {} : { nodeAgent: texts(nodeAgent) }),
    ...rest,
  };
}

function texts(values: object): object {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, typeof value === "string" ? value : String(value)]));
}
