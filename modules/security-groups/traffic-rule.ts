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
  readonly direction: "ingress" | "egress";
  readonly protocol: "tcp" | "udp" | "all";
  /** First port; absent for all protocols. */
  readonly fromPort?: number;
  /** Last port; absent for all protocols. */
  readonly toPort?: number;
  readonly peer: TrafficPeer;
  /** At most 255 of the characters that EC2 takes: letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`. */
  readonly description: string;
}

/** Rules by key. */
export type TrafficRules = Readonly<Record<string, TrafficRule>>;
