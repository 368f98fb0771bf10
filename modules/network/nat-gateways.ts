import { Eip, type EipConfig } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway, type NatGatewayConfig } from "@cdktf/provider-aws/lib/nat-gateway";
import { Construct } from "constructs";
import { transformed } from "../shared/transform";
import type { NetworkSubnet } from "./network";
import type { NatGatewaysTransforms } from "./vpc-transforms";

/** What NAT gateways are made from; `Vpc` fills it in. */
export interface NatGatewaysProps {
  /** The public subnets that get a gateway each: one, or one for each zone. */
  readonly subnets: readonly [NetworkSubnet, ...NetworkSubnet[]];
  readonly internetGateway: InternetGateway;
  readonly tags: Readonly<Record<string, string>>;
  /** What the `Name` tags begin with. */
  readonly name: string;
  readonly transform: NatGatewaysTransforms;
}

/** NAT gateways, each with an elastic IP of its own. Their keys are zones, so that going from one to many moves none. */
export class NatGateways extends Construct {
  /** Elastic IPs by zone: the addresses that private nodes leave from. */
  readonly elasticIps: Readonly<Record<string, Eip>>;
  /** Gateways by zone. */
  readonly gateways: Readonly<Record<string, NatGateway>>;
  private readonly first: NatGateway;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NatGatewaysProps,
  ) {
    super(scope, id);
    const elasticIps: Record<string, Eip> = {};
    const gateways: Record<string, NatGateway> = {};
    const make = (subnet: NetworkSubnet): NatGateway => {
      const elasticIp = this.elasticIp(subnet.zone);
      const gateway = this.gateway(subnet, elasticIp);
      elasticIps[subnet.zone] = elasticIp;
      gateways[subnet.zone] = gateway;
      return gateway;
    };
    const [first, ...rest] = props.subnets;
    this.first = make(first);
    for (const subnet of rest) make(subnet);
    this.elasticIps = elasticIps;
    this.gateways = gateways;
  }

  /** The gateway for traffic from a zone: its own, or the only one there is. */
  gatewayFor(zone: string): NatGateway {
    return this.gateways[zone] ?? this.first;
  }

  private elasticIp(zone: string): Eip {
    const { internetGateway, transform } = this.props;
    const config: EipConfig = { domain: "vpc", tags: this.tagsIn(zone), dependsOn: [internetGateway] };
    return new Eip(this, `elastic-ip-${zone}`, transformed(config, transform.elasticIp));
  }

  private gateway(subnet: NetworkSubnet, elasticIp: Eip): NatGateway {
    const { internetGateway, transform } = this.props;
    const config: NatGatewayConfig = {
      allocationId: elasticIp.allocationId,
      subnetId: subnet.id,
      connectivityType: "public",
      tags: this.tagsIn(subnet.zone),
      // AWS needs the internet gateway attached first, and nothing else in the configuration says so.
      dependsOn: [internetGateway],
    };
    return new NatGateway(this, `nat-gateway-${subnet.zone}`, transformed(config, transform.natGateway));
  }

  private tagsIn(zone: string): Record<string, string> {
    return { ...this.props.tags, Name: `${this.props.name}-nat-${zone}` };
  }
}
