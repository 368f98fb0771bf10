import "../gate/vitest/index.mjs";

import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { EksPlatformStack, type EksPlatformStackProps, parsePlatform } from "./index";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const judged = { settingsFile: false } as const;

type Settings = Partial<NonNullable<EksPlatformStackProps["network"]>>;

function base(network: Settings = {}): EksPlatformStackProps {
  return {
    account: "111122223333",
    region: "eu-central-1",
    version: "1.35",
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    network: { cidrBlock: "10.0.0.0/16", zones: ZONES, ...network },
    dataPlane: { nodeGroups: { general: { size: { min: 2, max: 4 } } } },
  };
}

function platform(network: Settings, props: Partial<EksPlatformStackProps> = {}): EksPlatformStack {
  return new EksPlatformStack(Testing.app(), "demo", { ...base(network), ...props });
}

/** The default tiers, each with the least that a cluster needs of its ACL. */
function withAcls() {
  const vpc = { order: 10, direction: "inbound", peer: "vpc" } as const;
  const out = { order: 20, direction: "outbound", protocol: "tcp", ports: 443, peer: "anywhere" } as const;
  const fromNodes = { ...out, order: 30, direction: "inbound", peer: { tier: "private" } } as const;
  return {
    public: { type: "public", networkAcl: { flows: { vpc, out, fromNodes } } },
    private: { type: "private", networkAcl: { flows: { vpc, out } } },
    controlPlane: { type: "controlPlane", networkAcl: { flows: { vpc } } },
  } as const;
}

describe("the gate lets pass a platform whose network", () => {
  it("is the default one", () => {
    expect(platform({})).toPassPolicies(judged);
  });

  it("has IPv6 in all tiers", () => {
    expect(platform({ ipv6: "amazonProvided" })).toPassPolicies(judged);
  });

  it("takes a known range from an IPAM pool", () => {
    const cidrBlock = { ipamPoolId: "ipam-pool-0a1b2c3d", cidrBlock: "10.8.0.0/16" };
    expect(platform({ cidrBlock })).toPassPolicies(judged);
  });

  it("has its default network ACL adopted", () => {
    expect(platform({ defaultNetworkAcl: "adopt" })).toPassPolicies(judged);
  });

  it("has a network ACL for each tier", () => {
    expect(platform({ tiers: withAcls() })).toPassPolicies(judged);
  });

  it("leaves by a regional NAT gateway, without a public tier", () => {
    const tiers = { private: { type: "private" }, controlPlane: { type: "controlPlane" } } as const;
    expect(platform({ nat: "regional", tiers })).toPassPolicies(judged);
  });

  it("has elastic IPs that exist, DHCP options and Karpenter's tags", () => {
    const settings = {
      natElasticIps: { "eu-central-1a": "eipalloc-0a1b" },
      dhcpOptions: { domainName: "corp.example" },
      tenancy: "default",
      tiers: {
        public: { type: "public" },
        private: { type: "private", karpenterDiscovery: "demo" },
        controlPlane: { type: "controlPlane" },
      },
    } as const;
    expect(platform(settings)).toPassPolicies(judged);
  });

  it("has a secondary range", () => {
    expect(
      platform({
        secondaryCidrBlocks: { nodes: "100.64.0.0/16" },
        tiers: {
          public: { type: "public" },
          nodes: { type: "private", range: "nodes" },
          controlPlane: { type: "controlPlane" },
        },
      }),
    ).toPassPolicies(judged);
  });
});

describe("the gate does not let pass a platform whose network", () => {
  it("has a network ACL without the way out that nodes need", () => {
    const { private: nodes, ...others } = withAcls();
    const { out: _out, ...flows } = nodes.networkAcl.flows;
    const stack = platform({ tiers: { ...others, private: { ...nodes, networkAcl: { flows } } } });
    expect(stack).toViolate("networking/nodes-reach-aws-services");
  });

  it("has a range that an IPAM pool chooses: whether it overlaps another is not known", () => {
    const stack = platform({ cidrBlock: { ipamPoolId: "ipam-pool-0a1b2c3d", netmaskLength: 16 } });
    expect(stack).toViolate("networking/address-ranges-disjoint", { outcome: "undetermined" });
  });
});

describe("an IPv6 cluster", () => {
  // The role of the CNI is another's affair.
  const only = { ...judged, rules: ["networking/ipv6-cluster-complete"], settings: { cni: "other" } };
  const inFamily = (network: Settings) =>
    platform(network, {
      transform: {
        controlPlane: {
          cluster: (config) => ({ ...config, kubernetesNetworkConfig: { ipFamily: "ipv6" } }),
        },
      },
    });

  it("finds in the network all it needs", () => {
    expect(inFamily({ ipv6: "amazonProvided" })).toPassPolicies(only);
    expect(inFamily({})).not.toPassPolicies(only);
  });
});

