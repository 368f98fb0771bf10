import type {
  Addons,
  ControlPlaneLogs,
  ControlPlaneProps,
  ControlPlaneTransform,
  EndpointAccess,
  KubernetesVersion,
} from "../modules/control-plane";
import type {
  FargateProfileProps,
  KarpenterTransform,
  ManagedNodeGroupTransform,
  SelfManagedNodeGroupTransform,
} from "../modules/data-plane";
import type { NetworkFromIdsProps, NetworkFromTagsProps, VpcProps, VpcTransforms } from "../modules/network";
import type { ClusterTrafficChoice, ClusterTrafficProps, ClusterTrafficTransform } from "../modules/security-groups";
import type { BackendSettings } from "./backend";
import type { DataPlane } from "./data-plane-props";

/** A network that was made elsewhere: by ids, or by tags. */
export type ExistingNetwork = { readonly fromIds: NetworkFromIdsProps } | { readonly fromTags: NetworkFromTagsProps };

/** A workload with a role of its own: through pod identity on EC2 nodes, through the OIDC provider on Fargate. */
export interface WorkloadSettings {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** ARNs of the policies of its role, by a key that becomes part of their addresses. */
  readonly policyArns: Readonly<Record<string, string>>;
}

/** Names of the control plane's props that a platform passes on as they are. */
export const CONTROL_PLANE_SETTINGS = [
  "access",
  "authenticationMode",
  "capabilities",
  "creatorAdmin",
  "forceUpdateVersion",
  "identityProvider",
  "ipFamily",
  "oidcAudiences",
  "oidcProvider",
  "remoteNetworks",
  "role",
  "roles",
  "scalingTier",
  "secretsKey",
  "secretsKeyArn",
  "timeouts",
  "zonalShift",
] as const satisfies readonly (keyof ControlPlaneProps)[];

/** Settings of the control plane that are seldom needed. */
export interface ControlPlaneSettings extends Pick<ControlPlaneProps, (typeof CONTROL_PLANE_SETTINGS)[number]> {}

/** Which traffic the security groups of a platform let through, where a choice alone does not say it. */
export interface TrafficSettings extends Pick<ClusterTrafficProps, "webhookPorts" | "nodePorts" | "extraRules"> {
  /**
   * The choice.
   * @default as where `traffic` is left out
   */
  readonly choice?: ClusterTrafficChoice;
}

/** Hooks of the platform's constructs. */
export interface EksPlatformTransform {
  readonly network?: VpcTransforms;
  readonly controlPlane?: ControlPlaneTransform;
  readonly traffic?: ClusterTrafficTransform;
  readonly nodeGroups?: ManagedNodeGroupTransform;
  readonly selfManaged?: SelfManagedNodeGroupTransform;
  readonly fargate?: NonNullable<FargateProfileProps["transform"]>;
  readonly karpenter?: KarpenterTransform;
}

/** What a whole platform is made from: network, control plane, security groups and data plane. */
export interface EksPlatformStackProps {
  /** Id of the AWS account, 12 digits. Terraform refuses to run in any other. */
  readonly account: string;
  /** AWS region, such as `eu-central-1`. */
  readonly region: string;
  /**
   * AWS partition, in all ARNs made.
   * @default that of `region`
   */
  readonly partition?: string;
  /**
   * Name of the environment; becomes a tag.
   * @default none
   */
  readonly environment?: string;
  /**
   * ARN of a role that Terraform assumes.
   * @default the credentials at hand are used as they are
   */
  readonly assumeRoleArn?: string;
  /**
   * Where the state lives.
   * @default a local file, for trying out
   */
  readonly backend?: BackendSettings;
  /**
   * Tags of all resources.
   * @default none beside `environment` and `cluster`
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Name of the cluster.
   * @default the stack's id
   */
  readonly name?: string;
  /** Kubernetes version, such as `1.35`. */
  readonly version: KubernetesVersion | (string & {});
  /**
   * The network to make.
   * @default `existingNetwork` is given instead
   */
  readonly network?: Omit<VpcProps, "tags" | "transform">;
  /**
   * A network that was made elsewhere, in place of `network`: by ids, or by tags that Terraform looks up when it plans.
   * @default `network` is given instead
   */
  readonly existingNetwork?: ExistingNetwork;
  /**
   * Tier of the control plane's interfaces.
   * @default the first tier of type controlPlane, else that of the nodes; with Auto Mode that of the nodes
   */
  readonly controlPlaneTier?: string;
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
   * Range of service addresses.
   * @default EKS takes 10.100.0.0/16 or 172.20.0.0/16
   */
  readonly serviceIpv4Cidr?: string;
  /**
   * Whether EKS upgrades the cluster when standard support of its version ends, or charges for extended support.
   * @default "STANDARD"
   */
  readonly supportType?: "STANDARD" | "EXTENDED";
  /**
   * Whether the cluster refuses to be deleted.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Settings of the control plane that are seldom needed: IPv6, hybrid nodes' networks, capabilities, further access.
   * @default those of `ControlPlane`
   */
  readonly controlPlane?: ControlPlaneSettings;
  /**
   * ARNs of the IAM roles or users who administer the cluster, by a key that becomes part of their addresses.
   * @default none: nobody gets in until an access entry is made
   */
  readonly admins?: Readonly<Record<string, string>>;
  /**
   * Add-ons by name, laid over the core set; `false` leaves one out.
   * @default the core set for the data plane
   */
  readonly addons?: Addons;
  /**
   * Which traffic the security groups let through: a choice, or a choice with ports and rules beside.
   * @default "recommended"; with Fargate or Auto Mode alone "clusterSecurityGroupOnly", the group that their pods and nodes carry anyway
   */
  readonly traffic?: ClusterTrafficChoice | TrafficSettings;
  /** What runs the pods: managed or self-managed nodes, Fargate, Auto Mode, Karpenter. */
  readonly dataPlane: DataPlane;
  /**
   * Workloads with roles of their own, by a key that becomes part of their addresses.
   * @default none
   */
  readonly workloads?: Readonly<Record<string, WorkloadSettings>>;
  readonly transform?: EksPlatformTransform;
}
