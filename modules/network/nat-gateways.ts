import { Eip, type EipConfig } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway, type NatGatewayConfig } from "@cdktf/provider-aws/lib/nat-gateway";
import { Construct } from "constructs";
import { transformed } from "../shared/transform";
import { memberOf } from "./network-checks";
import type { NetworkSubnet } from "./network-subnet";
import type { NatGatewaysTransforms } from "./vpc-transforms";

/** What NAT gateways are made from; `Vpc` fills it in. */
export interface NatGatewaysProps {
  readonly vpcId: string;
  /** The public subnets that get a gateway each, one or one for each zone; or one gateway for the whole VPC. */
  readonly place: readonly NetworkSubnet[] | "regional";
  /** Allocation ids of elastic IPs that exist, by zone. */
  readonly givenElasticIps: Readonly<Record<string, string>>;
  readonly internetGateway: InternetGateway;
  readonly tags: Readonly<Record<string, string>>;
  /** What the `Name` tags begin with. */
  readonly name: string;
  readonly transform: NatGatewaysTransforms;
}

/** NAT gateways, each with an elastic IP of its own. Their keys are zones, so that going from one to many moves none. */
export class NatGateways extends Construct {
  /** Elastic IPs made here, by zone: the addresses that private nodes leave from. */
  readonly elasticIps: Readonly<Record<string, Eip>>;
  /** Gateways by zone; the one of the whole VPC by `regional`. */
  readonly gateways: Readonly<Record<string, NatGateway>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NatGatewaysProps,
  ) {
    super(scope, id);
    const elasticIps: Record<string, Eip> = {};
    if (props.place === "regional") {
      this.gateways = { regional: this.regionalGateway() };
      this.elasticIps = elasticIps;
      return;
    }
    const gateways: Record<string, NatGateway> = {};
    for (const subnet of props.place) {
      const given = memberOf(props.givenElasticIps, subnet.zone);
      if (given === undefined) elasticIps[subnet.zone] = this.elasticIp(subnet.zone);
      gateways[subnet.zone] = this.gateway(subnet, given ?? elasticIps[subnet.zone]?.allocationId ?? "");
    }
    this.elasticIps = elasticIps;
    this.gateways = gateways;
  }

  /** The gateway for traffic from a zone: its own, or the only one there is. */
  gatewayFor(zone: string): NatGateway {
    const gateway = this.gateways[zone] ?? Object.values(this.gateways)[0];
    if (gateway === undefined) throw new Error(`"${this.node.path}" has no NAT gateway: there is no public subnet`);
    return gateway;
  }

  private elasticIp(zone: string): Eip {
    const { internetGateway, transform } = this.props;
    const config: EipConfig = { domain: "vpc", tags: this.tagsIn(zone), dependsOn: [internetGateway] };
    return new Eip(this, `elastic-ip-${zone}`, transformed(config, transform.elasticIp));
  }

  private gateway(subnet: NetworkSubnet, allocationId: string): NatGateway {
    const { internetGateway, transform } = this.props;
    const config: NatGatewayConfig = {
      allocationId,
      subnetId: subnet.id,
      connectivityType: "public",
      tags: this.tagsIn(subnet.zone),
      // AWS needs the internet gateway attached first, and nothing else in the configuration says so.
      dependsOn: [internetGateway],
    };
    return new NatGateway(this, `nat-gateway-${subnet.zone}`, transformed(config, transform.natGateway));
  }

  /** Without addresses of one's own, AWS takes new ones wherever the gateway spreads to. */
  private regionalGateway(): NatGateway {
    const { vpcId, givenElasticIps, internetGateway, transform } = this.props;
    const addresses = Object.entries(givenElasticIps).map(([availabilityZone, allocationId]) => ({
      availabilityZone,
      allocationIds: [allocationId],
    }));
    const config: NatGatewayConfig = {
      vpcId,
      availabilityMode: "regional",
      connectivityType: "public",
      ...(addresses.length === 0 ? {} : { availabilityZoneAddress: addresses }),
      tags: this.tagsIn("regional"),
      dependsOn: [internetGateway],
    };
    return new NatGateway(this, "nat-gateway-regional", transformed(config, transform.natGateway));
  }

  private tagsIn(place: string): Record<string, string> {
    return { ...this.props.tags, Name: `${this.props.name}-nat-${place}` };
  }
}