describe("a platform in a network made elsewhere", () => {
  const subnets = (letter: string) => Object.fromEntries(ZONES.map((zone, at) => [zone, `subnet-0${letter}${at}`]));
  const fromIds = {
    vpcId: "vpc-0a1b",
    ipv4CidrBlocks: ["10.0.0.0/16"],
    tiers: {
      nodes: { type: "private", subnets: subnets("a") },
      eni: { type: "controlPlane", subnets: subnets("b") },
    },
  } as const;
  const fromTags = {
    vpcTags: { Name: "core" },
    zones: ZONES,
    tiers: {
      nodes: { type: "private", tags: { tier: "nodes" } },
      eni: { type: "controlPlane", tags: { tier: "eni" } },
    },
  } as const;
  const inside = (props: Partial<EksPlatformStackProps>) => {
    const { network: _network, ...rest } = base();
    return new EksPlatformStack(Testing.app(), "demo", { ...rest, ...props });
  };
  const resourcesOf = (stack: EksPlatformStack) => JSON.parse(Testing.synth(stack)).resource;

  it("by ids takes its subnets by the types of its tiers, and makes no network", () => {
    const stack = inside({ existingNetwork: { fromIds } });
    const resources = resourcesOf(stack);
    expect(stack.vpc).toBeUndefined();
    expect(Object.keys(resources).filter((type) => /^aws_(vpc|subnet|route|nat)$/.test(type))).toEqual([]);
    expect(Object.values(resources.aws_eks_cluster)).toMatchObject([
      { vpc_config: { subnet_ids: ["subnet-0b0", "subnet-0b1"] } },
    ]);
    expect(Object.values(resources.aws_eks_node_group)).toMatchObject([{ subnet_ids: ["subnet-0a0", "subnet-0a1"] }]);
    expect(Object.values(resources.aws_security_group)).toMatchObject([{ vpc_id: "vpc-0a1b" }, { vpc_id: "vpc-0a1b" }]);
  });

  it("by tags takes what is looked up", () => {
    const resources = resourcesOf(inside({ existingNetwork: { fromTags } }));
    const [nodeGroup] = Object.values<Record<string, unknown>>(resources.aws_eks_node_group);
    expect(JSON.stringify(nodeGroup?.["subnet_ids"])).toMatch(/data\.aws_subnet\.network_subnet-nodes-eu-central-1a_/);
  });

  it("is not proven by the gate, and nothing in it fails, as nobody sees its routes", () => {
    for (const existingNetwork of [{ fromIds }, { fromTags }]) {
      const stack = inside({ existingNetwork });
      expect(stack).not.toPassPolicies(judged);
      expect(stack).toPassPolicies({ ...judged, undetermined: "warn" });
    }
  });

  it("lets nodes out by IPv6 where the network has it", () => {
    const resources = resourcesOf(inside({ existingNetwork: { fromTags: { ...fromTags, ipv6: true } } }));
    expect(JSON.stringify(resources.aws_vpc_security_group_egress_rule)).toContain('"cidr_ipv6":"::/0"');
  });

  it("says what is wrong in it by its paths, and takes one network, not two or none", () => {
    expect(() => inside({ existingNetwork: { fromIds: { ...fromIds, vpcId: "core" } } })).toThrow(
      'existingNetwork.fromIds.vpcId = "core": must be an id',
    );
    expect(() =>
      inside({ existingNetwork: { fromTags: { ...fromTags, zones: ["eu-west-1a", "eu-west-1b"] } } }),
    ).toThrow('existingNetwork.fromTags.zones[0] = "eu-west-1a": must be in the region of the stack');
    expect(() => inside({})).toThrow(
      "network = (absent): is missing; it must be a map of keys, unless existingNetwork is",
    );
    expect(() => new EksPlatformStack(Testing.app(), "demo", { ...base(), existingNetwork: { fromIds } })).toThrow(
      "must be left out where network is given",
    );
  });

  it("is told in a platform file too", () => {
    const file = (existingNetwork: string) => `
defaults: { region: eu-central-1, version: "1.35", dataPlane: { nodeGroups: { general: {} } } }
environments: { production: { account: "111122223333" } }
clusters: { demo: { environment: production, existingNetwork: ${existingNetwork} } }
`;
    const ids = JSON.stringify(fromIds);
    const tags = JSON.stringify(fromTags);
    const parsed = (text: string) => parsePlatform("platform.yaml", file(text)).clusters["demo"]?.existingNetwork;
    expect(parsed(`{ fromIds: ${ids} }`)).toEqual({ fromIds });
    expect(parsed(`{ fromTags: ${tags} }`)).toEqual({ fromTags });
    expect(() => parsed(`{ fromIds: ${ids}, fromTags: ${tags} }`)).toThrow("must hold either fromIds or fromTags");
    expect(() => parsed("{ fromId: {} }")).toThrow('did you mean "fromIds"?');
  });
});
