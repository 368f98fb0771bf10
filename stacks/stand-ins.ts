import type { Cluster } from "../modules/control-plane";
import type { Network } from "../modules/network";
import type { EksPlatformStackProps } from "./eks-platform-props";

/** Tiers that a `Vpc` has unless others are asked for. */
const DEFAULT_TIERS: Required<EksPlatformStackProps["network"]>["tiers"] = {
  public: { type: "public" },
  private: { type: "private" },
  controlPlane: { type: "controlPlane" },
};

/** The tiers of a platform's network. */
export function tiersOf(
  network: EksPlatformStackProps["network"],
): NonNullable<EksPlatformStackProps["network"]["tiers"]> {
  return network.tiers ?? DEFAULT_TIERS;
}

/** A network in place of one that could not be made, so that what is wrong elsewhere is found in the same run. */
export function standInNetwork({ network }: EksPlatformStackProps): Network {
  const zones = network.zones.length >= 2 ? network.zones : ["stand-in-a", "stand-in-b"];
  return {
    vpcId: "vpc-00000000",
    ipv4CidrBlocks: typeof network.cidrBlock === "string" ? [network.cidrBlock] : [],
    tierNames: Object.keys(tiersOf(network)),
    subnets: (tier) => zones.map((zone, index) => ({ id: `subnet-${index}`, zone, tier })),
  };
}

/** A cluster in place of one that could not be made. */
export function standInCluster(name: string): Cluster {
  return {
    clusterName: name,
    clusterSecurityGroupId: "sg-00000000",
    fargateProfiles: [],
    registerNodeGroup: () => {},
    registerFargateProfile: () => {},
  };
}
