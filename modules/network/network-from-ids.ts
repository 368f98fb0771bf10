import { Problems } from "../shared/problems";
import { checkId, checkIpv4CidrBlocks, checkTierKind, checkZoneNames, isIpv6Cidr, memberOf } from "./network-checks";
import type { NetworkSubnet } from "./network-subnet";
import type { TierType } from "./tier-type";

/** A tier of a network that was made elsewhere. */
export interface GivenTierProps {
  /** How its subnets reach the world. It is taken as said: nothing here makes it so. */
  readonly type: TierType;
  /** Ids of the subnets, by the name of their zone: `{ "eu-central-1a": "subnet-0a1b2c3d" }`. */
  readonly subnets: Readonly<Record<string, string>>;
  /**
   * Ids of the subnets' route tables, by the name of the zone.
   * @default not known
   */
  readonly routeTables?: Readonly<Record<string, string>>;
}

/** A network that was made elsewhere, by ids. Ids and ranges may be tokens; names of tiers and zones may not. */
export interface NetworkFromIdsProps {
  /** Id of the VPC, such as `vpc-0a1b2c3d`. */
  readonly vpcId: string;
  /** IPv4 ranges of the VPC, primary first, at least one, such as `["10.0.0.0/16"]`. */
  readonly ipv4CidrBlocks: readonly string[];
  /**
   * IPv6 range of the VPC, such as `2001:db8:1234::/56`.
   * @default none, or not known
   */
  readonly ipv6CidrBlock?: string;
  /** Tiers by name: a letter, then letters, digits and hyphens, at most 32 characters. */
  readonly tiers: Readonly<Record<string, GivenTierProps>>;
}

/** A network by its ids; it makes nothing. */
export class GivenNetwork {
  readonly vpcId: string;
  readonly ipv4CidrBlocks: readonly string[];
  readonly ipv6CidrBlock?: string;
  readonly tierNames: readonly string[];
  readonly tierTypes: Readonly<Record<string, TierType>>;
  private readonly byTier: Readonly<Record<string, readonly NetworkSubnet[]>>;

  constructor(props: NetworkFromIdsProps) {
    check(props);
    this.vpcId = props.vpcId;
    this.ipv4CidrBlocks = props.ipv4CidrBlocks;
    if (props.ipv6CidrBlock !== undefined) this.ipv6CidrBlock = props.ipv6CidrBlock;
    const tiers = Object.entries(props.tiers);
    this.tierNames = tiers.map(([name]) => name);
    this.tierTypes = Object.fromEntries(tiers.map(([name, { type }]) => [name, type]));
    this.byTier = Object.fromEntries(tiers.map(([name, tier]) => [name, subnetsOf(name, tier)]));
  }

  subnets(tier: string): readonly NetworkSubnet[] {
    const subnets = memberOf(this.byTier, tier);
    if (subnets !== undefined) return subnets;
    throw new Error(`Network.fromIds has no tier "${tier}"; its tiers are ${this.tierNames.join(", ")}`);
  }

  connectivity(tier: string): readonly [] {
    this.subnets(tier);
    return [];
  }
}

function subnetsOf(tier: string, { subnets, routeTables = {} }: GivenTierProps): NetworkSubnet[] {
  return Object.entries(subnets).map(([zone, id]) => {
    const routeTableId = memberOf(routeTables, zone);
    return { id, zone, tier, ...(routeTableId === undefined ? {} : { routeTableId }) };
  });
}

function check({ vpcId, ipv4CidrBlocks, ipv6CidrBlock, tiers }: NetworkFromIdsProps): void {
  const problems = new Problems("Network.fromIds");
  checkId("vpcId", vpcId, "vpc", problems);
  if (ipv4CidrBlocks.length === 0) problems.add("ipv4CidrBlocks", ipv4CidrBlocks, "must hold the VPC's primary range");
  checkIpv4CidrBlocks("ipv4CidrBlocks", ipv4CidrBlocks, problems);
  problems.check("ipv6CidrBlock", ipv6CidrBlock, isIpv6Cidr, "must be an IPv6 range, such as 2001:db8:1234::/56");
  if (Object.keys(tiers).length === 0) problems.add("tiers", tiers, "must hold at least one tier");
  const places = new Map<string, string>();
  for (const [name, { type, subnets, routeTables = {} }] of Object.entries(tiers)) {
    const property = `tiers.${name}`;
    checkTierKind(property, name, type, problems);
    const zones = Object.keys(subnets);
    if (zones.length === 0) problems.add(`${property}.subnets`, subnets, "must hold a subnet, by the name of its zone");
    checkZoneNames(zones, (zone) => `${property}.subnets.${zone}`, problems);
    for (const [zone, id] of Object.entries(subnets)) {
      const place = `${property}.subnets.${zone}`;
      checkId(place, id, "subnet", problems);
      const other = places.get(id);
      if (other !== undefined) problems.add(place, id, `is given twice: it is ${other} too`);
      places.set(id, place);
    }
    for (const [zone, id] of Object.entries(routeTables)) {
      checkId(`${property}.routeTables.${zone}`, id, "rtb", problems);
      if (!zones.includes(zone)) {
        problems.add(`${property}.routeTables.${zone}`, id, `must be in a zone of the tier: ${zones.join(", ")}`);
      }
    }
  }
  problems.throwIfAny();
}
