/**
 * The group that a rule belongs to, or that it names as the other end. `fargate` is the cluster security group; `pods` is the
 * group of pods that have their own, `endpoints` that of interface endpoints.
 */
export type TrafficGroup = "controlPlane" | "nodes" | "fargate" | "pods" | "endpoints";

/** The other end of a rule: exactly one of its members. */
export type TrafficPeer =
  | { readonly group: TrafficGroup }
  | { readonly securityGroupId: string }
  | { readonly cidrIpv4: string }
  | { readonly cidrIpv6: string }
  | { readonly prefixListId: string };

/** One rule of one security group; becomes one rule resource, whose address holds the rule's key. */
export interface TrafficRule {
  /** The group that the rule belongs to. */
  readonly group: TrafficGroup;
  /** Whether it lets traffic in or out. Groups are stateful: answers need no rule. */
  readonly direction: "ingress" | "egress";
  /** `all` is every protocol there is, ICMP among them. */
  readonly protocol: "tcp" | "udp" | "all";
  /**
   * First port, 0-65535.
   * @default none, as `all` has no ports; needed with the others
   */
  readonly fromPort?: number;
  /**
   * Last port, 0-65535.
   * @default none, as `all` has no ports; needed with the others
   */
  readonly toPort?: number;
  /** The other end. */
  readonly peer: TrafficPeer;
  /** At most 255 of the characters that EC2 takes: letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`. */
  readonly description: string;
}

/** Rules by key. */
export type TrafficRules = Readonly<Record<string, TrafficRule>>;
