import { Fn, Token } from "cdktf";
import type { Problems } from "../shared/problems";
import { blockSize, blocksOverlap, formatIpv4Block, type Ipv4Block, parseIpv4Block } from "./ipv4-block";
import { checkId } from "./network-checks";

/**
 * A range that an IPAM pool gives: of a length, and the pool says which when Terraform applies; or one range of the pool.
 * @see https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html
 */
export type IpamIpv4Range =
  | {
      /** Id of the pool, such as `ipam-pool-0a1b2c3d`. Its region is the VPC's. */
      readonly ipamPoolId: string;
      /** Prefix length, 16 to 28. The address plan counts from the start of the range, whichever it will be. */
      readonly netmaskLength: number;
    }
  | {
      /** Id of the pool, such as `ipam-pool-0a1b2c3d`. Its region is the VPC's. */
      readonly ipamPoolId: string;
      /** The range, such as `10.0.0.0/16`, /16 to /28. The gate can then judge what depends on it before anything is planned. */
      readonly cidrBlock: string;
    };

/** A range of a VPC: written out, such as `10.0.0.0/16`, or from an IPAM pool. /16 to /28. */
export type Ipv4Range = string | IpamIpv4Range;

/** What provider resources take a range as. */
export interface Ipv4RangeConfig {
  readonly cidrBlock?: string;
  readonly ipv4IpamPoolId?: string;
  readonly ipv4NetmaskLength?: number;
}

/** A range of a VPC, found to be in order. */
export interface Ipv4RangeSettings {
  /** `primary`, or the name of the secondary range. */
  readonly key: string;
  /** What the address plan is made in. Where the pool chooses the range, it begins at 0.0.0.0. */
  readonly block: Ipv4Block;
  readonly config: Ipv4RangeConfig;
}

/** Key of the primary range. */
export const PRIMARY = "primary";

const SHORTEST_PREFIX = 16;
const LONGEST_PREFIX = 28;
const RANGE_NAME = /^[A-Za-z][A-Za-z0-9-]{0,31}$/;
// Where a range is none, the plan is made in the largest one, so that it is not blamed for what is wrong here.
const STAND_IN: Ipv4Block = { address: 0, prefixLength: 0 };

/** Reads the ranges of a VPC, primary first, and finds what is wrong with them. */
export function readIpv4Ranges(
  primary: Ipv4Range,
  secondary: Readonly<Record<string, Ipv4Range>>,
  problems: Problems,
): readonly Ipv4RangeSettings[] {
  const ranges = [readRange(PRIMARY, "cidrBlock", primary, problems)];
  for (const [key, range] of Object.entries(secondary)) {
    const property = `secondaryCidrBlocks.${key}`;
    if (!RANGE_NAME.test(key) || key === PRIMARY) {
      const message = `must be named by a letter, then letters, digits and hyphens, at most 32 characters, and not ${PRIMARY}`;
      problems.add(property, key, message);
    }
    const read = readRange(key, property, range, problems);
    const isWritten = ({ config, block }: Ipv4RangeSettings) => config.cidrBlock !== undefined && block !== STAND_IN;
    const other = ranges.find((earlier) => isWritten(earlier) && blocksOverlap(earlier.block, read.block));
    if (isWritten(read) && other !== undefined) {
      const which = other.key === PRIMARY ? "the primary range" : `the range ${other.key}`;
      problems.add(property, range, `must not overlap ${which}, ${formatIpv4Block(other.block)}`);
    }
    ranges.push(read);
  }
  return ranges;
}

/**
 * A part of a range as text: written out where the range is known, else counted by Terraform from the start of the range.
 * @param given the range as its resource has it
 */
export function formatPart(range: Ipv4RangeSettings, given: string, part: Ipv4Block): string {
  if (range.config.cidrBlock !== undefined) return formatIpv4Block(part);
  const position = (part.address - range.block.address) / blockSize(part);
  return Fn.cidrsubnet(given, part.prefixLength - range.block.prefixLength, position);
}

function readRange(key: string, property: string, range: Ipv4Range, problems: Problems): Ipv4RangeSettings {
  if (typeof range === "string") {
    return { key, block: readWritten(property, range, problems), config: { cidrBlock: range } };
  }
  const { ipamPoolId } = range;
  checkId(`${property}.ipamPoolId`, ipamPoolId, "ipam-pool", problems);
  if ("cidrBlock" in range) {
    const block = readWritten(`${property}.cidrBlock`, range.cidrBlock, problems);
    return { key, block, config: { ipv4IpamPoolId: ipamPoolId, cidrBlock: range.cidrBlock } };
  }
  const { netmaskLength } = range;
  const config = { ipv4IpamPoolId: ipamPoolId, ipv4NetmaskLength: netmaskLength };
  const isLength =
    Number.isInteger(netmaskLength) && netmaskLength >= SHORTEST_PREFIX && netmaskLength <= LONGEST_PREFIX;
  if (isLength && !Token.isUnresolved(netmaskLength)) {
    return { key, block: { address: 0, prefixLength: netmaskLength }, config };
  }
  const message = "must be a whole number between 16 and 28, known when the program runs";
  problems.add(`${property}.netmaskLength`, netmaskLength, message);
  return { key, block: STAND_IN, config };
}

function readWritten(property: string, cidrBlock: string, problems: Problems): Ipv4Block {
  const add = (message: string): void => problems.add(property, cidrBlock, message);
  if (Token.isUnresolved(cidrBlock)) {
    add("must be known when the program runs, since the address plan is made then: give a literal");
    return STAND_IN;
  }
  const range = parseIpv4Block(cidrBlock);
  if (range === undefined) {
    add("must be an IPv4 range, such as 10.0.0.0/16");
    return STAND_IN;
  }
  if (range.prefixLength < SHORTEST_PREFIX || range.prefixLength > LONGEST_PREFIX) {
    add("must have a prefix length between 16 and 28");
    return STAND_IN;
  }
  if (formatIpv4Block(range) !== cidrBlock) add(`must begin at the start of its range: ${formatIpv4Block(range)}`);
  return range;
}
