import type { Construct } from "constructs";
import { ClusterSecurityGroupBase, type ClusterSecurityGroupProps } from "./security-group-base";

export interface ControlPlaneEniSecurityGroupProps extends ClusterSecurityGroupProps {}

/**
 * The group that the control plane's network interfaces (ENIs) carry in the customer's VPC, beside the cluster security
 * group that EKS makes. Give it to `ControlPlane` as `securityGroups`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export class ControlPlaneEniSecurityGroup extends ClusterSecurityGroupBase {
  /** @throws InvalidPropsError if the cluster's name has no or more than 100 characters */
  constructor(scope: Construct, id: string, props: ControlPlaneEniSecurityGroupProps) {
    super(scope, id, props, {
      construct: "ControlPlaneEniSecurityGroup",
      suffix: "control-plane",
      description: "Network interfaces of the EKS control plane",
    });
  }
}
