import { isJsonObject } from "../shared/policy-document";
import type { Problems } from "../shared/problems";
import type { EndpointsProps, GatewayEndpointProps, InterfaceEndpointProps } from "./endpoints-props";
import type { TierType } from "./tier-type";

/** A gateway endpoint, with every default filled in. */
export interface GatewayChoice {
  readonly tiers: readonly string[];
  readonly policy: string | undefined;
}

/** An interface endpoint, with every default filled in. */
export interface InterfaceChoice {
  readonly tier: string;
  readonly privateDnsEnabled: boolean;
  readonly serviceName: string | undefined;
  readonly policy: string | undefined;
}

/** The endpoints to make, by service. */
export interface EndpointChoice {
  readonly gateways: Readonly<Record<string, GatewayChoice>>;
  readonly interfaces: Readonly<Record<string, InterfaceChoice>>;
}

/** Without the `com.amazonaws.<region>.` before it, which this project adds. */
const SERVICE = /^(?!com\.amazonaws\.|cn\.com\.amazonaws\.)[a-z0-9]+([.-][a-z0-9]+)*$/;

const GATEWAY_SERVICES = ["s3", "dynamodb"];

/** What a cluster without a way out needs. See https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
const PRESETS = {
  privateCluster: {
    gateways: ["s3"],
    interfaces: ["ec2", "ecr.api", "ecr.dkr", "sts", "logs", "eks", "eks-auth", "elasticloadbalancing", "autoscaling"],
  },
} as const;

/** Joins the preset with what was asked for, fills in defaults, and finds what is wrong. */
export function chooseEndpoints(
  props: EndpointsProps,
  tiers: ReadonlyMap<string, TierType>,
  problems: Problems,
): EndpointChoice {
  const preset = presetOf(props, problems);
  const gateways = asked<GatewayEndpointProps>(preset.gateways, props.gateways);
  const interfaces = asked<InterfaceEndpointProps>(preset.interfaces, props.interfaces);
  return {
    gateways: Object.fromEntries(
      gateways.map(([service, gateway]) => [service, chooseGateway(service, gateway, tiers, problems)]),
    ),
    interfaces: chooseInterfaces(interfaces, props.tier, tiers, problems),
  };
}

function presetOf(
  { preset }: EndpointsProps,
  problems: Problems,
): { gateways: readonly string[]; interfaces: readonly string[] } {
  if (preset === undefined) return { gateways: [], interfaces: [] };
  if (Object.hasOwn(PRESETS, preset)) return PRESETS[preset];
  problems.add("endpoints.preset", preset, `must be one of ${Object.keys(PRESETS).join(", ")}`);
  return { gateways: [], interfaces: [] };
}

/** The services of the preset and those asked for by name, without those that are false. */
function asked<Props extends object>(
  preset: readonly string[],
  byName: Readonly<Record<string, Props | false | undefined>> = {},
): [string, Props | Record<string, never>][] {
  const services = { ...Object.fromEntries(preset.map((service) => [service, {}])), ...byName };
  return Object.entries(services).flatMap(([service, props]) =>
    props === false || props === undefined ? [] : [[service, props]],
  );
}

function chooseGateway(
  service: string,
  { tiers: names, policy }: GatewayEndpointProps,
  tiers: ReadonlyMap<string, TierType>,
  problems: Problems,
): GatewayChoice {
  const property = `endpoints.gateways.${service}`;
  if (!GATEWAY_SERVICES.includes(service)) {
    problems.add(property, service, `has no gateway endpoint: only ${GATEWAY_SERVICES.join(" and ")} have`);
  }
  names?.forEach((name, position) => {
    checkTier(`${property}.tiers[${position}]`, name, tiers, problems);
  });
  checkPolicy(`${property}.policy`, policy, problems);
  const byDefault = [...tiers].filter(([, type]) => type !== "controlPlane").map(([name]) => name);
  return { tiers: names ?? byDefault, policy };
}

function chooseInterfaces(
  interfaces: readonly [string, InterfaceEndpointProps][],
  givenTier: string | undefined,
  tiers: ReadonlyMap<string, TierType>,
  problems: Problems,
): Record<string, InterfaceChoice> {
  const fallback = [...tiers].find(([, type]) => type === "private" || type === "isolated")?.[0];
  const defaultTier = givenTier ?? fallback;
  checkTier("endpoints.tier", givenTier, tiers, problems);
  if (defaultTier === undefined && interfaces.some(([, { tier }]) => tier === undefined)) {
    problems.add(
      "endpoints.tier",
      undefined,
      "must name the tier of the interface endpoints, as none is private or isolated",
    );
  }
  const choices: Record<string, InterfaceChoice> = {};
  for (const [service, { tier, privateDnsEnabled = true, serviceName, policy }] of interfaces) {
    const property = `endpoints.interfaces.${service}`;
    if (!SERVICE.test(service)) {
      problems.add(property, service, "must be the name of a service, such as ecr.api, without com.amazonaws.<region>");
    }
    checkTier(`${property}.tier`, tier, tiers, problems);
    checkPolicy(`${property}.policy`, policy, problems);
    choices[service] = { tier: tier ?? defaultTier ?? "", privateDnsEnabled, serviceName, policy };
  }
  return choices;
}

function checkTier(
  property: string,
  name: string | undefined,
  tiers: ReadonlyMap<string, TierType>,
  problems: Problems,
): void {
  problems.check(
    property,
    name,
    (given) => tiers.has(given),
    `must be one of the tiers: ${[...tiers.keys()].join(", ")}`,
  );
}

function checkPolicy(property: string, policy: string | undefined, problems: Problems): void {
  problems.check(property, policy, isJsonObject, "must be a policy document as JSON");
}
