import { Token } from "cdktf";
import type { Problems } from "../shared/problems";
import { karpenterDiscoveryTags } from "../shared/tags";
import { type AddressPlan, formatAddressPlan, planAddresses, type ReservedZones, type TierSize } from "./address-plan";
import { checkDhcpOptions } from "./dhcp-options";
import { chooseEndpoints, type EndpointChoice } from "./endpoint-choice";
import { checkFlowLogs, type FlowLogsProps } from "./flow-logs";
import type { Ipv4Block } from "./ipv4-block";
import { type Ipv4RangeSettings, PRIMARY, readIpv4Ranges } from "./ipv4-ranges";
import { type Ipv6RangeSettings, readIpv6Range } from "./ipv6-range";
import { checkNetworkAcls } from "./network-acl-flows";
import type { DefaultNetworkAclMode, NetworkAclProps } from "./network-acl-props";
import { checkId, checkTierKind, checkZoneNames } from "./network-checks";
import type { TierType } from "./tier-type";
import type { NatMode, TierProps, VpcProps } from "./vpc-props";

/** A tier with every default filled in. */
export interface TierSettings extends TierSize {
  readonly type: TierType;
  readonly loadBalancers: boolean;
  readonly mapPublicIpOnLaunch: boolean;
  /** Key of the range that it lies in. */
  readonly range: string;
  readonly ipv6: boolean;
  readonly networkAcl: NetworkAclProps | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Tags of the subnets alone. */
  readonly subnetTags: Readonly<Record<string, string>>;
}

/** NAT gateways, and the elastic IPs that they are given, by zone. */
export interface NatSettings {
  readonly mode: NatMode;
  readonly elasticIps: Readonly<Record<string, string>>;
}

/** The props of a VPC, found to be in order, with every default filled in. */
export interface VpcSettings {
  readonly region: string;
  readonly zones: readonly string[];
  readonly tiers: readonly TierSettings[];
  /** Primary first. */
  readonly ranges: readonly Ipv4RangeSettings[];
  /** By the key of the range. */
  readonly plans: Readonly<Record<string, AddressPlan>>;
  readonly plan: AddressPlan;
  readonly ipv6: Ipv6RangeSettings | undefined;
  readonly nat: NatSettings;
  readonly defaultNetworkAcl: DefaultNetworkAclMode;
  readonly endpoints: EndpointChoice;
  readonly flowLogs: FlowLogsProps | undefined;
}

const DEFAULT_TIERS: Readonly<Record<string, TierProps>> = {
  public: { type: "public" },
  private: { type: "private" },
  controlPlane: { type: "controlPlane" },
};

/** Bits that a subnet of the type is longer than the VPC, unless its prefix length is given. */
const EXTRA_BITS: Readonly<Record<TierType, number>> = { public: 6, private: 3, isolated: 4, controlPlane: 28 };

const NAT_MODES: readonly NatMode[] = ["none", "single", "perZone", "regional"];
const LONGEST_PREFIX = 28;

/**
 * Reads the props of a VPC.
 * @throws InvalidPropsError that lists everything that is wrong
 */
export function readVpcProps(props: VpcProps, problems: Problems): VpcSettings {
  const ranges = readIpv4Ranges(props.cidrBlock, props.secondaryCidrBlocks ?? {}, problems);
  const region = readZones(props, problems);
  const tiers = readTiers(props, ranges, problems);
  const types = new Map(tiers.map(({ name, type }) => [name, type]));
  const nat = readNat(props, types, problems);
  const endpoints = chooseEndpoints(props.endpoints ?? {}, types, problems);
  if (props.dhcpOptions !== undefined) checkDhcpOptions(props.dhcpOptions, problems);
  if (props.flowLogs) checkFlowLogs(props.flowLogs, problems);
  checkName(props.name, problems);
  const { reservedZones = 4 } = props;
  problems.check("tenancy", props.tenancy, isTenancy, "must be default or dedicated");
  checkNetworkAcls(props.tiers ?? {}, ranges.length, props.ipv6 !== undefined, problems);
  const defaultNetworkAcl = readDefaultNetworkAcl(props.defaultNetworkAcl, tiers, problems);
  const ipv6 = readIpv6Range(props.ipv6, tiers.length * reservedZones, problems);
  const plans = ranges.map((range) => readPlan(range, tiers, reservedZones, problems));
  const [plan] = plans;
  problems.throwIfAny();
  if (plan === undefined) throw new Error("a VPC has a primary range");
  return {
    region,
    zones: props.zones,
    tiers,
    ranges,
    plans: Object.fromEntries(ranges.map(({ key }, position) => [key, plans[position] ?? plan])),
    plan,
    ipv6,
    nat,
    defaultNetworkAcl,
    endpoints,
    flowLogs: props.flowLogs === false ? undefined : (props.flowLogs ?? {}),
  };
}

