/**
 * The network of a small EKS platform, as the tests state it: what is there, and not how Terraform is told. `blocks.ts` renders it to resources, and
 * `evaluator.ts` says what gets through it.
 */
export interface Network {
  readonly vpc: Vpc;
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly acls: readonly Acl[];
  readonly groups: readonly Group[];
  readonly prefixLists: readonly PrefixList[];
  readonly nats: readonly Nat[];
  readonly hasInternetGateway: boolean;
  /** Interface endpoints, and the gateway endpoint `s3`, by service: `ecr.api`. */
  readonly endpoints: readonly string[];
  readonly cluster: Cluster;
  readonly carriers: readonly Carrier[];
}

export interface Vpc {
  /** The first is the VPC's own, the others are associated with it. */
  readonly ranges: readonly string[];
  readonly ipv6?: string;
}

export interface Subnet {
  readonly name: string;
  readonly zone: string;
  readonly range: string;
  readonly ipv6?: string;
  /** @default the VPC's main table */
  readonly table?: string;
  /** @default the VPC's default ACL */
  readonly acl?: string;
  readonly givesPublicAddresses?: boolean;
}

export interface RouteTable {
  readonly name: string;
  /** `adopted`: the VPC's main table as `aws_default_route_table`; `main`: a table made here that takes its place. */
  readonly origin: "made" | "adopted" | "main";
  readonly encoding: "inline" | "resource";
  readonly routes: readonly Route[];
}

export interface Route {
  /** A range, of either family. */
  readonly to: string;
  readonly via: RouteTarget;
}

/** What is not made in the network goes by a literal id. */
export type RouteTarget =
  | { readonly nat: string }
  | "internet"
  | "egress-only"
  | "transit"
  | "peering"
  | "appliance"
  | "firewall";

export type Direction = "ingress" | "egress";

export interface Acl {
  readonly name: string;
  /** `adopted`: the VPC's default ACL as `aws_default_network_acl`; `default`: the same, left as it is but for rules added to it. */
  readonly origin: "made" | "adopted" | "default";
  readonly encoding: "inline" | "resource";
  /** How subnets are associated with it. */
  readonly association: "argument" | "resource";
  readonly entries: readonly AclEntry[];
}

export interface AclEntry extends Ports {
  readonly number: number;
  readonly direction: Direction;
  readonly action: "allow" | "deny";
  /** A range, of either family. */
  readonly range: string;
}

export interface Ports {
  /** A name, a number, `-1` or `all`. */
  readonly protocol: string;
  readonly from?: number;
  readonly to?: number;
}

export interface Group {
  readonly name: string;
  /**
   * `cluster`: the one that EKS creates; `default`: the VPC's own, left as it is but for rules added to it; `adopted`: the same as
   * `aws_default_security_group`; `data`: one made elsewhere, with rules that are not known.
   */
  readonly origin: "made" | "cluster" | "default" | "adopted" | "data";
  /** `rule`: `aws_security_group_rule`; `rule-by-direction`: `aws_vpc_security_group_ingress_rule` and its counterpart. */
  readonly encoding: "inline" | "rule" | "rule-by-direction";
  readonly rules: readonly Rule[];
}

export interface Rule extends Ports {
  readonly name: string;
  readonly direction: Direction;
  readonly peers: readonly Peer[];
}

export type Peer =
  /** A range, of either family. */
  { readonly range: string } | { readonly group: string } | { readonly prefixList: string } | "self";

export interface PrefixList {
  readonly name: string;
  /** @default not known: a data source */
  readonly ranges?: readonly string[];
}

export interface Nat {
  readonly name: string;
  /** @default none: a regional NAT gateway */
  readonly subnet?: string;
}

export interface Cluster {
  readonly subnets: readonly string[];
  /** Besides the one that EKS creates. */
  readonly groups: readonly string[];
  readonly endpoint: "private" | "public" | "both";
}

export interface NodeGroup {
  readonly kind: "nodes";
  readonly name: string;
  readonly subnets: readonly string[];
  /** @default none */
  readonly template?: { readonly groups: readonly string[]; readonly place: "template" | "interface" };
  readonly isTainted?: boolean;
  readonly isWindows?: boolean;
}

export interface FargateProfile {
  readonly kind: "fargate";
  readonly name: string;
  readonly subnets: readonly string[];
  readonly namespace: string;
}

export type Carrier = NodeGroup | FargateProfile;

/** The group that EKS makes for a cluster, by which nodes without groups of their own and the control plane talk. */
const clusterGroup: Group = { name: "cluster", origin: "cluster", encoding: "rule-by-direction", rules: [] };

/** A security group of the network; the one of the cluster is there without being listed. */
export function groupNamed(network: Network, name: string): Group {
  const found = network.groups.find((group) => group.name === name);
  if (found !== undefined) return found;
  if (name === clusterGroup.name) return clusterGroup;
  throw new Error(`there is no group ${name}`);
}

export function subnetNamed(network: Network, name: string): Subnet {
  const found = network.subnets.find((subnet) => subnet.name === name);
  if (found === undefined) throw new Error(`there is no subnet ${name}`);
  return found;
}

/** The address that a carrier's resource has. */
export function carrierAddress(carrier: Carrier): string {
  return `${carrier.kind === "nodes" ? "aws_eks_node_group" : "aws_eks_fargate_profile"}.${carrier.name}`;
}
