import type { JoinableCluster, NamedCluster } from "../modules/data-plane";
import type { Network, TierType } from "../modules/network";
import type { EksPlatformStackProps } from "./eks-platform-props";

/** The tiers that a `Vpc` has unless others are asked for. */
const DEFAULT_TIERS: Readonly<Record<string, { readonly type: TierType }>> = {
  public: { type: "public" },
  private: { type: "private" },
  controlPlane: { type: "controlPlane" },
};

/** The tiers of a platform's network, made or given. */
export function tiersOf({
  network,
  existingNetwork,
}: EksPlatformStackProps): Readonly<Record<string, { readonly type: TierType }>> {
  if (existingNetwork === undefined) return network?.tiers ?? DEFAULT_TIERS;
  return "fromIds" in existingNetwork ? existingNetwork.fromIds.tiers : existingNetwork.fromTags.tiers;
}

/** The zones of a platform's network, and the property that names them. */
export function zonesOf({ network, existingNetwork }: EksPlatformStackProps): Readonly<Record<string, string>> {
  if (existingNetwork !== undefined && "fromIds" in existingNetwork) {
    const tiers = Object.entries(existingNetwork.fromIds.tiers);
    const places = tiers.flatMap(([tier, { subnets }]) =>
      Object.keys(subnets).map((zone) => [`existingNetwork.fromIds.tiers.${tier}.subnets.${zone}`, zone]),
    );
    return Object.fromEntries(places);
  }
  const [path, zones] =
    existingNetwork === undefined
      ? ["network.zones", network?.zones ?? []]
      : ["existingNetwork.fromTags.zones", existingNetwork.fromTags.zones];
  return Object.fromEntries(zones.map((zone, position) => [`${path}[${position}]`, zone]));
}

/** A network in place of one that could not be made, so that what is wrong elsewhere is found in the same run. */
export function standInNetwork(props: EksPlatformStackProps): Network {
  const given = [...new Set(Object.values(zonesOf(props)))];
  const zones = given.length >= 2 ? given : ["stand-in-a", "stand-in-b"];
  const cidrBlock = props.network?.cidrBlock;
  return {
    vpcId: "vpc-00000000",
    ipv4CidrBlocks: typeof cidrBlock === "string" ? [cidrBlock] : [],
    tierNames: Object.keys(tiersOf(props)),
    subnets: (tier) => zones.map((zone, index) => ({ id: `subnet-${index}`, zone, tier })),
  };
}

/** A cluster in place of one that could not be made. */
export function standInCluster(name: string, version: string): JoinableCluster & NamedCluster {
  return {
    name,
    version,
    endpoint: "https://stand-in",
    certificateAuthority: "",
    serviceIpv4Cidr: "172.20.0.0/16",
    clusterName: name,
    clusterSecurityGroupId: "sg-00000000",
    fargateProfiles: [],
    registerNodeGroup: () => {},
    registerFargateProfile: () => {},
  };
}
