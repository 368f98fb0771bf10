/** A subnet as the other modules need it. Ids may be tokens. */
export interface NetworkSubnet {
  /** Subnet id. */
  readonly id: string;
  /** Availability zone name, such as `eu-central-1a`. */
  readonly zone: string;
  /** Name of the tier it belongs to. */
  readonly tier: string;
  /** Route table that it is associated with; absent where the network was made elsewhere. */
  readonly routeTableId?: string;
}

/**
 * A network that a cluster can live in: made here (`Vpc`), given by ids, or looked up. The other modules take
 * nothing else, so that a cluster's code does not change with where its network comes from.
 */
export interface Network {
  readonly vpcId: string;
  /** IPv4 ranges of the VPC, primary first. */
  readonly ipv4CidrBlocks: readonly string[];
  /** Names of the tiers, in the order of the address plan. */
  readonly tierNames: readonly string[];
  /**
   * The subnets of a tier, in the order of the zones.
   * @throws Error that lists the tiers there are, if there is none of that name.
   */
  subnets(tier: string): readonly NetworkSubnet[];
}
