import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import type { ClusterTrafficTransform, TrafficRule } from "../../modules";
import type { EksPlatformStackProps } from "../../stacks";
import { emitted, withoutRulesOfEks } from "./emitted";
import { type Open, openFlows, openIn, openOut } from "./open-ports";
import { nameOf, platform, type Variant, variants } from "./platforms";

type Traffic = NonNullable<EksPlatformStackProps["traffic"]>;

/** What of a platform is open over all of tcp and udp: in full, and by the rules of its groups, each end by itself. */
interface Measured {
  /** Between real interfaces, with what EKS lets through by the cluster security group. */
  readonly flows: Open;
  /** What our rules let out and in, whatever the other end does. */
  readonly out: Open;
  readonly in: Open;
}

function measure(traffic: Traffic, variant: Variant, rules?: ClusterTrafficTransform): Measured {
  const stack = platform(traffic, variant, rules === undefined ? {} : { transform: { traffic: rules } });
  const whole = emitted(Testing.synth(stack), variant.family);
  const ours = withoutRulesOfEks(whole);
  const members = ["nodes", "controlPlane", ...(variant.fargate ? (["fargate"] as const) : [])] as const;
  return { flows: openFlows(whole, members), out: openOut(ours, members), in: openIn(ours, members) };
}

const everything = "tcp 0-65535; udp 0-65535";
const dns = "tcp 53; udp 53";

/** What EKS opens by the group that it makes: among those that carry it, and out of them. It is no rule of ours. */
const byEks = {
  nodesAlone: {
    "controlPlane > controlPlane": everything,
    "controlPlane > vpc": everything,
    "controlPlane > internet": everything,
  },
  besideFargate: {
    "controlPlane > controlPlane": everything,
    "controlPlane > fargate": everything,
    "controlPlane > vpc": everything,
    "controlPlane > internet": everything,
    "fargate > controlPlane": everything,
    "fargate > fargate": everything,
    "fargate > vpc": everything,
    "fargate > internet": everything,
  },
};

/** The choice as its documentation says it: 443, 10250, 53, the webhook ports and node ports listed, and 443 out. */
function strict(webhooks: string, amongNodes: { readonly tcp: string; readonly udp: string }) {
  const among = `tcp ${amongNodes.tcp}; udp ${amongNodes.udp}`;
  // One rule to anywhere is for other nodes too, which let it in only where it is listed.
  const outOfNodes = {
    "nodes > controlPlane": "tcp 443",
    "nodes > vpc": "tcp 443",
    "nodes > internet": "tcp 443",
  };
  const nodesAlone = {
    flows: {
      ...byEks.nodesAlone,
      ...outOfNodes,
      "nodes > nodes": among,
      "controlPlane > nodes": `tcp ${webhooks}`,
    },
    out: {
      ...outOfNodes,
      "nodes > nodes": `tcp ${withPort443(amongNodes.tcp)}; udp ${amongNodes.udp}`,
      "controlPlane > nodes": `tcp ${webhooks}`,
    },
    in: { "nodes > nodes": among, "nodes > controlPlane": "tcp 443", "controlPlane > nodes": `tcp ${webhooks}` },
  };
  // The control plane's interfaces carry the pods' group too: what nodes and Fargate pods say to each other, they may.
  const withDns = { "nodes > controlPlane": "tcp 53, 443; udp 53" };
  const besideFargate = {
    flows: {
      ...nodesAlone.flows,
      ...byEks.besideFargate,
      ...withDns,
      "nodes > fargate": dns,
      "fargate > nodes": dns,
      "controlPlane > nodes": `tcp 53, ${webhooks}; udp 53`,
    },
    out: { ...nodesAlone.out, ...withDns, "nodes > fargate": "tcp 53, 443; udp 53" },
    in: {
      ...nodesAlone.in,
      ...withDns,
      "nodes > fargate": dns,
      "fargate > nodes": dns,
      "controlPlane > nodes": `tcp 53, ${webhooks}; udp 53`,
    },
  };
  return { nodesAlone, besideFargate };
}

function withPort443(listed: string): string {
  const ports = [...listed.split(", "), "443"];
  return ports.sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10)).join(", ");
}

describe.each(variants.map((variant) => [nameOf(variant), variant] as const))("strict: %s", (_, variant) => {
  const place = variant.fargate ? "besideFargate" : "nodesAlone";

  it("opens what it lists, and nothing else", () => {
    expect(measure("strict", variant)).toEqual(strict("443, 8443, 9443, 10250", { tcp: "53", udp: "53" })[place]);
  });

  it("opens the webhook ports and node ports that are asked for, and no others", () => {
    const traffic: Traffic = {
      choice: "strict",
      webhookPorts: [6443],
      nodePorts: {
        exporters: { protocol: "tcp", fromPort: 9100, toPort: 9105, description: "Exporters" },
        overlay: { protocol: "udp", fromPort: 8472, description: "Overlay network" },
      },
    };
    const wanted = strict("443, 6443, 10250", { tcp: "53, 9100-9105", udp: "53, 8472" });
    expect(measure(traffic, variant)).toEqual(wanted[place]);
  });

  it("has rules for tcp and udp alone", () => {
    const protocols = Object.values(platform("strict", variant).traffic?.rules ?? {}).map(({ protocol }) => protocol);
    expect(new Set(protocols)).toEqual(new Set(["tcp", "udp"]));
  });
});

