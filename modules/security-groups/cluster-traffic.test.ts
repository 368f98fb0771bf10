import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  ClusterTraffic,
  type ClusterTrafficProps,
  ControlPlaneEniSecurityGroup,
  EfaSecurityGroup,
  EndpointSecurityGroup,
  NodeSecurityGroup,
  PodSecurityGroup,
  type TrafficPeer,
  type TrafficRule,
} from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

function groups(clusterTag = true) {
  const stack = new TerraformStack(Testing.app(), "test");
  const shared = { vpcId: "vpc-1", clusterName: "demo" };
  const controlPlane = new ControlPlaneEniSecurityGroup(stack, "eni", shared);
  const nodes = new NodeSecurityGroup(stack, "nodes", { ...shared, clusterTag });
  return { stack, controlPlane, nodes };
}

function resources(stack: TerraformStack): Resources {
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function synthesize(props: Omit<ClusterTrafficProps, "controlPlane" | "nodes"> = {}): Resources {
  const { stack, controlPlane, nodes } = groups();
  new ClusterTraffic(stack, "traffic", { controlPlane, nodes, ...props });
  return resources(stack);
}

function ruleNamed(all: Resources, type: string, key: string): Record<string, unknown> | undefined {
  return Object.entries(all[type] ?? {}).find(([address]) => address.startsWith(`traffic_${key}_`))?.[1];
}

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";

describe("ClusterTraffic", () => {
  it("makes one described rule resource for each rule, whose address holds the rule's key", () => {
    const all = synthesize();
    expect(ruleNamed(all, INGRESS, "node-ingress-kubelet-from-control-plane")).toMatchObject({
      security_group_id: expect.stringContaining("aws_security_group.nodes_"),
      referenced_security_group_id: expect.stringContaining("aws_security_group.eni_"),
      ip_protocol: "tcp",
      from_port: 10250,
      to_port: 10250,
      description: "Kubelet: logs, exec, metrics, from control plane",
    });
    const rules = [...Object.values(all[INGRESS] ?? {}), ...Object.values(all[EGRESS] ?? {})];
    expect(rules).toHaveLength(13);
    expect(rules.filter((rule) => typeof rule["description"] !== "string" || rule["description"] === "")).toEqual([]);
  });

  it("leaves ports out of a rule for all protocols, which EC2 refuses there", () => {
    const rule = ruleNamed(synthesize(), EGRESS, "node-egress-all");
    expect(rule).toMatchObject({ ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" });
    expect(rule).not.toHaveProperty("from_port");
    expect(rule).not.toHaveProperty("to_port");
  });

  it("lets a transform take a rule away by its key, and moves no other", () => {
    const key = "node-ingress-kubelet-from-control-plane";
    const without = synthesize({
      transform: {
        rules: ({ [key]: _, ...rest }) => rest,
      },
    });
    const before = Object.keys(synthesize()[INGRESS] ?? {});
    const after = Object.keys(without[INGRESS] ?? {});
    expect(before.filter((address) => !after.includes(address))).toEqual([expect.stringContaining(key)]);
    expect(after.filter((address) => !before.includes(address))).toEqual([]);
  });

  it("lets a transform add a rule with a peer of its own", () => {
    const all = synthesize({
      transform: {
        rules: (rules) => ({
          ...rules,
          bastion: {
            group: "controlPlane",
            direction: "ingress",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            peer: { prefixListId: "pl-1" },
            description: "Operators",
          },
        }),
      },
    });
    expect(ruleNamed(all, INGRESS, "bastion")).toMatchObject({ prefix_list_id: "pl-1", from_port: 443 });
  });

  const bastion: Omit<TrafficRule, "peer"> = {
    group: "controlPlane",
    direction: "ingress",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    description: "Operators",
  };

  it.each<[string, TrafficPeer, Record<string, string>]>([
    ["another group", { securityGroupId: "sg-1" }, { referenced_security_group_id: "sg-1" }],
    ["a prefix list", { prefixListId: "pl-1" }, { prefix_list_id: "pl-1" }],
    ["an IPv4 range", { cidrIpv4: "192.0.2.0/24" }, { cidr_ipv4: "192.0.2.0/24" }],
    ["an IPv6 range", { cidrIpv6: "2001:db8::/32" }, { cidr_ipv6: "2001:db8::/32" }],
  ])("makes a further rule by its key, with %s as its peer and nothing else", (_, peer, wanted) => {
    const all = synthesize({ choice: "strict", extraRules: { bastion: { ...bastion, peer } } });
    const rule = ruleNamed(all, INGRESS, "bastion");
    expect(rule).toMatchObject({ ...wanted, from_port: 443, description: "Operators" });
    const peers = ["referenced_security_group_id", "prefix_list_id", "cidr_ipv4", "cidr_ipv6"];
    expect(peers.filter((name) => rule?.[name] !== undefined)).toEqual(Object.keys(wanted));
  });

  it("makes a further rule between the groups themselves, and moves no other", () => {
    const own = { ...bastion, group: "nodes", fromPort: 80, toPort: 80, peer: { group: "controlPlane" } } as const;
    const after = Object.keys(synthesize({ extraRules: { own } })[INGRESS] ?? {});
    const before = Object.keys(synthesize()[INGRESS] ?? {});
    expect(after.filter((address) => !before.includes(address))).toEqual([expect.stringMatching(/^traffic_own_/)]);
    expect(before.filter((address) => !after.includes(address))).toEqual([]);
  });

  it("makes further rules of the cluster security group alone, which is where they are all that is made", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    const peer = { cidrIpv4: "192.0.2.0/24" };
    new ClusterTraffic(stack, "traffic", {
      choice: "clusterSecurityGroupOnly",
      fargateSecurityGroupId: "sg-cluster",
      extraRules: { bastion: { ...bastion, group: "fargate", peer } },
    });
    expect(Object.values(resources(stack)[INGRESS] ?? {})).toMatchObject([{ security_group_id: "sg-cluster" }]);
    expect(Object.keys(resources(stack))).toEqual([INGRESS]);
  });

  it("refuses a further rule whose key is taken, whose peer is none or two, or which says nothing new", () => {
    const { stack, controlPlane, nodes } = groups();
    const two = { cidrIpv4: "192.0.2.0/24", cidrIpv6: "2001:db8::/32" };
    const extraRules: Record<string, TrafficRule> = {
      "node-ingress-dns-tcp-from-node": { ...bastion, peer: { securityGroupId: "sg-1" } },
      "a b": { ...bastion, peer: { securityGroupId: "sg-2" } },
      two: { ...bastion, peer: two },
      wide: { ...bastion, peer: { cidrIpv4: "192.0.2.1/24" } },
      mixed: { ...bastion, peer: { cidrIpv6: "192.0.2.0/24" } },
      ports: { ...bastion, fromPort: 9, toPort: 8, peer: { securityGroupId: "sg-1" } },
      again: { ...bastion, peer: { group: "nodes" } },
    };
    expect(() => new ClusterTraffic(stack, "traffic", { controlPlane, nodes, extraRules })).toThrow(
      new RegExp(
        [
          "7 problems",
          'extraRules.node-ingress-dns-tcp-from-node = "Operators": has the key of a rule of the choice',
          'extraRules.a b = "a b": must have letters, digits, and ._-',
          "extraRules.two.peer = .*: must be one of group, securityGroupId, prefixListId, cidrIpv4 and cidrIpv6",
          'extraRules.wide.peer.cidrIpv4 = "192.0.2.1/24": must be an IPv4 range',
          'extraRules.mixed.peer.cidrIpv6 = "192.0.2.0/24": must be an IPv6 range',
          "extraRules.ports.toPort = 8: must be a port, 9 to 65535",
          'extraRules.again = "Operators": says the same as control-plane-ingress-api-from-node',
        ].join("[\\s\\S]*"),
      ),
    );
  });

  it("takes all ports of a protocol from 0 on", () => {
    const extraRules = { all: { ...bastion, fromPort: 0, toPort: 65535, peer: { securityGroupId: "sg-1" } } };
    expect(ruleNamed(synthesize({ extraRules }), INGRESS, "all")).toMatchObject({ from_port: 0, to_port: 65535 });
  });

  it("opens the group of interface endpoints to nodes and Fargate pods on 443, and to nobody else", () => {
    for (const choice of ["recommended", "strict"] as const) {
      const props = { choice, endpointSecurityGroupId: "sg-endpoints", fargateSecurityGroupId: "sg-cluster" };
      const before = synthesize({ choice, fargateSecurityGroupId: "sg-cluster" });
      const after = synthesize(props);
      const added = Object.values(after[INGRESS] ?? {}).filter((rule) => rule["security_group_id"] === "sg-endpoints");
      expect(added).toMatchObject([
        { referenced_security_group_id: expect.stringContaining("aws_security_group.nodes_"), ip_protocol: "tcp" },
        { referenced_security_group_id: "sg-cluster", from_port: 443, to_port: 443 },
      ]);
      expect(Object.keys(after[INGRESS] ?? {})).toHaveLength(Object.keys(before[INGRESS] ?? {}).length + 2);
      expect(after[EGRESS]).toEqual(before[EGRESS]);
    }
  });

  it("has a rule of one address family each, whichever the choice", () => {
    for (const choice of ["recommended", "strict"] as const) {
      const rules = Object.values(synthesize({ choice, ipv6: true })[EGRESS] ?? {});
      const ranges = rules.filter((rule) => rule["cidr_ipv4"] !== undefined || rule["cidr_ipv6"] !== undefined);
      expect(ranges).toHaveLength(2);
      expect(ranges.map((rule) => [rule["cidr_ipv4"], rule["cidr_ipv6"]])).toEqual(
        expect.arrayContaining([
          ["0.0.0.0/0", undefined],
          [undefined, "::/0"],
        ]),
      );
    }
  });

  it("opens rules of the cluster security group where Fargate pods run beside nodes", () => {
    const all = synthesize({ fargateSecurityGroupId: "sg-cluster" });
    expect(ruleNamed(all, INGRESS, "fargate-ingress-fargate-dns-udp-from-node")).toMatchObject({
      security_group_id: "sg-cluster",
      ip_protocol: "udp",
      from_port: 53,
    });
  });

  it("makes nothing with the cluster security group alone", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    const traffic = new ClusterTraffic(stack, "traffic", { choice: "clusterSecurityGroupOnly" });
    expect(traffic.resources).toEqual([]);
    expect(resources(stack)).toBeUndefined();
  });

  it("reports everything wrong with its props at once", () => {
    const { stack, nodes } = groups();
    const props = {
      nodes,
      webhookPorts: [0],
      nodePorts: { a: { protocol: "tcp", fromPort: 90, toPort: 80, description: "" } },
    } as const;
    expect(() => new ClusterTraffic(stack, "traffic", props)).toThrow(
      /controlPlane = \(absent\): is needed with choice "recommended"[\s\S]*webhookPorts = \[0\]: only takes effect with choice "strict"[\s\S]*webhookPorts\[0\] = 0: must be a port[\s\S]*nodePorts\.a\.toPort = 80: must be a port, 90 to 65535/,
    );
  });

  it("refuses groups beside the cluster security group alone", () => {
    const { stack, nodes } = groups();
    expect(() => new ClusterTraffic(stack, "traffic", { choice: "clusterSecurityGroupOnly", nodes })).toThrow(
      /nodes = "nodes": must be left out/,
    );
  });

  it("refuses rules that EC2 would refuse, whoever wrote them", () => {
    const { stack, controlPlane, nodes } = groups();
    const rule = {
      group: "nodes",
      direction: "ingress",
      protocol: "tcp",
      peer: { group: "fargate" },
      description: "naïve",
    } as const;
    expect(
      () => new ClusterTraffic(stack, "traffic", { controlPlane, nodes, transform: { rules: () => ({ own: rule }) } }),
    ).toThrow(
      /rules\.own\.peer\.group = "fargate": is not a group given here; there are controlPlane, nodes[\s\S]*rules\.own\.description = "naïve"[\s\S]*are needed with protocol tcp/,
    );
  });
});

describe("the security groups", () => {
  it("have no rules of their own, so that inline rules and rule resources are never mixed", () => {
    const { stack } = groups();
    for (const group of Object.values(resources(stack)["aws_security_group"] ?? {})) {
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    }
  });

  it("tag the nodes' group alone as the cluster's, whichever else there are", () => {
    const tagged = (clusterTag: boolean) => {
      const { stack } = groups(clusterTag);
      const shared = { vpcId: "vpc-1", clusterName: "demo" };
      new PodSecurityGroup(stack, "pods", { ...shared, name: "payments" });
      new EndpointSecurityGroup(stack, "endpoints", shared);
      new EfaSecurityGroup(stack, "efa", shared);
      const made = Object.entries(resources(stack)["aws_security_group"] ?? {});
      expect(made).toHaveLength(5);
      return made
        .filter(([, group]) => JSON.stringify(group["tags"]).includes("kubernetes.io/cluster/"))
        .map(([address, group]) => {
          expect(group["tags"]).toMatchObject({ "kubernetes.io/cluster/demo": "owned" });
          return address.split("_")[0];
        });
    };
    expect(tagged(true)).toEqual(["nodes"]);
    expect(tagged(false)).toEqual([]);
  });

  it("refuse a name of pods that EC2 would refuse, beside what else is wrong", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    expect(() => new PodSecurityGroup(stack, "pods", { vpcId: "vpc-1", clusterName: "", name: "p/q" })).toThrow(
      'PodSecurityGroup "pods": 2 problems\n  clusterName = "": must have 1 to 100 characters\n  name = "p/q": must have 1 to 100 letters',
    );
  });

  it("refuse a cluster name that EKS would refuse", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    expect(() => new NodeSecurityGroup(stack, "nodes", { vpcId: "vpc-1", clusterName: "" })).toThrow(
      'NodeSecurityGroup "nodes": 1 problem\n  clusterName = "": must have 1 to 100 characters',
    );
  });
});
