import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { Construct } from "constructs";
import { type ComputeKind, type ControlPlane, rolePrefix } from "../modules/control-plane";
import { WorkloadRole, type WorkloadTrust } from "../modules/identity";
import { Problems } from "../modules/shared/problems";
import type { WorkloadSettings } from "./eks-platform-props";

export interface WorkloadProps extends WorkloadSettings {
  readonly controlPlane: ControlPlane;
  /** What runs the pods: on Fargate alone there is no pod identity. */
  readonly compute: ComputeKind;
  readonly partition?: string;
}

/**
 * The role of a workload: through pod identity where there are EC2 nodes, through the cluster's OIDC provider (IRSA) on
 * Fargate, whose pods the pod identity agent does not reach.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class Workload extends Construct {
  readonly role: WorkloadRole;
  /** Absent where the role is assumed through the OIDC provider. */
  readonly association: EksPodIdentityAssociation | undefined;

  /** @throws InvalidPropsError if names are not what Kubernetes takes, or the cluster has no OIDC provider to go through */
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { namespace, serviceAccount, controlPlane } = props;
    this.role = new WorkloadRole(this, "role", {
      ...rolePrefix(controlPlane.name, id),
      trust: trustOf(props, id),
      policyArns: props.policyArns,
      ...(props.partition === undefined ? {} : { partition: props.partition }),
    });
    this.association =
      props.compute === "fargate"
        ? undefined
        : new EksPodIdentityAssociation(this, "association", {
            clusterName: controlPlane.clusterName,
            namespace,
            serviceAccount,
            roleArn: this.role.arn,
          });
  }
}

function trustOf({ compute, controlPlane, namespace, serviceAccount }: WorkloadProps, id: string): WorkloadTrust {
  if (compute !== "fargate") return { method: "podIdentity", namespace, serviceAccount };
  if (controlPlane.oidcProvider === undefined) {
    const problems = new Problems(`Workload "${id}"`);
    problems.add("serviceAccount", serviceAccount, "needs the cluster's OIDC provider, which was turned off");
    problems.throwIfAny();
  }
  return {
    method: "oidc",
    providerArn: controlPlane.oidcProvider?.arn ?? "",
    issuer: controlPlane.oidcIssuer,
    namespace,
    serviceAccount,
  };
}
