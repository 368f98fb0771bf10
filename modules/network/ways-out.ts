import {
  EgressOnlyInternetGateway,
  type EgressOnlyInternetGatewayConfig,
} from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { InternetGateway, type InternetGatewayConfig } from "@cdktf/provider-aws/lib/internet-gateway";
import type { Construct } from "constructs";
import { transformed } from "../shared/transform";
import { NatGateways } from "./nat-gateways";
import type { SubnetTier } from "./subnet-tier";
import type { VpcSettings } from "./vpc-settings";
import type { VpcTransforms } from "./vpc-transforms";

/** The gateways that traffic leaves a VPC by. */
export interface WaysOut {
  readonly internetGateway: InternetGateway | undefined;
  readonly natGateways: NatGateways | undefined;
  readonly egressOnlyInternetGateway: EgressOnlyInternetGateway | undefined;
}

interface WaysOutSettings {
  readonly vpcId: string;
  readonly settings: VpcSettings;
  readonly tiers: Readonly<Record<string, SubnetTier>>;
  readonly tags: Readonly<Record<string, string>>;
  /** What the `Name` tags begin with. */
  readonly name: string;
  readonly transform: VpcTransforms;
}

/** Makes the gateways that the types of the tiers need, and the default routes to them. */
export function makeWaysOut(scope: Construct, props: WaysOutSettings): WaysOut {
  const internetGateway = routeToInternet(scope, props);
  return {
    internetGateway,
    natGateways: routeToNatGateways(scope, props, internetGateway),
    egressOnlyInternetGateway: routeOutByIpv6(scope, props),
  };
}

function routeToInternet(scope: Construct, props: WaysOutSettings): InternetGateway | undefined {
  const { vpcId, settings, tiers, transform } = props;
  const publicTiers = Object.values(tiers).filter(({ type }) => type === "public");
  // A regional NAT gateway stands in no public subnet, and needs the internet gateway all the same.
  if (publicTiers.length === 0 && settings.nat.mode !== "regional") return undefined;
  const config: InternetGatewayConfig = { vpcId, tags: tagsOf(props) };
  const gateway = new InternetGateway(scope, "internet-gateway", transformed(config, transform.internetGateway));
  for (const tier of publicTiers) tier.leaveThrough(() => ({ gatewayId: gateway.id }));
  for (const tier of tiersWithIpv6(props, "public")) tier.leaveByIpv6Through({ gatewayId: gateway.id });
  return gateway;
}

function routeToNatGateways(
  scope: Construct,
  { vpcId, settings, tiers, tags, name, transform }: WaysOutSettings,
  internetGateway: InternetGateway | undefined,
): NatGateways | undefined {
  const { nat } = settings;
  if (nat.mode === "none" || internetGateway === undefined) return undefined;
  const publicTier = Object.values(tiers).find(({ type }) => type === "public");
  const subnets = publicTier?.networkSubnets ?? [];
  const natGateways = new NatGateways(scope, "nat", {
    vpcId,
    place: nat.mode === "regional" ? "regional" : nat.mode === "single" ? subnets.slice(0, 1) : subnets,
    givenElasticIps: nat.elasticIps,
    internetGateway,
    tags,
    name,
    transform,
  });
  for (const tier of Object.values(tiers)) {
    if (tier.type === "private") tier.leaveThrough((zone) => ({ natGatewayId: natGateways.gatewayFor(zone).id }));
  }
  return natGateways;
}

function routeOutByIpv6(scope: Construct, props: WaysOutSettings): EgressOnlyInternetGateway | undefined {
  const tiers = tiersWithIpv6(props, "private");
  if (tiers.length === 0) return undefined;
  const config: EgressOnlyInternetGatewayConfig = { vpcId: props.vpcId, tags: tagsOf(props) };
  const hook = props.transform.egressOnlyInternetGateway;
  const gateway = new EgressOnlyInternetGateway(scope, "egress-only-internet-gateway", transformed(config, hook));
  for (const tier of tiers) tier.leaveByIpv6Through({ egressOnlyGatewayId: gateway.id });
  return gateway;
}

function tiersWithIpv6({ settings, tiers }: WaysOutSettings, type: SubnetTier["type"]): SubnetTier[] {
  const asked = settings.tiers.filter((tier) => tier.type === type && tier.ipv6).map(({ name }) => name);
  return asked.flatMap((name) => tiers[name] ?? []);
}

function tagsOf({ tags, name }: WaysOutSettings): Record<string, string> {
  return { ...tags, Name: name };
}
