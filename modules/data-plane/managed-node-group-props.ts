import type { EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import type { LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import type { ITerraformDependable } from "cdktf";
import type { Cluster, RoleWithPermissions, TierPlacement } from "../control-plane";
import type { Transform } from "../shared/transform";
import type { AmiType } from "./ami-types";

/** A taint of the nodes, in Kubernetes' own words. */
export interface Taint {
  readonly key: string;
  /**
   * Value, at most 63 characters.
   * @default none
   */
  readonly value?: string;
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** How many nodes there are. */
export interface NodeGroupSize {
  readonly min: number;
  readonly max: number;
  /**
   * Nodes to start with; left to the autoscaler afterwards.
   * @default `min`, at least 1 if `max` allows
   */
  readonly desired?: number;
}

/** Hooks of `ManagedNodeGroup`. */
export interface ManagedNodeGroupTransform {
  readonly nodeGroup?: Transform<EksNodeGroupConfig>;
  readonly launchTemplate?: Transform<LaunchTemplateConfig>;
}

/** What a node group is, whatever cluster and network it belongs to. */
export interface ManagedNodeGroupOptions {
  /**
   * AMI type.
   * @default "AL2023_x86_64_STANDARD"
   */
  readonly amiType?: AmiType;
  /**
   * Instance types of the AMI type's architecture, best first. At most 20.
   * @default ["m7i.large"], for ARM images ["m7g.large"]
   */
  readonly instanceTypes?: readonly string[];
  /**
   * How instances are bought.
   * @default "ON_DEMAND"
   */
  readonly capacityType?: "ON_DEMAND" | "SPOT";
  /**
   * How many nodes.
   * @default { min: 2, max: 4 }
   */
  readonly size?: NodeGroupSize;
  /**
   * Kubernetes labels of the nodes.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Taints of the nodes, at most 50.
   * @default none
   */
  readonly taints?: readonly Taint[];
  /**
   * Kubernetes version of the nodes, at most three minor versions behind the control plane.
   * @default follows the cluster
   */
  readonly version?: string;
  /**
   * Release of the AMI, such as `1.35.0-20260112`.
   * @default the latest at the time of an update
   */
  readonly releaseVersion?: string;
  /**
   * Share of the nodes that an update replaces at a time, percent, 1-100.
   * @default 33
   */
  readonly maxUnavailablePercentage?: number;
  /**
   * Whether EKS replaces nodes that have become unhealthy.
   * @default true
   */
  readonly nodeRepair?: boolean;
  /**
   * Size of the volume for images and containers, GiB, 20-16384.
   * @default 50
   */
  readonly volumeSize?: number;
  /**
   * ARN of a KMS key for the nodes' volumes, whose policy lets the Auto Scaling service role use it.
   * @default the account's key for EBS
   */
  readonly volumeKeyArn?: string;
  /**
   * How many hops the instance metadata service answers over: 1 keeps it from pods, 2 lets them borrow the node's role.
   * @default 1
   */
  readonly metadataHopLimit?: number;
}

export interface ManagedNodeGroupProps extends ManagedNodeGroupOptions, TierPlacement {
  readonly cluster: Cluster;
  /** Name of the group; with a suffix of its own it becomes the name in EKS. At most 36 letters, digits, hyphens, underscores. */
  readonly name: string;
  /**
   * Security groups of the nodes.
   * @default the cluster security group that EKS makes
   */
  readonly securityGroups?: readonly { readonly securityGroupId: string }[];
  /**
   * The nodes' role.
   * @default a `NodeRole` is made
   */
  readonly role?: RoleWithPermissions;
  /**
   * What must exist before nodes start: routes and security group rules that they join through.
   * @default nothing beside the role and the add-ons
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * AWS partition.
   * @default "aws"
   */
  readonly partition?: string;
  /**
   * Tags of all resources made, and of the instances, volumes and interfaces.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  readonly transform?: ManagedNodeGroupTransform;
}
