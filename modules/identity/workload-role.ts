import type { Construct } from "constructs";
import { Problems } from "../shared/problems";
import { EksRole } from "./eks-role";
import type { RoleProps } from "./role-props";
import { checkWorkloadTrust, type WorkloadTrust, workloadTrustPolicy } from "./workload-trust";

/** What a `WorkloadRole` is made from. */
export interface WorkloadRoleProps extends RoleProps {
  /**
   * How pods come to assume the role.
   * @default pod identity, for any pods that an association names
   */
  readonly trust?: WorkloadTrust;
}

/**
 * A role that pods assume, of a workload or of an add-on. It can do nothing until `policyArns` or `inlinePolicies` say so.
 *
 * @example
 * // The role of the vpc-cni add-on, which nodes then need not carry.
 * new WorkloadRole(this, "vpc-cni", { policyArns: { cni: awsManagedPolicyArn("AmazonEKS_CNI_Policy") } });
 *
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class WorkloadRole extends EksRole {
  constructor(scope: Construct, id: string, props: WorkloadRoleProps = {}) {
    const { trust = { method: "podIdentity" } } = props;
    const problems = new Problems(`WorkloadRole "${id}"`);
    checkWorkloadTrust(trust, problems.under("trust"));
    const kind = {
      trustPolicy: workloadTrustPolicy(trust),
      description: "Lets pods of an EKS cluster use AWS services",
      awsPolicies: [],
    };
    super(scope, id, props, kind, problems);
  }
}
