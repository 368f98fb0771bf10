import type { Construct } from "constructs";
import { ClusterSecurityGroupBase, type ClusterSecurityGroupProps } from "./security-group-base";

export interface EndpointSecurityGroupProps extends ClusterSecurityGroupProps {}

/**
 * A group of interface endpoints that lets in whoever `ClusterTraffic` and `PodTraffic` name, instead of all of the VPC as the
 * group of `Vpc`'s own endpoints does. Give it to endpoints as their security group. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export class EndpointSecurityGroup extends ClusterSecurityGroupBase {
  /** @throws InvalidPropsError if the cluster's name has no or more than 100 characters */
  constructor(scope: Construct, id: string, props: EndpointSecurityGroupProps) {
    super(scope, id, props, {
      construct: "EndpointSecurityGroup",
      suffix: "endpoints",
      description: "Interface endpoints of the EKS cluster",
    });
  }
}
