import { formatPart } from "./ipv4-ranges";
import { formatIpv6Subnet } from "./ipv6-range";
import type { TierSettings, VpcSettings } from "./vpc-settings";

/** The ranges of a subnet, as text. */
export interface SubnetAddresses {
  readonly ipv4: string;
  readonly ipv6?: string;
}

/** The ranges of a VPC as text: as written, else as their resources will have them. */
export interface GivenRanges {
  /** By the key of the range. */
  readonly ipv4: Readonly<Record<string, string>>;
  readonly ipv6: string;
}

/** The ranges of a tier's subnets, by zone. @param position of the tier among all tiers */
export function addressesOf(
  { zones, ranges, plans, plan, ipv6 }: VpcSettings,
  tier: TierSettings,
  position: number,
  given: GivenRanges,
): Map<string, SubnetAddresses> {
  const range = ranges.find(({ key }) => key === tier.range);
  const blocks = plans[tier.range]?.tiers.find(({ name }) => name === tier.name)?.subnets ?? [];
  const addresses = new Map<string, SubnetAddresses>();
  zones.forEach((zone, zonePosition) => {
    const block = blocks[zonePosition];
    if (range === undefined || block === undefined) return;
    const ipv4 = formatPart(range, given.ipv4[range.key] ?? "", block);
    // By position among all tiers and reserved zones, so that neither a zone nor a tier at the end moves any.
    const place = position * plan.reservedZones + zonePosition;
    const hasIpv6 = tier.ipv6 && ipv6 !== undefined;
    addresses.set(zone, hasIpv6 ? { ipv4, ipv6: formatIpv6Subnet(ipv6, given.ipv6, place) } : { ipv4 });
  });
  return addresses;
}
