/** The other end of a flow: every range of the VPC, every address there is, another tier's subnets, or a range. */
export type NetworkAclPeer = "vpc" | "anywhere" | { readonly tier: string } | { readonly cidr: string };

/** Traffic that a tier's network ACL lets pass or denies, told by who opens it. */
export interface NetworkAclFlow {
  /**
   * Place among the ACL's flows, 1 to 3276: the lowest that fits a packet decides. Each flow has ten rule numbers, from ten
   * times its order on. Leave gaps, so that a flow can be put between two others without changing them.
   */
  readonly order: number;
  /** Who opens it: the peer (`inbound`), or something in the tier (`outbound`). */
  readonly direction: "inbound" | "outbound";
  /** The other end. Of both families where the VPC has IPv6, unless it is a range. */
  readonly peer: NetworkAclPeer;
  /** @default all */
  readonly protocol?: "tcp" | "udp" | "icmp" | "all";
  /**
   * Ports where it ends, of tcp and udp: one, or the first and last of several.
   * @default all ports
   */
  readonly ports?: number | readonly [number, number];
  /**
   * Whether it passes. A flow that is denied has no answer to let pass, and so one rule instead of two.
   * @default allow
   */
  readonly action?: "allow" | "deny";
}

/**
 * The network ACL of a tier. ACLs are stateless: each flow that is allowed becomes a pair of rules, one for what opens it, and
 * one the other way for the answers, which arrive at ports 1024-65535. What no flow allows is denied.
 *
 * @example
 * // Nodes: everything within the VPC, and HTTPS and DNS out.
 * { flows: {
 *   vpc: { order: 10, direction: "inbound", peer: "vpc" },
 *   https: { order: 20, direction: "outbound", protocol: "tcp", ports: 443, peer: "anywhere" },
 * } }
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
export interface NetworkAclProps {
  /** Flows by name, which becomes part of their rules' addresses. AWS allows at most 40 rules in each direction, 20 by default. */
  readonly flows: Readonly<Record<string, NetworkAclFlow>>;
}

/**
 * What becomes of the VPC's default network ACL, which holds every subnet that has none of its own: it is left alone; or
 * adopted with the rules that AWS gives it, which let everything pass, so that changes by hand are undone; or adopted and
 * emptied, which lets nothing pass, where every tier has an ACL of its own.
 */
export type DefaultNetworkAclMode = "leave" | "adopt" | "empty";
