import type { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import type { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import type { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import type { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { type VpcConfig, Vpc as VpcResource } from "@cdktf/provider-aws/lib/vpc";
import {
  VpcIpv4CidrBlockAssociation,
  type VpcIpv4CidrBlockAssociationConfig,
} from "@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameFromPath } from "../shared/names";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import type { AddressPlan } from "./address-plan";
import { adoptDefaults } from "./adopted-defaults";
import { DhcpOptions } from "./dhcp-options";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { type Ipv4RangeSettings, PRIMARY } from "./ipv4-ranges";
import type { NatGateways } from "./nat-gateways";
import type { Network, NetworkSubnet } from "./network";
import { rulesOf } from "./network-acl-flows";
import { peerRanges } from "./peer-ranges";
import { addressesOf, type GivenRanges } from "./subnet-addresses";
import { SubnetTier } from "./subnet-tier";
import { TierNetworkAcl } from "./tier-network-acl";
import type { TierType } from "./tier-type";
import type { VpcProps } from "./vpc-props";
import { readVpcProps, type TierSettings, type VpcSettings } from "./vpc-settings";
import type { VpcTransforms } from "./vpc-transforms";
import { makeWaysOut } from "./ways-out";

/**
 * A VPC for EKS: tiers of subnets over the zones, an address plan that keeps its promises when the network grows, the ways
 * out that each tier's type allows, endpoints, flow logs, and the VPC's default security group and route table emptied.
 *
 * The default network ACL stays as AWS makes it unless it is said otherwise: it lets everything pass, and security groups do
 * the filtering. The names of tiers and zones are part of Terraform addresses: adding one at the end moves no other.
 *
 * @example
 * new Vpc(this, "network", { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] });
 *
 * @example
 * // Without any way out: what nodes need of AWS comes through endpoints.
 * new Vpc(this, "network", {
 *   cidrBlock: "10.0.0.0/20",
 *   zones: ["eu-central-1a", "eu-central-1b"],
 *   tiers: { nodes: { type: "isolated", prefixLength: 24 }, controlPlane: { type: "controlPlane" } },
 *   endpoints: { preset: "privateCluster" },
 * });
 *
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export class Vpc extends Construct implements Network {
  /** What lies where in the primary range. Where an IPAM pool chooses the range, it is counted from 0.0.0.0. */
  readonly addressPlan: AddressPlan;
  /** What lies where in each range: `primary`, and the secondary ones by name. */
  readonly addressPlans: Readonly<Record<string, AddressPlan>>;
  /** Region of the zones. */
  readonly region: string;
  /** Names of the zones, in the order of the address plan. */
  readonly zones: readonly string[];
  readonly tierNames: readonly string[];
  readonly tierTypes: Readonly<Record<string, TierType>>;
  readonly ipv4CidrBlocks: readonly string[];
  /** The IPv6 range, known to Terraform alone; absent unless `ipv6` asks for one. */
  readonly ipv6CidrBlock?: string;
  readonly vpc: VpcResource;
  /** Associations of the secondary ranges, by their names. */
  readonly secondaryRanges: Readonly<Record<string, VpcIpv4CidrBlockAssociation>>;
  readonly defaultSecurityGroup: DefaultSecurityGroup;
  readonly defaultRouteTable: DefaultRouteTable;
  /** Present unless `defaultNetworkAcl` is leave. */
  readonly defaultNetworkAcl: DefaultNetworkAcl | undefined;
  /** Present where there is a public tier, or `nat` is regional. */
  readonly internetGateway: InternetGateway | undefined;
  /** Present where there is a private tier with IPv6. */
  readonly egressOnlyInternetGateway: EgressOnlyInternetGateway | undefined;
  /** Tiers by name, with their subnets, route tables, associations and routes. */
  readonly tiers: Readonly<Record<string, SubnetTier>>;
  /** Network ACLs by tier, of those that have one of their own. */
  readonly networkAcls: Readonly<Record<string, TierNetworkAcl>>;
  /** Present unless `nat` is none. */
  readonly natGateways: NatGateways | undefined;
  readonly endpoints: Endpoints;
  /** Present unless `flowLogs` is false. */
  readonly flowLogs: FlowLogs | undefined;
  /** Present where `dhcpOptions` are given. */
  readonly dhcpOptions: DhcpOptions | undefined;

  private readonly name: string;
  private readonly tags: Readonly<Record<string, string>>;
  private readonly transform: VpcTransforms;
  private readonly given: GivenRanges;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const settings = readVpcProps(props, new Problems(`Vpc "${id}"`));
    this.addressPlan = settings.plan;
    this.addressPlans = settings.plans;
    this.region = settings.region;
    this.zones = settings.zones;
    this.tierNames = settings.tiers.map(({ name }) => name);
    this.tierTypes = Object.fromEntries(settings.tiers.map(({ name, type }) => [name, type]));
    this.name = props.name ?? nameFromPath(this);
    this.tags = props.tags ?? {};
    this.transform = props.transform ?? {};

    this.vpc = this.makeVpc(settings, props);
    if (settings.ipv6 !== undefined) this.ipv6CidrBlock = this.vpc.ipv6CidrBlock;
    this.secondaryRanges = this.makeSecondaryRanges(settings);
    const ranges = Object.fromEntries(settings.ranges.map((range) => [range.key, this.rangeAsText(range)]));
    this.given = { ipv4: ranges, ipv6: this.vpc.ipv6CidrBlock };
    this.ipv4CidrBlocks = Object.values(ranges);
    const { vpc, tags, name, transform } = this;
    const adopted = adoptDefaults(this, { vpc, mode: settings.defaultNetworkAcl, tags, name, transform });
    this.defaultSecurityGroup = adopted.securityGroup;
    this.defaultRouteTable = adopted.routeTable;
    this.defaultNetworkAcl = adopted.networkAcl;
    this.tiers = this.makeTiers(settings);
    this.networkAcls = this.makeNetworkAcls(settings);
    const { vpcId, tiers } = this;
    const waysOut = makeWaysOut(this, { vpcId, settings, tiers, tags, name, transform });
    this.internetGateway = waysOut.internetGateway;
    this.natGateways = waysOut.natGateways;
    this.egressOnlyInternetGateway = waysOut.egressOnlyInternetGateway;
    this.endpoints = this.makeEndpoints(settings);
    this.flowLogs = this.makeFlowLogs(settings);
    this.dhcpOptions = this.makeDhcpOptions(props);
  }

  get vpcId(): string {
    return this.vpc.id;
  }

  subnets(tier: string): readonly NetworkSubnet[] {
    return this.tier(tier).networkSubnets;
  }

  /**
   * What must exist before an instance in the tier reaches what it can reach: routes, associations and endpoints. For the
   * `dependsOn` of nodes, which fail to join when they start earlier.
   * @throws Error that lists the tiers there are, if there is none of that name
   */
  connectivity(tier: string): readonly ITerraformDependable[] {
    const asked = this.tier(tier);
    // What leaves by a NAT gateway goes on through the public tiers, so their routes are part of the way.
    const onTheWay = asked.type === "private" ? [asked, ...this.tiersOfType("public")] : [asked];
    return [
      ...onTheWay.flatMap(({ routing }) => routing),
      ...Object.values(this.networkAcls).flatMap(({ passage }) => passage),
      ...this.endpoints.connectivity,
    ];
  }

  private tier(name: string): SubnetTier {
    const tier = Object.hasOwn(this.tiers, name) ? this.tiers[name] : undefined;
    if (tier !== undefined) return tier;
    throw new Error(`Vpc "${this.node.id}" has no tier "${name}"; its tiers are ${this.tierNames.join(", ")}`);
  }

  private tiersOfType(type: SubnetTier["type"]): SubnetTier[] {
    return Object.values(this.tiers).filter((tier) => tier.type === type);
  }

  private makeVpc({ ranges, ipv6 }: VpcSettings, { tenancy }: VpcProps): VpcResource {
    const config: VpcConfig = {
      ...ranges[0]?.config,
      ...ipv6?.config,
      ...(tenancy === undefined ? {} : { instanceTenancy: tenancy }),
      // A cluster's private endpoint and the endpoints' private names resolve only with both.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: this.tagsFor(),
    };
    return new VpcResource(this, "vpc", transformed(config, this.transform.vpc));
  }

  private makeSecondaryRanges({ ranges }: VpcSettings): Record<string, VpcIpv4CidrBlockAssociation> {
    const secondary = ranges.filter(({ key }) => key !== PRIMARY);
    return Object.fromEntries(
      secondary.map(({ key, config: range }) => {
        const config: VpcIpv4CidrBlockAssociationConfig = { vpcId: this.vpc.id, ...range };
        const hook = this.transform.secondaryRange;
        return [key, new VpcIpv4CidrBlockAssociation(this, `secondary-range-${key}`, transformed(config, hook))];
      }),
    );
  }

  /** A range as written, else as its resource will have it. */
  private rangeAsText({ key, config }: Ipv4RangeSettings): string {
    return config.cidrBlock ?? this.secondaryRanges[key]?.cidrBlock ?? this.vpc.cidrBlock;
  }

  private makeTiers(settings: VpcSettings): Record<string, SubnetTier> {
    return Object.fromEntries(
      settings.tiers.map((tier, position) => [tier.name, this.makeTier(settings, tier, position)]),
    );
  }

  private makeTier(settings: VpcSettings, tierSettings: TierSettings, position: number): SubnetTier {
    const { name: tier, type, loadBalancers, mapPublicIpOnLaunch, tags, subnetTags, range } = tierSettings;
    const association = this.secondaryRanges[range];
    return new SubnetTier(this, `tier-${tier}`, {
      vpcId: this.vpc.id,
      tier,
      type,
      addresses: addressesOf(settings, tierSettings, position, this.given),
      dependsOn: association === undefined ? [] : [association],
      loadBalancers,
      mapPublicIpOnLaunch,
      tags: { ...this.tags, ...tags },
      subnetTags,
      name: this.name,
      transform: this.transform,
    });
  }

  private makeNetworkAcls(settings: VpcSettings): Record<string, TierNetworkAcl> {
    const acls: Record<string, TierNetworkAcl> = {};
    for (const { name, networkAcl, tags } of settings.tiers) {
      if (networkAcl === undefined) continue;
      const tier = this.tier(name);
      acls[name] = new TierNetworkAcl(tier, "network-acl", {
        vpcId: this.vpc.id,
        subnets: tier.networkSubnets,
        rules: Object.entries(networkAcl.flows).flatMap(([key, flow]) =>
          rulesOf(key, flow, peerRanges(flow.peer, settings, this.given)),
        ),
        tags: { ...tags, ...this.tagsFor(name) },
        transform: this.transform,
      });
    }
    return acls;
  }

  private makeEndpoints({ region, endpoints }: VpcSettings): Endpoints {
    const { tiers, tags, name, transform } = this;
    return new Endpoints(this, "endpoints", {
      vpcId: this.vpc.id,
      region,
      ranges: this.given.ipv4,
      tiers,
      choice: endpoints,
      tags,
      name,
      transform,
    });
  }

  private makeFlowLogs({ flowLogs }: VpcSettings): FlowLogs | undefined {
    if (flowLogs === undefined) return undefined;
    const { tags, name, transform } = this;
    return new FlowLogs(this, "flow-logs", { vpcId: this.vpc.id, logs: flowLogs, tags, name, transform });
  }

  private makeDhcpOptions({ dhcpOptions: options }: VpcProps): DhcpOptions | undefined {
    if (options === undefined) return undefined;
    const { vpcId, transform } = this;
    return new DhcpOptions(this, "dhcp-options", { vpcId, options, tags: this.tagsFor(), transform });
  }

  private tagsFor(what?: string): Record<string, string> {
    return { ...this.tags, Name: what === undefined ? this.name : `${this.name}-${what}` };
  }
}
