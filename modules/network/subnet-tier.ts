import { Route, type RouteConfig } from "@cdktf/provider-aws/lib/route";
import { RouteTable, type RouteTableConfig } from "@cdktf/provider-aws/lib/route-table";
import {
  RouteTableAssociation,
  type RouteTableAssociationConfig,
} from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet, type SubnetConfig } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { transformed } from "../shared/transform";
import type { NetworkSubnet } from "./network-subnet";
import type { SubnetAddresses } from "./subnet-addresses";
import type { TierType } from "./tier-type";
import type { SubnetTierTransforms } from "./vpc-transforms";

/** What a tier is made from; `Vpc` fills it in. */
export interface SubnetTierProps {
  readonly vpcId: string;
  /** Name of the tier, as in `NetworkSubnet.tier`. */
  readonly tier: string;
  readonly type: TierType;
  /** Ranges of each zone's subnet, by zone name. */
  readonly addresses: ReadonlyMap<string, SubnetAddresses>;
  /** What must be there before the subnets: the VPC's secondary range, where they lie in one. */
  readonly dependsOn: readonly ITerraformDependable[];
  readonly mapPublicIpOnLaunch: boolean;
  /** Whether the subnets are tagged for the AWS Load Balancer Controller. */
  readonly loadBalancers: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Further tags of the subnets. */
  readonly subnetTags: Readonly<Record<string, string>>;
  /** What the `Name` tags begin with. */
  readonly name: string;
  readonly transform: SubnetTierTransforms;
}

/** Where the default route of a subnet leads: exactly one gateway. */
export type RouteTarget =
  | { readonly gatewayId: string }
  | { readonly natGatewayId: string }
  | { readonly egressOnlyGatewayId: string };

/**
 * A subnet in every zone, each with a route table of its own. One table for each subnet, whatever the type of the tier: so
 * a change of NAT mode changes routes in place, a new zone adds a table, and no table or association is ever replaced.
 */
export class SubnetTier extends Construct {
  readonly type: TierType;
  /** Subnets by zone. */
  readonly subnets: Readonly<Record<string, Subnet>>;
  /** Route tables by zone. */
  readonly routeTables: Readonly<Record<string, RouteTable>>;
  /** Associations of subnet and route table by zone. */
  readonly routeTableAssociations: Readonly<Record<string, RouteTableAssociation>>;
  /** The subnets, in the order of the zones, as the other modules take them. */
  readonly networkSubnets: readonly NetworkSubnet[];
  private readonly routes: Record<string, Route> = {};
  private readonly ipv6Routes: Record<string, Route> = {};

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetTierProps,
  ) {
    super(scope, id);
    this.type = props.type;
    const subnets: Record<string, Subnet> = {};
    const routeTables: Record<string, RouteTable> = {};
    const routeTableAssociations: Record<string, RouteTableAssociation> = {};
    const networkSubnets: NetworkSubnet[] = [];
    for (const [zone, addresses] of props.addresses) {
      const subnet = this.subnet(zone, addresses);
      const routeTable = this.routeTable(zone);
      subnets[zone] = subnet;
      routeTables[zone] = routeTable;
      routeTableAssociations[zone] = this.association(zone, subnet, routeTable);
      networkSubnets.push({ id: subnet.id, zone, tier: props.tier, routeTableId: routeTable.id });
    }
    this.subnets = subnets;
    this.routeTables = routeTables;
    this.routeTableAssociations = routeTableAssociations;
    this.networkSubnets = networkSubnets;
  }

  /** IPv4 default routes by zone; empty in a tier without a way out. */
  get defaultRoutes(): Readonly<Record<string, Route>> {
    return this.routes;
  }

  /** IPv6 default routes by zone; empty in a tier without a way out by IPv6. */
  get defaultIpv6Routes(): Readonly<Record<string, Route>> {
    return this.ipv6Routes;
  }

  /** What must exist before traffic leaves the subnets: their associations and default routes. */
  get routing(): readonly ITerraformDependable[] {
    return [this.routeTableAssociations, this.routes, this.ipv6Routes].flatMap(Object.values<ITerraformDependable>);
  }

  /** Gives the subnet of each zone a default route; `target` says where a zone's leads. */
  leaveThrough(target: (zone: string) => RouteTarget): void {
    for (const [zone, routeTable] of Object.entries(this.routeTables)) {
      const config: RouteConfig = {
        routeTableId: routeTable.id,
        destinationCidrBlock: "0.0.0.0/0",
        ...target(zone),
      };
      this.routes[zone] = new Route(this, `default-route-${zone}`, transformed(config, this.props.transform.route));
    }
  }

  /** Gives the subnet of each zone an IPv6 default route. */
  leaveByIpv6Through(target: RouteTarget): void {
    for (const [zone, routeTable] of Object.entries(this.routeTables)) {
      const config: RouteConfig = { routeTableId: routeTable.id, destinationIpv6CidrBlock: "::/0", ...target };
      const id = `default-ipv6-route-${zone}`;
      this.ipv6Routes[zone] = new Route(this, id, transformed(config, this.props.transform.route));
    }
  }

  private subnet(zone: string, { ipv4, ipv6 }: SubnetAddresses): Subnet {
    const { vpcId, type, mapPublicIpOnLaunch, loadBalancers, tags, subnetTags, dependsOn, transform } = this.props;
    const role = type === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";
    const config: SubnetConfig = {
      vpcId,
      availabilityZone: zone,
      cidrBlock: ipv4,
      mapPublicIpOnLaunch,
      ...(ipv6 === undefined ? {} : { ipv6CidrBlock: ipv6, assignIpv6AddressOnCreation: true }),
      tags: { ...(loadBalancers ? { [role]: "1" } : {}), ...subnetTags, ...tags, Name: this.nameIn(zone) },
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    };
    return new Subnet(this, `subnet-${zone}`, transformed(config, transform.subnet));
  }

  private routeTable(zone: string): RouteTable {
    const { vpcId, tags, transform } = this.props;
    const config: RouteTableConfig = { vpcId, tags: { ...tags, Name: this.nameIn(zone) } };
    return new RouteTable(this, `route-table-${zone}`, transformed(config, transform.routeTable));
  }

  private association(zone: string, subnet: Subnet, routeTable: RouteTable): RouteTableAssociation {
    const config: RouteTableAssociationConfig = { subnetId: subnet.id, routeTableId: routeTable.id };
    return new RouteTableAssociation(
      this,
      `route-table-association-${zone}`,
      transformed(config, this.props.transform.routeTableAssociation),
    );
  }

  private nameIn(zone: string): string {
    return `${this.props.name}-${this.props.tier}-${zone}`;
  }
}
