import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { Vpc, type VpcProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const ZONES = ["eu-central-1a", "eu-central-1b"];

function make(props: Partial<VpcProps>): { vpc: Vpc; resources: Resources } {
  const stack = new TerraformStack(Testing.app(), "prod");
  const vpc = new Vpc(stack, "network", { cidrBlock: "10.0.0.0/16", zones: ZONES, ...props });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return { vpc, resources: resource };
}

function ofType(resources: Resources, type: string): Record<string, Record<string, unknown>> {
  const entries = Object.entries(resources[type] ?? {}).map(([address, { "//": _metadata, ...body }]) => [
    address,
    body,
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)).replaceAll(/_[0-9A-F]{8}(?=["./}])/g, ""));
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

function changed(before: Partial<VpcProps>, after: Partial<VpcProps>): string[] {
  const grown = make(after).resources;
  return Object.entries(make(before).resources).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([name, body]) => JSON.stringify(grown[type]?.[name]) !== JSON.stringify(body))
      .map(([name]) => `${type}.${name.replace(/_[0-9A-F]{8}$/, "")}`),
  );
}

describe("NAT gateways", () => {
  it("take elastic IPs that exist, and new ones in the other zones", () => {
    const { vpc, resources } = make({ natElasticIps: { "eu-central-1b": "eipalloc-0a1b" } });
    expect(Object.keys(ofType(resources, "aws_eip"))).toEqual(["network_nat_elastic-ip-eu-central-1a"]);
    const gateways = ofType(resources, "aws_nat_gateway");
    expect(gateways["network_nat_nat-gateway-eu-central-1b"]?.["allocation_id"]).toBe("eipalloc-0a1b");
    expect(gateways["network_nat_nat-gateway-eu-central-1a"]?.["allocation_id"]).toBe(
      `\${aws_eip.network_nat_elastic-ip-eu-central-1a.allocation_id}`,
    );
    expect(Object.keys(vpc.natGateways?.elasticIps ?? {})).toEqual(["eu-central-1a"]);
  });

  it("change nothing of the other zones when one of them gets an elastic IP that exists", () => {
    expect(changed({}, { natElasticIps: { "eu-central-1b": "eipalloc-0a1b" } }).sort()).toEqual([
      "aws_eip.network_nat_elastic-ip-eu-central-1b",
      "aws_nat_gateway.network_nat_nat-gateway-eu-central-1b",
    ]);
  });

  it("may be one for all zones, regional, that stands in no subnet", () => {
    const tiers = { private: { type: "private" } } as const;
    const { vpc, resources } = make({ nat: "regional", tiers });
    expect(ofType(resources, "aws_nat_gateway")).toMatchObject({
      "network_nat_nat-gateway-regional": {
        availability_mode: "regional",
        connectivity_type: "public",
        vpc_id: `\${aws_vpc.network_vpc.id}`,
        depends_on: ["aws_internet_gateway.network_internet-gateway"],
      },
    });
    expect(JSON.stringify(resources["aws_nat_gateway"])).not.toContain("subnet_id");
    expect(resources["aws_eip"]).toBeUndefined();
    const targets = Object.values(ofType(resources, "aws_route")).map((route) => route["nat_gateway_id"]);
    expect(targets).toEqual(ZONES.map(() => `\${aws_nat_gateway.network_nat_nat-gateway-regional.id}`));
    expect(vpc.natGateways?.gatewayFor("eu-central-1b")).toBe(vpc.natGateways?.gateways["regional"]);
  });

  it("take elastic IPs for every zone where they are regional", () => {
    const natElasticIps = { "eu-central-1a": "eipalloc-0a", "eu-central-1b": "eipalloc-0b" };
    const { resources } = make({ nat: "regional", natElasticIps });
    expect(Object.values(ofType(resources, "aws_nat_gateway"))).toMatchObject([
      {
        availability_zone_address: [
          { availability_zone: "eu-central-1a", allocation_ids: ["eipalloc-0a"] },
          { availability_zone: "eu-central-1b", allocation_ids: ["eipalloc-0b"] },
        ],
      },
    ]);
  });

  it("are refused elastic IPs that are none, or have no gateway", () => {
    const natElasticIps = { "eu-central-1b": "198.51.100.7" };
    expect(problemsOf({ natElasticIps })).toEqual([
      "natElasticIps.eu-central-1b: must be an id, such as eipalloc-0a1b2c3d4e5f67890",
    ]);
    expect(problemsOf({ nat: "single", natElasticIps: { "eu-central-1b": "eipalloc-0b" } })).toEqual([
      "natElasticIps.eu-central-1b: must be for a zone with a NAT gateway: eu-central-1a",
    ]);
    expect(problemsOf({ nat: "regional", natElasticIps: { "eu-central-1b": "eipalloc-0b" } })).toEqual([
      "natElasticIps: must hold every zone or none with nat regional, and lacks eu-central-1a",
    ]);
  });
});

describe("the DHCP options of a VPC", () => {
  it("are the region's unless others are asked for", () => {
    const { vpc, resources } = make({});
    expect(resources["aws_vpc_dhcp_options"]).toBeUndefined();
    expect(vpc.dhcpOptions).toBeUndefined();
  });

  it("name Amazon's server unless others are given, and are associated with the VPC", () => {
    const { resources } = make({ dhcpOptions: { domainName: "corp.example", ntpServers: ["169.254.169.123"] } });
    expect(ofType(resources, "aws_vpc_dhcp_options")).toEqual({
      "network_dhcp-options": {
        domain_name: "corp.example",
        domain_name_servers: ["AmazonProvidedDNS"],
        ntp_servers: ["169.254.169.123"],
        tags: { Name: "prod-network" },
      },
    });
    expect(ofType(resources, "aws_vpc_dhcp_options_association")).toEqual({
      "network_dhcp-options_association": {
        dhcp_options_id: `\${aws_vpc_dhcp_options.network_dhcp-options.id}`,
        vpc_id: `\${aws_vpc.network_vpc.id}`,
      },
    });
  });

  it("hold servers of either family, and are changed by hooks", () => {
    const { resources } = make({
      dhcpOptions: { domainNameServers: ["10.1.0.2", "fd00:ec2::253"], ipv6AddressPreferredLeaseTime: 300 },
      transform: { dhcpOptions: (config) => ({ ...config, netbiosNodeType: "2" }) },
    });
    expect(Object.values(ofType(resources, "aws_vpc_dhcp_options"))).toMatchObject([
      {
        domain_name_servers: ["10.1.0.2", "fd00:ec2::253"],
        ipv6_address_preferred_lease_time: "300",
        netbios_node_type: "2",
      },
    ]);
  });

  it("are refused with all that is wrong in them", () => {
    expect(
      problemsOf({
        dhcpOptions: {
          domainNameServers: ["dns.example"],
          ntpServers: ["AmazonProvidedDNS", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"],
          ipv6AddressPreferredLeaseTime: 60,
        },
      }),
    ).toEqual([
      "dhcpOptions.domainNameServers[0]: must be AmazonProvidedDNS or an address, such as 10.0.0.2",
      "dhcpOptions.ntpServers: must hold at most 4 servers",
      "dhcpOptions.ntpServers[0]: must be an address, such as 10.0.0.2",
      "dhcpOptions.ipv6AddressPreferredLeaseTime: must be a whole number of seconds between 140 and 2147483647",
    ]);
    expect(problemsOf({ dhcpOptions: { domainNameServers: [] } })).toEqual([
      "dhcpOptions.domainNameServers: must hold a server, such as AmazonProvidedDNS",
    ]);
  });
});

describe("Karpenter's discovery", () => {
  it("tags the subnets of the tiers that it starts nodes in, and nothing else", () => {
    const { resources } = make({
      tiers: {
        public: { type: "public" },
        private: { type: "private", karpenterDiscovery: "shop" },
        controlPlane: { type: "controlPlane" },
      },
    });
    const tagged = Object.entries(resources).flatMap(([type, byName]) =>
      Object.entries(byName)
        .filter(([, body]) => JSON.stringify(body).includes("karpenter.sh/discovery"))
        .map(([name]) => `${type}.${name.replace(/_[0-9A-F]{8}$/, "")}`),
    );
    expect(tagged).toEqual(ZONES.map((zone) => `aws_subnet.network_tier-private_subnet-${zone}`));
    expect(Object.values(resources["aws_subnet"] ?? {}).map(({ tags }) => tags)).toContainEqual(
      expect.objectContaining({ "karpenter.sh/discovery": "shop" }),
    );
  });

  it("has no place beside the control plane's interfaces", () => {
    const tiers = { eni: { type: "controlPlane", karpenterDiscovery: "shop" } } as const;
    expect(problemsOf({ tiers })).toEqual([
      "tiers.eni.karpenterDiscovery: must be left out in a controlPlane tier: nodes take the addresses that EKS needs for upgrades",
    ]);
  });
});
