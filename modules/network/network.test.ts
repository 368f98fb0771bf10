import { TerraformOutput, TerraformStack, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { Network, type NetworkFromIdsProps, type NetworkFromTagsProps } from "./index";

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

const BY_IDS: NetworkFromIdsProps = {
  vpcId: "vpc-0a1b2c3d",
  ipv4CidrBlocks: ["10.0.0.0/16", "100.64.0.0/16"],
  tiers: {
    private: {
      type: "private",
      subnets: { "eu-central-1a": "subnet-0a", "eu-central-1b": "subnet-0b" },
      routeTables: { "eu-central-1b": "rtb-0b" },
    },
    eni: { type: "controlPlane", subnets: { "eu-central-1a": "subnet-0c", "eu-central-1b": "subnet-0d" } },
  },
};

const BY_TAGS: NetworkFromTagsProps = {
  vpcTags: { Name: "core" },
  zones: ["eu-central-1a", "eu-central-1b"],
  tiers: {
    private: { type: "private", tags: { Name: "core-private-*" } },
    eni: { type: "controlPlane", tags: { Name: "core-eni-*", env: "prod" } },
  },
};

function problemsOf(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

function withoutDigest(blocks: Record<string, Record<string, unknown>> = {}): Record<string, Record<string, unknown>> {
  return Object.fromEntries(Object.entries(blocks).map(([name, body]) => [name.replace(/_[0-9A-F]{8}$/, ""), body]));
}

describe("a network by ids", () => {
  const network = Network.fromIds(BY_IDS);

  it("has its tiers in the order given, and their subnets in the order of the zones", () => {
    expect(network.vpcId).toBe("vpc-0a1b2c3d");
    expect(network.ipv4CidrBlocks).toEqual(["10.0.0.0/16", "100.64.0.0/16"]);
    expect(network.tierNames).toEqual(["private", "eni"]);
    expect(network.tierTypes).toEqual({ private: "private", eni: "controlPlane" });
    expect(network.subnets("private")).toEqual([
      { id: "subnet-0a", zone: "eu-central-1a", tier: "private" },
      { id: "subnet-0b", zone: "eu-central-1b", tier: "private", routeTableId: "rtb-0b" },
    ]);
  });

  it("lets nodes wait for nothing: all of it is there", () => {
    expect(network.connectivity?.("private")).toEqual([]);
  });

  it("has an IPv6 range where it is told so", () => {
    expect(network.ipv6CidrBlock).toBeUndefined();
    expect(Network.fromIds({ ...BY_IDS, ipv6CidrBlock: "2001:db8:1234::/56" }).ipv6CidrBlock).toBe(
      "2001:db8:1234::/56",
    );
    expect(problemsOf(() => Network.fromIds({ ...BY_IDS, ipv6CidrBlock: "2001:db8:1234::" }))).toEqual([
      "ipv6CidrBlock: must be an IPv6 range, such as 2001:db8:1234::/56",
    ]);
    const stack = new TerraformStack(Testing.app(), "prod");
    expect(Network.fromTags(stack, "one", BY_TAGS).ipv6CidrBlock).toBeUndefined();
    const looked = Network.fromTags(stack, "two", { ...BY_TAGS, ipv6: true }).ipv6CidrBlock;
    new TerraformOutput(stack, "range", { value: looked });
    expect(Testing.synth(stack)).toMatch(/data\.aws_vpc\.two_vpc_\w+\.ipv6_cidr_block/);
  });

  it("says which tiers there are when asked for another", () => {
    expect(() => network.subnets("nodes")).toThrow('Network.fromIds has no tier "nodes"; its tiers are private, eni');
    expect(() => network.subnets("constructor")).toThrow("has no tier");
  });

  it("takes ids and ranges that Terraform alone knows", () => {
    const unknown = (name: string) => Token.asString({ resolve: () => `\${var.${name}}` });
    const zones = { "eu-central-1a": unknown("a"), "eu-central-1b": unknown("b") };
    const props = { vpcId: unknown("vpc"), ipv4CidrBlocks: [unknown("range")] };
    expect(
      problemsOf(() => Network.fromIds({ ...props, tiers: { nodes: { type: "private", subnets: zones } } })),
    ).toEqual([]);
  });

  it("reports all that is wrong at once", () => {
    const loose: NetworkFromIdsProps = JSON.parse(`{
      "vpcId": "10.0.0.0/16",
      "ipv4CidrBlocks": ["10.0.1.0/16"],
      "tiers": {
        "1st": { "type": "private", "subnets": { "eu-central-1a": "subnet-0a", "eu-west-1a": "vpc-0a" } },
        "two": { "type": "secret", "subnets": { "eu-central-1a": "subnet-0a" }, "routeTables": { "eu-central-1b": "rtb-1" } },
        "none": { "type": "isolated", "subnets": {} }
      }
    }`);
    expect(problemsOf(() => Network.fromIds(loose))).toEqual([
      "vpcId: must be an id, such as vpc-0a1b2c3d4e5f67890",
      "ipv4CidrBlocks[0]: must be an IPv4 range, such as 10.0.0.0/16, that begins at the start of its range",
      "tiers.1st: must be named by a letter, then letters, digits and hyphens, at most 32 characters",
      "tiers.1st.subnets.eu-west-1a: must be in the region of the other zones, eu-central-1",
      "tiers.1st.subnets.eu-west-1a: must be an id, such as subnet-0a1b2c3d4e5f67890",
      "tiers.two.type: must be one of public, private, isolated, controlPlane",
      "tiers.two.subnets.eu-central-1a: is given twice: it is tiers.1st.subnets.eu-central-1a too",
      "tiers.two.routeTables.eu-central-1b: must be in a zone of the tier: eu-central-1a",
      "tiers.none.subnets: must hold a subnet, by the name of its zone",
    ]);
    expect(problemsOf(() => Network.fromIds({ vpcId: "vpc-0a", ipv4CidrBlocks: [], tiers: {} }))).toEqual([
      "ipv4CidrBlocks: must hold the VPC's primary range",
      "tiers: must hold at least one tier",
    ]);
  });
});

describe("a network by tags", () => {
  const synthesize = (
    props: Partial<NetworkFromTagsProps> = {},
  ): { data: Blocks; output: Blocks; resource?: Blocks } => {
    const stack = new TerraformStack(Testing.app(), "prod");
    const network = Network.fromTags(stack, "network", { ...BY_TAGS, ...props });
    new TerraformOutput(stack, "made", {
      value: { vpc: network.vpcId, ranges: network.ipv4CidrBlocks, subnets: network.subnets("private") },
    });
    return JSON.parse(Testing.synth(stack));
  };

  it("looks up the VPC, and a subnet for each tier and zone", () => {
    const { data, resource } = synthesize();
    expect(resource).toBeUndefined();
    expect(withoutDigest(data["aws_vpc"])).toMatchObject({
      network_vpc: { filter: [{ name: "tag:Name", values: ["core"] }] },
    });
    const subnets = withoutDigest(data["aws_subnet"]);
    expect(Object.keys(subnets).sort()).toEqual([
      "network_subnet-eni-eu-central-1a",
      "network_subnet-eni-eu-central-1b",
      "network_subnet-private-eu-central-1a",
      "network_subnet-private-eu-central-1b",
    ]);
    expect(subnets["network_subnet-eni-eu-central-1b"]).toMatchObject({
      availability_zone: "eu-central-1b",
      filter: [
        { name: "tag:Name", values: ["core-eni-*"] },
        { name: "tag:env", values: ["prod"] },
      ],
      vpc_id: expect.stringMatching(/^\$\{data\.aws_vpc\.network_vpc_\w+\.id\}$/),
    });
  });

  it("gives what is looked up as a network", () => {
    const { output } = synthesize();
    expect(output["made"]?.["value"]).toMatchObject({
      vpc: expect.stringContaining("data.aws_vpc.network_vpc_"),
      ranges: [expect.stringMatching(/data\.aws_vpc\.network_vpc_\w+\.cidr_block\}$/)],
      subnets: [
        {
          zone: "eu-central-1a",
          tier: "private",
          id: expect.stringContaining("data.aws_subnet.network_subnet-private"),
        },
        {
          zone: "eu-central-1b",
          tier: "private",
          id: expect.stringContaining("data.aws_subnet.network_subnet-private"),
        },
      ],
    });
  });

  it("looks up route tables where they are asked for", () => {
    expect(synthesize().data["aws_route_table"]).toBeUndefined();
    const { data, output } = synthesize({ routeTables: true });
    expect(Object.keys(withoutDigest(data["aws_route_table"]))).toContain("network_route-table-private-eu-central-1a");
    expect(JSON.stringify(output)).toContain("data.aws_route_table.network_route-table-private-eu-central-1b");
  });

  it("takes the VPC's id and ranges where they are known", () => {
    const stack = new TerraformStack(Testing.app(), "prod");
    const { vpcTags: _tags, ...rest } = BY_TAGS;
    const props = { ...rest, vpcId: "vpc-0a1b", ipv4CidrBlocks: ["10.0.0.0/16"] };
    const network = Network.fromTags(stack, "network", props);
    expect(network.ipv4CidrBlocks).toEqual(["10.0.0.0/16"]);
    const { data }: { data: Blocks } = JSON.parse(Testing.synth(stack));
    expect(withoutDigest(data["aws_vpc"])["network_vpc"]).toMatchObject({ id: "vpc-0a1b" });
  });

  it("keeps every address when a zone or a tier is added", () => {
    const before = synthesize().data["aws_subnet"];
    const tiers = { ...BY_TAGS.tiers, data: { type: "isolated", tags: { tier: "data" } } } as const;
    expect(synthesize({ zones: [...BY_TAGS.zones, "eu-central-1c"], tiers }).data["aws_subnet"]).toMatchObject(
      before ?? {},
    );
  });

  it("reports all that is wrong at once", () => {
    const stack = new TerraformStack(Testing.app(), "prod");
    const make = () =>
      Network.fromTags(stack, "network", {
        ipv4CidrBlocks: [],
        zones: ["eu-central-1a"],
        tiers: { nodes: { type: "private", tags: {} } },
      });
    expect(problemsOf(make)).toEqual([
      "vpcTags: must hold tags of the VPC, unless vpcId is given",
      "ipv4CidrBlocks: must hold the VPC's primary range",
      "zones: must name at least two availability zones: EKS needs subnets in two",
      "tiers.nodes.tags: must hold tags of the tier's subnets",
    ]);
  });
});
