import type { AutoModeOptions } from "../modules/control-plane";
import type {
  FargateProfileProps,
  KarpenterPrerequisitesProps,
  ManagedNodeGroupOptions,
  SelfManagedNodeGroupOptions,
} from "../modules/data-plane";

/** Where a part of the data plane is. */
export interface Placement {
  /**
   * Tier of the subnets.
   * @default the first private tier, else the first isolated one
   */
  readonly tier?: string;
  /**
   * Zones of the tier.
   * @default all
   */
  readonly zones?: readonly string[];
}

/** A managed node group of the platform. */
export interface NodeGroupSettings extends ManagedNodeGroupOptions, Placement {}

/** A self-managed node group of the platform. */
export interface SelfManagedNodeGroupSettings extends SelfManagedNodeGroupOptions, Placement {}

/** A Fargate profile of the platform. */
export interface FargateProfileSettings
  extends Pick<FargateProfileProps, "selectors" | "logGroupArn" | "timeouts">,
    Placement {}

/** What Karpenter needs in AWS, for the platform's network and groups. */
export interface KarpenterSettings
  extends Omit<
      KarpenterPrerequisitesProps,
      "cluster" | "accountId" | "region" | "partition" | "tagged" | "tags" | "transform"
    >,
    Pick<Placement, "tier"> {}

/**
 * What runs the pods of a platform: one of these or several side by side.
 *
 * What does not fit together is refused: nothing that runs pods; Windows nodes without anything that runs cluster DNS, or in
 * a cluster of IPv6; Fargate alone without a selector for `kube-system`; Karpenter with nothing but Fargate for its
 * controller, which gets its role by pod identity.
 */
export interface DataPlane {
  /**
   * Managed node groups by name: EKS makes, drains and replaces the nodes.
   * @default none
   */
  readonly nodeGroups?: Readonly<Record<string, NodeGroupSettings>>;
  /**
   * Self-managed node groups by name: mixed instances, warm pools, lifecycle hooks.
   * @default none
   */
  readonly selfManaged?: Readonly<Record<string, SelfManagedNodeGroupSettings>>;
  /**
   * Fargate profiles by name: a node for each pod, run by AWS.
   * @default none
   */
  readonly fargate?: Readonly<Record<string, FargateProfileSettings>>;
  /**
   * EKS Auto Mode: EKS runs nodes, storage, load balancers and pod networking.
   * @default off
   */
  readonly autoMode?: true | AutoModeOptions;
  /**
   * What Karpenter needs in AWS, with the tags that it finds subnets and security groups by.
   * @default none
   */
  readonly karpenter?: true | KarpenterSettings;
}
