import { addressOf, type Block, dataSource, id, Reference, resource } from "./blocks";
import type { Group, Network, PrefixList } from "./model";
import { groupPeer, rule, separate, together, world } from "./platforms";
import { type Case, encoded, inGroups, withGroup, withRule } from "./table";
import { gathered } from "./transform";

const encodings: readonly Group["encoding"][] = ["inline", "rule", "rule-by-direction"];
const both = (network: Network, encoding: Group["encoding"]) =>
  encoded(encoded(network, "eni", encoding), "node", encoding);

const everyEncoding: readonly Case[] = encodings.flatMap((encoding): Case[] => [
  { title: `every rule, as ${encoding}`, network: both(separate, encoding) },
  {
    title: `without the API's rule, as ${encoding}`,
    network: both(withRule(separate, "eni", "api"), encoding),
    but: "api blocked",
  },
  {
    title: `without the kubelet's rule, as ${encoding}`,
    network: both(withRule(separate, "node", "kubelet"), encoding),
    but: "kubelet blocked",
  },
  {
    title: `without DNS over udp, as ${encoding}`,
    network: both(withRule(separate, "node", "dns_udp"), encoding),
    but: "dns blocked",
  },
  {
    title: `two ranges in one rule, as ${encoding}`,
    network: both(
      withRule(
        separate,
        "eni",
        "api",
        rule("ingress", "r", "6 443", { range: "10.0.32.0/20" }, { range: "10.0.48.0/20" }),
      ),
      encoding,
    ),
  },
  {
    title: `two groups in one rule, as ${encoding}`,
    network: encoded(
      withRule(separate, "node", "kubelet", rule("ingress", "k", "tcp 10250", groupPeer("eni"), groupPeer("cluster"))),
      "node",
      encoding,
    ),
    butInPlans: encoding === "inline" ? "kubelet undetermined" : undefined,
  },
  {
    title: `a range of either family in one rule, as ${encoding}`,
    network: both(
      withRule(separate, "eni", "api", rule("ingress", "r", "tcp 443", { range: "::/0" }, { range: "10.0.32.0/19" })),
      encoding,
    ),
  },
]);

const olderWords: readonly Case[] = [
  {
    title: "all protocols by name, in an older rule",
    network: encoded(withRule(separate, "eni", "api", rule("ingress", "a", "all", groupPeer("node"))), "eni", "rule"),
  },
  {
    title: "all protocols with ports beside them, which do not count",
    network: encoded(withRule(separate, "eni", "api", rule("ingress", "a", "-1 22", groupPeer("node"))), "eni", "rule"),
  },
  {
    title: "rules of one group inline, of the other as resources",
    network: encoded(separate, "eni", "inline"),
  },
  {
    title: "a rule for the cluster's group, added to it",
    network: withGroup({ ...separate, cluster: { ...separate.cluster, groups: [] } }, "cluster", {
      origin: "cluster",
      rules: [rule("ingress", "api", "tcp 443", groupPeer("node"))],
    }),
    but: "kubelet blocked",
  },
];

const lists = (network: Network, ...prefixLists: readonly PrefixList[]): Network => ({ ...network, prefixLists });
const fromLists = (...names: readonly string[]) =>
  withRule(separate, "eni", "api", rule("ingress", "l", "tcp 443", ...names.map((prefixList) => ({ prefixList }))));

const prefixLists: readonly Case[] = [
  {
    title: "a prefix list of the nodes' ranges",
    network: lists(fromLists("n"), { name: "n", ranges: ["10.0.32.0/20", "10.0.48.0/20"] }),
  },
  {
    title: "a prefix list of other ranges",
    network: lists(fromLists("n"), { name: "n", ranges: ["10.0.16.0/23"] }),
    but: "api blocked",
  },
  {
    title: "a prefix list of half of a subnet",
    network: lists(fromLists("n"), { name: "n", ranges: ["10.0.32.0/21", "10.0.48.0/20"] }),
    but: "api blocked",
  },
  {
    title: "a prefix list without entries",
    network: lists(fromLists("n"), { name: "n", ranges: [] }),
    but: "api blocked",
  },
  {
    title: "two prefix lists, each with one subnet",
    network: lists(
      fromLists("a", "b"),
      { name: "a", ranges: ["10.0.32.0/20"] },
      { name: "b", ranges: ["10.0.48.0/20"] },
    ),
  },
  {
    title: "two prefix lists in one inline rule, which a plan does not tell apart",
    network: encoded(
      lists(fromLists("a", "b"), { name: "a", ranges: ["10.0.32.0/19"] }, { name: "b", ranges: ["10.0.16.0/23"] }),
      "eni",
      "inline",
    ),
    butInPlans: "api undetermined",
  },
  { title: "a prefix list that is looked up", network: lists(fromLists("n"), { name: "n" }), but: "api undetermined" },
  {
    title: "a prefix list that is looked up, beside a rule that is enough",
    network: lists(withRule(fromLists("n"), "eni", undefined, rule("ingress", "g", "tcp 443", groupPeer("node"))), {
      name: "n",
    }),
  },
  {
    title: "a prefix list that is looked up, in a rule for another port",
    network: lists(withRule(separate, "eni", "api", rule("ingress", "l", "tcp 80", { prefixList: "n" })), {
      name: "n",
    }),
    but: "api blocked",
  },
];

