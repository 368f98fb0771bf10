import { SecurityGroup, type SecurityGroupConfig } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint, type VpcEndpointConfig } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcEndpointRouteTableAssociation } from "@cdktf/provider-aws/lib/vpc-endpoint-route-table-association";
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FLOWS } from "../security-groups/flow-table";
import { transformed } from "../shared/transform";
import type { EndpointChoice, GatewayChoice, InterfaceChoice } from "./endpoint-choice";
import type { SubnetTier } from "./subnet-tier";
import type { EndpointsTransforms } from "./vpc-transforms";

/** What endpoints are made from; `Vpc` fills it in. */
export interface EndpointsSettings {
  readonly vpcId: string;
  readonly region: string;
  /** Ranges that may reach the interface endpoints, by a key that names their rule. */
  readonly ranges: Readonly<Record<string, string>>;
  readonly tiers: Readonly<Record<string, SubnetTier>>;
  readonly choice: EndpointChoice;
  readonly tags: Readonly<Record<string, string>>;
  /** What the names begin with. */
  readonly name: string;
  readonly transform: EndpointsTransforms;
}

/**
 * Gateway and interface endpoints. Gateways are tied to route tables by associations of their own, so that a new zone
 * adds one and changes nothing. Interfaces share one security group that lets the VPC's ranges in on tcp 443.
 */
export class Endpoints extends Construct {
  /** Gateway endpoints by service. */
  readonly gateways: Readonly<Record<string, VpcEndpoint>>;
  /** Associations of gateway endpoints and route tables, by service, tier and zone: `s3-private-eu-central-1a`. */
  readonly routeTableAssociations: Readonly<Record<string, VpcEndpointRouteTableAssociation>>;
  /** Interface endpoints by service. */
  readonly interfaces: Readonly<Record<string, VpcEndpoint>>;
  /** The interface endpoints' security group; absent where there is none. */
  readonly securityGroup: SecurityGroup | undefined;
  /** Rules of the security group, by the key of the range. */
  readonly ingressRules: Readonly<Record<string, VpcSecurityGroupIngressRule>> = {};

  constructor(
    scope: Construct,
    id: string,
    private readonly settings: EndpointsSettings,
  ) {
    super(scope, id);
    const { choice, ranges } = settings;
    this.gateways = mapValues(choice.gateways, (gateway, service) => this.makeGateway(service, gateway));
    this.routeTableAssociations = this.associateGateways();
    if (Object.keys(choice.interfaces).length === 0) {
      this.interfaces = {};
      return;
    }
    const securityGroup = this.makeSecurityGroup();
    this.securityGroup = securityGroup;
    this.ingressRules = mapValues(ranges, (range, key) => this.makeIngressRule(securityGroup, key, range));
    this.interfaces = mapValues(choice.interfaces, (endpoint, service) =>
      this.makeInterface(service, endpoint, securityGroup),
    );
  }

  /** What must exist before the services are reached through the endpoints. */
  get connectivity(): readonly ITerraformDependable[] {
    return [this.routeTableAssociations, this.ingressRules, this.interfaces].flatMap(
      Object.values<ITerraformDependable>,
    );
  }

  private makeGateway(service: string, { policy }: GatewayChoice): VpcEndpoint {
    const { vpcId, region, transform } = this.settings;
    const config: VpcEndpointConfig = {
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${region}.${service}`,
      ...(policy === undefined ? {} : { policy }),
      tags: this.tagsFor(service),
    };
    return new VpcEndpoint(this, `gateway-${service}`, transformed(config, transform.gatewayEndpoint));
  }

  private associateGateways(): Record<string, VpcEndpointRouteTableAssociation> {
    const made: Record<string, VpcEndpointRouteTableAssociation> = {};
    for (const [service, gateway] of Object.entries(this.gateways)) {
      for (const tier of this.settings.choice.gateways[service]?.tiers ?? []) {
        for (const [zone, routeTable] of Object.entries(this.settings.tiers[tier]?.routeTables ?? {})) {
          const key = `${service}-${tier}-${zone}`;
          const config = { vpcEndpointId: gateway.id, routeTableId: routeTable.id };
          const hook = this.settings.transform.gatewayEndpointRouteTableAssociation;
          made[key] = new VpcEndpointRouteTableAssociation(
            this,
            `route-table-association-${key}`,
            transformed(config, hook),
          );
        }
      }
    }
    return made;
  }

  private makeInterface(service: string, endpoint: InterfaceChoice, securityGroup: SecurityGroup): VpcEndpoint {
    const { vpcId, region, tiers, transform } = this.settings;
    const config: VpcEndpointConfig = {
      vpcId,
      vpcEndpointType: "Interface",
      serviceName: endpoint.serviceName ?? `com.amazonaws.${region}.${service}`,
      subnetIds: (tiers[endpoint.tier]?.networkSubnets ?? []).map((subnet) => subnet.id),
      securityGroupIds: [securityGroup.id],
      privateDnsEnabled: endpoint.privateDnsEnabled,
      ...(endpoint.policy === undefined ? {} : { policy: endpoint.policy }),
      tags: this.tagsFor(service),
    };
    const id = `interface-${service.replaceAll(".", "-")}`;
    return new VpcEndpoint(this, id, transformed(config, transform.interfaceEndpoint));
  }

  private makeSecurityGroup(): SecurityGroup {
    const { vpcId, name, transform } = this.settings;
    const config: SecurityGroupConfig = {
      vpcId,
      name: `${name}-endpoints`,
      description: "Interface endpoints of the VPC",
      tags: this.tagsFor("endpoints"),
    };
    return new SecurityGroup(this, "security-group", transformed(config, transform.endpointSecurityGroup));
  }

  private makeIngressRule(securityGroup: SecurityGroup, key: string, range: string): VpcSecurityGroupIngressRule {
    const { name, tags, transform } = this.settings;
    const {
      protocol,
      ports: [fromPort, toPort],
    } = FLOWS["aws-services"];
    const config: VpcSecurityGroupIngressRuleConfig = {
      securityGroupId: securityGroup.id,
      description: `HTTPS from the VPC's ${key} range`,
      ipProtocol: protocol,
      fromPort,
      toPort,
      cidrIpv4: range,
      tags: { ...tags, Name: `${name}-https-from-${key}-range` },
    };
    const id = `https-from-${key}-range`;
    return new VpcSecurityGroupIngressRule(this, id, transformed(config, transform.endpointIngressRule));
  }

  private tagsFor(what: string): Record<string, string> {
    return { ...this.settings.tags, Name: `${this.settings.name}-${what}` };
  }
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  make: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));
}
