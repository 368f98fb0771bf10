import { Token } from "cdktf";
import type { Problems } from "../shared/problems";
import { formatIpv4Block, parseIpv4Block } from "./ipv4-block";
import type { TierType } from "./tier-type";

/** The types of tiers. */
const TIER_TYPES: readonly TierType[] = ["public", "private", "isolated", "controlPlane"];

// Not beginning with a digit: JavaScript moves keys that look like integers to the front of a record, and the order of
// the tiers is the order of the address plan.
const TIER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,31}$/;
const ZONE = /^([a-z]{2,}(?:-[a-z]+)+-\d+)[a-z]$/;

/** Finds what is wrong with a tier's name and type. */
export function checkTierKind(property: string, name: string, type: TierType, problems: Problems): void {
  if (!TIER_NAME.test(name)) {
    problems.add(property, name, "must be named by a letter, then letters, digits and hyphens, at most 32 characters");
  }
  if (!TIER_TYPES.includes(type)) problems.add(`${property}.type`, type, `must be one of ${TIER_TYPES.join(", ")}`);
}

/**
 * Finds what is wrong with the names of zones, which become parts of addresses.
 * @returns their region, empty if none is sound
 */
export function checkZoneNames(
  zones: readonly string[],
  propertyOf: (zone: string, position: number) => string,
  problems: Problems,
): string {
  const regions = zones.map((zone) => ZONE.exec(zone)?.[1]);
  const region = regions.find((found) => found !== undefined) ?? "";
  zones.forEach((zone, position) => {
    const property = propertyOf(zone, position);
    const found = regions[position];
    if (Token.isUnresolved(zone)) {
      problems.add(
        property,
        zone,
        "must be known when the program runs, since addresses are made of it: give a literal",
      );
    } else if (found === undefined) {
      const message =
        "must be the name of an availability zone, such as eu-central-1a (clusters do not run in Local or Wavelength Zones)";
      problems.add(property, zone, message);
    } else if (found !== region) {
      problems.add(property, zone, `must be in the region of the other zones, ${region}`);
    }
    if (zones.indexOf(zone) !== position) problems.add(property, zone, "is named twice");
  });
  return region;
}

/** Finds what is wrong with an id, such as `vpc-0a1b2c3d`. */
export function checkId(property: string, id: string | undefined, prefix: string, problems: Problems): void {
  const isId = (value: string) => new RegExp(`^${prefix}-[0-9a-z]+$`).test(value);
  problems.check(property, id, isId, `must be an id, such as ${prefix}-0a1b2c3d4e5f67890`);
}

/** Finds what is wrong with the ranges of a VPC that was made elsewhere. */
export function checkIpv4CidrBlocks(property: string, cidrBlocks: readonly string[], problems: Problems): void {
  cidrBlocks.forEach((cidr, position) => {
    const isRange = (value: string) => {
      const block = parseIpv4Block(value);
      return block !== undefined && formatIpv4Block(block) === value;
    };
    const message = "must be an IPv4 range, such as 10.0.0.0/16, that begins at the start of its range";
    problems.check(`${property}[${position}]`, cidr, isRange, message);
  });
}

/** Says whether a text has the form of an IPv6 range. */
export function isIpv6Cidr(text: string): boolean {
  const [, prefix] = /^[0-9a-f:]*:[0-9a-f:]*\/(\d{1,3})$/i.exec(text) ?? [];
  return prefix !== undefined && Number(prefix) <= 128;
}

/** A member by its own key: what records inherit is none. */
export function memberOf<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
