import { type Direction, type Group, groupNamed, type Network, type Peer, type Rule } from "../networks/model";

/** Address families; a range is of one of them. */
export type Family = "ipv4" | "ipv6";

/** The security groups that a synthesized stack makes, and who carries which of them. */
export interface Emitted {
  /** Groups, with the rules that hold in one address family. */
  readonly network: Network;
  /** Groups of the control plane's interfaces, the one that EKS makes among them. */
  readonly controlPlane: readonly string[];
  /** Groups of the nodes of each node group. */
  readonly nodeGroups: readonly (readonly string[])[];
}

type Attributes = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** The group that EKS makes for a cluster. */
export const clusterGroup = "cluster";

const groupType = "aws_security_group";
const ruleTypes: Readonly<Record<string, Direction>> = {
  aws_vpc_security_group_ingress_rule: "ingress",
  aws_vpc_security_group_egress_rule: "egress",
};
/** The VPC's default group, adopted and empty: nobody carries it. */
const defaultGroupType = "aws_default_security_group";

/**
 * Reads what a stack makes of security groups from its `cdk.tf.json`, and from nothing else. What it does not know of is an error, so that no
 * rule is overlooked: inline rules, other resources about groups, ranges that are only a part of the world.
 */
export function emitted(text: string, family: Family): Emitted {
  const { resource }: { resource: Resources } = JSON.parse(text);
  const known = [groupType, defaultGroupType, ...Object.keys(ruleTypes)];
  const unread = Object.keys(resource).filter((type) => type.includes("security_group") && !known.includes(type));
  if (unread.length > 0) throw new Error(`nobody reads ${unread.join(", ")}`);
  for (const group of [groupType, defaultGroupType].flatMap((type) => Object.values(resource[type] ?? {}))) {
    const inline = [group["ingress"], group["egress"]].filter((rules) => rules !== undefined);
    if (inline.some((rules) => !Array.isArray(rules) || rules.length > 0)) throw new Error("a group has inline rules");
  }
  const rules = Object.entries(ruleTypes).flatMap(([type, direction]) =>
    Object.entries(resource[type] ?? {}).flatMap(([name, rule]) => ruleOf(name, direction, rule, family)),
  );
  const names = [clusterGroup, ...Object.keys(resource[groupType] ?? {})];
  const groups = names.map(
    (name): Group => ({
      name,
      origin: name === clusterGroup ? "cluster" : "made",
      encoding: "rule-by-direction",
      rules: rules.filter(({ group }) => group === name).map(({ rule }) => rule),
    }),
  );
  const [cluster] = Object.values(resource["aws_eks_cluster"] ?? {});
  return {
    network: networkOf(groups),
    controlPlane: [clusterGroup, ...groupsAt(record(cluster?.["vpc_config"])["security_group_ids"])],
    nodeGroups: Object.values(resource["aws_eks_node_group"] ?? {}).map((nodes) => groupsOfNodes(nodes, resource)),
  };
}

/** The same with the cluster security group as Terraform's rules alone make it, without those of EKS. */
export function withoutRulesOfEks({ network, ...rest }: Emitted): Emitted {
  const bare: Group = { ...groupNamed(network, clusterGroup), origin: "made" };
  return { ...rest, network: networkOf([bare, ...network.groups.filter(({ name }) => name !== clusterGroup)]) };
}

/** What the evaluator looks at for groups alone. */
function networkOf(groups: readonly Group[]): Network {
  return {
    vpc: { ranges: ["10.0.0.0/16"] },
    subnets: [],
    tables: [],
    acls: [],
    groups,
    prefixLists: [],
    nats: [],
    hasInternetGateway: false,
    endpoints: [],
    cluster: { subnets: [], groups: [], endpoint: "private" },
    carriers: [],
  };
}

function ruleOf(
  name: string,
  direction: Direction,
  attributes: Attributes,
  family: Family,
): readonly { readonly group: string; readonly rule: Rule }[] {
  const { security_group_id: group, ip_protocol: protocol, from_port: from, to_port: to } = attributes;
  const peer = peerOf(name, attributes, family);
  const ports = [from, to].every((port) => port === undefined || typeof port === "number");
  if (typeof protocol !== "string" || !ports) throw new Error(`${name} is no rule`);
  const bounds = { ...(typeof from === "number" ? { from } : {}), ...(typeof to === "number" ? { to } : {}) };
  return peer === undefined
    ? []
    : [{ group: groupOf(group), rule: { name, direction, protocol, ...bounds, peers: [peer] } }];
}

/** @returns nothing where the rule is of the other address family */
function peerOf(name: string, attributes: Attributes, family: Family): Peer | undefined {
  const { referenced_security_group_id: group, cidr_ipv4: ipv4, cidr_ipv6: ipv6, prefix_list_id: list } = attributes;
  if ([group, ipv4, ipv6, list].filter((peer) => peer !== undefined).length !== 1) throw new Error(`${name}: one peer`);
  if (group !== undefined) return { group: groupOf(group) };
  if (ipv4 === "0.0.0.0/0") return family === "ipv4" ? { range: ipv4 } : undefined;
  // The evaluator has IPv4 addresses alone; the whole of a family is the same in both.
  if (ipv6 === "::/0") return family === "ipv6" ? { range: "0.0.0.0/0" } : undefined;
  throw new Error(`${name}: a peer that is neither a group nor the world`);
}

function groupsOfNodes(nodes: Attributes, resource: Resources): readonly string[] {
  const id = String(record(nodes["launch_template"])["id"]);
  const template = /^\$\{aws_launch_template\.([\w-]+)\.id\}$/.exec(id)?.[1] ?? "";
  const attributes = resource["aws_launch_template"]?.[template];
  if (attributes === undefined || attributes["network_interfaces"] !== undefined) throw new Error(`${id}: no template`);
  const groups = groupsAt(attributes["vpc_security_group_ids"]);
  return groups.length === 0 ? [clusterGroup] : groups;
}

function groupsAt(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(groupOf) : [];
}

function groupOf(reference: unknown): string {
  const text = String(reference);
  if (/^\$\{aws_eks_cluster\.[\w-]+\.vpc_config\[0\]\.cluster_security_group_id\}$/.test(text)) return clusterGroup;
  const made = /^\$\{aws_security_group\.([\w-]+)\.id\}$/.exec(text)?.[1];
  if (made === undefined) throw new Error(`${text} is no group of the stack`);
  return made;
}

function record(value: unknown): Attributes {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
