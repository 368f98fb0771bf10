import type { Construct } from "constructs";
import { serviceTrustPolicy } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { EksRole } from "./eks-role";
import type { RoleProps } from "./role-props";

/**
 * The role of the nodes that EKS Auto Mode starts: EC2 alone may assume it, to pull images and to fetch credentials for pods.
 * What else such nodes need EKS does with the cluster's role.
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html
 */
export class AutoModeNodeRole extends EksRole {
  constructor(scope: Construct, id: string, props: RoleProps = {}) {
    const kind = {
      trustPolicy: serviceTrustPolicy("ec2.amazonaws.com"),
      description: "Lets nodes of EKS Auto Mode pull images and fetch credentials for pods",
      awsPolicies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
    };
    super(scope, id, props, kind, new Problems(`AutoModeNodeRole "${id}"`));
  }
}
