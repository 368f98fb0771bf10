import type { Construct } from "constructs";
import { serviceTrustPolicy } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { EksRole } from "./eks-role";
import type { RoleProps } from "./role-props";

/** What a `NodeRole` is made from. */
export interface NodeRoleProps extends RoleProps {
  /**
   * Whether the role itself carries AmazonEKS_CNI_Policy. Every pod that reaches the instance metadata may then change
   * network interfaces: a `WorkloadRole` on the vpc-cni add-on is the safer place.
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
   */
  readonly includeCniPolicy?: boolean;
  /**
   * Whether Systems Manager may manage the nodes and open shells on them: adds AmazonSSMManagedInstanceCore.
   * @default false
   */
  readonly sessionManager?: boolean;
}

/**
 * The role of EC2 nodes: EC2 alone may assume it, with what a node needs to join and to pull images.
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export class NodeRole extends EksRole {
  constructor(scope: Construct, id: string, props: NodeRoleProps = {}) {
    const { includeCniPolicy = false, sessionManager = false } = props;
    const kind = {
      trustPolicy: serviceTrustPolicy("ec2.amazonaws.com"),
      description: "Lets EC2 nodes join an EKS cluster and pull images",
      awsPolicies: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEC2ContainerRegistryPullOnly",
        ...(includeCniPolicy ? ["AmazonEKS_CNI_Policy"] : []),
        ...(sessionManager ? ["AmazonSSMManagedInstanceCore"] : []),
      ],
    };
    super(scope, id, props, kind, new Problems(`NodeRole "${id}"`));
  }
}
