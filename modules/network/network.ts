import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { GivenNetwork, type NetworkFromIdsProps } from "./network-from-ids";
import { type NetworkFromTagsProps, TaggedNetwork } from "./network-from-tags";
import type { NetworkSubnet } from "./network-subnet";
import type { TierType } from "./tier-type";

export type { NetworkSubnet } from "./network-subnet";

/**
 * A network that a cluster can live in: made here (`Vpc`), given by ids, or looked up. The other modules take
 * nothing else, so that a cluster's code does not change with where its network comes from.
 */
export interface Network {
  /** Id of the VPC; a token where it is made or looked up. */
  readonly vpcId: string;
  /** IPv4 ranges of the VPC, primary first. */
  readonly ipv4CidrBlocks: readonly string[];
  /** IPv6 range of the VPC; absent where there is none, or it is not known. */
  readonly ipv6CidrBlock?: string;
  /** Names of the tiers, in the order of the address plan. */
  readonly tierNames: readonly string[];
  /** How each tier reaches the world, by its name; absent where it is not known. */
  readonly tierTypes?: Readonly<Record<string, TierType>>;
  /**
   * The subnets of a tier, in the order of the zones.
   * @throws Error that lists the tiers there are, if there is none of that name.
   */
  subnets(tier: string): readonly NetworkSubnet[];
  /**
   * What must exist before an instance in the tier reaches what it can reach, for the `dependsOn` of nodes. Empty, or not
   * there, where the network was made elsewhere.
   * @throws Error that lists the tiers there are, if there is none of that name.
   */
  connectivity?(tier: string): readonly ITerraformDependable[];
}

/** Networks that were made elsewhere. What `Vpc` makes is a network too. */
export const Network = {
  /**
   * A network by its ids. Nothing is looked up: what is not given is not known.
   *
   * @example
   * Network.fromIds({
   *   vpcId: "vpc-0a1b2c3d",
   *   ipv4CidrBlocks: ["10.0.0.0/16"],
   *   tiers: {
   *     private: { type: "private", subnets: { "eu-central-1a": "subnet-0a", "eu-central-1b": "subnet-0b" } },
   *   },
   * });
   *
   * @throws InvalidPropsError that lists everything that is wrong with the props
   */
  fromIds(props: NetworkFromIdsProps): Network {
    return new GivenNetwork(props);
  },

  /**
   * A network that Terraform looks up by tags when it plans: one data source for the VPC, and one for the subnet of each
   * tier and zone. Terraform fails where tags fit no subnet of a zone, or several.
   *
   * @example
   * // What `new Vpc(…, { name: "core" })` has made in another state.
   * Network.fromTags(this, "network", {
   *   vpcTags: { Name: "core" },
   *   zones: ["eu-central-1a", "eu-central-1b"],
   *   tiers: { private: { type: "private", tags: { Name: "core-private-*" } } },
   * });
   *
   * @throws InvalidPropsError that lists everything that is wrong with the props
   */
  fromTags(scope: Construct, id: string, props: NetworkFromTagsProps): TaggedNetwork {
    return new TaggedNetwork(scope, id, props);
  },
};
