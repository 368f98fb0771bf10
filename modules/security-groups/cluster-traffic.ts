import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import { clusterRules } from "./cluster-rules";
import type { ControlPlaneEniSecurityGroup } from "./control-plane-eni-security-group";
import type { NodePort } from "./flow-rules";
import type { FlowChoice } from "./flows";
import type { NodeSecurityGroup } from "./node-security-group";
import { checkPorts, checkRules, type GroupIds, makeRules, withExtraRules } from "./traffic-resources";
import type { TrafficRule, TrafficRules } from "./traffic-rule";

/**
 * Which traffic a cluster's own security groups let through.
 *
 * - `recommended`: the API on 443 from the nodes; 443, 10250 and 1025-65535 to the nodes from the control plane; DNS and
 *   1025-65535 between nodes; everything out of the nodes.
 * - `strict`: the API on 443, the kubelet on 10250, DNS, the webhook ports listed and the node ports asked for; nodes get
 *   out on 443 alone.
 * - `clusterSecurityGroupOnly`: no groups of one's own; control plane, nodes and pods share the cluster security group
 *   that EKS makes, which lets its members talk freely.
 */
export type ClusterTrafficChoice = FlowChoice | "clusterSecurityGroupOnly";

/** Hooks of `ClusterTraffic`. */
export interface ClusterTrafficTransform {
  /** Sees the rules by key just before they are made, and returns those to make: add, alter or leave out by key. */
  readonly rules?: (rules: TrafficRules) => Record<string, TrafficRule>;
}

export interface ClusterTrafficProps {
  /**
   * Which traffic is let through.
   * @default "recommended"
   */
  readonly choice?: ClusterTrafficChoice;
  /** The group of the control plane's interfaces. Needed unless `choice` is `clusterSecurityGroupOnly`. */
  readonly controlPlane?: ControlPlaneEniSecurityGroup;
  /** The group of the nodes. Needed unless `choice` is `clusterSecurityGroupOnly`. */
  readonly nodes?: NodeSecurityGroup;
  /**
   * The cluster security group, where Fargate pods (which carry it) run beside EC2 nodes: opens DNS both ways, and with
   * `recommended` the unprivileged ports.
   * @default no Fargate beside the nodes
   */
  readonly fargateSecurityGroupId?: string;
  /**
   * The group of interface endpoints that does not let the VPC's ranges in, such as an `EndpointSecurityGroup`: opens 443 to it
   * from nodes and, beside them, Fargate pods.
   * @default none: endpoints let the nodes in by themselves, as those of `Vpc` do
   */
  readonly endpointSecurityGroupId?: string;
  /**
   * Whether nodes get out by IPv6 too, as pods of an IPv6 cluster need: each rule to `0.0.0.0/0` has one to `::/0` beside it.
   * Rules between groups hold for both families.
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * With `strict`: ports beside 443 that admission webhooks and aggregated APIs listen on.
   * @default [8443, 9443]
   */
  readonly webhookPorts?: readonly number[];
  /**
   * With `strict`: ports between nodes, by a key that becomes part of the rule's address.
   * @default none
   */
  readonly nodePorts?: Readonly<Record<string, NodePort>>;
  /**
   * Further rules, by a key that becomes part of the rule's address. The other end is one of the groups here, another group, a
   * prefix list, or a range of one address family. With `clusterSecurityGroupOnly` they are rules of the cluster security group,
   * `fargate`, which `fargateSecurityGroupId` then has to name.
   * @default none
   */
  readonly extraRules?: Readonly<Record<string, TrafficRule>>;
  readonly transform?: ClusterTrafficTransform;
}

/**
 * The rules between the control plane's interfaces and the nodes: one rule resource each, with a key of its own.
 * Costs nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export class ClusterTraffic extends Construct {
  /** The rules as made, by key. */
  readonly rules: TrafficRules;
  /** Resources of the ingress rules, by key. */
  readonly ingress: Readonly<Record<string, VpcSecurityGroupIngressRule>>;
  /** Resources of the egress rules, by key. */
  readonly egress: Readonly<Record<string, VpcSecurityGroupEgressRule>>;

  /** @throws InvalidPropsError if a group is missing that the choice or a rule needs, or a rule is not one EC2 takes */
  constructor(scope: Construct, id: string, props: ClusterTrafficProps) {
    super(scope, id);
    const problems = new Problems(`ClusterTraffic "${id}"`);
    const choice = props.choice ?? "recommended";
    checkProps(props, choice, problems);
    problems.throwIfAny();

    const made =
      choice === "clusterSecurityGroupOnly"
        ? {}
        : clusterRules({
            choice,
            besideFargate: props.fargateSecurityGroupId !== undefined,
            withEndpoints: props.endpointSecurityGroupId !== undefined,
            ipv6: props.ipv6 === true,
            webhookPorts: props.webhookPorts,
            nodePorts: props.nodePorts,
          });
    const whole = withExtraRules(made, props.extraRules, problems);
    this.rules = transformed<TrafficRules>(whole, props.transform?.rules);

    const groups: GroupIds = {
      controlPlane: props.controlPlane?.securityGroupId,
      nodes: props.nodes?.securityGroupId,
      fargate: props.fargateSecurityGroupId,
      endpoints: props.endpointSecurityGroupId,
    };
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

function checkProps(props: ClusterTrafficProps, choice: ClusterTrafficChoice, problems: Problems): void {
  if (choice === "clusterSecurityGroupOnly") {
    for (const property of ["controlPlane", "nodes"] as const) {
      if (props[property] === undefined) continue;
      problems.add(
        property,
        props[property].node.id,
        `must be left out with choice "${choice}", which has no groups of its own`,
      );
    }
  } else {
    for (const property of ["controlPlane", "nodes"] as const) {
      if (props[property] === undefined) problems.add(property, undefined, `is needed with choice "${choice}"`);
    }
  }
  if (choice !== "strict") {
    for (const property of ["webhookPorts", "nodePorts"] as const) {
      if (props[property] === undefined) continue;
      problems.add(property, props[property], `only takes effect with choice "strict"; the choice is "${choice}"`);
    }
  }
  for (const [index, port] of (props.webhookPorts ?? []).entries()) {
    problems.check(`webhookPorts[${index}]`, port, isPort, "must be a port, 1 to 65535");
  }
  for (const [key, port] of Object.entries(props.nodePorts ?? {})) {
    checkPorts(`nodePorts.${key}`, port, 1, problems);
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}
