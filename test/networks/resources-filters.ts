import { type Block, dataSource, id, Reference, resource, type Value } from "./blocks";
import {
  type Acl,
  type AclEntry,
  type Direction,
  type Group,
  groupNamed,
  type Network,
  type Peer,
  type PrefixList,
  type Rule,
} from "./model";

const vpc = id("aws_vpc.main");
const directions: readonly Direction[] = ["ingress", "egress"];

/** What gives the id of a security group. */
export function groupReference(network: Network, name: string): Reference {
  const { origin } = groupNamed(network, name);
  switch (origin) {
    case "made":
      return id(`aws_security_group.${name}`);
    case "cluster":
      return new Reference("aws_eks_cluster.main", "vpc_config[0].cluster_security_group_id");
    case "default":
      return new Reference("aws_vpc.main", "default_security_group_id");
    case "adopted":
      return id(`aws_default_security_group.${name}`);
    case "data":
      return id(`data.aws_security_group.${name}`);
  }
}

export function groupBlocks(network: Network, group: Group): Block[] {
  const { name, origin, encoding, rules } = group;
  const inline = encoding === "inline" ? inlineRules(network, rules) : {};
  const own: Block[] = {
    made: [resource("aws_security_group", name, { name, vpc_id: vpc, ...inline })],
    adopted: [resource("aws_default_security_group", name, { vpc_id: vpc, ...inline })],
    data: [dataSource("aws_security_group", name, { name, vpc_id: vpc })],
    cluster: [],
    default: [],
  }[origin];
  if (encoding === "inline") return own;
  const asBlocks = encoding === "rule" ? classicRule : rulesByDirection;
  return [...own, ...rules.flatMap((rule) => asBlocks(network, group, rule))];
}

/** Inline rules, of which a group that has none in a direction names none there. */
function inlineRules(network: Network, rules: readonly Rule[]): Readonly<Record<string, Value>> {
  const written = directions.flatMap((direction) => {
    const own = rules.filter((rule) => rule.direction === direction);
    return own.length === 0 ? [] : [[direction, own.map((rule) => inlineRule(network, rule))] as const];
  });
  return Object.fromEntries(written);
}

function inlineRule(network: Network, { protocol, from = 0, to = 0, peers, name }: Rule): Value {
  return { description: name, protocol, from_port: from, to_port: to, ...listsOf(network, peers) };
}

/** Peers as the lists of `aws_security_group` and `aws_security_group_rule`. */
function listsOf(network: Network, peers: readonly Peer[]): Readonly<Record<string, Value>> {
  const { ranges, groups, lists } = sorted(peers);
  const [v4, v6] = [ranges.filter((range) => !range.includes(":")), ranges.filter((range) => range.includes(":"))];
  const ids = groups.map((name) => groupReference(network, name));
  return {
    ...(v4.length === 0 ? {} : { cidr_blocks: v4 }),
    ...(v6.length === 0 ? {} : { ipv6_cidr_blocks: v6 }),
    ...(lists.length === 0 ? {} : { prefix_list_ids: lists.map((name) => prefixListReference(network, name)) }),
    ...(ids.length === 0 ? {} : { security_groups: ids }),
    ...(peers.includes("self") ? { self: true } : {}),
  };
}

function sorted(peers: readonly Peer[]) {
  const objects = peers.flatMap((peer) => (peer === "self" ? [] : [peer]));
  return {
    ranges: objects.flatMap((peer) => ("range" in peer ? [peer.range] : [])),
    groups: objects.flatMap((peer) => ("group" in peer ? [peer.group] : [])),
    lists: objects.flatMap((peer) => ("prefixList" in peer ? [peer.prefixList] : [])),
  };
}

/** `aws_security_group_rule`: one for all ranges and lists, one for each group. */
function classicRule(network: Network, group: Group, { name, direction, protocol, from = 0, to = 0, peers }: Rule) {
  const { groups } = sorted(peers);
  const common = {
    type: direction,
    security_group_id: groupReference(network, group.name),
    protocol,
    from_port: from,
    to_port: to,
  };
  const lists = listsOf(
    network,
    peers.filter((peer) => typeof peer === "object" && !("group" in peer)),
  );
  const others: Readonly<Record<string, Value>>[] = [
    ...(Object.keys(lists).length === 0 ? [] : [lists]),
    ...groups.map((peer) => ({ source_security_group_id: groupReference(network, peer) })),
    ...(peers.includes("self") ? [{ self: true }] : []),
  ];
  return others.map((other, at) =>
    resource("aws_security_group_rule", `${group.name}_${name}_${at}`, { ...common, ...other }),
  );
}

