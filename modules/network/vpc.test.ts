import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { Vpc, type VpcProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const BASE: VpcProps = { cidrBlock: "10.0.0.0/16", zones: ZONES };

function make(props: Partial<VpcProps> = {}): { vpc: Vpc; stack: TerraformStack } {
  const stack = new TerraformStack(Testing.app(), "prod");
  return { vpc: new Vpc(stack, "network", { ...BASE, ...props }), stack };
}

function synthesize(props: Partial<VpcProps> = {}): Resources {
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(make(props).stack));
  return resource;
}

/** The resources of a type, without the addresses' digests: `network_tier-private_subnet-eu-central-1a`. */
function ofType(resources: Resources, type: string): Record<string, Record<string, unknown>> {
  const entries = Object.entries(resources[type] ?? {});
  return Object.fromEntries(entries.map(([address, body]) => [address.replace(/_[0-9A-F]{8}$/, ""), body]));
}

function only(resources: Resources, type: string): Record<string, unknown> {
  const [body, ...others] = Object.values(resources[type] ?? {});
  if (body === undefined || others.length > 0) throw new Error(`${others.length + 1} resources of type ${type}`);
  return body;
}

describe("a VPC", () => {
  it("resolves names inside: DNS support and hostnames are on", () => {
    expect(only(synthesize(), "aws_vpc")).toMatchObject({
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
    });
  });

  it("takes the rules out of the default security group and the routes out of the default route table", () => {
    const resources = synthesize();
    expect(only(resources, "aws_default_security_group")).toMatchObject({ ingress: [], egress: [] });
    expect(only(resources, "aws_default_route_table")).toMatchObject({ route: [] });
  });

  it("leaves the default network ACL alone", () => {
    const types = Object.keys(synthesize());
    expect(types.filter((type) => type.includes("network_acl"))).toEqual([]);
  });

  it("has a subnet of each tier in each zone, with a route table of its own, associated explicitly", () => {
    const resources = synthesize();
    const subnets = Object.keys(ofType(resources, "aws_subnet"));
    expect(subnets).toHaveLength(9);
    expect(subnets).toContain("network_tier-private_subnet-eu-central-1a");
    expect(Object.keys(resources["aws_route_table"] ?? {})).toHaveLength(9);
    const associations = Object.values(resources["aws_route_table_association"] ?? {});
    expect(new Set(associations.map(({ subnet_id: id }) => id)).size).toBe(9);
    expect(new Set(associations.map(({ route_table_id: id }) => id)).size).toBe(9);
  });

  it("tags subnets for load balancers by the type of their tier, and control plane subnets not at all", () => {
    const subnets = ofType(
      synthesize({
        tiers: {
          public: { type: "public" },
          private: { type: "private" },
          data: { type: "isolated" },
          databases: { type: "isolated", prefixLength: 24, loadBalancers: false },
          controlPlane: { type: "controlPlane" },
        },
      }),
      "aws_subnet",
    );
    const rolesOf = (tier: string): string[] =>
      Object.keys(subnets[`network_tier-${tier}_subnet-eu-central-1a`]?.["tags"] ?? {}).filter((key) =>
        key.startsWith("kubernetes.io/role/"),
      );
    expect(rolesOf("public")).toEqual(["kubernetes.io/role/elb"]);
    expect(rolesOf("private")).toEqual(["kubernetes.io/role/internal-elb"]);
    expect(rolesOf("data")).toEqual(["kubernetes.io/role/internal-elb"]);
    expect(rolesOf("databases")).toEqual([]);
    expect(rolesOf("controlPlane")).toEqual([]);
  });

  it("gives instances public addresses only where a public tier asks for it", () => {
    const launches = (props: Partial<VpcProps>): unknown[] =>
      Object.values(synthesize(props)["aws_subnet"] ?? {}).map((subnet) => subnet["map_public_ip_on_launch"]);
    expect(new Set(launches({}))).toEqual(new Set([false]));
    expect(launches({ tiers: { public: { type: "public", mapPublicIpOnLaunch: true } } })).toEqual([true, true, true]);
  });

  it("puts its own tags, the tier's and a name on what it makes", () => {
    const resources = synthesize({
      name: "core",
      tags: { owner: "platform" },
      tiers: { nodes: { type: "isolated", tags: { "karpenter.sh/discovery": "prod" } } },
    });
    expect(only(resources, "aws_vpc")["tags"]).toEqual({ owner: "platform", Name: "core" });
    expect(ofType(resources, "aws_subnet")["network_tier-nodes_subnet-eu-central-1b"]?.["tags"]).toEqual({
      owner: "platform",
      "karpenter.sh/discovery": "prod",
      "kubernetes.io/role/internal-elb": "1",
      Name: "core-nodes-eu-central-1b",
    });
  });

  it("is a network: its tiers in the order of the plan, their subnets in the order of the zones", () => {
    const { vpc, stack } = make();
    expect(vpc.ipv4CidrBlocks).toEqual(["10.0.0.0/16"]);
    expect(vpc.tierNames).toEqual(["public", "private", "controlPlane"]);
    const subnets = vpc.subnets("private");
    expect(subnets.map(({ zone, tier }) => [zone, tier])).toEqual(ZONES.map((zone) => [zone, "private"]));
    const [first] = subnets;
    new TerraformOutput(stack, "subnet", { value: first?.id });
    new TerraformOutput(stack, "routeTable", { value: first?.routeTableId });
    const { output } = JSON.parse(Testing.synth(stack));
    expect(output.subnet.value).toMatch(/^\$\{aws_subnet\.network_tier-private_subnet-eu-central-1a_\w+\.id\}$/);
    expect(output.routeTable.value).toMatch(/^\$\{aws_route_table\.network_tier-private_route-table-eu-central-1a_/);
  });

  it("says which tiers there are when asked for another", () => {
    const message = 'Vpc "network" has no tier "nodes"; its tiers are public, private, controlPlane';
    expect(() => make().vpc.subnets("nodes")).toThrow(message);
    expect(() => make().vpc.subnets("constructor")).toThrow("has no tier");
  });

  it("names what nodes must wait for: associations, routes and endpoints", () => {
    const { vpc, stack } = make({ endpoints: { gateways: { s3: {} }, interfaces: { sts: {} } } });
    new TerraformOutput(stack, "ready", { value: true, dependsOn: [...vpc.connectivity("private")] });
    const { output } = JSON.parse(Testing.synth(stack));
    const types = output.ready.depends_on.map((address: string) => address.replace(/^\$\{|\..*$/g, ""));
    const counts = new Map<string, number>();
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      // Of the private tier, and of the public one that its NAT gateways stand in.
      aws_route_table_association: 6,
      aws_route: 6,
      aws_vpc_endpoint_route_table_association: 6,
      aws_vpc_endpoint: 1,
      aws_vpc_security_group_ingress_rule: 1,
    });
  });

  it("lets hooks change every kind of resource", () => {
    const resources = synthesize({
      transform: {
        vpc: (config) => ({ ...config, instanceTenancy: "dedicated" }),
        subnet: (config) => ({ ...config, privateDnsHostnameTypeOnLaunch: "resource-name" }),
        natGateway: (config) => ({ ...config, secondaryPrivateIpAddressCount: 1 }),
        flowLog: (config) => ({ ...config, trafficType: "REJECT" }),
      },
    });
    expect(only(resources, "aws_vpc")["instance_tenancy"]).toBe("dedicated");
    for (const subnet of Object.values(resources["aws_subnet"] ?? {})) {
      expect(subnet["private_dns_hostname_type_on_launch"]).toBe("resource-name");
    }
    for (const gateway of Object.values(resources["aws_nat_gateway"] ?? {})) {
      expect(gateway["secondary_private_ip_address_count"]).toBe(1);
    }
    expect(only(resources, "aws_flow_log")["traffic_type"]).toBe("REJECT");
  });
});

