import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { type ReservedZones, type TierProps, Vpc, type VpcProps } from "./index";
import { blockEnd, blockSize, blocksOverlap, type Ipv4Block, parseIpv4Block } from "./ipv4-block";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const ZONES = [..."abcdef"].map((letter) => `us-east-1${letter}`);

/** Synthesizes a VPC; undefined where its tiers do not fit. */
function synthesize(props: VpcProps): Resources | undefined {
  const stack = new TerraformStack(Testing.app(), "prod");
  try {
    new Vpc(stack, "network", props);
  } catch (error) {
    if (!(error instanceof InvalidPropsError)) throw error;
    expect(error.problems.map(({ message }) => message.split(":")[0])).toEqual(
      error.problems.map(() => expect.stringMatching(/^do not all fit/)),
    );
    return undefined;
  }
  return JSON.parse(Testing.synth(stack)).resource;
}

function subnetsOf(resources: Resources): Record<string, unknown>[] {
  return Object.values(resources["aws_subnet"] ?? {});
}

function blockOf(subnet: Record<string, unknown>): Ipv4Block {
  const block = parseIpv4Block(String(subnet["cidr_block"]));
  if (block === undefined) throw new Error(`${String(subnet["cidr_block"])} is no range`);
  return block;
}

/** Any VPC from /16 to /28, of 2 to 6 zones and any tiers, with and without IPv6 and a secondary range. */
const networks = fc
  .record({
    prefixLength: fc.integer({ min: 16, max: 28 }),
    zones: fc.integer({ min: 2, max: 6 }),
    tiers: fc.array(
      fc.record({
        type: fc.constantFrom<TierProps["type"][]>("public", "private", "isolated", "controlPlane"),
        bits: fc.integer({ min: 1, max: 12 }),
        isSecondary: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    hasIpv6: fc.boolean(),
  })
  .map(({ prefixLength, zones, tiers, hasIpv6 }): VpcProps => {
    const reservedZones: ReservedZones = zones <= 2 ? 2 : zones <= 4 ? 4 : 8;
    // A public tier before the others, so that private ones have their NAT gateways.
    const all = [{ type: "public", bits: 12, isSecondary: true } as const, ...tiers];
    const named = all.map(({ type, bits, isSecondary }, position): [string, TierProps] => [
      `tier${position}`,
      {
        type,
        prefixLength: Math.min(28, (isSecondary ? 16 : prefixLength) + bits),
        ...(isSecondary ? { range: "more" } : {}),
      },
    ]);
    return {
      cidrBlock: `10.0.0.0/${prefixLength}`,
      secondaryCidrBlocks: { more: "100.64.0.0/16" },
      zones: ZONES.slice(0, zones),
      reservedZones,
      tiers: Object.fromEntries(named),
      flowLogs: false,
      ...(hasIpv6 ? { ipv6: "amazonProvided" } : {}),
    };
  });

describe("any VPC", () => {
  it("has a subnet for each tier and zone: aligned, inside the range of its tier, and apart from all others", () => {
    let placed = 0;
    fc.assert(
      fc.property(networks, (props) => {
        const resources = synthesize(props);
        if (resources === undefined) return;
        placed += 1;
        const subnets = subnetsOf(resources);
        expect(subnets).toHaveLength(Object.keys(props.tiers ?? {}).length * props.zones.length);
        const ranges = [String(props.cidrBlock), "100.64.0.0/16"].map((cidr) => blockOf({ cidr_block: cidr }));
        for (const [position, subnet] of subnets.entries()) {
          const block = blockOf(subnet);
          expect(block.address % blockSize(block)).toBe(0);
          const within = ranges.filter((range) => block.address >= range.address && blockEnd(block) <= blockEnd(range));
          expect(within).toHaveLength(1);
          expect(subnets.slice(position + 1).some((other) => blocksOverlap(block, blockOf(other)))).toBe(false);
        }
        if (props.ipv6 === undefined) return;
        expect(new Set(subnets.map((subnet) => subnet["ipv6_cidr_block"])).size).toBe(subnets.length);
      }),
      { numRuns: 50 },
    );
    // Enough of them fit for the test to mean something.
    expect(placed).toBeGreaterThan(10);
  });

  it("changes no resource when a zone or a tier is added, and is the same when it is made again", () => {
    fc.assert(
      fc.property(networks, (props) => {
        const before = synthesize(props);
        if (before === undefined) return;
        expect(synthesize(props)).toEqual(before);
        const { zones, reservedZones = 4, tiers = {} } = props;
        const extra: TierProps = { type: "isolated", prefixLength: 28, range: "more" };
        const grown = [
          { ...props, tiers: { ...tiers, added: extra } },
          ...(zones.length < reservedZones ? [{ ...props, zones: ZONES.slice(0, zones.length + 1) }] : []),
        ];
        for (const after of grown.map(synthesize)) {
          for (const [type, byName] of after === undefined ? [] : Object.entries(before)) {
            for (const [name, body] of Object.entries(byName)) expect(after?.[type]?.[name]).toEqual(body);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