function checkName(name: string | undefined, problems: Problems): void {
  if (name === undefined || (/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name) && !name.startsWith("sg-"))) return;
  const message = "must be 1 to 64 letters, digits and hyphens, beginning with a letter but not with sg-";
  problems.add("name", name, Token.isUnresolved(name) ? `${message}, and known when the program runs` : message);
}

function readZones({ zones, reservedZones = 4 }: VpcProps, problems: Problems): string {
  if (![2, 4, 8].includes(reservedZones)) problems.add("reservedZones", reservedZones, "must be 2, 4 or 8");
  if (zones.length < 2)
    problems.add("zones", zones, "must name at least two availability zones: EKS needs subnets in two");
  else if (zones.length > reservedZones) {
    const message =
      `names ${zones.length} zones, and the plan keeps room for ${reservedZones} (reservedZones): ` +
      "set reservedZones higher; in a network that exists this moves subnets, which replaces them";
    problems.add("zones", zones, message);
  }
  return checkZoneNames(zones, (_zone, position) => `zones[${position}]`, problems);
}

function readTiers(
  { tiers = DEFAULT_TIERS, ipv6 }: VpcProps,
  ranges: readonly Ipv4RangeSettings[],
  problems: Problems,
): TierSettings[] {
  if (Object.keys(tiers).length === 0) problems.add("tiers", tiers, "must hold at least one tier");
  return Object.entries(tiers).map(([name, tier]) => {
    const range = rangeOf(`tiers.${name}.range`, tier.range ?? PRIMARY, ranges, problems);
    const property = `tiers.${name}.ipv6`;
    if (tier.ipv6 === true && ipv6 === undefined) problems.add(property, true, "needs an IPv6 range of the VPC (ipv6)");
    return {
      ...readTier(name, tier, range.block, problems),
      range: range.key,
      ipv6: ipv6 !== undefined && tier.ipv6 !== false,
      networkAcl: tier.networkAcl,
    };
  });
}

function rangeOf(
  property: string,
  key: string,
  ranges: readonly Ipv4RangeSettings[],
  problems: Problems,
): Ipv4RangeSettings {
  const range = ranges.find((candidate) => candidate.key === key);
  if (range !== undefined) return range;
  const names = ranges.map((candidate) => candidate.key).filter((name) => name !== PRIMARY);
  const message =
    names.length === 0
      ? "needs a range of that name in secondaryCidrBlocks, and there is none"
      : `must be one of the names in secondaryCidrBlocks: ${names.join(", ")}`;
  problems.add(property, key, message);
  // Large, so that the plan is not blamed for what is wrong here.
  return { key, block: { address: 0, prefixLength: 0 }, config: {} };
}

function isTenancy(value: string): boolean {
  return value === "default" || value === "dedicated";
}

function readTier(
  name: string,
  tier: TierProps,
  range: Ipv4Block,
  problems: Problems,
): Omit<TierSettings, "range" | "ipv6" | "networkAcl"> {
  const property = `tiers.${name}`;
  const { type, mapPublicIpOnLaunch = false, karpenterDiscovery, tags = {} } = tier;
  const subnetTags: Record<string, string> =
    karpenterDiscovery === undefined ? {} : karpenterDiscoveryTags(karpenterDiscovery);
  const { loadBalancers = type !== "controlPlane" } = tier;
  checkTierKind(property, name, type, problems);
  const isType = Object.hasOwn(EXTRA_BITS, type);
  if (mapPublicIpOnLaunch && type !== "public") {
    problems.add(
      `${property}.mapPublicIpOnLaunch`,
      true,
      `must be false: a tier of type ${type} has no route for public addresses`,
    );
  }
  if (loadBalancers && type === "controlPlane") {
    const message =
      "must be false in a controlPlane tier: load balancers take the addresses that EKS needs for upgrades";
    problems.add(`${property}.loadBalancers`, true, message);
  }
  if (karpenterDiscovery !== undefined && type === "controlPlane") {
    const message = "must be left out in a controlPlane tier: nodes take the addresses that EKS needs for upgrades";
    problems.add(`${property}.karpenterDiscovery`, karpenterDiscovery, message);
  }
  const byDefault = isType ? Math.min(LONGEST_PREFIX, range.prefixLength + EXTRA_BITS[type]) : LONGEST_PREFIX;
  const prefixLength = readPrefixLength(`${property}.prefixLength`, tier.prefixLength, byDefault, problems);
  return { name, type, prefixLength, loadBalancers, mapPublicIpOnLaunch, tags, subnetTags };
}

