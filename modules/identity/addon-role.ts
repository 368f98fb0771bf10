import type { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import {
  ADDON_PERMISSIONS,
  type AddonWithPermissions,
  cniIpv6Statements,
  hasKnownPermissions,
} from "./addon-permissions";
import { EksRole } from "./eks-role";
import { awsManagedPolicyArn, type RoleProps } from "./role-props";
import { checkWorkloadTrust, type OidcTrust, type WorkloadTrust, workloadTrustPolicy } from "./workload-trust";

/** The cluster's OIDC provider, which an add-on's pods come through; which pods is known. */
export type AddonOidcTrust = Pick<OidcTrust, "method" | "providerArn" | "issuer" | "audience">;

/** What an `AddonRole` is made from. */
export interface AddonRoleProps extends RoleProps {
  /** Name of the add-on, such as `aws-ebs-csi-driver`. */
  readonly addon: AddonWithPermissions;
  /**
   * How the add-on's pods come to assume the role.
   * @default pod identity
   */
  readonly trust?: { readonly method: "podIdentity" } | AddonOidcTrust;
  /**
   * Family of the cluster's addresses: the VPC CNI needs other permissions in an IPv6 cluster.
   * @default ipv4
   */
  readonly ipFamily?: "ipv4" | "ipv6";
}

/**
 * The role of an EKS add-on: its own service account alone may assume it, with the policies that AWS names for it.
 *
 * @example
 * new AddonRole(this, "ebs-csi", { addon: "aws-ebs-csi-driver" });
 *
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 */
export class AddonRole extends EksRole {
  /** Namespace of the add-on's pods. */
  readonly namespace: string;
  /** Service account of the add-on's pods that need the role. */
  readonly serviceAccount: string;

  constructor(scope: Construct, id: string, props: AddonRoleProps) {
    const problems = new Problems(`AddonRole "${id}"`);
    if (!hasKnownPermissions(props.addon)) {
      const known = Object.keys(ADDON_PERMISSIONS).join(", ");
      problems.add("addon", props.addon, `must be one of ${known}; for others use WorkloadRole`);
      problems.throwIfAny();
    }
    const { namespace, serviceAccount } = ADDON_PERMISSIONS[props.addon];
    const trust: WorkloadTrust = { ...(props.trust ?? { method: "podIdentity" }), namespace, serviceAccount };
    checkWorkloadTrust(trust, problems.under("trust"));
    const kind = {
      trustPolicy: workloadTrustPolicy(trust),
      description: "Lets pods of an EKS cluster use AWS services",
      awsPolicies: [],
    };
    super(scope, id, withPermissions(props, problems), kind, problems);
    this.namespace = namespace;
    this.serviceAccount = serviceAccount;
  }
}

/** The props with the policies that the add-on needs, under keys of their own. */
function withPermissions(props: AddonRoleProps, problems: Problems): RoleProps {
  const { addon, partition = "aws" } = props;
  if (addon === "vpc-cni" && props.ipFamily === "ipv6") {
    const own = { "cni-ipv6": policyDocument(...cniIpv6Statements(partition)) };
    refuseTaken("inlinePolicies", own, props.inlinePolicies, problems);
    return { ...props, inlinePolicies: { ...own, ...props.inlinePolicies } };
  }
  const own = Object.fromEntries(
    Object.entries(ADDON_PERMISSIONS[addon].policies).map(([key, name]) => [key, awsManagedPolicyArn(name, partition)]),
  );
  refuseTaken("policyArns", own, props.policyArns, problems);
  return { ...props, policyArns: { ...own, ...props.policyArns } };
}

function refuseTaken(
  property: string,
  own: object,
  given: Readonly<Record<string, string>> = {},
  problems: Problems,
): void {
  for (const key of Object.keys(given).filter((name) => Object.hasOwn(own, name))) {
    problems.add(`${property}.${key}`, given[key], `must have another key: the role has a policy ${key} by itself`);
  }
}
