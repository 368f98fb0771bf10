import type { Construct } from "constructs";
import { ClusterSecurityGroupBase, type ClusterSecurityGroupProps } from "./security-group-base";

export interface NodeSecurityGroupProps extends ClusterSecurityGroupProps {
  /**
   * Whether the group is tagged `kubernetes.io/cluster/<name> = owned`. Exactly one group on a node may be: the in-tree
   * and AWS load balancer controllers look it up to open it. The cluster security group is tagged by EKS, so turn this
   * off where the nodes carry that one too.
   * @default true
   */
  readonly clusterTag?: boolean;
}

/**
 * The group that EC2 nodes carry in place of the cluster security group.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export class NodeSecurityGroup extends ClusterSecurityGroupBase {
  /** @throws InvalidPropsError if the cluster's name has no or more than 100 characters */
  constructor(scope: Construct, id: string, props: NodeSecurityGroupProps) {
    super(
      scope,
      id,
      props,
      { construct: "NodeSecurityGroup", suffix: "nodes", description: "EC2 nodes of the EKS cluster" },
      props.clusterTag === false ? {} : { [`kubernetes.io/cluster/${props.clusterName}`]: "owned" },
    );
  }
}
