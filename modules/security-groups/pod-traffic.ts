import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import type { FlowChoice } from "./flows";
import { type PodPort, podRules } from "./pod-rules";
import type { PodSecurityGroup } from "./pod-security-group";
import { checkPorts, checkRules, type GroupIds, makeRules, withExtraRules, withoutRepeats } from "./traffic-resources";
import type { TrafficRule, TrafficRules } from "./traffic-rule";

/** Hooks of `PodTraffic`. */
export interface PodTrafficTransform {
  /** Sees the rules by key just before they are made, and returns those to make: add, alter or leave out by key. */
  readonly rules?: (rules: TrafficRules) => Record<string, TrafficRule>;
}

export interface PodTrafficProps {
  /**
   * Which traffic is let through; take that of the nodes, whose egress it counts on.
   *
   * - `recommended`: the API and DNS; 1025-65535 between the pods, and between them, nodes and Fargate pods; 443 and
   *   1025-65535 from the control plane; everything out.
   * - `strict`: the API, DNS and the ports listed; out on 443 alone.
   * @default "recommended"
   */
  readonly choice?: FlowChoice;
  /** The group of the pods. */
  readonly pods: PodSecurityGroup;
  /** The group of the control plane's interfaces: one's own, or the cluster security group where that is the only one. */
  readonly controlPlaneSecurityGroupId: string;
  /** The group of the nodes, where cluster DNS runs: one's own, or the cluster security group. */
  readonly nodeSecurityGroupId: string;
  /**
   * The cluster security group, where Fargate pods carry it and nodes do not.
   * @default no Fargate beside the nodes
   */
  readonly fargateSecurityGroupId?: string;
  /**
   * The group of interface endpoints that does not let the VPC's ranges in, such as an `EndpointSecurityGroup`: opens 443 to it.
   * @default none: endpoints let the pods in by themselves, as those of `Vpc` do
   */
  readonly endpointSecurityGroupId?: string;
  /**
   * Whether the pods get out by IPv6 too, as in an IPv6 cluster: each rule to `0.0.0.0/0` has one to `::/0` beside it.
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * Ports that the pods serve, by a key that becomes part of the rule's address. The kubelet probes them from the nodes.
   * @default none
   */
  readonly ports?: Readonly<Record<string, PodPort>>;
  /**
   * Further rules, by a key that becomes part of the rule's address. The other end is one of the groups here, another group, a
   * prefix list, or a range of one address family.
   * @default none
   */
  readonly extraRules?: Readonly<Record<string, TrafficRule>>;
  readonly transform?: PodTrafficTransform;
}

/**
 * The rules between pods with a security group of their own and the rest of the cluster: one rule resource each, with a key of
 * its own. Where the control plane's interfaces and the nodes share a group, rules that would say the same are made once.
 * Costs nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sg-pods-example-deployment.html
 */
export class PodTraffic extends Construct {
  /** The rules as made, by key. */
  readonly rules: TrafficRules;
  /** Resources of the ingress rules, by key. */
  readonly ingress: Readonly<Record<string, VpcSecurityGroupIngressRule>>;
  /** Resources of the egress rules, by key. */
  readonly egress: Readonly<Record<string, VpcSecurityGroupEgressRule>>;

  /** @throws InvalidPropsError if a port is none, a rule names a group that is not given, or is not one EC2 takes */
  constructor(scope: Construct, id: string, props: PodTrafficProps) {
    super(scope, id);
    const problems = new Problems(`PodTraffic "${id}"`);
    for (const [key, port] of Object.entries(props.ports ?? {})) {
      checkPorts(`ports.${key}`, port, 1, problems);
      problems.check(`ports.${key}.from`, port.from, (from) => from.length > 0, "must name who calls it");
    }

    const groups: GroupIds = {
      pods: props.pods.securityGroupId,
      controlPlane: props.controlPlaneSecurityGroupId,
      nodes: props.nodeSecurityGroupId,
      fargate: props.fargateSecurityGroupId,
      endpoints: props.endpointSecurityGroupId,
    };
    const made = podRules({
      choice: props.choice ?? "recommended",
      besideFargate: props.fargateSecurityGroupId !== undefined,
      withEndpoints: props.endpointSecurityGroupId !== undefined,
      ipv6: props.ipv6 === true,
      ports: props.ports,
    });
    const whole = withExtraRules(withoutRepeats(this, made, groups), props.extraRules, problems);
    this.rules = transformed<TrafficRules>(whole, props.transform?.rules);
    checkRules(this, this.rules, { groups, extraRules: props.extraRules }, problems);
    problems.throwIfAny();
    const { ingress, egress } = makeRules(this, this.rules, groups);
    this.ingress = ingress;
    this.egress = egress;
  }

  /** All rule resources, for what must wait until traffic can flow. */
  get resources(): readonly (VpcSecurityGroupIngressRule | VpcSecurityGroupEgressRule)[] {
    return [...Object.values(this.ingress), ...Object.values(this.egress)];
  }
}
