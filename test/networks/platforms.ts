import type { Acl, AclEntry, Direction, Group, Network, NodeGroup, Peer, RouteTable, Rule } from "./model";

export const world: Peer = { range: "0.0.0.0/0" };

export const groupPeer = (group: string): Peer => ({ group });

export function rule(direction: Direction, name: string, ports: string, ...peers: readonly Peer[]): Rule {
  return { direction, name, ...portsOf(ports), peers };
}

/** `tcp 443`, `tcp 1024-65535`, `-1`. */
function portsOf(text: string): { readonly protocol: string; readonly from?: number; readonly to?: number } {
  const [protocol = "", ports] = text.split(" ");
  if (ports === undefined) return { protocol };
  const [, from = "", to = from] = /^(-?\d+)(?:-(\d+))?$/.exec(ports) ?? [];
  return { protocol, from: Number(from), to: Number(to) };
}

/** `100 allow tcp 443 10.0.0.0/16`, in one direction. */
export function entry(direction: Direction, text: string): AclEntry {
  const words = text.split(" ");
  const [number = "", action = "", ...rest] = words;
  const range = rest.pop() ?? "";
  if (action !== "allow" && action !== "deny") throw new Error(`${text} neither allows nor denies`);
  return { number: Number(number), direction, action, range, ...portsOf(rest.join(" ")) };
}

export function acl(name: string, entries: readonly AclEntry[], more: Partial<Acl> = {}): Acl {
  return { name, origin: "made", encoding: "inline", association: "argument", entries, ...more };
}

const privateTable: RouteTable = {
  name: "private",
  origin: "made",
  encoding: "resource",
  routes: [{ to: "0.0.0.0/0", via: { nat: "main" } }],
};

const publicTable: RouteTable = {
  name: "public",
  origin: "made",
  encoding: "resource",
  routes: [{ to: "0.0.0.0/0", via: "internet" }],
};

/** A VPC with a public subnet for the NAT gateway, subnets for the control plane's interfaces in two zones, and subnets for nodes in the same two. */
const vpc: Omit<Network, "groups" | "cluster" | "carriers"> = {
  vpc: { ranges: ["10.0.0.0/16"] },
  subnets: [
    { name: "public", zone: "a", range: "10.0.0.0/24", table: "public" },
    { name: "eni_a", zone: "a", range: "10.0.16.0/24", table: "private" },
    { name: "eni_b", zone: "b", range: "10.0.17.0/24", table: "private" },
    { name: "node_a", zone: "a", range: "10.0.32.0/20", table: "private" },
    { name: "node_b", zone: "b", range: "10.0.48.0/20", table: "private" },
  ],
  tables: [publicTable, privateTable],
  acls: [],
  prefixLists: [],
  nats: [{ name: "main", subnet: "public" }],
  hasInternetGateway: true,
  endpoints: [],
};

const eni: Group = {
  name: "eni",
  origin: "made",
  encoding: "rule-by-direction",
  rules: [rule("ingress", "api", "tcp 443", groupPeer("node"))],
};

const node: Group = {
  name: "node",
  origin: "made",
  encoding: "rule-by-direction",
  rules: [
    rule("ingress", "kubelet", "tcp 10250", groupPeer("eni")),
    rule("ingress", "dns_tcp", "tcp 53", "self"),
    rule("ingress", "dns_udp", "udp 53", "self"),
    rule("egress", "out", "-1", world),
  ],
};

export const nodes: NodeGroup = {
  kind: "nodes",
  name: "main",
  subnets: ["node_a", "node_b"],
  template: { groups: ["node"], place: "template" },
};

/** One managed node group with a group of its own; every rule in it is needed. */
export const separate: Network = {
  ...vpc,
  groups: [eni, node],
  cluster: { subnets: ["eni_a", "eni_b"], groups: ["eni"], endpoint: "private" },
  carriers: [nodes],
};

/** One managed node group without a launch template: all is in the group that EKS makes. */
export const together: Network = {
  ...vpc,
  groups: [],
  cluster: { subnets: ["eni_a", "eni_b"], groups: [], endpoint: "private" },
  carriers: [{ kind: "nodes", name: "main", subnets: ["node_a", "node_b"] }],
};

/** Two Fargate profiles, one of which may run CoreDNS. */
export const serverless: Network = {
  ...together,
  carriers: [
    { kind: "fargate", name: "apps", subnets: ["node_a", "node_b"], namespace: "apps" },
    { kind: "fargate", name: "system", subnets: ["node_a", "node_b"], namespace: "kube-system" },
  ],
};
