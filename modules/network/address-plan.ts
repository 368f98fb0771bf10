import { alignUp, blockEnd, blockSize, blocksOverlap, formatIpv4Block, type Ipv4Block } from "./ipv4-block";

/** What the plan needs to know of a tier. */
export interface TierSize {
  readonly name: string;
  /** Prefix length of each of its subnets. */
  readonly prefixLength: number;
}

/** How many zones every tier keeps room for. */
export type ReservedZones = 2 | 4 | 8;

/** Where a tier lies: one aligned block, cut into as many subnets as zones are reserved. */
export interface PlannedTier extends TierSize {
  readonly block: Ipv4Block;
  /** A subnet for each reserved zone, by position in the list of zones. */
  readonly subnets: readonly Ipv4Block[];
}

/** The outcome of planning: the tiers that found a place, and those that did not. */
export interface AddressPlan {
  readonly range: Ipv4Block;
  readonly reservedZones: ReservedZones;
  readonly tiers: readonly PlannedTier[];
  readonly unplaced: readonly TierSize[];
}

/**
 * Places the tiers in a range. Each takes the lowest free block that holds a subnet for every reserved zone, aligned to
 * its own size, in the order given. A place therefore depends on the tiers before it alone, and on no zone: adding a tier
 * at the end, or a zone within the reserve, moves nothing.
 */
export function planAddresses(
  range: Ipv4Block,
  tiers: readonly TierSize[],
  reservedZones: ReservedZones = 4,
): AddressPlan {
  const placed: PlannedTier[] = [];
  const unplaced: TierSize[] = [];
  for (const tier of tiers) {
    const prefixLength = blockPrefixLength(tier, reservedZones);
    const taken = placed.map(({ block }) => block);
    const block = lowestFreeBlock(range, taken, prefixLength);
    if (block === undefined) unplaced.push(tier);
    else placed.push({ ...tier, block, subnets: cut(block, tier.prefixLength) });
  }
  return { range, reservedZones, tiers: placed, unplaced };
}

/** The plan as a table for people: ranges and sizes, what found no place, and what is left. */
export function formatAddressPlan({ range, reservedZones, tiers, unplaced }: AddressPlan): string {
  const rows = [
    ...tiers.map(({ name, block, prefixLength }) => [
      name,
      formatIpv4Block(block),
      `${reservedZones} x /${prefixLength}`,
    ]),
    ...unplaced.map((tier) => [
      tier.name,
      "does not fit",
      `${reservedZones} x /${tier.prefixLength}, needs a free /${blockPrefixLength(tier, reservedZones)}`,
    ]),
  ];
  const [nameWidth, blockWidth] = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map(
    ([name = "", block = "", subnets = ""]) =>
      `  ${name.padEnd(nameWidth ?? 0)}  ${block.padEnd(blockWidth ?? 0)}  ${subnets}`,
  );
  const free = freeBlocks(
    range,
    tiers.map(({ block }) => block),
  ).map(formatIpv4Block);
  return [
    `${formatIpv4Block(range)}, ${blockSize(range)} addresses, each tier with room for ${reservedZones} zones:`,
    ...lines,
    `  free: ${free.length === 0 ? "nothing" : free.join(", ")}`,
  ].join("\n");
}

function blockPrefixLength({ prefixLength }: TierSize, reservedZones: ReservedZones): number {
  return prefixLength - Math.log2(reservedZones);
}

function cut(block: Ipv4Block, prefixLength: number): Ipv4Block[] {
  const size = blockSize({ prefixLength });
  return Array.from({ length: blockSize(block) / size }, (_, position) => ({
    address: block.address + position * size,
    prefixLength,
  }));
}

function lowestFreeBlock(range: Ipv4Block, taken: readonly Ipv4Block[], prefixLength: number): Ipv4Block | undefined {
  // The lowest free place starts where the range starts, or right behind a block that is taken.
  return [range.address, ...taken.map(blockEnd)]
    .map((start) => ({ address: alignUp(start, prefixLength), prefixLength }))
    .sort((one, other) => one.address - other.address)
    .find(
      (candidate) =>
        prefixLength >= range.prefixLength &&
        blockEnd(candidate) <= blockEnd(range) &&
        !taken.some((block) => blocksOverlap(block, candidate)),
    );
}

/** What is left of the range, as the fewest aligned blocks. */
function freeBlocks(range: Ipv4Block, taken: readonly Ipv4Block[]): Ipv4Block[] {
  if (taken.every((block) => !blocksOverlap(block, range))) return [range];
  if (taken.some((block) => block.address <= range.address && blockEnd(block) >= blockEnd(range))) return [];
  return cut(range, range.prefixLength + 1).flatMap((half) => freeBlocks(half, taken));
}
