import { blockEnd, formatIpv4Block, type Ipv4Block, parseIpv4Block } from "../network/ipv4-block";

/** Parses an IPv4 range in CIDR notation; undefined if it is not one, or has bits set behind its prefix. */
export function parseIpv4Cidr(cidr: string): Ipv4Block | undefined {
  const block = parseIpv4Block(cidr);
  return block !== undefined && formatIpv4Block(block) === cidr ? block : undefined;
}

/** Whether one of the ranges holds the whole of the other. */
export function isWithin(range: Ipv4Block, holders: readonly string[]): boolean {
  return holders.some((cidr) => {
    const holder = parseIpv4Cidr(cidr);
    return holder !== undefined && holder.address <= range.address && blockEnd(range) <= blockEnd(holder);
  });
}

/** Parses an IPv6 range far enough to know its prefix length; undefined if it is not one. */
export function ipv6PrefixLength(cidr: string): number | undefined {
  const match = /^([0-9a-f:]+)\/(\d{1,3})$/i.exec(cidr);
  const [, address = "", prefix = ""] = match ?? [];
  const groups = address.split(":");
  const compressed = address.includes("::");
  const isAddress =
    match !== null &&
    !address.includes(":::") &&
    address.split("::").length <= 2 &&
    groups.every((group) => group.length <= 4) &&
    (compressed ? groups.length <= 8 || address.startsWith("::") || address.endsWith("::") : groups.length === 8) &&
    (compressed || groups.every((group) => group.length > 0));
  const length = Number(prefix);
  return isAddress && length <= 128 ? length : undefined;
}

const PRIVATE_RANGES = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Whether a list of ranges is the whole internet, or so much of it that it might as well be: more than half of the IPv4
 * addresses, any public IPv4 range broader than /8, any IPv6 range broader than /16.
 */
export function isWorld(cidrs: readonly string[]): boolean {
  const ranges = cidrs.map(parseIpv4Cidr).filter((range) => range !== undefined);
  if (cidrs.some((cidr) => (ipv6PrefixLength(cidr) ?? 128) < 16)) return true;
  if (ranges.some((range) => range.prefixLength < 8 && !isWithin(range, PRIVATE_RANGES))) return true;
  let covered = 0;
  let upTo = 0;
  for (const range of [...ranges].sort((one, other) => one.address - other.address)) {
    covered += Math.max(0, blockEnd(range) - Math.max(range.address, upTo));
    upTo = Math.max(upTo, blockEnd(range));
  }
  return covered > 2 ** 31;
}
