import type { Construct } from "constructs";
import { serviceTrustPolicy } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { EksRole } from "./eks-role";
import type { RoleProps } from "./role-props";

/** What a `ClusterRole` is made from. */
export interface ClusterRoleProps extends RoleProps {
  /**
   * Whether the cluster gives pods security groups of their own: adds AmazonEKSVPCResourceController.
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
   */
  readonly podSecurityGroups?: boolean;
  /**
   * Whether the cluster runs in Auto Mode: adds the policies for compute, block storage, load balancing and networking, and
   * lets EKS tag its sessions.
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
   */
  readonly autoMode?: boolean;
  /**
   * Whether the control plane runs on an Outpost: EC2 instances there assume the role, with AmazonEKSLocalOutpostClusterPolicy.
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
   */
  readonly outpost?: boolean;
}

const AUTO_MODE_POLICIES = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];

/**
 * The role of a control plane: EKS alone may assume it, with AmazonEKSClusterPolicy.
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
 */
export class ClusterRole extends EksRole {
  constructor(scope: Construct, id: string, props: ClusterRoleProps = {}) {
    const { podSecurityGroups = false, autoMode = false, outpost = false } = props;
    const problems = new Problems(`ClusterRole "${id}"`);
    if (outpost && autoMode) problems.add("autoMode", autoMode, "must be off on an Outpost");
    const actions = ["sts:AssumeRole", ...(autoMode ? ["sts:TagSession"] : [])];
    const kind = {
      trustPolicy: serviceTrustPolicy(outpost ? "ec2.amazonaws.com" : "eks.amazonaws.com", { actions }),
      description: "Lets an EKS control plane manage what its cluster needs",
      awsPolicies: [
        outpost ? "AmazonEKSLocalOutpostClusterPolicy" : "AmazonEKSClusterPolicy",
        ...(podSecurityGroups ? ["AmazonEKSVPCResourceController"] : []),
        ...(autoMode ? AUTO_MODE_POLICIES : []),
      ],
    };
    super(scope, id, props, kind, problems);
  }
}