/** `aws_vpc_security_group_ingress_rule` and its counterpart: one for each peer, without ports where all protocols are meant. */
function rulesByDirection(network: Network, group: Group, { name, direction, protocol, from, to, peers }: Rule) {
  const isAll = protocol === "-1";
  return peers.map((peer, at) =>
    resource(`aws_vpc_security_group_${direction}_rule`, `${group.name}_${name}_${at}`, {
      security_group_id: groupReference(network, group.name),
      ip_protocol: protocol,
      from_port: isAll ? undefined : from,
      to_port: isAll ? undefined : to,
      ...single(network, group, peer),
    }),
  );
}

function single(network: Network, group: Group, peer: Peer): Readonly<Record<string, Value>> {
  if (peer === "self") return { referenced_security_group_id: groupReference(network, group.name) };
  if ("group" in peer) return { referenced_security_group_id: groupReference(network, peer.group) };
  if ("prefixList" in peer) return { prefix_list_id: prefixListReference(network, peer.prefixList) };
  return { [peer.range.includes(":") ? "cidr_ipv6" : "cidr_ipv4"]: peer.range };
}

function prefixListReference({ prefixLists }: Network, name: string): Reference {
  const isMade = prefixLists.find((list) => list.name === name)?.ranges !== undefined;
  return id(`${isMade ? "" : "data."}aws_ec2_managed_prefix_list.${name}`);
}

export function prefixListBlock({ name, ranges }: PrefixList): Block {
  if (ranges === undefined) return dataSource("aws_ec2_managed_prefix_list", name, { name });
  return resource("aws_ec2_managed_prefix_list", name, {
    name,
    address_family: "IPv4",
    max_entries: Math.max(ranges.length, 1),
    entry: ranges.map((cidr) => ({ cidr })),
  });
}

export function aclBlocks({ subnets }: Network, acl: Acl): Block[] {
  const { name, origin, encoding, association, entries } = acl;
  const type = origin === "adopted" ? "aws_default_network_acl" : "aws_network_acl";
  const theDefault = new Reference("aws_vpc.main", "default_network_acl_id");
  const associated = subnets.filter((subnet) => subnet.acl === name).map((subnet) => id(`aws_subnet.${subnet.name}`));
  const own = resource(type, name, {
    ...(origin === "adopted" ? { default_network_acl_id: theDefault } : { vpc_id: vpc }),
    ...(association === "argument" && associated.length > 0 ? { subnet_ids: associated } : {}),
    ...(encoding === "inline" ? inlineEntries(entries) : {}),
  });
  const target = origin === "made" ? id(`${type}.${name}`) : theDefault;
  return [
    ...(origin === "default" ? [] : [own]),
    ...(encoding === "inline" ? [] : entries.map((entry) => entryBlock(name, target, entry))),
  ];
}

function inlineEntries(entries: readonly AclEntry[]): Readonly<Record<string, Value>> {
  const written = directions.flatMap((direction) => {
    const own = entries.filter((entry) => entry.direction === direction);
    return own.length === 0 ? [] : [[direction, own.map(inlineEntry)] as const];
  });
  return Object.fromEntries(written);
}

function inlineEntry({ number, action, protocol, from = 0, to = 0, range }: AclEntry): Value {
  const family = range.includes(":") ? "ipv6_cidr_block" : "cidr_block";
  return { rule_no: number, action, protocol, from_port: from, to_port: to, [family]: range };
}

function entryBlock(acl: string, target: Reference, entry: AclEntry): Block {
  const { number, direction, action, protocol, from = 0, to = 0, range } = entry;
  return resource("aws_network_acl_rule", `${acl}_${direction}_${number}`, {
    network_acl_id: target,
    rule_number: number,
    egress: direction === "egress",
    rule_action: action,
    protocol,
    from_port: from,
    to_port: to,
    [range.includes(":") ? "ipv6_cidr_block" : "cidr_block"]: range,
  });
}
