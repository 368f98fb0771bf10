import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { formatAddressPlan, Vpc, type VpcProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const ZONES = ["eu-central-1a", "eu-central-1b"];
const BASE: VpcProps = { cidrBlock: "10.0.0.0/16", zones: ZONES };
const POOL = "ipam-pool-0a1b2c3d";
const PODS: Partial<VpcProps> = {
  secondaryCidrBlocks: { pods: "100.64.0.0/16" },
  tiers: {
    public: { type: "public" },
    private: { type: "private" },
    pods: { type: "private", range: "pods", prefixLength: 18, loadBalancers: false },
  },
};

function make(props: Partial<VpcProps>): { vpc: Vpc; resources: Resources } {
  const stack = new TerraformStack(Testing.app(), "prod");
  const vpc = new Vpc(stack, "network", { ...BASE, ...props });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return { vpc, resources: resource };
}

/** The resources of a type, without the digests of addresses: in the names, and in the expressions that lead to them. */
function ofType(resources: Resources, type: string): Record<string, Record<string, unknown>> {
  const entries = Object.entries(resources[type] ?? {}).map(([address, { "//": _metadata, ...body }]) => [
    address,
    body,
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)).replaceAll(/_[0-9A-F]{8}(?=["./}])/g, ""));
}

function subnet(resources: Resources, tier: string, zone: string): Record<string, unknown> {
  return ofType(resources, "aws_subnet")[`network_tier-${tier}_subnet-${zone}`] ?? {};
}

function problemsOf(props: Partial<VpcProps>): string[] {
  try {
    make(props);
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

/** Addresses of the first that the second has otherwise, or not at all. */
function changed(before: Partial<VpcProps>, after: Partial<VpcProps>): string[] {
  const grown = make(after).resources;
  return Object.entries(make(before).resources).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([name, body]) => JSON.stringify(grown[type]?.[name]) !== JSON.stringify(body))
      .map(([name]) => `${type}.${name.replace(/_[0-9A-F]{8}$/, "")}`),
  );
}

describe("a VPC of dedicated tenancy", () => {
  it("is one where it is asked for", () => {
    const { resources } = make({ tenancy: "dedicated" });
    expect(ofType(resources, "aws_vpc")["network_vpc"]?.["instance_tenancy"]).toBe("dedicated");
    const loose: Partial<VpcProps> = JSON.parse('{ "tenancy": "host" }');
    expect(problemsOf(loose)).toEqual(["tenancy: must be default or dedicated"]);
  });
});

describe("the secondary ranges of a VPC", () => {
  it("are associated by name, and part of the network", () => {
    const { vpc, resources } = make(PODS);
    expect(vpc.ipv4CidrBlocks).toEqual(["10.0.0.0/16", "100.64.0.0/16"]);
    expect(ofType(resources, "aws_vpc_ipv4_cidr_block_association")).toEqual({
      "network_secondary-range-pods": { cidr_block: "100.64.0.0/16", vpc_id: `\${aws_vpc.network_vpc.id}` },
    });
  });

  it("hold the tiers placed in them, whose subnets wait for them", () => {
    const { vpc, resources } = make(PODS);
    expect(subnet(resources, "pods", "eu-central-1b")).toMatchObject({
      cidr_block: "100.64.64.0/18",
      depends_on: ["aws_vpc_ipv4_cidr_block_association.network_secondary-range-pods"],
    });
    expect(subnet(resources, "private", "eu-central-1b")).not.toHaveProperty("depends_on");
    expect(Object.keys(vpc.addressPlans)).toEqual(["primary", "pods"]);
    expect(vpc.addressPlan.tiers.map(({ name }) => name)).toEqual(["public", "private"]);
  });

  it("size tiers by their own length unless it is said otherwise", () => {
    const { resources } = make({
      secondaryCidrBlocks: { pods: "100.64.0.0/20" },
      tiers: { pods: { type: "isolated", range: "pods" } },
    });
    expect(subnet(resources, "pods", "eu-central-1a")["cidr_block"]).toBe("100.64.0.0/24");
  });

  it("reach the interface endpoints too", () => {
    const { resources } = make({ ...PODS, endpoints: { interfaces: { sts: {} } } });
    const rules = ofType(resources, "aws_vpc_security_group_ingress_rule");
    expect(rules["network_endpoints_https-from-pods-range"]).toMatchObject({ cidr_ipv4: "100.64.0.0/16" });
  });

  it("change nothing that is there when one is added with its tier", () => {
    const { pods: _pods, ...tiers } = { ...PODS.tiers };
    expect(changed({ tiers }, PODS)).toEqual([]);
  });

  it("must be ranges of their own, with names, and hold what is placed in them", () => {
    expect(
      problemsOf({
        secondaryCidrBlocks: { primary: "100.64.0.0/16", "2nd": "10.0.128.0/17", big: "11.0.0.0/8" },
        tiers: { nodes: { type: "isolated" }, pods: { type: "isolated", range: "pod" } },
      }),
    ).toEqual([
      "secondaryCidrBlocks.primary: must be named by a letter, then letters, digits and hyphens, at most 32 characters, and not primary",
      "secondaryCidrBlocks.2nd: must be named by a letter, then letters, digits and hyphens, at most 32 characters, and not primary",
      "secondaryCidrBlocks.2nd: must not overlap the primary range, 10.0.0.0/16",
      "secondaryCidrBlocks.big: must have a prefix length between 16 and 28",
      "tiers.pods.range: must be one of the names in secondaryCidrBlocks: 2nd, big",
    ]);
    expect(problemsOf({ tiers: { pods: { type: "isolated", range: "pods" } } })).toEqual([
      "tiers.pods.range: needs a range of that name in secondaryCidrBlocks, and there is none",
    ]);
    const small: Partial<VpcProps> = {
      secondaryCidrBlocks: { pods: "100.64.0.0/24" },
      tiers: { pods: { type: "isolated", range: "pods", prefixLength: 24 } },
    };
    expect(problemsOf(small)).toEqual([
      [
        "tiers: do not all fit in the range pods: take a larger range or longer prefixes. The plan:",
        "    100.64.0.0/24, 256 addresses, each tier with room for 4 zones:",
        "      pods  does not fit  4 x /24, needs a free /22",
        "      free: 100.64.0.0/24",
      ].join("\n"),
    ]);
  });
});

describe("ranges from IPAM pools", () => {
  const ipam: Partial<VpcProps> = { cidrBlock: { ipamPoolId: POOL, netmaskLength: 16 } };

  it("are asked for by length, and their subnets counted from where they start", () => {
    const { vpc, resources } = make(ipam);
    const config = ofType(resources, "aws_vpc")["network_vpc"];
    expect(config).toMatchObject({ ipv4_ipam_pool_id: POOL, ipv4_netmask_length: 16 });
    expect(config).not.toHaveProperty("cidr_block");
    const range = "aws_vpc.network_vpc.cidr_block";
    expect(subnet(resources, "public", "eu-central-1b")["cidr_block"]).toBe(`\${cidrsubnet(${range}, 6, 1)}`);
    expect(subnet(resources, "private", "eu-central-1a")["cidr_block"]).toBe(`\${cidrsubnet(${range}, 3, 4)}`);
    expect(subnet(resources, "controlPlane", "eu-central-1b")["cidr_block"]).toBe(`\${cidrsubnet(${range}, 12, 257)}`);
    expect(formatAddressPlan(vpc.addressPlan)).toContain("0.0.0.0/16, 65536 addresses");
  });

  it("give each subnet the place that it has in a range that is written out", () => {
    const counted = make(ipam).resources;
    const written = make({ cidrBlock: "10.0.0.0/16" }).resources;
    for (const [name, { cidr_block: block }] of Object.entries(ofType(written, "aws_subnet"))) {
      const expression = String(ofType(counted, "aws_subnet")[name]?.["cidr_block"]);
      const [, bits, place] = (/, (\d+), (\d+)\)\}$/.exec(expression) ?? []).map(Number);
      const [address = "", prefix] = String(block).split("/");
      const [, , third = 0, fourth = 0] = address.split(".").map(Number);
      expect(16 + (bits ?? 0)).toBe(Number(prefix));
      expect((place ?? 0) * 2 ** (32 - Number(prefix))).toBe(third * 256 + fourth);
    }
  });

  it("may be one range of the pool, known beforehand", () => {
    const { vpc, resources } = make({ cidrBlock: { ipamPoolId: POOL, cidrBlock: "10.8.0.0/16" } });
    expect(ofType(resources, "aws_vpc")["network_vpc"]).toMatchObject({
      ipv4_ipam_pool_id: POOL,
      cidr_block: "10.8.0.0/16",
    });
    expect(subnet(resources, "public", "eu-central-1b")["cidr_block"]).toBe("10.8.4.0/22");
    expect(vpc.ipv4CidrBlocks).toEqual(["10.8.0.0/16"]);
  });

  it("may be secondary", () => {
    const { resources } = make({ ...PODS, secondaryCidrBlocks: { pods: { ipamPoolId: POOL, netmaskLength: 16 } } });
    expect(ofType(resources, "aws_vpc_ipv4_cidr_block_association")).toMatchObject({
      "network_secondary-range-pods": { ipv4_ipam_pool_id: POOL, ipv4_netmask_length: 16 },
    });
    expect(subnet(resources, "pods", "eu-central-1b")["cidr_block"]).toBe(
      `\${cidrsubnet(aws_vpc_ipv4_cidr_block_association.network_secondary-range-pods.cidr_block, 2, 1)}`,
    );
  });

  it("must have a pool, and a length that a VPC may have", () => {
    expect(problemsOf({ cidrBlock: { ipamPoolId: "pool", netmaskLength: 8 } })).toEqual([
      "cidrBlock.ipamPoolId: must be an id, such as ipam-pool-0a1b2c3d4e5f67890",
      "cidrBlock.netmaskLength: must be a whole number between 16 and 28, known when the program runs",
    ]);
    expect(problemsOf({ cidrBlock: { ipamPoolId: POOL, cidrBlock: "10.0.0.0/30" } })).toEqual([
      "cidrBlock.cidrBlock: must have a prefix length between 16 and 28",
    ]);
  });
});

describe("the IPv6 range of a VPC", () => {
  const ipv6 = { ipv6: "amazonProvided" } as const;
  const tiers = {
    public: { type: "public" },
    private: { type: "private" },
    data: { type: "isolated" },
    controlPlane: { type: "controlPlane" },
  } as const;

  it("is Amazon's, or comes from an IPAM pool", () => {
    const { vpc, resources } = make(ipv6);
    expect(ofType(resources, "aws_vpc")["network_vpc"]).toMatchObject({ assign_generated_ipv6_cidr_block: true });
    expect(vpc.ipv6CidrBlock).toBeDefined();
    expect(make({}).vpc.ipv6CidrBlock).toBeUndefined();
    const pool = make({ ipv6: { ipamPoolId: POOL, netmaskLength: 52 } }).resources;
    expect(ofType(pool, "aws_vpc")["network_vpc"]).toMatchObject({ ipv6_ipam_pool_id: POOL, ipv6_netmask_length: 52 });
    expect(subnet(pool, "private", "eu-central-1a")["ipv6_cidr_block"]).toBe(
      `\${cidrsubnet(aws_vpc.network_vpc.ipv6_cidr_block, 12, 4)}`,
    );
  });

  it("gives every subnet a /64 of its own, by tier and zone, and every instance an address", () => {
    const { resources } = make({ ...ipv6, tiers });
    const subnets = Object.values(ofType(resources, "aws_subnet"));
    expect(new Set(subnets.map((body) => body["ipv6_cidr_block"])).size).toBe(8);
    expect(subnets.every((body) => body["assign_ipv6_address_on_creation"] === true)).toBe(true);
    expect(subnet(resources, "data", "eu-central-1b")["ipv6_cidr_block"]).toBe(
      `\${cidrsubnet(aws_vpc.network_vpc.ipv6_cidr_block, 8, 9)}`,
    );
  });

  it("leads out by the internet gateway, by an egress-only gateway, or not at all", () => {
    const { vpc, resources } = make({ ...ipv6, tiers });
    const routes = ofType(resources, "aws_route");
    const route = (tier: string) => routes[`network_tier-${tier}_default-ipv6-route-eu-central-1a`];
    expect(route("public")).toMatchObject({
      destination_ipv6_cidr_block: "::/0",
      gateway_id: `\${aws_internet_gateway.network_internet-gateway.id}`,
    });
    expect(route("private")).toMatchObject({
      destination_ipv6_cidr_block: "::/0",
      egress_only_gateway_id: `\${aws_egress_only_internet_gateway.network_egress-only-internet-gateway.id}`,
    });
    expect(route("data")).toBeUndefined();
    expect(route("controlPlane")).toBeUndefined();
    expect(Object.keys(vpc.tiers["private"]?.defaultIpv6Routes ?? {})).toEqual(ZONES);
    expect(vpc.connectivity("private")).toContain(vpc.tiers["private"]?.defaultIpv6Routes["eu-central-1a"]);
  });

  it("makes no gateway where no tier leaves by it, and leaves out tiers that want none", () => {
    const { resources } = make({ ...ipv6, tiers: { ...tiers, private: { type: "private", ipv6: false } } });
    expect(resources["aws_egress_only_internet_gateway"]).toBeUndefined();
    expect(subnet(resources, "private", "eu-central-1a")).not.toHaveProperty("ipv6_cidr_block");
    // The others keep their place.
    expect(subnet(resources, "data", "eu-central-1b")["ipv6_cidr_block"]).toContain(", 8, 9)");
  });

  it("moves nothing when a zone or a tier is added", () => {
    const more = { ...tiers, last: { type: "isolated", prefixLength: 24 } } as const;
    expect(changed({ ...ipv6, tiers }, { ...ipv6, tiers, zones: [...ZONES, "eu-central-1c"] })).toEqual([]);
    expect(changed({ ...ipv6, tiers }, { ...ipv6, tiers: more })).toEqual([]);
  });

  it("must have room for all tiers and reserved zones", () => {
    const last = { type: "isolated", prefixLength: 24 } as const;
    expect(problemsOf({ ipv6: { ipamPoolId: POOL, netmaskLength: 60 }, tiers: { ...tiers, last } })).toEqual([
      "ipv6: has 16 subnets of /64, and the tiers need 20 with all reserved zones: take a shorter prefix or fewer tiers",
    ]);
    expect(problemsOf({ ipv6: { ipamPoolId: POOL, netmaskLength: 57 } })).toEqual([
      "ipv6.netmaskLength: must be one of 44, 48, 52, 56, 60",
    ]);
    const loose: Partial<VpcProps> = JSON.parse('{ "ipv6": true }');
    expect(problemsOf({ tiers: { nodes: { type: "isolated", ipv6: true } } })).toEqual([
      "tiers.nodes.ipv6: needs an IPv6 range of the VPC (ipv6)",
    ]);
    expect(problemsOf(loose)).toEqual(["ipv6: must be amazonProvided, or name an IPAM pool"]);
  });
});
