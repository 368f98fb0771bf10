/** A flag that an add-on takes as text; either form is passed on as text. */
export type TextFlag = boolean | "true" | "false";

/** A number that an add-on takes as text; either form is passed on as text. */
export type TextNumber = number | (string & {});

/** What containers ask for and may use at most, in Kubernetes' notation: `{ requests: { cpu: "100m", memory: "128Mi" } }`. */
export interface AddonResources {
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
}

/** A toleration of pods, as Kubernetes describes it. */
export interface AddonToleration {
  readonly key?: string;
  readonly operator?: "Exists" | "Equal";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  readonly tolerationSeconds?: number;
}

/** A part of a Kubernetes object that is passed on as it is, such as an affinity. */
export type KubernetesObject = Readonly<Record<string, unknown>>;

/**
 * Variables of the VPC CNI's daemon. All are text; flags and numbers are passed on as text.
 * @see https://github.com/aws/amazon-vpc-cni-k8s#cni-configuration-variables
 */
export interface VpcCniVariables {
  readonly ADDITIONAL_ENI_TAGS?: string;
  readonly ANNOTATE_POD_IP?: TextFlag;
  readonly AWS_EC2_ENDPOINT?: string;
  readonly AWS_EXTERNAL_SERVICE_CIDRS?: string;
  readonly AWS_MANAGE_ENIS_NON_SCHEDULABLE?: TextFlag;
  readonly AWS_VPC_CNI_NODE_PORT_SUPPORT?: TextFlag;
  readonly AWS_VPC_ENI_MTU?: TextNumber;
  readonly AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG?: TextFlag;
  readonly AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS?: string;
  readonly AWS_VPC_K8S_CNI_EXTERNALSNAT?: TextFlag;
  readonly AWS_VPC_K8S_CNI_LOGLEVEL?: string;
  readonly AWS_VPC_K8S_CNI_LOG_FILE?: string;
  readonly AWS_VPC_K8S_CNI_RANDOMIZESNAT?: string;
  readonly AWS_VPC_K8S_CNI_VETHPREFIX?: string;
  readonly AWS_VPC_K8S_PLUGIN_LOG_FILE?: string;
  readonly AWS_VPC_K8S_PLUGIN_LOG_LEVEL?: string;
  readonly CLUSTER_ENDPOINT?: string;
  readonly DISABLE_INTROSPECTION?: TextFlag;
  readonly DISABLE_LEAKED_ENI_CLEANUP?: TextFlag;
  readonly DISABLE_METRICS?: TextFlag;
  readonly DISABLE_NETWORK_RESOURCE_PROVISIONING?: TextFlag;
  readonly DISABLE_POD_V6?: TextFlag;
  readonly ENABLE_BANDWIDTH_PLUGIN?: TextFlag;
  readonly ENABLE_POD_ENI?: TextFlag;
  readonly ENABLE_PREFIX_DELEGATION?: TextFlag;
  readonly ENABLE_SUBNET_DISCOVERY?: TextFlag;
  readonly ENABLE_V4_EGRESS?: TextFlag;
  readonly ENABLE_V6_EGRESS?: TextFlag;
  readonly ENI_CONFIG_ANNOTATION_DEF?: string;
  readonly ENI_CONFIG_LABEL_DEF?: string;
  readonly INTROSPECTION_BIND_ADDRESS?: string;
  readonly IP_COOLDOWN_PERIOD?: TextNumber;
  readonly MAX_ENI?: TextNumber;
  readonly MINIMUM_IP_TARGET?: TextNumber;
  readonly NETWORK_POLICY_ENFORCING_MODE?: "standard" | "strict";
  readonly POD_SECURITY_GROUP_ENFORCING_MODE?: "standard" | "strict";
  readonly WARM_ENI_TARGET?: TextNumber;
  readonly WARM_IP_TARGET?: TextNumber;
  readonly WARM_PREFIX_TARGET?: TextNumber;
}

/** Configuration values of the VPC CNI. */
export interface VpcCniConfiguration {
  /** Whether network policies are enforced. */
  readonly enableNetworkPolicy?: TextFlag;
  /** Whether Windows nodes get pod addresses. */
  readonly enableWindowsIpam?: TextFlag;
  readonly env?: VpcCniVariables;
  readonly init?: {
    readonly env?: { readonly DISABLE_TCP_EARLY_DEMUX?: TextFlag; readonly ENABLE_V6_EGRESS?: TextFlag };
  };
  /** The agent that enforces network policies. */
  readonly nodeAgent?: {
    readonly enableCloudWatchLogs?: TextFlag;
    readonly enablePolicyEventLogs?: TextFlag;
    readonly healthProbeBindAddr?: TextNumber;
    readonly metricsBindAddr?: TextNumber;
  };
  /** Custom networking: the subnet and the groups of pods, by zone. */
  readonly eniConfig?: {
    readonly create: boolean;
    readonly region: string;
    readonly subnets: Readonly<Record<string, { readonly id: string; readonly securityGroups?: readonly string[] }>>;
  };
  readonly affinity?: KubernetesObject;
  readonly tolerations?: readonly AddonToleration[];
  readonly resources?: AddonResources;
  readonly livenessProbeTimeoutSeconds?: number;
  readonly readinessProbeTimeoutSeconds?: number;
}

