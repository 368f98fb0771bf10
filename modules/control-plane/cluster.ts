import type { ITerraformDependable, TerraformResource } from "cdktf";

/** A cluster as the data plane and the workloads need it. */
export interface Cluster {
  /** Name of the cluster, as a reference to it: what uses it waits for the cluster. */
  readonly clusterName: string;
  /** Id of the security group that EKS makes for the cluster; Fargate pods carry it. */
  readonly clusterSecurityGroupId: string;
  /**
   * Kubernetes version as given, such as `1.35`, which nodes follow.
   * @default not known: nodes keep the version that they were made with
   */
  readonly version?: string;
  /** Fargate profiles made so far, in order: EKS makes one at a time. */
  readonly fargateProfiles: readonly ITerraformDependable[];
  /** Tells the cluster of a node group, so that the add-ons that need nodes wait for it, and it for those nodes need. */
  registerNodeGroup(nodeGroup: TerraformResource): void;
  /** Tells the cluster of a Fargate profile, so that the add-ons that need it wait for it. */
  registerFargateProfile(profile: ITerraformDependable): void;
}
