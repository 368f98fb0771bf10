import type { Construct } from "constructs";
import { ClusterSecurityGroupBase, type ClusterSecurityGroupProps } from "./security-group-base";

export interface PodSecurityGroupProps extends ClusterSecurityGroupProps {
  /** What the pods are, such as `payments`: 1 to 100 letters, digits, spaces and `._-`. Part of the group's name. */
  readonly name: string;
}

/**
 * A group that pods carry by themselves, in place of that of their node. A `SecurityGroupPolicy` in the cluster says which pods;
 * on EC2 nodes they need the add-on vpc-cni with `ENABLE_POD_ENI`, and instance types with trunk interfaces. Its rules come from
 * `PodTraffic`. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 */
export class PodSecurityGroup extends ClusterSecurityGroupBase {
  /** @throws InvalidPropsError if a name is not as it should be */
  constructor(scope: Construct, id: string, props: PodSecurityGroupProps) {
    super(
      scope,
      id,
      props,
      {
        construct: "PodSecurityGroup",
        suffix: `pods-${props.name}`,
        description: `Pods of the EKS cluster: ${props.name}`,
      },
      {},
      (problems) =>
        problems.check(
          "name",
          props.name,
          (name) => /^[\w .-]{1,100}$/.test(name),
          "must have 1 to 100 letters, digits, spaces and ._-",
        ),
    );
  }
}
