import type { Construct } from "constructs";
import { serviceTrustPolicy } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { EksRole } from "./eks-role";
import type { RoleProps } from "./role-props";

/**
 * The role of an EKS capability (ACK, kro, Argo CD): EKS alone may assume it. It can do nothing in AWS until `policyArns` or
 * `inlinePolicies` say so: kro needs nothing, ACK what its controllers manage or the roles that it assumes for it.
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/capability-role.html
 */
export class CapabilityRole extends EksRole {
  constructor(scope: Construct, id: string, props: RoleProps = {}) {
    const actions = ["sts:AssumeRole", "sts:TagSession"];
    const kind = {
      trustPolicy: serviceTrustPolicy("capabilities.eks.amazonaws.com", { actions }),
      description: "Lets a capability of an EKS cluster act in AWS",
      awsPolicies: [],
    };
    super(scope, id, props, kind, new Problems(`CapabilityRole "${id}"`));
  }
}
