import type { CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { EksAccessPolicyAssociationConfig } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import type { EksAddonConfig } from "@cdktf/provider-aws/lib/eks-addon";
import type { EksCapabilityConfig } from "@cdktf/provider-aws/lib/eks-capability";
import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { EksIdentityProviderConfigConfig } from "@cdktf/provider-aws/lib/eks-identity-provider-config";
import type { IamOpenidConnectProviderConfig } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { KmsAliasConfig } from "@cdktf/provider-aws/lib/kms-alias";
import type { KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import type { RoleDefaults, RoleTransforms } from "../identity";
import type { Transform } from "../shared/transform";
import type { AccessGrant } from "./access";
import type { Addons, ComputeKind } from "./addon";
import type { CapabilityOptions } from "./capability";
import type { ClusterOptions } from "./cluster-options";
import type { ControlPlaneLogs } from "./control-plane-logs";
import type { EndpointAccess } from "./endpoint-access";
import type { IdentityProviderOptions } from "./identity-provider";
import type { KubernetesVersion } from "./kubernetes-versions";
import type { RoleWithPermissions } from "./role-with-permissions";
import type { SecretsKeyOptions } from "./secrets-key";
import type { TierPlacement } from "./tier-subnets";

/** Hooks of `ControlPlane`, one for each kind of resource. */
export interface ControlPlaneTransform {
  readonly cluster?: Transform<EksClusterConfig>;
  readonly logGroup?: Transform<CloudwatchLogGroupConfig>;
  readonly secretsKey?: Transform<KmsKeyConfig>;
  readonly secretsKeyAlias?: Transform<KmsAliasConfig>;
  readonly oidcProvider?: Transform<IamOpenidConnectProviderConfig>;
  readonly identityProvider?: Transform<EksIdentityProviderConfigConfig>;
  /** Sees every access entry; `principalArn` tells which. */
  readonly accessEntry?: Transform<EksAccessEntryConfig>;
  /** Sees every policy association; `principalArn` and `policyArn` tell which. */
  readonly accessPolicyAssociation?: Transform<EksAccessPolicyAssociationConfig>;
  /** Sees every capability; `capabilityName` tells which. */
  readonly capability?: Transform<EksCapabilityConfig>;
  /** See the roles made, of the cluster, of Auto Mode's nodes, of add-ons and capabilities, and what hangs on them. */
  readonly roles?: RoleTransforms;
  /** Sees every add-on; `addonName` tells which. */
  readonly addon?: Transform<EksAddonConfig>;
}

/** What a `ControlPlane` is made from. */
export interface ControlPlaneProps extends TierPlacement, ClusterOptions {
  /**
   * Name of the cluster: 1-100 letters, digits, hyphens and underscores, the first a letter or digit. Changing it
   * replaces the cluster.
   */
  readonly name: string;
  /** Kubernetes version, such as `1.35`. One minor version up at a time. */
  readonly version: KubernetesVersion | (string & {});
  /**
   * The network and the tier of the control plane's own interfaces: subnets in at least two zones.
   * `zones` narrows them; the zones of a cluster cannot change later. Node pools of Auto Mode start their nodes there too, which then
   * must reach AWS's services.
   */
  readonly tier: string;
  /**
   * The cluster's role.
   * @default a `ClusterRole` is made
   */
  readonly role?: RoleWithPermissions;
  /**
   * Security groups of the control plane's interfaces, beside the cluster security group that EKS makes. At most five.
   * @default none
   */
  readonly securityGroups?: readonly { readonly securityGroupId: string }[];
  /**
   * From where the Kubernetes API can be reached.
   * @default EndpointAccess.private()
   */
  readonly endpointAccess?: EndpointAccess;
  /**
   * Control plane logs.
   * @default all five types, kept for 90 days
   */
  readonly logs?: ControlPlaneLogs;
  /**
   * ARN of the KMS key for secrets. It can be neither changed nor taken away later without replacing the cluster.
   * @default a `SecretsKey` is made
   */
  readonly secretsKeyArn?: string;
  /**
   * Options of the key that is made for secrets. Not together with `secretsKeyArn`.
   * @default for secrets alone, rotating every year
   */
  readonly secretsKey?: SecretsKeyOptions;
  /**
   * What runs the pods; decides the core add-ons.
   * @default "ec2"; with `autoMode` Auto Mode alone
   */
  readonly compute?: ComputeKind;
  /**
   * Add-ons by name, laid over the core set; `false` leaves one out.
   * @default vpc-cni, kube-proxy, eks-pod-identity-agent and coredns; with Fargate alone coredns; with Auto Mode alone none
   */
  readonly addons?: Addons;
  /**
   * Access entries by a key of the caller's that becomes part of their addresses.
   * @default none: nobody gets in until `grantAccess` is called
   */
  readonly access?: Readonly<Record<string, AccessGrant>>;
  /**
   * Whether an OIDC provider for IAM roles for service accounts (IRSA) is made.
   * @default true
   */
  readonly oidcProvider?: boolean;
  /**
   * Audiences of service account tokens that the OIDC provider takes beside `sts.amazonaws.com`.
   * @default none
   */
  readonly oidcAudiences?: readonly string[];
  /**
   * An OIDC provider of one's own for people who sign in to the Kubernetes API.
   * @default none: IAM alone
   */
  readonly identityProvider?: IdentityProviderOptions;
  /**
   * EKS capabilities by a key of the caller's that becomes part of their addresses.
   * @default none
   * @see https://docs.aws.amazon.com/eks/latest/userguide/capabilities.html
   */
  readonly capabilities?: Readonly<Record<string, CapabilityOptions>>;
  /**
   * Path and boundary of all roles made.
   * @default path `/`, no boundary
   */
  readonly roles?: RoleDefaults;
  /**
   * Id of the AWS account, for the policy of the secrets key.
   * @default taken from the role's ARN
   */
  readonly accountId?: string;
  /**
   * AWS partition, in all ARNs made.
   * @default that of `region`, else of the subnets' zones, else "aws"
   */
  readonly partition?: string;
  /**
   * Tags of all resources made.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Hooks that change the configuration of the resources, by kind.
   * @default none
   */
  readonly transform?: ControlPlaneTransform;
}
