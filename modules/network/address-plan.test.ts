import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AddressPlan, formatAddressPlan, planAddresses, type ReservedZones, type TierSize } from "./address-plan";
import { blockEnd, blockSize, blocksOverlap, formatIpv4Block, type Ipv4Block, parseIpv4Block } from "./ipv4-block";

function range(cidr: string): Ipv4Block {
  const block = parseIpv4Block(cidr);
  if (block === undefined) throw new Error(`${cidr} is no range`);
  return block;
}

function placesOf(plan: AddressPlan): Record<string, string[]> {
  return Object.fromEntries(plan.tiers.map(({ name, subnets }) => [name, subnets.map(formatIpv4Block)]));
}

describe("the address plan", () => {
  it("puts each tier into one block, in the lowest place where it fits", () => {
    const tiers = [
      { name: "public", prefixLength: 22 },
      { name: "private", prefixLength: 19 },
      { name: "controlPlane", prefixLength: 28 },
    ];
    expect(placesOf(planAddresses(range("10.0.0.0/16"), tiers))).toEqual({
      public: ["10.0.0.0/22", "10.0.4.0/22", "10.0.8.0/22", "10.0.12.0/22"],
      private: ["10.0.128.0/19", "10.0.160.0/19", "10.0.192.0/19", "10.0.224.0/19"],
      controlPlane: ["10.0.16.0/28", "10.0.16.16/28", "10.0.16.32/28", "10.0.16.48/28"],
    });
  });

  it("keeps room for as many zones as are reserved", () => {
    const plan = planAddresses(range("10.0.0.0/24"), [{ name: "nodes", prefixLength: 27 }], 8);
    expect(plan.tiers[0]?.subnets).toHaveLength(8);
    expect(planAddresses(range("10.0.0.0/25"), [{ name: "nodes", prefixLength: 27 }], 8).unplaced).toHaveLength(1);
  });

  it("uses a range to its last address", () => {
    const tiers = ["one", "two", "three", "four"].map((name) => ({ name, prefixLength: 28 }));
    const plan = planAddresses(range("255.255.255.0/24"), tiers);
    expect(plan.unplaced).toEqual([]);
    expect(plan.tiers.map(({ block }) => formatIpv4Block(block)).at(-1)).toBe("255.255.255.192/26");
    expect(formatAddressPlan(plan)).toContain("free: nothing");
  });

  it("prints what lies where, what does not fit, and what is left", () => {
    const tiers = [
      { name: "nodes", prefixLength: 27 },
      { name: "public", prefixLength: 26 },
    ];
    expect(formatAddressPlan(planAddresses(range("10.0.0.0/24"), tiers))).toBe(
      [
        "10.0.0.0/24, 256 addresses, each tier with room for 4 zones:",
        "  nodes   10.0.0.0/25   4 x /27",
        "  public  does not fit  4 x /26, needs a free /24",
        "  free: 10.0.0.128/25",
      ].join("\n"),
    );
  });
});

describe("any address plan", () => {
  const ranges = fc
    .record({ prefixLength: fc.integer({ min: 16, max: 28 }), seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }) })
    .map(({ prefixLength, seed }) => ({ address: seed - (seed % blockSize({ prefixLength })), prefixLength }));
  const sizes = fc.array(fc.integer({ min: 16, max: 28 }), { minLength: 1, maxLength: 8 });
  const reserves = fc.constantFrom<ReservedZones[]>(2, 4, 8);
  const tiersOf = (prefixLengths: number[]): TierSize[] =>
    prefixLengths.map((prefixLength, position) => ({ name: `tier${position}`, prefixLength }));
  const cases = [ranges, sizes, reserves] as const;

  it("keeps every subnet inside the range, aligned, of the size asked for, and apart from all others", () => {
    fc.assert(
      fc.property(...cases, (within, prefixLengths, reserved) => {
        const plan = planAddresses(within, tiersOf(prefixLengths), reserved);
        const subnets = plan.tiers.flatMap((tier) => tier.subnets);
        for (const tier of plan.tiers) {
          expect(tier.subnets).toHaveLength(reserved);
          expect(tier.subnets.every((subnet) => subnet.prefixLength === tier.prefixLength)).toBe(true);
        }
        for (const [position, subnet] of subnets.entries()) {
          expect(subnet.address % blockSize(subnet)).toBe(0);
          expect(subnet.address).toBeGreaterThanOrEqual(within.address);
          expect(blockEnd(subnet)).toBeLessThanOrEqual(blockEnd(within));
          expect(subnets.slice(position + 1).some((other) => blocksOverlap(subnet, other))).toBe(false);
        }
      }),
    );
  });

  it("places each tier or says that it does not fit, and only then", () => {
    fc.assert(
      fc.property(...cases, (within, prefixLengths, reserved) => {
        const tiers = tiersOf(prefixLengths);
        const plan = planAddresses(within, tiers, reserved);
        expect(plan.tiers.length + plan.unplaced.length).toBe(tiers.length);
        for (const tier of plan.unplaced) {
          const needed = tier.prefixLength - Math.log2(reserved);
          const before = plan.tiers.filter(({ name }) => Number(name.slice(4)) < Number(tier.name.slice(4)));
          const places = needed < within.prefixLength ? 0 : 2 ** (needed - within.prefixLength);
          for (let place = 0; place < Math.min(places, 4096); place += 1) {
            const size = blockSize({ prefixLength: needed });
            const candidate = { address: within.address + place * size, prefixLength: needed };
            expect(before.some(({ block }) => blocksOverlap(block, candidate))).toBe(true);
          }
        }
      }),
    );
  });

  it("moves nothing when a tier is added at the end", () => {
    fc.assert(
      fc.property(...cases, fc.integer({ min: 16, max: 28 }), (within, prefixLengths, reserved, added) => {
        const before = planAddresses(within, tiersOf(prefixLengths), reserved);
        const after = planAddresses(within, tiersOf([...prefixLengths, added]), reserved);
        expect(placesOf(after)).toMatchObject(placesOf(before));
      }),
    );
  });
});