const open = rule("egress", "out", "-1", world);

const origins: readonly Case[] = [
  { title: "all in the group that EKS makes", network: together },
  {
    title: "all in the VPC's default group as AWS makes it",
    network: inGroups(
      withGroup({ ...together, cluster: { ...together.cluster, groups: ["vpc"] } }, "vpc", { origin: "default" }),
      "vpc",
    ),
  },
  {
    title: "all in the VPC's default group, adopted without rules",
    network: inGroups(
      withGroup({ ...together, cluster: { ...together.cluster, groups: ["vpc"] } }, "vpc", { origin: "adopted" }),
      "vpc",
    ),
    but: "api blocked, kubelet blocked, dns blocked, egress blocked",
  },
  {
    title: "all in the VPC's default group, adopted with its rules",
    network: inGroups(
      withGroup({ ...together, cluster: { ...together.cluster, groups: ["vpc"] } }, "vpc", {
        origin: "adopted",
        encoding: "inline",
        rules: [rule("ingress", "in", "-1", "self"), open],
      }),
      "vpc",
    ),
  },
  {
    title: "all in a group made here, which Terraform leaves without the rule that lets out",
    network: inGroups(
      withGroup({ ...together, cluster: { ...together.cluster, groups: ["own"] } }, "own", {
        rules: [rule("ingress", "in", "-1", "self")],
      }),
      "own",
    ),
    but: "api blocked, dns blocked, egress blocked",
  },
  {
    title: "the nodes in a group that is looked up",
    network: inGroups(withGroup(separate, "shared", { origin: "data" }), "shared"),
    but: "api undetermined, kubelet undetermined, dns undetermined, egress undetermined",
  },
  {
    title: "the nodes in a group that is looked up, beside their own",
    network: inGroups(withGroup(separate, "shared", { origin: "data" }), "node", "shared"),
  },
  {
    title: "the nodes in a group that is looked up, and that gets rules here",
    network: inGroups(
      withGroup(withRule(separate, "eni", "api", rule("ingress", "s", "tcp 443", groupPeer("shared"))), "shared", {
        origin: "data",
        rules: [rule("ingress", "k", "tcp 10250", groupPeer("eni")), rule("ingress", "d", "-1", "self"), open],
      }),
      "shared",
    ),
  },
  {
    title: "the control plane in a group that is looked up",
    network: withGroup(
      {
        ...withRule(separate, "node", "kubelet", rule("ingress", "k", "tcp 10250", groupPeer("cluster"))),
        cluster: { ...separate.cluster, groups: ["shared"] },
      },
      "shared",
      { origin: "data" },
    ),
    but: "api undetermined",
  },
];

/** The subnets of nodes from a data source that is read later. */
function lookedUp(blocks: readonly Block[]): readonly Block[] {
  return blocks
    .map((block) =>
      addressOf(block) === "aws_eks_node_group.main"
        ? { ...block, args: { ...block.args, subnet_ids: new Reference("data.aws_subnets.nodes", "ids") } }
        : block,
    )
    .concat(dataSource("aws_subnets", "nodes", { filter: [{ name: "vpc-id", values: [id("aws_vpc.main")] }] }));
}

const instances: readonly Case[] = (["count", "for_each"] as const).flatMap((by): Case[] => [
  { title: `everything that can be by ${by}`, network: separate, blocks: (blocks) => gathered(blocks, by).blocks },
  {
    title: `everything that can be by ${by}, without the API's rule`,
    network: withRule(separate, "eni", "api"),
    blocks: (blocks) => gathered(blocks, by).blocks,
    but: "api blocked",
  },
]);

const beyond: readonly Case[] = [
  {
    title: "the nodes in subnets that are looked up",
    network: separate,
    blocks: lookedUp,
    but: "api undetermined, kubelet undetermined, dns undetermined, egress undetermined",
  },
  {
    title: "a rule whose group is a variable",
    network: withRule(separate, "eni", "api"),
    blocks: (blocks) => [
      ...blocks,
      resource("aws_vpc_security_group_ingress_rule", "api", {
        security_group_id: id("aws_security_group.eni"),
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        referenced_security_group_id: new Reference("var", "nodes"),
      }),
    ],
    but: "api undetermined",
  },
];

export const encodingCases: readonly Case[] = [
  ...everyEncoding,
  ...olderWords,
  ...prefixLists,
  ...origins,
  ...instances,
  ...beyond,
];