function readPrefixLength(property: string, given: number | undefined, byDefault: number, problems: Problems): number {
  if (given === undefined) return byDefault;
  if (Number.isInteger(given) && given >= 16 && given <= LONGEST_PREFIX && !Token.isUnresolved(given)) return given;
  problems.add(property, given, "must be a whole number between 16 and 28, known when the program runs");
  // Small, so that the plan is not blamed for what is wrong here.
  return LONGEST_PREFIX;
}

function readNat(
  { nat: given, natElasticIps = {}, zones }: VpcProps,
  tiers: ReadonlyMap<string, TierType>,
  problems: Problems,
): NatSettings {
  const mode = readNatMode(given, tiers, problems);
  const withGateway = mode === "none" ? [] : mode === "single" ? zones.slice(0, 1) : zones;
  for (const [zone, id] of Object.entries(natElasticIps)) {
    const property = `natElasticIps.${zone}`;
    checkId(property, id, "eipalloc", problems);
    if (withGateway.includes(zone)) continue;
    const where = withGateway.length === 0 ? "there is none" : withGateway.join(", ");
    problems.add(property, id, `must be for a zone with a NAT gateway: ${where}`);
  }
  const without = zones.filter((zone) => !Object.hasOwn(natElasticIps, zone));
  if (mode === "regional" && without.length > 0 && without.length < zones.length) {
    const message = `must hold every zone or none with nat regional, and lacks ${without.join(", ")}`;
    problems.add("natElasticIps", natElasticIps, message);
  }
  return { mode, elasticIps: natElasticIps };
}

function readNatMode(given: NatMode | undefined, tiers: ReadonlyMap<string, TierType>, problems: Problems): NatMode {
  const types = [...tiers.values()];
  const hasPrivate = types.includes("private");
  const nat = given ?? (hasPrivate ? "perZone" : "none");
  if (!NAT_MODES.includes(nat)) {
    problems.add("nat", nat, `must be one of ${NAT_MODES.join(", ")}`);
  } else if (nat === "none" && hasPrivate) {
    const names = [...tiers].filter(([, type]) => type === "private").map(([name]) => name);
    problems.add(
      "nat",
      nat,
      `must be single, perZone or regional, or the private tiers (${names.join(", ")}) be of type isolated`,
    );
  } else if (nat !== "none" && !hasPrivate) {
    problems.add("nat", nat, "must be none: no tier is private, so nothing would leave by it");
  } else if ((nat === "single" || nat === "perZone") && !types.includes("public")) {
    problems.add("nat", given, "needs a public tier for the NAT gateways to stand in, unless it is regional");
  }
  return nat;
}

function readDefaultNetworkAcl(
  given: DefaultNetworkAclMode | undefined,
  tiers: readonly TierSettings[],
  problems: Problems,
): DefaultNetworkAclMode {
  const without = tiers.filter(({ networkAcl }) => networkAcl === undefined).map(({ name }) => name);
  const mode = given ?? (without.length === 0 ? "empty" : "leave");
  if (!["leave", "adopt", "empty"].includes(mode)) {
    problems.add("defaultNetworkAcl", mode, "must be one of leave, adopt, empty");
  } else if (mode === "empty" && without.length > 0) {
    const message = `must be leave or adopt, or these tiers have a networkAcl, as it would cut them off: ${without.join(", ")}`;
    problems.add("defaultNetworkAcl", mode, message);
  }
  return mode;
}

function readPlan(
  { key, block }: Ipv4RangeSettings,
  tiers: readonly TierSettings[],
  reservedZones: ReservedZones,
  problems: Problems,
): AddressPlan {
  const inRange = tiers.filter(({ range }) => range === key);
  const plan = planAddresses(block, inRange, [2, 4, 8].includes(reservedZones) ? reservedZones : 2);
  if (plan.unplaced.length > 0) {
    const sizes = Object.fromEntries(inRange.map(({ name, prefixLength }) => [name, `/${prefixLength}`]));
    const table = formatAddressPlan(plan).replaceAll("\n", "\n    ");
    const where = key === PRIMARY ? "" : ` in the range ${key}`;
    problems.add(
      "tiers",
      sizes,
      `do not all fit${where}: take a larger range or longer prefixes. The plan:\n    ${table}`,
    );
  }
  return plan;
}
