/** A range of IPv4 addresses, as numbers, both ends in it. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** @returns `undefined` for an IPv6 range */
export function spanOf(range: string): Span | undefined {
  if (range.includes(":")) return undefined;
  const [address = "", length = "32"] = range.split("/");
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return { first: first - (first % size), last: first - (first % size) + size - 1 };
}

export function holds(range: string, address: number): boolean {
  const span = spanOf(range);
  return span !== undefined && span.first <= address && address <= span.last;
}

/** Where a range holds an address, how long its prefix is. */
export function prefixLength(range: string): number {
  return Number(range.split("/")[1]);
}

/** One address of each part that a span falls into at the ends of the ranges: what holds for it, holds for its part. */
export function samples({ first, last }: Span, ranges: Iterable<string>): readonly number[] {
  const starts = new Set([first]);
  for (const range of ranges) {
    const span = spanOf(range);
    for (const start of span === undefined ? [] : [span.first, span.last + 1]) {
      if (first < start && start <= last) starts.add(start);
    }
  }
  return [...starts];
}

/** IPv4 addresses that are nobody's in the internet: RFC 1122, 1918, 3927, 5771 and 6598. */
const notPublic = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];

/** The same for all public addresses. */
export function publicSamples(ranges: Iterable<string>): readonly number[] {
  return samples({ first: 0, last: 2 ** 32 - 1 }, [...ranges, ...notPublic]).filter(
    (address) => !notPublic.some((range) => holds(range, address)),
  );
}

/** A range in its two halves. */
export function halves(range: string): readonly [string, string] {
  const span = spanOf(range);
  const length = prefixLength(range) + 1;
  if (span === undefined || length > 32) throw new Error(`${range} has no halves`);
  return [`${text(span.first)}/${length}`, `${text(span.first + 2 ** (32 - length))}/${length}`];
}

function text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
