import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsSubnet, type DataAwsSubnetConfig } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc, type DataAwsVpcConfig } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Construct } from "constructs";
import { Problems } from "../shared/problems";
import { checkId, checkIpv4CidrBlocks, checkTierKind, checkZoneNames, memberOf } from "./network-checks";
import type { NetworkSubnet } from "./network-subnet";
import type { TierType } from "./tier-type";

/** A tier of a network that is looked up. */
export interface TaggedTierProps {
  /** How its subnets reach the world. It is taken as said: nothing here makes it so. */
  readonly type: TierType;
  /** Tags that exactly one subnet of each zone has. `*` and `?` in a value stand for any characters, and for one. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A network that was made elsewhere, by tags. */
export interface NetworkFromTagsProps {
  /**
   * Id of the VPC.
   * @default the VPC is looked up by `vpcTags`
   */
  readonly vpcId?: string;
  /**
   * Tags that exactly one VPC of account and region has. `*` and `?` in a value stand for any characters, and for one.
   * @default the VPC is looked up by `vpcId`
   */
  readonly vpcTags?: Readonly<Record<string, string>>;
  /**
   * IPv4 ranges of the VPC, primary first.
   * @default the primary range alone, as it is looked up: not known before Terraform plans
   */
  readonly ipv4CidrBlocks?: readonly string[];
  /**
   * Whether the VPC has an IPv6 range; it is looked up then.
   * @default false
   */
  readonly ipv6?: boolean;
  /** Names of the zones, at least two, all of one region, such as `["eu-central-1a", "eu-central-1b"]`. */
  readonly zones: readonly string[];
  /** Tiers by name: a letter, then letters, digits and hyphens, at most 32 characters. */
  readonly tiers: Readonly<Record<string, TaggedTierProps>>;
  /**
   * Whether route tables are looked up too. Each subnet must then have an association of its own.
   * @default false
   */
  readonly routeTables?: boolean;
}

/** A network by its tags: data sources alone. */
export class TaggedNetwork extends Construct {
  readonly tierNames: readonly string[];
  readonly tierTypes: Readonly<Record<string, TierType>>;
  readonly ipv4CidrBlocks: readonly string[];
  readonly ipv6CidrBlock?: string;
  readonly vpc: DataAwsVpc;
  /** Subnets, by tier and zone: `private-eu-central-1a`. */
  readonly subnetData: Readonly<Record<string, DataAwsSubnet>>;
  /** Route tables, by tier and zone: `private-eu-central-1a`. Empty unless they are asked for. */
  readonly routeTableData: Readonly<Record<string, DataAwsRouteTable>>;
  private readonly byTier: Readonly<Record<string, readonly NetworkSubnet[]>>;

  constructor(scope: Construct, id: string, props: NetworkFromTagsProps) {
    super(scope, id);
    check(props, new Problems(`Network.fromTags "${id}"`));
    const tiers = Object.entries(props.tiers);
    this.tierNames = tiers.map(([name]) => name);
    this.tierTypes = Object.fromEntries(tiers.map(([name, { type }]) => [name, type]));
    this.vpc = this.lookUpVpc(props);
    this.ipv4CidrBlocks = props.ipv4CidrBlocks ?? [this.vpc.cidrBlock];
    if (props.ipv6 === true) this.ipv6CidrBlock = this.vpc.ipv6CidrBlock;
    const subnetData: Record<string, DataAwsSubnet> = {};
    const routeTableData: Record<string, DataAwsRouteTable> = {};
    const byTier: Record<string, NetworkSubnet[]> = {};
    for (const [tier, { tags }] of tiers) {
      byTier[tier] = props.zones.map((zone) => {
        const key = `${tier}-${zone}`;
        const subnet = this.lookUpSubnet(key, zone, tags);
        subnetData[key] = subnet;
        if (props.routeTables !== true) return { id: subnet.id, zone, tier };
        const routeTable = new DataAwsRouteTable(this, `route-table-${key}`, { subnetId: subnet.id });
        routeTableData[key] = routeTable;
        return { id: subnet.id, zone, tier, routeTableId: routeTable.routeTableId };
      });
    }
    this.subnetData = subnetData;
    this.routeTableData = routeTableData;
    this.byTier = byTier;
  }

  get vpcId(): string {
    return this.vpc.id;
  }

  subnets(tier: string): readonly NetworkSubnet[] {
    const subnets = memberOf(this.byTier, tier);
    if (subnets !== undefined) return subnets;
    throw new Error(
      `Network.fromTags "${this.node.id}" has no tier "${tier}"; its tiers are ${this.tierNames.join(", ")}`,
    );
  }

  connectivity(tier: string): readonly [] {
    this.subnets(tier);
    return [];
  }

  private lookUpVpc({ vpcId, vpcTags }: NetworkFromTagsProps): DataAwsVpc {
    const config: DataAwsVpcConfig = {
      ...(vpcId === undefined ? {} : { id: vpcId }),
      ...(vpcTags === undefined ? {} : { filter: filtersFor(vpcTags) }),
    };
    return new DataAwsVpc(this, "vpc", config);
  }

  private lookUpSubnet(key: string, zone: string, tags: Readonly<Record<string, string>>): DataAwsSubnet {
    const config: DataAwsSubnetConfig = { vpcId: this.vpc.id, availabilityZone: zone, filter: filtersFor(tags) };
    return new DataAwsSubnet(this, `subnet-${key}`, config);
  }
}

/** Filters, not the argument `tags`, which knows no wildcards. */
function filtersFor(tags: Readonly<Record<string, string>>): { name: string; values: string[] }[] {
  return Object.entries(tags).map(([key, value]) => ({ name: `tag:${key}`, values: [value] }));
}

function check(props: NetworkFromTagsProps, problems: Problems): void {
  const { vpcId, vpcTags = {}, ipv4CidrBlocks, zones, tiers } = props;
  if (vpcId === undefined && Object.keys(vpcTags).length === 0) {
    problems.add("vpcTags", props.vpcTags, "must hold tags of the VPC, unless vpcId is given");
  }
  checkId("vpcId", vpcId, "vpc", problems);
  if (ipv4CidrBlocks?.length === 0) problems.add("ipv4CidrBlocks", ipv4CidrBlocks, "must hold the VPC's primary range");
  checkIpv4CidrBlocks("ipv4CidrBlocks", ipv4CidrBlocks ?? [], problems);
  if (zones.length < 2) {
    problems.add("zones", zones, "must name at least two availability zones: EKS needs subnets in two");
  }
  checkZoneNames(zones, (_zone, position) => `zones[${position}]`, problems);
  if (Object.keys(tiers).length === 0) problems.add("tiers", tiers, "must hold at least one tier");
  for (const [name, { type, tags }] of Object.entries(tiers)) {
    checkTierKind(`tiers.${name}`, name, type, problems);
    if (Object.keys(tags).length === 0) {
      problems.add(`tiers.${name}.tags`, tags, "must hold tags of the tier's subnets");
    }
  }
  problems.throwIfAny();
}
