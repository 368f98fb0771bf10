import { Fn } from "cdktf";
import { formatPart } from "./ipv4-ranges";
import type { PeerRange } from "./network-acl-flows";
import type { NetworkAclPeer } from "./network-acl-props";
import type { GivenRanges } from "./subnet-addresses";
import type { VpcSettings } from "./vpc-settings";

/** The ranges of the other end of a flow. Those of a tier hold all reserved zones, so that a new zone changes none. */
export function peerRanges(peer: NetworkAclPeer, settings: VpcSettings, given: GivenRanges): PeerRange[] {
  const ipv6 = (cidr: string): PeerRange[] =>
    settings.ipv6 === undefined ? [] : [{ key: "ipv6", cidr, family: "ipv6" }];
  if (peer === "anywhere") return [{ key: "ipv4", cidr: "0.0.0.0/0", family: "ipv4" }, ...ipv6("::/0")];
  if (peer === "vpc") {
    const ipv4 = Object.entries(given.ipv4).map(([key, cidr]): PeerRange => ({ key, cidr, family: "ipv4" }));
    return [...ipv4, ...ipv6(given.ipv6)];
  }
  if ("tier" in peer) return tierRanges(peer.tier, settings, given);
  return [{ key: "range", cidr: peer.cidr, family: peer.cidr.includes(":") ? "ipv6" : "ipv4" }];
}

function tierRanges(name: string, settings: VpcSettings, given: GivenRanges): PeerRange[] {
  const { tiers, ranges, plans, plan, ipv6 } = settings;
  const position = tiers.findIndex((tier) => tier.name === name);
  const tier = tiers[position];
  const range = ranges.find(({ key }) => key === tier?.range);
  const planned = plans[tier?.range ?? ""]?.tiers.find((candidate) => candidate.name === name);
  if (tier === undefined || range === undefined || planned === undefined) return [];
  const cidr = formatPart(range, given.ipv4[range.key] ?? "", planned.block);
  const ipv4: PeerRange = { key: "tier", cidr, family: "ipv4" };
  if (!tier.ipv6 || ipv6 === undefined) return [ipv4];
  const bits = 64 - Math.log2(plan.reservedZones) - ipv6.prefixLength;
  return [ipv4, { key: "ipv6", cidr: Fn.cidrsubnet(given.ipv6, bits, position), family: "ipv6" }];
}
