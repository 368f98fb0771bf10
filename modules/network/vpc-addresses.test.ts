import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Vpc, type VpcProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

function synthesize(props: Partial<VpcProps> = {}): Resources {
  const stack = new TerraformStack(Testing.app(), "prod");
  new Vpc(stack, "network", { cidrBlock: "10.0.0.0/16", zones: ZONES, ...props });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

/** Every resource by its address, without the metadata of cdktf. */
function byAddress(resources: Resources): Map<string, Record<string, unknown>> {
  return new Map(
    Object.entries(resources).flatMap(([type, bodies]) =>
      Object.entries(bodies).map(([address, { "//": _, ...body }]): [string, Record<string, unknown>] => [
        `${type}.${address}`,
        body,
      ]),
    ),
  );
}

describe("the addresses of a VPC's resources", () => {
  const changed = (before: Partial<VpcProps>, after: Partial<VpcProps>): string[] => {
    const grown = byAddress(synthesize(after));
    return [...byAddress(synthesize(before))]
      .filter(([address, body]) => JSON.stringify(grown.get(address)) !== JSON.stringify(body))
      .map(([address]) => address.replace(/_[0-9A-F]{8}$/, ""));
  };
  const endpoints = { preset: "privateCluster" } as const;
  const tiers = { public: { type: "public" }, private: { type: "private" } } as const;

  it("stay, with all that is behind them, when a zone is added, but for the subnets of interface endpoints", () => {
    expect(changed({}, { zones: [...ZONES, "eu-central-1d"] })).toEqual([]);
    const grown = changed({ endpoints }, { endpoints, zones: [...ZONES, "eu-central-1d"] });
    expect(grown.filter((address) => !address.startsWith("aws_vpc_endpoint.network_endpoints_interface-"))).toEqual([]);
  });

  it("stay when a tier is added at the end", () => {
    expect(changed({ tiers, endpoints }, { tiers: { ...tiers, data: { type: "isolated" } }, endpoints })).toEqual([]);
  });

  it("stay when an endpoint is added", () => {
    expect(changed({ endpoints }, { endpoints: { ...endpoints, interfaces: { ssm: {} } } })).toEqual([]);
  });

  it("stay when nat becomes perZone, but for the targets of the other zones' routes", () => {
    expect(changed({ nat: "single" }, { nat: "perZone" })).toEqual([
      "aws_route.network_tier-private_default-route-eu-central-1b",
      "aws_route.network_tier-private_default-route-eu-central-1c",
    ]);
  });

  it("stay whatever the size of the network and the number of its zones", () => {
    const zones = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"];
    const cases = fc.record({ prefixLength: fc.integer({ min: 16, max: 23 }), count: fc.integer({ min: 2, max: 5 }) });
    fc.assert(
      fc.property(cases, ({ prefixLength, count }) => {
        const network = (used: number): Partial<VpcProps> => ({
          cidrBlock: `10.0.0.0/${prefixLength}`,
          zones: zones.slice(0, used),
          reservedZones: 8,
          tiers: {
            nodes: { type: "isolated", prefixLength: prefixLength + 4 },
            controlPlane: { type: "controlPlane" },
          },
        });
        expect(changed(network(count), network(count + 1))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});
