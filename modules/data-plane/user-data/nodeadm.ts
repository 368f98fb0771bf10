import { Token } from "cdktf";
import { Document, isScalar, Scalar, visit } from "yaml";
import type { ClusterEndpoint } from "./cluster-endpoint";
import { mimeDocument, type UserDataPart } from "./mime";

/** A value of a configuration file. */
export type SettingValue =
  | string
  | number
  | boolean
  | readonly SettingValue[]
  | { readonly [key: string]: SettingValue };

/**
 * What Amazon Linux 2023 nodes are told through nodeadm.
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
 */
export interface NodeadmSettings {
  /** The kubelet. */
  readonly kubelet?: {
    /**
     * Fields of KubeletConfiguration, such as `{ maxPods: 110 }`, merged over the image's own.
     * @default the image's own
     * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
     */
    readonly config?: Readonly<Record<string, SettingValue>>;
    /**
     * Flags, such as `["--node-labels=pool=a"]`.
     * @default none
     */
    readonly flags?: readonly string[];
  };
  /** The container runtime. */
  readonly containerd?: {
    /**
     * TOML merged over the image's own configuration.
     * @default the image's own
     */
    readonly config?: string;
    /**
     * Fields of the OCI runtime specification that every container starts from.
     * @default the image's own
     */
    readonly baseRuntimeSpec?: Readonly<Record<string, SettingValue>>;
  };
  /**
   * What becomes of NVMe instance storage: one RAID 0 or RAID 10 volume for images and pods, or each disk mounted.
   * @default left alone
   */
  readonly localStorage?: "RAID0" | "RAID10" | "Mount";
  /**
   * Feature gates of nodeadm itself, such as `{ InstanceIdNodeName: true }`.
   * @default none
   */
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /**
   * Parts for cloud-init beside the configuration, such as shell scripts. They run after nodeadm has read its part.
   * @default none
   */
  readonly parts?: readonly UserDataPart[];
}

/** User data of Amazon Linux 2023: the settings, and the cluster where EKS does not add it; empty where there is neither. */
export function nodeadmUserData(settings: NodeadmSettings, cluster?: ClusterEndpoint): string {
  const config = nodeConfig(settings, cluster);
  const parts = [
    ...(config === undefined ? [] : [{ contentType: "application/node.eks.aws", content: `---\n${toYaml(config)}` }]),
    ...(settings.parts ?? []),
  ];
  return parts.length === 0 ? "" : mimeDocument(parts);
}

function nodeConfig({ kubelet, containerd, localStorage, featureGates }: NodeadmSettings, cluster?: ClusterEndpoint) {
  const spec = {
    ...(cluster === undefined
      ? {}
      : {
          cluster: {
            name: cluster.clusterName,
            apiServerEndpoint: cluster.endpoint,
            certificateAuthority: cluster.certificateAuthority,
            cidr: cluster.serviceCidr,
          },
        }),
    ...(kubelet === undefined ? {} : { kubelet }),
    ...(containerd === undefined ? {} : { containerd }),
    ...(localStorage === undefined ? {} : { instance: { localStorage: { strategy: localStorage } } }),
    ...(featureGates === undefined ? {} : { featureGates }),
  };
  if (Object.keys(spec).length === 0) return undefined;
  return { apiVersion: "node.eks.aws/v1alpha1", kind: "NodeConfig", spec };
}

/** Tokens are quoted: a name that turns out to be `123` or `yes` stays a string. */
function toYaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Scalar(key, node) {
      if (key !== "key" && isScalar(node) && typeof node.value === "string" && Token.isUnresolved(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}
