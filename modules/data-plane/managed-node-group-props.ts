import type { AutoscalingScheduleConfig } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import type { EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import type { LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import type { PlacementGroupConfig } from "@cdktf/provider-aws/lib/placement-group";
import type { ITerraformDependable } from "cdktf";
import type { Cluster, RoleWithPermissions, TierPlacement } from "../control-plane";
import type { EfaSecurityGroupTransform } from "../security-groups";
import type { Transform } from "../shared/transform";
import type { NodeGroupSize } from "./node-group-size";
import type { NodeRepairOptions } from "./node-repair";
import type { Taint } from "./node-scheduling";
import type { NodeTemplateOptions } from "./node-template-props";
import type { ScalingSchedule } from "./scaling-schedule";

/** Hooks of `ManagedNodeGroup`. */
export interface ManagedNodeGroupTransform {
  readonly nodeGroup?: Transform<EksNodeGroupConfig>;
  readonly launchTemplate?: Transform<LaunchTemplateConfig>;
  readonly placementGroup?: Transform<PlacementGroupConfig>;
  readonly efaSecurityGroup?: EfaSecurityGroupTransform;
  /** Sees every schedule; `scheduledActionName` tells which. */
  readonly schedule?: Transform<AutoscalingScheduleConfig>;
}

/** How long Terraform waits for a change of a group, such as `"60m"`. */
export interface NodeGroupTimeouts {
  /** @default "60m" */
  readonly create?: string;
  /** @default "60m" */
  readonly update?: string;
  /** @default "60m" */
  readonly delete?: string;
}

/** What a node group is, whatever cluster and network it belongs to. */
export interface ManagedNodeGroupOptions extends NodeTemplateOptions {
  /**
   * How instances are bought. A capacity block needs `capacityReservation` with its id, one instance type and one zone.
   * @default "ON_DEMAND"
   */
  readonly capacityType?: "ON_DEMAND" | "SPOT" | "CAPACITY_BLOCK";
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
   * Kubernetes version of the nodes, at most three minor versions behind the control plane: keeps them back while the control
   * plane goes ahead. Not with an image of one's own.
   * @default the cluster's: nodes are replaced in the same apply, after the control plane
   * @see https://kubernetes.io/releases/version-skew-policy/
   */
  readonly version?: string;
  /**
   * Release of the AMI: pinned, such as `1.35.0-20260112`, or `latest`, which is looked up when Terraform plans, so that a plan
   * shows the patch. Not with an image of one's own, and `latest` not with Windows.
   * @default the latest when the group is made or its version changes; patches come by a new version alone
   * @see https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
   */
  readonly releaseVersion?: string;
  /**
   * Whether an update goes on where a disruption budget keeps pods from being moved: they are then killed.
   * @default false
   */
  readonly forceUpdateVersion?: boolean;
  /**
   * Share of the nodes that an update replaces at a time, percent, 1-100.
   * @default 33, unless `maxUnavailable` is given
   */
  readonly maxUnavailablePercentage?: number;
  /**
   * Nodes that an update replaces at a time, 1-100, in place of the percentage.
   * @default the percentage
   */
  readonly maxUnavailable?: number;
  /**
   * Whether and how EKS replaces nodes that have become unhealthy.
   * @default true
   */
  readonly nodeRepair?: boolean | NodeRepairOptions;
  /**
   * Changes of the size at set times, by a key that becomes part of their addresses and names.
   * @default none
   */
  readonly schedules?: Readonly<Record<string, ScalingSchedule>>;
  /**
   * Whether EKS completes the name by a suffix. A group of a fixed name must go before the one that replaces it comes.
   * @default true
   */
  readonly useNamePrefix?: boolean;
  /**
   * How long Terraform waits.
   * @default 60 minutes each
   */
  readonly timeouts?: NodeGroupTimeouts;
  /**
   * Not offered: EKS takes no SSH key beside a launch template, and opens port 22 to the world where it does. Shells come
   * by Session Manager, with `sessionManager` of `NodeRole`.
   */
  readonly remoteAccess?: never;
  /** Not offered: EKS takes no size beside a launch template. `volumeSize` is the one. */
  readonly diskSize?: never;
}

export interface ManagedNodeGroupProps extends ManagedNodeGroupOptions, TierPlacement {
  readonly cluster: Cluster;
  /**
   * Name of the group; with a suffix of its own it becomes the name in EKS. At most 36 letters, digits, hyphens, underscores;
   * without a suffix 63.
   */
  readonly name: string;
  /**
   * Security groups of the nodes.
   * @default the cluster security group that EKS makes
   */
  readonly securityGroups?: readonly { readonly securityGroupId: string }[];
  /**
   * Range of the cluster's services, which an image of one's own is told.
   * @default the cluster's IPv4 range
   */
  readonly serviceCidr?: string;
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
