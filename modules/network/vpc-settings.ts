import { Token } from "cdktf";
import type { Problems } from "../shared/problems";
import { type AddressPlan, formatAddressPlan, planAddresses, type ReservedZones, type TierSize } from "./address-plan";
import { chooseEndpoints, type EndpointChoice } from "./endpoint-choice";
import { checkFlowLogs, type FlowLogsProps } from "./flow-logs";
import { formatIpv4Block, type Ipv4Block, parseIpv4Block } from "./ipv4-block";
import { checkTierKind, checkZoneNames } from "./network-checks";
import type { NatMode, TierProps, TierType, VpcProps } from "./vpc-props";

/** A tier with every default filled in. */
export interface TierSettings extends TierSize {
  readonly type: TierType;
  readonly loadBalancers: boolean;
  readonly mapPublicIpOnLaunch: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** The props of a VPC, found to be in order, with every default filled in. */
export interface VpcSettings {
  readonly region: string;
  readonly zones: readonly string[];
  readonly tiers: readonly TierSettings[];
  readonly plan: AddressPlan;
  readonly nat: NatMode;
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

const LONGEST_PREFIX = 28;

/**
 * Reads the props of a VPC.
 * @throws InvalidPropsError that lists everything that is wrong
 */
export function readVpcProps(props: VpcProps, problems: Problems): VpcSettings {
  const range = readRange(props.cidrBlock, problems);
  const region = readZones(props, problems);
  const tiers = readTiers(props.tiers ?? DEFAULT_TIERS, range, problems);
  const types = new Map(tiers.map(({ name, type }) => [name, type]));
  const nat = readNat(props.nat, types, problems);
  const endpoints = chooseEndpoints(props.endpoints ?? {}, types, problems);
  if (props.flowLogs) checkFlowLogs(props.flowLogs, problems);
  checkName(props.name, problems);
  const plan = readPlan(range, tiers, props.reservedZones ?? 4, problems);
  problems.throwIfAny();
  return {
    region,
    zones: props.zones,
    tiers,
    plan,
    nat,
    endpoints,
    flowLogs: props.flowLogs === false ? undefined : (props.flowLogs ?? {}),
  };
}

function checkName(name: string | undefined, problems: Problems): void {
  if (name === undefined || (/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name) && !name.startsWith("sg-"))) return;
  const message = "must be 1 to 64 letters, digits and hyphens, beginning with a letter but not with sg-";
  problems.add("name", name, Token.isUnresolved(name) ? `${message}, and known when the program runs` : message);
}

function readRange(cidrBlock: string, problems: Problems): Ipv4Block {
  const add = (message: string): void => problems.add("cidrBlock", cidrBlock, message);
  // Where the range is not a range, the plan is made in the largest one, so that it is not blamed for what is wrong here.
  const stand = { address: 0, prefixLength: 0 };
  if (Token.isUnresolved(cidrBlock)) {
    add("must be known when the program runs, since the address plan is made then: give a literal");
    return stand;
  }
  const range = parseIpv4Block(cidrBlock);
  if (range === undefined) {
    add("must be an IPv4 range, such as 10.0.0.0/16");
    return stand;
  }
  if (range.prefixLength < 16 || range.prefixLength > LONGEST_PREFIX) {
    add("must have a prefix length between 16 and 28");
    return stand;
  }
  if (formatIpv4Block(range) !== cidrBlock) add(`must begin at the start of its range: ${formatIpv4Block(range)}`);
  return range;
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

function readTiers(tiers: Readonly<Record<string, TierProps>>, range: Ipv4Block, problems: Problems): TierSettings[] {
  if (Object.keys(tiers).length === 0) problems.add("tiers", tiers, "must hold at least one tier");
  return Object.entries(tiers).map(([name, tier]) => readTier(name, tier, range, problems));
}

function readTier(name: string, tier: TierProps, range: Ipv4Block, problems: Problems): TierSettings {
  const property = `tiers.${name}`;
  const { type, mapPublicIpOnLaunch = false, tags = {} } = tier;
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
  const byDefault = isType ? Math.min(LONGEST_PREFIX, range.prefixLength + EXTRA_BITS[type]) : LONGEST_PREFIX;
  const prefixLength = readPrefixLength(`${property}.prefixLength`, tier.prefixLength, byDefault, problems);
  return { name, type, prefixLength, loadBalancers, mapPublicIpOnLaunch, tags };
}

function readPrefixLength(property: string, given: number | undefined, byDefault: number, problems: Problems): number {
  if (given === undefined) return byDefault;
  if (Number.isInteger(given) && given >= 16 && given <= LONGEST_PREFIX && !Token.isUnresolved(given)) return given;
  problems.add(property, given, "must be a whole number between 16 and 28, known when the program runs");
  // Small, so that the plan is not blamed for what is wrong here.
  return LONGEST_PREFIX;
}

function readNat(given: NatMode | undefined, tiers: ReadonlyMap<string, TierType>, problems: Problems): NatMode {
  const types = [...tiers.values()];
  const hasPrivate = types.includes("private");
  const nat = given ?? (hasPrivate ? "perZone" : "none");
  if (!["none", "single", "perZone"].includes(nat)) {
    problems.add("nat", nat, "must be one of none, single, perZone");
  } else if (nat === "none" && hasPrivate) {
    const names = [...tiers].filter(([, type]) => type === "private").map(([name]) => name);
    problems.add(
      "nat",
      nat,
      `must be single or perZone, or the private tiers (${names.join(", ")}) be of type isolated`,
    );
  } else if (nat !== "none" && !hasPrivate) {
    problems.add("nat", nat, "must be none: no tier is private, so nothing would leave by it");
  } else if (nat !== "none" && !types.includes("public")) {
    problems.add("nat", given, "needs a public tier for the NAT gateways to stand in");
  }
  return nat;
}

function readPlan(
  range: Ipv4Block,
  tiers: readonly TierSettings[],
  reservedZones: ReservedZones,
  problems: Problems,
): AddressPlan {
  const plan = planAddresses(range, tiers, [2, 4, 8].includes(reservedZones) ? reservedZones : 2);
  if (plan.unplaced.length > 0) {
    const sizes = Object.fromEntries(tiers.map(({ name, prefixLength }) => [name, `/${prefixLength}`]));
    const table = formatAddressPlan(plan).replaceAll("\n", "\n    ");
    problems.add("tiers", sizes, `do not all fit: take a larger range or longer prefixes. The plan:\n    ${table}`);
  }
  return plan;
}