describe("the ways out of a VPC", () => {
  const targetsOf = (resources: Resources, tier: string, attribute: string): string[] =>
    Object.entries(ofType(resources, "aws_route"))
      .filter(([address]) => address.startsWith(`network_tier-${tier}_`))
      .map(([, route]) => String(route[attribute]).replace(/_[0-9A-F]{8}\.id}$/, ""));

  it("are an internet gateway for public tiers and a NAT gateway of the same zone for private ones", () => {
    const resources = synthesize();
    expect(targetsOf(resources, "public", "gateway_id")).toEqual(
      ZONES.map(() => "${aws_internet_gateway.network_internet-gateway"),
    );
    expect(targetsOf(resources, "private", "nat_gateway_id")).toEqual(
      ZONES.map((zone) => `\${aws_nat_gateway.network_nat_nat-gateway-${zone}`),
    );
    expect(targetsOf(resources, "controlPlane", "gateway_id")).toEqual([]);
  });

  it("are routes of exactly one target to the whole internet", () => {
    for (const route of Object.values(synthesize()["aws_route"] ?? {})) {
      expect(route["destination_cidr_block"]).toBe("0.0.0.0/0");
      expect(["gateway_id", "nat_gateway_id"].filter((target) => target in route)).toHaveLength(1);
    }
  });

  it("are NAT gateways in public subnets, each with an elastic IP, made after the internet gateway", () => {
    const gateways = ofType(synthesize(), "aws_nat_gateway");
    for (const zone of ZONES) {
      const gateway = gateways[`network_nat_nat-gateway-${zone}`];
      expect(gateway?.["subnet_id"]).toContain(`aws_subnet.network_tier-public_subnet-${zone}_`);
      expect(gateway?.["allocation_id"]).toContain(`aws_eip.network_nat_elastic-ip-${zone}_`);
      expect(gateway?.["depends_on"]).toEqual([expect.stringContaining("aws_internet_gateway.")]);
    }
  });

  it("share one NAT gateway in the first zone where nat is single", () => {
    const resources = synthesize({ nat: "single" });
    expect(Object.keys(ofType(resources, "aws_nat_gateway"))).toEqual(["network_nat_nat-gateway-eu-central-1a"]);
    expect(new Set(targetsOf(resources, "private", "nat_gateway_id")).size).toBe(1);
  });

  it("do not exist where every tier is isolated", () => {
    const resources = synthesize({ tiers: { nodes: { type: "isolated" }, controlPlane: { type: "controlPlane" } } });
    for (const type of ["aws_route", "aws_internet_gateway", "aws_nat_gateway", "aws_eip"]) {
      expect(resources[type]).toBeUndefined();
    }
  });
});