describe("a rule too many in strict is noticed", () => {
  const variant = { family: "ipv4", fargate: true } as const;
  const other = { family: "ipv6", fargate: true } as const;
  const base = { direction: "ingress", protocol: "tcp", fromPort: 80, toPort: 80, description: "By mistake" } as const;

  it.each<[string, TrafficRule, Variant?]>([
    ["one port between nodes", { ...base, group: "nodes", peer: { group: "nodes" } }],
    ["one udp port between nodes", { ...base, protocol: "udp", group: "nodes", peer: { group: "nodes" } }],
    [
      "one port out of nodes, which nobody lets in",
      { ...base, direction: "egress", group: "nodes", peer: { group: "nodes" } },
    ],
    ["one port into nodes from anywhere", { ...base, group: "nodes", peer: { cidrIpv4: "0.0.0.0/0" } }],
    ["the same by IPv6", { ...base, group: "nodes", peer: { cidrIpv6: "::/0" } }, other],
    [
      "one port out to anywhere by IPv6",
      { ...base, direction: "egress", group: "nodes", peer: { cidrIpv6: "::/0" } },
      other,
    ],
    ["one port into nodes from the control plane", { ...base, group: "nodes", peer: { group: "controlPlane" } }],
    [
      "one port out of the control plane",
      { ...base, direction: "egress", group: "controlPlane", peer: { group: "nodes" } },
    ],
    ["one port into the control plane", { ...base, group: "controlPlane", peer: { group: "nodes" } }],
    ["one port into nodes from Fargate", { ...base, group: "nodes", peer: { group: "fargate" } }],
    ["one port into Fargate from nodes", { ...base, group: "fargate", peer: { group: "nodes" } }],
    ["one port into Fargate from anywhere", { ...base, group: "fargate", peer: { cidrIpv4: "0.0.0.0/0" } }],
    [
      "the port beside one that is listed",
      { ...base, fromPort: 10_251, toPort: 10_251, group: "nodes", peer: { group: "controlPlane" } },
    ],
    ["the last port", { ...base, fromPort: 65_535, toPort: 65_535, group: "nodes", peer: { group: "nodes" } }],
    ["port 0", { ...base, fromPort: 0, toPort: 0, group: "nodes", peer: { group: "nodes" } }],
    [
      "all protocols",
      { group: "nodes", direction: "ingress", protocol: "all", peer: { group: "nodes" }, description: "All" },
    ],
  ])("%s", (_, rule, where = variant) => {
    const before = measure("strict", where);
    const after = measure("strict", where, { rules: (rules) => ({ ...rules, mistake: rule }) });
    expect(after).not.toEqual(before);
  });

  it("a peer that is neither a group nor the world is not overlooked", () => {
    const mistake: TrafficRule = { ...base, group: "nodes", peer: { cidrIpv4: "10.0.0.0/16" } };
    const withMistake = { rules: (rules: Readonly<Record<string, TrafficRule>>) => ({ ...rules, mistake }) };
    expect(() => measure("strict", variant, withMistake)).toThrow("neither a group nor the world");
  });
});

describe.each(variants.map((variant) => [nameOf(variant), variant] as const))("recommended: %s", (_, variant) => {
  it("opens what it says, and nothing else", () => {
    const high = "tcp 53, 1025-65535; udp 53";
    const open = "tcp 443, 1025-65535";
    const nodesAlone = {
      ...byEks.nodesAlone,
      "nodes > nodes": high,
      "nodes > controlPlane": "tcp 443",
      "nodes > vpc": everything,
      "nodes > internet": everything,
      "controlPlane > nodes": open,
    };
    const besideFargate = {
      ...nodesAlone,
      ...byEks.besideFargate,
      "nodes > controlPlane": "tcp 53, 443, 1025-65535; udp 53",
      "nodes > fargate": high,
      "fargate > nodes": high,
      "controlPlane > nodes": "tcp 53, 443, 1025-65535; udp 53",
    };
    expect(measure("recommended", variant).flows).toEqual(variant.fargate ? besideFargate : nodesAlone);
  });
});

describe.each(variants.map((variant) => [nameOf(variant), variant] as const))(
  "the cluster security group alone: %s",
  (_, variant) => {
    it("lets its members talk and get out, and nobody else in", () => {
      const { flows, out, in: into } = measure("clusterSecurityGroupOnly", variant);
      expect([out, into]).toEqual([{}, {}]);
      const members = ["nodes", "controlPlane", ...(variant.fargate ? ["fargate"] : [])];
      const wanted = members.flatMap((from) =>
        [...members, "vpc", "internet"].map((to) => [`${from} > ${to}`, everything]),
      );
      expect(flows).toEqual(Object.fromEntries(wanted));
    });
  },
);
