import type { CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EksAddonConfig } from "@cdktf/provider-aws/lib/eks-addon";
import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import type { ITerraformDependable } from "cdktf";
import type { Transform } from "../shared/transform";
import type { AccessGrant } from "./access";
import type { Addons, ComputeKind } from "./addon";
import type { EndpointAccess } from "./endpoint-access";
import type { KubernetesVersion } from "./kubernetes-versions";
import type { TierPlacement } from "./tier-subnets";

/** The five logs of a control plane. */
export const CONTROL_PLANE_LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/** One of the five logs of a control plane. */
export type ControlPlaneLogType = (typeof CONTROL_PLANE_LOG_TYPES)[number];

/**
 * Where a control plane's logs go.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export interface ControlPlaneLogs {
  /**
   * Which logs are kept.
   * @default all five
   */
  readonly types?: readonly ControlPlaneLogType[];
  /**
   * Days that they are kept; one of the values that CloudWatch takes, 0 for ever.
   * @default 90
   */
  readonly retentionDays?: number;
  /**
   * ARN of a KMS key for the log group, whose policy lets the logs service of the region use it.
   * @default CloudWatch's own encryption
   */
  readonly kmsKeyArn?: string;
}

/** A role with what must be in place while it is used; `ClusterRole`, `NodeRole` and `FargatePodRole` are such. */
export interface RoleWithPermissions {
  readonly arn: string;
  /**
   * Policy attachments that it needs to do what it is for.
   * @default none: a role made elsewhere has them already
   */
  readonly permissions?: readonly ITerraformDependable[];
}

/** Hooks of `ControlPlane`, one for each kind of resource. */
export interface ControlPlaneTransform {
  readonly cluster?: Transform<EksClusterConfig>;
  readonly logGroup?: Transform<CloudwatchLogGroupConfig>;
  readonly secretsKey?: Transform<KmsKeyConfig>;
  /** Sees every add-on; `addonName` tells which. */
  readonly addon?: Transform<EksAddonConfig>;
}

export interface ControlPlaneProps extends TierPlacement {
  /**
   * Name of the cluster: 1-100 letters, digits, hyphens and underscores, the first a letter or digit. Changing it
   * replaces the cluster.
   */
  readonly name: string;
  /** Kubernetes version, such as `1.35`. One minor version up at a time. */
  readonly version: KubernetesVersion | (string & {});
  /**
   * The network and the tier of the control plane's own interfaces: subnets in at least two zones.
   * `zones` narrows them; the zones of a cluster cannot change later.
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
   * ARN of the KMS key for secrets. Neither it nor its absence can be changed later without replacing the cluster.
   * @default a `SecretsKey` is made
   */
  readonly secretsKeyArn?: string;
  /**
   * Range of service addresses: /12 to /24 within 10/8, 172.16/12 or 192.168/16, apart from the network's ranges.
   * Changing it replaces the cluster.
   * @default EKS takes 10.100.0.0/16 or 172.20.0.0/16
   */
  readonly serviceIpv4Cidr?: string;
  /**
   * Whether EKS upgrades the cluster when standard support of its version ends (`STANDARD`), or charges for extended support.
   * @default "STANDARD"
   */
  readonly supportType?: "STANDARD" | "EXTENDED";
  /**
   * Whether traffic may be shifted away from an impaired zone.
   * @default true
   */
  readonly zonalShift?: boolean;
  /**
   * Whether the cluster refuses to be deleted.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * What runs the pods; decides the core add-ons.
   * @default "ec2"
   */
  readonly compute?: ComputeKind;
  /**
   * Add-ons by name, laid over the core set; `false` leaves one out.
   * @default vpc-cni, kube-proxy, eks-pod-identity-agent and coredns; with Fargate alone coredns
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
   * Id of the AWS account, for the policy of the secrets key.
   * @default taken from the role's ARN
   */
  readonly accountId?: string;
  /**
   * AWS partition.
   * @default "aws"
   */
  readonly partition?: string;
  /**
   * Tags of all resources made.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  readonly transform?: ControlPlaneTransform;
}
