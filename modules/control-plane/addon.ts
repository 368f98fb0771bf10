import type { ITerraformDependable } from "cdktf";
import type { Timeouts } from "../shared/durations";
import type { AddonConfigurations } from "./addon-configuration";

/** What runs the pods of a cluster; decides its core add-ons. `autoMode` brings its own of each. */
export type ComputeKind = "ec2" | "fargate" | "ec2AndFargate" | "autoMode";

/** Pod identity of an add-on's service account. */
export interface AddonPodIdentity {
  /** Service account of the add-on, such as `aws-node`. */
  readonly serviceAccount: string;
  /** ARN of a role that trusts `pods.eks.amazonaws.com`. */
  readonly roleArn: string;
}

/**
 * An EKS add-on.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
 */
export interface AddonOptions<Configuration extends object = object> {
  /**
   * Version, such as `v1.20.4-eksbuild.1`; or `mostRecent`, which Terraform looks up for the cluster's Kubernetes version, so that a
   * plan may find a newer one each time.
   * @default the one EKS takes by default for the cluster's version
   */
  readonly version?: "mostRecent" | (string & {});
  /**
   * Configuration values, as the add-on's own schema describes them; passed as JSON. They are laid over those of the core set, key by
   * key at the top.
   * @default none beside those of the core set
   */
  readonly configuration?: Configuration;
  /**
   * What happens to fields of the add-on that were set in the cluster by other means before it was made.
   * @default "OVERWRITE"
   */
  readonly resolveConflictsOnCreate?: "NONE" | "OVERWRITE";
  /**
   * What happens to such fields on an update.
   * @default "OVERWRITE"
   */
  readonly resolveConflictsOnUpdate?: "NONE" | "OVERWRITE" | "PRESERVE";
  /**
   * `beforeCompute` for what nodes need to become ready (they wait for it), `afterCompute` for what needs a place to
   * run (it waits for node groups and Fargate profiles).
   * @default "beforeCompute" for vpc-cni, kube-proxy and eks-pod-identity-agent, else "afterCompute"
   */
  readonly order?: "beforeCompute" | "afterCompute";
  /**
   * Makes a role with the policies that AWS names for the add-on, assumed through pod identity or through the cluster's OIDC provider
   * (`irsa`): vpc-cni, aws-ebs-csi-driver, aws-efs-csi-driver and amazon-cloudwatch-observability.
   * @default none but for vpc-cni, which gets one through pod identity
   */
  readonly ownRole?: "podIdentity" | "irsa";
  /**
   * Pod identity of its service account, or of several. EC2 nodes and Auto Mode only.
   * @default none
   */
  readonly podIdentity?: AddonPodIdentity | readonly AddonPodIdentity[];
  /**
   * ARN of a role for its service account that trusts the cluster's OIDC provider (IRSA).
   * @default none
   */
  readonly serviceAccountRoleArn?: string;
  /**
   * Keep the add-on's workloads in the cluster when the add-on is deleted here.
   * @default false
   */
  readonly preserve?: boolean;
  /**
   * Tags of the add-on, beside those of the control plane.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * How long Terraform waits for it, as durations such as `20m`.
   * @default 20m to create and update, 40m to delete
   */
  readonly timeouts?: Timeouts;
  /**
   * What must be there while the add-on is, such as the policies of its role.
   * @default nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Add-ons by name; `false` leaves one of the core set out. */
export interface Addons {
  /**
   * Pod networking.
   * @default there on EC2, with network policies on and a role of its own
   */
  readonly "vpc-cni"?: AddonOptions<AddonConfigurations["vpc-cni"]> | false;
  /**
   * Cluster DNS.
   * @default there, but with Auto Mode alone
   */
  readonly coredns?: AddonOptions<AddonConfigurations["coredns"]> | false;
  /**
   * How nodes reach services.
   * @default there on EC2
   */
  readonly "kube-proxy"?: AddonOptions<AddonConfigurations["kube-proxy"]> | false;
  /**
   * What gives pods their roles.
   * @default there on EC2
   */
  readonly "eks-pod-identity-agent"?: AddonOptions<AddonConfigurations["eks-pod-identity-agent"]> | false;
  /**
   * EBS volumes for pods.
   * @default not there
   */
  readonly "aws-ebs-csi-driver"?: AddonOptions<AddonConfigurations["aws-ebs-csi-driver"]> | false;
  /** Any other add-on, with configuration values that are not checked. */
  readonly [name: string]: AddonOptions | false;
}

const beforeNodes: ReadonlySet<string> = new Set(["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]);

/** When an add-on comes unless it is said otherwise. */
export function defaultOrder(name: string): "beforeCompute" | "afterCompute" {
  return beforeNodes.has(name) ? "beforeCompute" : "afterCompute";
}

/**
 * The add-ons that a cluster gets without asking. vpc-cni, kube-proxy and the pod identity agent are daemon sets, which
 * Fargate does not run: it brings networking of its own, so that a cluster with Fargate alone has none of them. Nodes of Auto Mode
 * have all of them built in.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html#addon-consider-auto
 */
function coreAddons(compute: ComputeKind): Addons {
  if (compute === "autoMode") return {};
  if (compute === "fargate") return { coredns: { configuration: { computeType: "Fargate" } } };
  return {
    "vpc-cni": { configuration: { enableNetworkPolicy: "true" }, ownRole: "podIdentity" },
    "kube-proxy": {},
    "eks-pod-identity-agent": {},
    coredns: {},
  };
}

/** The core add-ons with what the caller asked for laid over them, by name. */
export function resolveAddons(compute: ComputeKind, asked: Addons = {}): Readonly<Record<string, AddonOptions>> {
  const core = coreAddons(compute);
  const resolved: Record<string, AddonOptions> = {};
  for (const name of new Set([...Object.keys(core), ...Object.keys(asked)])) {
    const options = asked[name];
    if (options === false) continue;
    resolved[name] = laidOver(core[name] || {}, options ?? {});
  }
  return resolved;
}

function laidOver({ ownRole, ...below }: AddonOptions, above: AddonOptions): AddonOptions {
  const hasRole = above.podIdentity !== undefined || above.serviceAccountRoleArn !== undefined;
  const configuration = { ...below.configuration, ...above.configuration };
  return {
    ...(ownRole === undefined || hasRole ? {} : { ownRole }),
    ...below,
    ...above,
    ...(below.configuration === undefined && above.configuration === undefined ? {} : { configuration }),
  };
}
