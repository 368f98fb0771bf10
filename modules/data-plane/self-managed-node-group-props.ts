import type { AutoscalingGroupConfig } from "@cdktf/provider-aws/lib/autoscaling-group";
import type { AutoscalingLifecycleHookConfig } from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import type { AutoscalingScheduleConfig } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import type { EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { IamInstanceProfileConfig } from "@cdktf/provider-aws/lib/iam-instance-profile";
import type { LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import type { PlacementGroupConfig } from "@cdktf/provider-aws/lib/placement-group";
import type { ITerraformDependable } from "cdktf";
import type { RoleWithPermissions, TierPlacement } from "../control-plane";
import type { EfaSecurityGroupTransform } from "../security-groups";
import type { Transform } from "../shared/transform";
import type { NodeGroupSize } from "./node-group-size";
import type { Taint } from "./node-scheduling";
import type { NodeTemplateOptions } from "./node-template-props";
import type { ScalingSchedule } from "./scaling-schedule";
import type { JoinableCluster } from "./user-data";

/** Hooks of `SelfManagedNodeGroup`. */
export interface SelfManagedNodeGroupTransform {
  readonly autoscalingGroup?: Transform<AutoscalingGroupConfig>;
  readonly launchTemplate?: Transform<LaunchTemplateConfig>;
  readonly instanceProfile?: Transform<IamInstanceProfileConfig>;
  readonly accessEntry?: Transform<EksAccessEntryConfig>;
  readonly placementGroup?: Transform<PlacementGroupConfig>;
  readonly efaSecurityGroup?: EfaSecurityGroupTransform;
  /** Sees every hook; `name` tells which. */
  readonly lifecycleHook?: Transform<AutoscalingLifecycleHookConfig>;
  /** Sees every schedule; `scheduledActionName` tells which. */
  readonly schedule?: Transform<AutoscalingScheduleConfig>;
}

/**
 * How instances are bought, and which of several types.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 */
export interface MixedInstances {
  /**
   * Instances that are on demand in any case.
   * @default 0
   */
  readonly onDemandBase?: number;
  /**
   * Share of the others that is on demand, percent, 0-100; the rest is spot.
   * @default 100
   */
  readonly onDemandPercentage?: number;
  /**
   * How on-demand types are chosen: in the order given, or the cheapest.
   * @default "prioritized"
   */
  readonly onDemandStrategy?: "prioritized" | "lowest-price";
  /**
   * How spot types are chosen.
   * @default "price-capacity-optimized"
   */
  readonly spotStrategy?:
    | "price-capacity-optimized"
    | "capacity-optimized"
    | "capacity-optimized-prioritized"
    | "lowest-price";
  /**
   * How many units of the group's size an instance of a type counts for, 1-999; all types or none.
   * @default 1 each
   */
  readonly weights?: Readonly<Record<string, number>>;
}

/**
 * Instances that wait, started once, for the group to grow.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
 */
export interface WarmPool {
  /**
   * Least number of instances that wait.
   * @default 0
   */
  readonly min?: number;
  /**
   * Most instances in the group and the pool together.
   * @default the group's size.max
   */
  readonly maxPrepared?: number;
  /**
   * In what state they wait. Kubelets of stopped nodes report nothing, those of running ones take pods.
   * @default "Stopped"
   */
  readonly state?: "Stopped" | "Hibernated" | "Running";
  /**
   * Whether instances go back into the pool as the group shrinks.
   * @default false
   */
  readonly reuse?: boolean;
}

/**
 * How instances are replaced when their template changes.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export interface InstanceRefresh {
  /**
   * Share of the group that must stay in service, percent, 0-100.
   * @default 100: a new instance comes before an old one goes
   */
  readonly minHealthyPercentage?: number;
  /**
   * Share of the group that may be there while it is replaced, percent, 100-200.
   * @default 110
   */
  readonly maxHealthyPercentage?: number;
  /**
   * Seconds until a new instance counts as in service.
   * @default 300
   */
  readonly warmupSeconds?: number;
  /**
   * Whether a refresh that fails takes the group back to the earlier template.
   * @default false
   */
  readonly autoRollback?: boolean;
}

/**
 * Something that an instance waits for as it starts or ends.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html
 */
export interface LifecycleHook {
  readonly transition: "launching" | "terminating";
  /**
   * Seconds to wait, 30-7200.
   * @default 300
   */
  readonly heartbeatSeconds?: number;
  /**
   * What happens when nobody answers.
   * @default "CONTINUE"
   */
  readonly defaultResult?: "CONTINUE" | "ABANDON";
  /**
   * ARN of an SQS queue or SNS topic that is told, together with `roleArn`.
   * @default EventBridge alone is told
   */
  readonly notificationTargetArn?: string;
  /**
   * ARN of the role that Auto Scaling tells it with.
   * @default none
   */
  readonly roleArn?: string;
  /**
   * Text that is told too, at most 1023 characters.
   * @default none
   */
  readonly metadata?: string;
}

/** A role by its name too, as roles of this project are. */
export interface NamedRole extends RoleWithPermissions {
  readonly role: { readonly name: string };
}

/** What a self-managed group is, whatever cluster and network it belongs to. */
export interface SelfManagedNodeGroupOptions extends NodeTemplateOptions {
  /**
   * How many nodes.
   * @default { min: 2, max: 4 }
   */
  readonly size?: NodeGroupSize;
  /**
   * Kubernetes labels, which nodes register with. Not with raw user data.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Taints, which nodes register with; at most 50. Not with raw user data.
   * @default none
   */
  readonly taints?: readonly Taint[];
  /**
   * Kubernetes version of the nodes, such as `"1.35"`: at most three minor versions behind the control plane. Not with an
   * image of one's own.
   * @default the cluster's
   */
  readonly version?: string;
  /**
   * Release of the image: `v20260112` of Amazon Linux, `1.52.0` of Bottlerocket. Not with Windows and images of one's own.
   * @default the newest when Terraform plans
   */
  readonly releaseVersion?: string;
  /**
   * How instances are bought, and which of several types.
   * @default on demand, in the order of `instanceTypes`
   */
  readonly mixedInstances?: MixedInstances;
  /**
   * Instances that wait for the group to grow. Not with spot.
   * @default none
   */
  readonly warmPool?: WarmPool;
  /**
   * How instances are replaced when their template changes; `false` leaves them until they go for another reason.
   * @default one after the other
   */
  readonly instanceRefresh?: false | InstanceRefresh;
  /**
   * What instances wait for, by a key that becomes part of the addresses and names.
   * @default nothing
   */
  readonly lifecycleHooks?: Readonly<Record<string, LifecycleHook>>;
  /**
   * Days after which an instance is replaced, 1-365.
   * @default never
   */
  readonly maxInstanceLifetimeDays?: number;
  /**
   * Changes of the size at set times, by a key that becomes part of their addresses and names.
   * @default none
   */
  readonly schedules?: Readonly<Record<string, ScalingSchedule>>;
}

export interface SelfManagedNodeGroupProps extends SelfManagedNodeGroupOptions, TierPlacement {
  /** The cluster, which tells its nodes how to join: a `ControlPlane`. */
  readonly cluster: JoinableCluster;
  /** Name of the group, 1-36 letters, digits, hyphens and underscores; completed by a suffix. */
  readonly name: string;
  /**
   * Security groups of the nodes: those that `ClusterTraffic` knows.
   * @default the cluster security group that EKS makes
   */
  readonly securityGroups?: readonly { readonly securityGroupId: string }[];
  /**
   * Range of the cluster's services, which nodes are told.
   * @default the cluster's IPv4 range
   */
  readonly serviceCidr?: string;
  /**
   * The nodes' role.
   * @default a `NodeRole` is made
   */
  readonly role?: NamedRole;
  /**
   * Whether an access entry is made for the role. A role has one in a cluster: leave it out where another group made it.
   * @default true
   */
  readonly accessEntry?: boolean;
  /**
   * What must exist before nodes start: routes and security group rules that they join through.
   * @default nothing beside the role, the access entry and the add-ons
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
  readonly transform?: SelfManagedNodeGroupTransform;
}
