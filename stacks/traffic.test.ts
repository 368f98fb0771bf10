import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { createStacks, type EksPlatformStack, parsePlatform } from "./index";

const nodes = "{ nodeGroups: { general: {} } }";
const fargate = "{ fargate: { all: { selectors: [{ namespace: kube-system }] } } }";

function file(traffic: string, dataPlane: string): string {
  return `
environments:
  production: { account: "111122223333", region: eu-central-1, version: "1.35" }
clusters:
  shop:
    environment: production
    network: { cidrBlock: 10.0.0.0/16, zones: [eu-central-1a, eu-central-1b] }
    dataPlane: ${dataPlane}
    traffic: ${traffic}
`;
}

function platform(traffic: string, dataPlane = nodes): EksPlatformStack {
  const { shop } = createStacks(Testing.app(), parsePlatform("platform.yaml", file(traffic, dataPlane)));
  if (shop === undefined) throw new Error("the file has no shop");
  return shop;
}

function rules(stack: EksPlatformStack): readonly string[] {
  return Object.keys(stack.traffic?.rules ?? {});
}

const bastion = `{ direction: ingress, protocol: tcp, fromPort: 443, toPort: 443, description: Operators`;

describe("the traffic of a platform file", () => {
  it("is a choice, or the same as settings", () => {
    expect(rules(platform("{ choice: strict }"))).toEqual(rules(platform("strict")));
    expect(rules(platform("{}"))).toEqual(rules(platform("recommended")));
    expect(rules(platform("strict"))).not.toEqual(rules(platform("recommended")));
  });

  it("lists ports of webhooks and between nodes with strict", () => {
    const ports = "{ metrics: { protocol: tcp, fromPort: 9100, toPort: 9101, description: Exporters } }";
    const added = rules(platform(`{ choice: strict, webhookPorts: [8443, 10251], nodePorts: ${ports} }`));
    const before = rules(platform("{ choice: strict, webhookPorts: [8443] }"));
    expect(added.filter((key) => !before.includes(key))).toEqual([
      "node-ingress-webhooks-10251-from-control-plane",
      "control-plane-egress-webhooks-10251-to-node",
      "node-ingress-port-metrics-from-node",
      "node-egress-port-metrics-to-node",
    ]);
    expect(before.filter((key) => !added.includes(key))).toEqual([]);
  });

  it("has further rules by key, of the cluster security group where that is the only one", () => {
    const extra = (group: string) =>
      `{ extraRules: { bastion: ${bastion}, group: ${group}, peer: { prefixListId: pl-1 } } } }`;
    expect(rules(platform(extra("controlPlane")))).toContain("bastion");
    const shared = platform(extra("fargate"), fargate);
    expect(rules(shared)).toEqual(["bastion"]);
    const made: { resource: Record<string, Record<string, unknown>> } = JSON.parse(Testing.synth(shared));
    expect(Object.values(made.resource["aws_vpc_security_group_ingress_rule"] ?? {})).toContainEqual(
      expect.objectContaining({
        security_group_id: expect.stringMatching(/^\$\{aws_eks_cluster\..*cluster_security_group_id\}$/),
        prefix_list_id: "pl-1",
      }),
    );
  });

  it.each<[string, string, string, string?]>([
    ["a port that is none", "{ choice: strict, webhookPorts: [0] }", "traffic.webhookPorts[0] = 0: must be a port"],
    [
      "ports without strict",
      "{ webhookPorts: [443] }",
      'traffic.webhookPorts = [443]: only takes effect with choice "strict"',
    ],
    ["a choice that is none", "{ choice: open }", 'traffic.choice = "open": must be one of "recommended", "strict"'],
    [
      "a key that is none",
      "{ nodePort: {} }",
      'traffic.nodePort: unknown key; allowed: choice, webhookPorts, nodePorts, extraRules; did you mean "nodePorts"?',
    ],
    [
      "a rule without a peer",
      `{ extraRules: { bastion: ${bastion}, group: nodes } } }`,
      "traffic.extraRules.bastion.peer: is missing",
    ],
    [
      "groups that are not there",
      `{ extraRules: { bastion: ${bastion}, group: nodes, peer: { cidrIpv4: 192.0.2.0/24 } } } }`,
      'traffic.extraRules.bastion.group = "nodes": is not a group given here; there are fargate',
      fargate,
    ],
    [
      "groups of one's own with Fargate alone",
      "{ choice: strict }",
      'traffic = "strict": must be clusterSecurityGroupOnly with Fargate alone',
      fargate,
    ],
  ])("is refused with %s", (_, traffic, message, dataPlane = nodes) => {
    expect(() => platform(traffic, dataPlane)).toThrow(message);
  });
});
