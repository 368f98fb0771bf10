import "../gate/vitest/index.mjs";

import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { EksPlatformStack, type EksPlatformStackProps } from "./index";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const judged = { settingsFile: false } as const;

function platform(network: Partial<EksPlatformStackProps["network"]>, props: Partial<EksPlatformStackProps> = {}) {
  return new EksPlatformStack(Testing.app(), "demo", {
    account: "111122223333",
    region: "eu-central-1",
    version: "1.35",
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    network: { cidrBlock: "10.0.0.0/16", zones: ZONES, ...network },
    nodeGroups: { general: { size: { min: 2, max: 4 } } },
    ...props,
  });
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
  const inFamily = (network: Partial<EksPlatformStackProps["network"]>) =>
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