/** Configuration values of CoreDNS. */
export interface CorednsConfiguration {
  /** What runs its pods; on a cluster with Fargate alone `Fargate`, which is then the default. */
  readonly computeType?: "EC2" | "Fargate";
  readonly replicaCount?: number;
  /**
   * Replicas by the size of the cluster, between 2 and 1,000.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/coredns-autoscaling.html
   */
  readonly autoScaling?: { readonly enabled: boolean; readonly minReplicas?: number; readonly maxReplicas?: number };
  /** The whole Corefile. */
  readonly corefile?: string;
  /** How many pods evictions leave: a count, or a share such as `50%`. */
  readonly podDisruptionBudget?: {
    readonly enabled?: boolean;
    readonly maxUnavailable?: number | `${number}%`;
    readonly minAvailable?: number | `${number}%`;
  };
  readonly affinity?: KubernetesObject;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly AddonToleration[];
  readonly topologySpreadConstraints?: readonly KubernetesObject[];
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: AddonResources;
}

/** Configuration values of kube-proxy. */
export interface KubeProxyConfiguration {
  /** How services are reached; `nftables` needs Kubernetes 1.31. */
  readonly mode?: "iptables" | "ipvs" | "nftables";
  /** With the mode `ipvs` alone. */
  readonly ipvs?: { readonly scheduler: string };
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: AddonResources;
}

/**
 * Configuration values of the EKS Pod Identity agent.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-config-ipv6.html
 */
export interface PodIdentityAgentConfiguration {
  /** Arguments of the agent: `{ "-b": "169.254.170.23" }` where nodes have no IPv6. */
  readonly agent?: { readonly additionalArgs?: Readonly<Record<string, string>> };
  /** Which daemon sets there are: `hybrid` for hybrid nodes, `hybrid-bottlerocket` for those that run Bottlerocket. */
  readonly daemonsets?: Readonly<
    Partial<Record<"cloud" | "hybrid" | "hybrid-bottlerocket", { readonly create: boolean }>>
  >;
  readonly affinity?: KubernetesObject;
  readonly tolerations?: readonly AddonToleration[];
  readonly resources?: AddonResources;
}

/** What the controller and the nodes' part of the EBS CSI driver have in common. */
interface EbsCsiPart {
  readonly additionalArgs?: readonly string[];
  readonly affinity?: KubernetesObject;
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  /** 1 to 10. */
  readonly logLevel?: number;
  readonly loggingFormat?: "text" | "json";
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: AddonResources;
  readonly tolerations?: readonly AddonToleration[];
  readonly enableMetrics?: boolean;
}

/**
 * Configuration values of the EBS CSI driver.
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml
 */
export interface EbsCsiConfiguration {
  readonly controller?: EbsCsiPart & {
    readonly batching?: boolean;
    readonly defaultFsType?: string;
    /** Tags of every volume: keys of 1 to 128, values of at most 256 characters. */
    readonly extraVolumeTags?: Readonly<Record<string, string>>;
    readonly k8sTagClusterId?: string;
    readonly region?: string;
    readonly replicaCount?: number;
    readonly sdkDebugLog?: boolean;
    readonly topologySpreadConstraints?: readonly KubernetesObject[];
    readonly volumeModificationFeature?: { readonly enabled: boolean };
  };
  readonly node?: EbsCsiPart & {
    readonly enableWindows?: boolean;
    readonly kubeletPath?: string;
    /** Attachments that the driver leaves free. Not together with `volumeAttachLimit`. */
    readonly reservedVolumeAttachments?: number;
    readonly tolerateAllTaints?: boolean;
    /** Volumes that a node takes at most. */
    readonly volumeAttachLimit?: number;
  };
  /** A storage class that volumes get by default. */
  readonly defaultStorageClass?: { readonly enabled: boolean };
  readonly sidecars?: KubernetesObject;
}

/** Configuration values of the add-ons whose values this release knows, by their names. */
export interface AddonConfigurations {
  readonly "vpc-cni": VpcCniConfiguration;
  readonly coredns: CorednsConfiguration;
  readonly "kube-proxy": KubeProxyConfiguration;
  readonly "eks-pod-identity-agent": PodIdentityAgentConfiguration;
  readonly "aws-ebs-csi-driver": EbsCsiConfiguration;
}

/** An add-on whose values this release knows. */
export type KnownAddon = keyof AddonConfigurations;

const KNOWN_ADDONS: Readonly<Record<KnownAddon, true>> = {
  "vpc-cni": true,
  coredns: true,
  "kube-proxy": true,
  "eks-pod-identity-agent": true,
  "aws-ebs-csi-driver": true,
};

/** Whether this release knows the values of an add-on. */
export function isKnownAddon(name: string): name is KnownAddon {
  return Object.hasOwn(KNOWN_ADDONS, name);
}
