import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { type EndpointsProps, Vpc, type VpcProps } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const BASE: VpcProps = {
  cidrBlock: "10.0.0.0/20",
  zones: ["eu-central-1a", "eu-central-1b"],
  tiers: { nodes: { type: "isolated" }, services: { type: "isolated" }, controlPlane: { type: "controlPlane" } },
};

function synthesize(endpoints: EndpointsProps, props: Partial<VpcProps> = {}): Resources {
  const stack = new TerraformStack(Testing.app(), "prod");
  new Vpc(stack, "network", { ...BASE, endpoints, ...props });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function bodies(resources: Resources, type: string): Record<string, unknown>[] {
  return Object.values(resources[type] ?? {});
}

/** Names of the services that have an endpoint of the kind. */
function services(resources: Resources, kind: "Gateway" | "Interface"): string[] {
  return bodies(resources, "aws_vpc_endpoint")
    .filter((endpoint) => endpoint["vpc_endpoint_type"] === kind)
    .map((endpoint) => String(endpoint["service_name"]))
    .sort();
}

function problemsOf(endpoints: EndpointsProps, props: Partial<VpcProps> = {}): string[] {
  try {
    synthesize(endpoints, props);
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

describe("the endpoints of a private cluster", () => {
  // https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html#vpc-endpoints-private-clusters, but for X-Ray,
  // App Mesh and CloudWatch, which nodes do not need to work.
  it("are those that AWS lists for clusters without internet access", () => {
    const resources = synthesize({ preset: "privateCluster" });
    expect(services(resources, "Gateway")).toEqual(["com.amazonaws.eu-central-1.s3"]);
    expect(services(resources, "Interface")).toEqual(
      ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "logs", "sts"].map(
        (service) => `com.amazonaws.eu-central-1.${service}`,
      ),
    );
  });

  it("can be taken out and added to one by one", () => {
    const resources = synthesize({
      preset: "privateCluster",
      gateways: { s3: false, dynamodb: {} },
      interfaces: { autoscaling: false, elasticloadbalancing: false, ssm: {} },
    });
    expect(services(resources, "Gateway")).toEqual(["com.amazonaws.eu-central-1.dynamodb"]);
    expect(services(resources, "Interface")).toContain("com.amazonaws.eu-central-1.ssm");
    expect(services(resources, "Interface")).not.toContain("com.amazonaws.eu-central-1.autoscaling");
  });
});

describe("interface endpoints", () => {
  it("stand in every zone of the first private or isolated tier, and answer to the service's own name", () => {
    const [endpoint] = bodies(synthesize({ interfaces: { sts: {} } }), "aws_vpc_endpoint");
    expect(endpoint).toMatchObject({
      private_dns_enabled: true,
      subnet_ids: [
        expect.stringContaining("aws_subnet.network_tier-nodes_subnet-eu-central-1a_"),
        expect.stringContaining("aws_subnet.network_tier-nodes_subnet-eu-central-1b_"),
      ],
    });
  });

  it("stand in the tier that is named for all, or for one", () => {
    const resources = synthesize({ tier: "services", interfaces: { sts: {}, ec2: { tier: "nodes" } } });
    const tierOf = (service: string): string | undefined => {
      const endpoint = bodies(resources, "aws_vpc_endpoint").find(({ service_name: name }) =>
        String(name).endsWith(service),
      );
      return /network_tier-(\w+)_/.exec(JSON.stringify(endpoint?.["subnet_ids"]))?.[1];
    };
    expect(tierOf("sts")).toBe("services");
    expect(tierOf("ec2")).toBe("nodes");
  });

  it("let the VPC's range in on tcp 443, by a rule of its own that says why, and nothing out", () => {
    const resources = synthesize({ interfaces: { sts: {}, ec2: {} } });
    expect(bodies(resources, "aws_security_group")).toEqual([
      expect.not.objectContaining({ ingress: expect.anything(), egress: expect.anything() }),
    ]);
    expect(bodies(resources, "aws_vpc_security_group_ingress_rule")).toEqual([
      expect.objectContaining({
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_ipv4: "10.0.0.0/20",
        description: "HTTPS from the VPC's primary range",
        security_group_id: expect.stringContaining("aws_security_group.network_endpoints_security-group_"),
      }),
    ]);
    expect(resources["aws_vpc_security_group_egress_rule"]).toBeUndefined();
    for (const endpoint of bodies(resources, "aws_vpc_endpoint")) {
      expect(endpoint["security_group_ids"]).toEqual([expect.stringContaining("network_endpoints_security-group_")]);
    }
  });

  it("take another service name, policy and private DNS where they are given", () => {
    const policy = '{"Version":"2012-10-17","Statement":[]}';
    const serviceName = "cn.com.amazonaws.cn-north-1.sts";
    const interfaces = { sts: { serviceName, policy, privateDnsEnabled: false } };
    const resources = synthesize({ interfaces }, { zones: ["cn-north-1a", "cn-north-1b"] });
    const [endpoint] = bodies(resources, "aws_vpc_endpoint");
    expect(endpoint).toMatchObject({ service_name: serviceName, policy, private_dns_enabled: false });
  });

  it("have no security group where there are none of them", () => {
    expect(synthesize({ gateways: { s3: {} } })["aws_security_group"]).toBeUndefined();
  });
});

describe("gateway endpoints", () => {
  const routeTables = (endpoints: EndpointsProps): string[] =>
    bodies(synthesize(endpoints), "aws_vpc_endpoint_route_table_association").map(({ route_table_id: id }) =>
      String(id).replace(/^\$\{aws_route_table\.network_tier-|_[0-9A-F]{8}\.id}$/g, ""),
    );

  it("are on the route tables of every tier but the control plane's", () => {
    expect(routeTables({ gateways: { s3: {} } })).toEqual([
      "nodes_route-table-eu-central-1a",
      "nodes_route-table-eu-central-1b",
      "services_route-table-eu-central-1a",
      "services_route-table-eu-central-1b",
    ]);
  });

  it("are on the route tables of the tiers that are named", () => {
    expect(routeTables({ gateways: { s3: { tiers: ["nodes"] } } })).toEqual([
      "nodes_route-table-eu-central-1a",
      "nodes_route-table-eu-central-1b",
    ]);
  });

  it("take a policy", () => {
    const policy = '{"Version":"2012-10-17","Statement":[]}';
    expect(bodies(synthesize({ gateways: { dynamodb: { policy } } }), "aws_vpc_endpoint")).toMatchObject([{ policy }]);
  });
});

describe("hooks of endpoints", () => {
  it("see each kind of resource", () => {
    const tags = { seen: "yes" };
    const resources = synthesize(
      { gateways: { s3: {} }, interfaces: { sts: {} } },
      {
        transform: {
          gatewayEndpoint: (config) => ({ ...config, tags }),
          interfaceEndpoint: (config) => ({ ...config, tags }),
          endpointSecurityGroup: (config) => ({ ...config, tags }),
          endpointIngressRule: (config) => ({ ...config, tags }),
        },
      },
    );
    for (const type of ["aws_vpc_endpoint", "aws_security_group", "aws_vpc_security_group_ingress_rule"]) {
      expect(bodies(resources, type).map((body) => body["tags"])).toContainEqual(tags);
      expect(bodies(resources, type).every((body) => JSON.stringify(body["tags"]) === JSON.stringify(tags))).toBe(true);
    }
  });
});

describe("wrong props of endpoints", () => {
  const isTier = "must be one of the tiers: nodes, services, controlPlane";

  it.each<[string, EndpointsProps, string]>([
    ["a tier that is not there", { tier: "private" }, `endpoints.tier: ${isTier}`],
    [
      "a tier of one endpoint that is not there",
      { interfaces: { sts: { tier: "private" } } },
      `endpoints.interfaces.sts.tier: ${isTier}`,
    ],
    [
      "a tier of a gateway that is not there",
      { gateways: { s3: { tiers: ["nodes", "private"] } } },
      `endpoints.gateways.s3.tiers[1]: ${isTier}`,
    ],
    [
      "the full name of a service",
      { interfaces: { "com.amazonaws.eu-central-1.sts": {} } },
      "endpoints.interfaces.com.amazonaws.eu-central-1.sts: must be the name of a service, such as ecr.api, without com.amazonaws.<region>",
    ],
    [
      "a policy that is no JSON",
      { interfaces: { sts: { policy: "allow all" } } },
      "endpoints.interfaces.sts.policy: must be a policy document as JSON",
    ],
    [
      "a gateway's policy that is no object",
      { gateways: { s3: { policy: "[]" } } },
      "endpoints.gateways.s3.policy: must be a policy document as JSON",
    ],
  ])("include %s", (_what, endpoints, problem) => {
    expect(problemsOf(endpoints)).toEqual([problem]);
  });

  it("include sets and gateway services that AWS does not have", () => {
    const loose: EndpointsProps = JSON.parse('{ "preset": "all", "gateways": { "sqs": {} } }');
    expect(problemsOf(loose)).toEqual([
      "endpoints.preset: must be one of privateCluster",
      "endpoints.gateways.sqs: has no gateway endpoint: only s3 and dynamodb have",
    ]);
  });

  it("include interface endpoints without a tier to stand in", () => {
    expect(problemsOf({ interfaces: { sts: {} } }, { tiers: { public: { type: "public" } } })).toEqual([
      "endpoints.tier: must name the tier of the interface endpoints, as none is private or isolated",
    ]);
  });
});
