import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { ClusterTraffic, type ClusterTrafficProps, ControlPlaneEniSecurityGroup, NodeSecurityGroup } from "./index";

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

  it("tag the nodes' group alone as the cluster's", () => {
    const tagged = (clusterTag: boolean) =>
      Object.entries(resources(groups(clusterTag).stack)["aws_security_group"] ?? {})
        .filter(([, group]) => JSON.stringify(group["tags"]).includes('"kubernetes.io/cluster/demo":"owned"'))
        .map(([address]) => address.split("_")[0]);
    expect(tagged(true)).toEqual(["nodes"]);
    expect(tagged(false)).toEqual([]);
  });

  it("refuse a cluster name that EKS would refuse", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    expect(() => new NodeSecurityGroup(stack, "nodes", { vpcId: "vpc-1", clusterName: "" })).toThrow(
      'NodeSecurityGroup "nodes": 1 problem\n  clusterName = "": must have 1 to 100 characters',
    );
  });
});
