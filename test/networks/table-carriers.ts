import type { Carrier, FargateProfile, Network, NodeGroup } from "./model";
import { acl, entry, groupPeer, nodes, rule, separate, serverless, together, world } from "./platforms";
import { type Case, inGroups, withAcl, withGroup, withNodes, withRule, withSubnets } from "./table";

const carriers = (network: Network, ...of: readonly Carrier[]): Network => ({ ...network, carriers: of });

/** The control plane has no group but the one that EKS makes, and the launch template names another. */
const lost: Network = inGroups(
  withGroup(together, "node", {
    rules: [
      rule("ingress", "kubelet", "tcp 10250", groupPeer("cluster")),
      rule("ingress", "dns", "-1", "self"),
      rule("egress", "out", "-1", world),
    ],
  }),
  "node",
);
const onInterface = (network: Network, ...groups: readonly string[]): Network =>
  withNodes(network, { template: { groups, place: "interface" } });

const templates: readonly Case[] = [
  { title: "a launch template that loses the cluster's group", network: lost, but: "api blocked" },
  { title: "the same with the cluster's group named again", network: inGroups(lost, "node", "cluster") },
  {
    title: "the same with a rule in the cluster's group",
    network: withGroup(lost, "cluster", {
      origin: "cluster",
      rules: [rule("ingress", "n", "tcp 443", groupPeer("node"))],
    }),
  },
  { title: "a launch template without groups", network: inGroups(separate) },
  { title: "no launch template", network: together },
  { title: "groups in network_interfaces", network: onInterface(separate, "node") },
  {
    title: "groups in network_interfaces that lose the cluster's group",
    network: onInterface(lost, "node"),
    but: "api blocked",
  },
  { title: "network_interfaces without groups", network: onInterface(separate) },
  {
    title: "another group than the one with the rules",
    network: inGroups(withGroup(separate, "other", {}), "other"),
    but: "api blocked, kubelet blocked, dns blocked, egress blocked",
  },
  {
    title: "another group that lets everything out",
    network: inGroups(withGroup(separate, "other", { rules: [rule("egress", "out", "-1", world)] }), "other"),
    but: "api blocked, kubelet blocked, dns blocked",
  },
  {
    title: "the rules in two groups, both of which the nodes have",
    network: inGroups(
      withGroup(withRule(separate, "node", "out"), "other", { rules: [rule("egress", "out", "-1", world)] }),
      "node",
      "other",
    ),
  },
];

const system: FargateProfile = { kind: "fargate", name: "system", subnets: ["node_a"], namespace: "kube-system" };
const second: NodeGroup = { kind: "nodes", name: "second", subnets: ["node_b"] };
const tainted: NodeGroup = { ...nodes, isTainted: true };
const dnsInCluster = rule("ingress", "dns", "-1", groupPeer("node"));

const several: readonly Case[] = [
  { title: "Fargate that asks Fargate", network: serverless, carrier: "aws_eks_fargate_profile.apps" },
  { title: "Fargate that may run CoreDNS itself", network: serverless, carrier: "aws_eks_fargate_profile.system" },
  {
    title: "tainted nodes, whose CoreDNS runs on Fargate in a group that does not let them in",
    network: carriers(separate, tainted, system),
    but: "dns blocked",
  },
  {
    title: "tainted nodes, whose CoreDNS runs on Fargate in a group that lets them in",
    network: withGroup(carriers(separate, tainted, system), "cluster", { origin: "cluster", rules: [dnsInCluster] }),
  },
  {
    title: "nodes that may run CoreDNS, beside others that do not let them in",
    network: carriers(separate, nodes, second),
    but: "dns blocked",
  },
  {
    title: "the others, which the first do not let in",
    network: withGroup(carriers(separate, nodes, second), "cluster", { origin: "cluster", rules: [dnsInCluster] }),
    carrier: "aws_eks_node_group.second",
    but: "dns blocked",
  },
  {
    title: "nodes beside others that are tainted, and so run no CoreDNS",
    network: carriers(separate, nodes, { ...second, isTainted: true }),
  },
  {
    title: "Fargate beside nodes that do not let it in",
    network: carriers(separate, nodes, { ...system, namespace: "apps" }),
    carrier: "aws_eks_fargate_profile.system",
    but: "dns blocked",
  },
];

/** The nodes in a second range of the VPC. */
const secondary: Network = {
  ...withSubnets(separate, (subnet) => {
    const range = { node_a: "100.64.0.0/17", node_b: "100.64.128.0/17" }[subnet.name];
    return range === undefined ? subnet : { ...subnet, range };
  }),
  vpc: { ranges: ["10.0.0.0/16", "100.64.0.0/16"] },
};
const fromRange = (network: Network, ...ranges: readonly string[]): Network =>
  withRule(network, "eni", "api", rule("ingress", "r", "tcp 443", ...ranges.map((range) => ({ range }))));
const aclFor = (range: string) =>
  acl("plane", [entry("ingress", `100 allow -1 ${range}`), entry("egress", "100 allow -1 0.0.0.0/0")]);

const dual: Network = {
  ...withSubnets(separate, (subnet) => ({ ...subnet, ipv6: `2001:db8:0:${separate.subnets.indexOf(subnet)}::/64` })),
  vpc: { ranges: ["10.0.0.0/16"], ipv6: "2001:db8::/56" },
};

const ranges: readonly Case[] = [
  { title: "nodes in a second range, by group", network: secondary },
  { title: "nodes in a second range, by the first", network: fromRange(secondary, "10.0.0.0/16"), but: "api blocked" },
  { title: "nodes in a second range, by both", network: fromRange(secondary, "10.0.0.0/16", "100.64.0.0/16") },
  {
    title: "nodes in a second range, by a half of it",
    network: fromRange(secondary, "100.64.0.0/17"),
    but: "api blocked",
  },
  {
    title: "nodes in a second range, with an ACL for the first",
    network: withAcl(secondary, aclFor("10.0.0.0/16"), "eni_a", "eni_b"),
    but: "api blocked, kubelet blocked",
  },
  {
    title: "nodes in a second range, with an ACL for it",
    network: withAcl(secondary, aclFor("100.64.0.0/16"), "eni_a", "eni_b"),
  },
  { title: "dual stack, by group", network: dual },
  { title: "dual stack, by IPv4", network: fromRange(dual, "10.0.32.0/19") },
  {
    title: "dual stack, by IPv6, which a cluster of IPv4 does not use",
    network: fromRange(dual, "2001:db8::/56"),
    but: "api blocked",
  },
  {
    title: "dual stack, with an ACL for IPv6",
    network: withAcl(dual, aclFor("::/0"), "eni_a", "eni_b"),
    but: "api blocked, kubelet blocked",
  },
  {
    title: "the control plane in the nodes' subnets",
    network: { ...separate, cluster: { ...separate.cluster, subnets: ["node_a", "node_b"] } },
  },
  {
    title: "one subnet of the control plane that no rule knows",
    network: {
      ...withRule(separate, "node", "kubelet", rule("ingress", "k", "tcp 10250", { range: "10.0.16.0/23" })),
      cluster: { ...separate.cluster, subnets: ["eni_a", "eni_b", "node_a"] },
    },
    but: "kubelet blocked",
  },
];

export const carrierCases: readonly Case[] = [...templates, ...several, ...ranges];
