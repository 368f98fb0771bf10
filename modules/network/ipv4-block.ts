/** An IPv4 range: first address as an integer, and prefix length. The address is always aligned to the prefix. */
export interface Ipv4Block {
  readonly address: number;
  readonly prefixLength: number;
}

const OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const CIDR = new RegExp(`^${[OCTET, OCTET, OCTET, OCTET].join("\\.")}/(3[0-2]|[12]?\\d)$`);

/** Number of addresses in a block. */
export function blockSize(block: { readonly prefixLength: number }): number {
  return 2 ** (32 - block.prefixLength);
}

/** First address after a block. */
export function blockEnd(block: Ipv4Block): number {
  return block.address + blockSize(block);
}

/** The first address at or after this one where a block of the prefix length may start. */
export function alignUp(address: number, prefixLength: number): number {
  const size = blockSize({ prefixLength });
  return Math.ceil(address / size) * size;
}

/** The block that holds the written range; bits behind the prefix are dropped. Undefined if it is no IPv4 CIDR. */
export function parseIpv4Block(cidr: string): Ipv4Block | undefined {
  const match = CIDR.exec(cidr);
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefixLength = 0] = match.slice(1).map(Number);
  // Multiplication, since the bit operators of JavaScript are signed at 32 bits.
  const written = ((a * 256 + b) * 256 + c) * 256 + d;
  return { address: written - (written % blockSize({ prefixLength })), prefixLength };
}

/** The range as text, such as `10.0.0.0/16`. */
export function formatIpv4Block({ address, prefixLength }: Ipv4Block): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefixLength}`;
}

/** Says whether two blocks share an address. */
export function blocksOverlap(one: Ipv4Block, other: Ipv4Block): boolean {
  return one.address < blockEnd(other) && other.address < blockEnd(one);
}
