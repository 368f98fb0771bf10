import { Fn } from "cdktf";
import type { Problems } from "../shared/problems";
import { checkId } from "./network-checks";

/** An IPv6 range that an IPAM pool gives. */
export interface IpamIpv6Range {
  /** Id of the pool, such as `ipam-pool-0a1b2c3d`. Its region is the VPC's. */
  readonly ipamPoolId: string;
  /**
   * Prefix length: 44, 48, 52, 56 or 60.
   * @default 56
   */
  readonly netmaskLength?: number;
}

/**
 * The IPv6 range of a VPC: a /56 of Amazon's own addresses, or one from an IPAM pool.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export type Ipv6Range = "amazonProvided" | IpamIpv6Range;

/** What the provider's VPC takes the range as. */
export interface Ipv6RangeConfig {
  readonly assignGeneratedIpv6CidrBlock?: true;
  readonly ipv6IpamPoolId?: string;
  readonly ipv6NetmaskLength?: number;
}

/** The IPv6 range of a VPC, found to be in order. */
export interface Ipv6RangeSettings {
  readonly prefixLength: number;
  readonly config: Ipv6RangeConfig;
}

const AMAZON_PROVIDED = 56;
const LENGTHS = [44, 48, 52, 56, 60];
const SUBNET = 64;

/** Reads the IPv6 range of a VPC, and finds what is wrong with it. @param subnets how many there must be room for */
export function readIpv6Range(
  range: Ipv6Range | undefined,
  subnets: number,
  problems: Problems,
): Ipv6RangeSettings | undefined {
  if (range === undefined) return undefined;
  const read = readConfig(range, problems);
  const room = 2 ** (SUBNET - read.prefixLength);
  if (subnets > room) {
    const message = `has ${room} subnets of /64, and the tiers need ${subnets} with all reserved zones: take a shorter prefix or fewer tiers`;
    problems.add("ipv6", range, message);
  }
  return read;
}

/** The /64 of a subnet, counted by Terraform from the start of the range. @param given the range as the VPC has it */
export function formatIpv6Subnet({ prefixLength }: Ipv6RangeSettings, given: string, position: number): string {
  return Fn.cidrsubnet(given, SUBNET - prefixLength, position);
}

function readConfig(range: Ipv6Range, problems: Problems): Ipv6RangeSettings {
  // Plain JavaScript or YAML may hold anything here.
  if (typeof range !== "object") {
    if (range !== "amazonProvided") problems.add("ipv6", range, "must be amazonProvided, or name an IPAM pool");
    return { prefixLength: AMAZON_PROVIDED, config: { assignGeneratedIpv6CidrBlock: true } };
  }
  const { ipamPoolId, netmaskLength = AMAZON_PROVIDED } = range;
  checkId("ipv6.ipamPoolId", ipamPoolId, "ipam-pool", problems);
  const isLength = LENGTHS.includes(netmaskLength);
  if (!isLength) problems.add("ipv6.netmaskLength", netmaskLength, `must be one of ${LENGTHS.join(", ")}`);
  return {
    // Where it is wrong, the plan is not blamed for it.
    prefixLength: isLength ? netmaskLength : 44,
    config: { ipv6IpamPoolId: ipamPoolId, ipv6NetmaskLength: netmaskLength },
  };
}
