import type { ITerraformDependable } from "cdktf";

/** What runs the pods of a cluster; decides its core add-ons. */
export type ComputeKind = "ec2" | "fargate" | "ec2AndFargate";

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
export interface AddonOptions {
  /**
   * Version, such as `v1.20.4-eksbuild.1`.
   * @default the one EKS takes by default for the cluster's version
   */
  readonly version?: string;
  /**
   * Configuration values, as the add-on's own schema describes them; passed as JSON.
   * @default none
   */
  readonly configuration?: Readonly<Record<string, unknown>>;
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
   * Pod identity of its service account. EC2 nodes only.
   * @default none; vpc-cni gets a role of its own
   */
  readonly podIdentity?: AddonPodIdentity;
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
   * What must be there while the add-on is, such as the policies of its role.
   * @default nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Add-ons by name; `false` leaves one of the core set out. */
export type Addons = Readonly<Record<string, AddonOptions | false>>;

const beforeNodes: ReadonlySet<string> = new Set(["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]);

/** When an add-on comes unless it is said otherwise. */
export function defaultOrder(name: string): "beforeCompute" | "afterCompute" {
  return beforeNodes.has(name) ? "beforeCompute" : "afterCompute";
}

/**
 * The add-ons that a cluster gets without asking. vpc-cni, kube-proxy and the pod identity agent are daemon sets, which
 * Fargate does not run: it brings networking of its own, so that a cluster with Fargate alone has none of them.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate.html
 */
function coreAddons(compute: ComputeKind): Readonly<Record<string, AddonOptions>> {
  if (compute === "fargate") return { coredns: { configuration: { computeType: "Fargate" } } };
  return {
    "vpc-cni": { configuration: { enableNetworkPolicy: "true" } },
    "kube-proxy": {},
    "eks-pod-identity-agent": {},
    coredns: {},
  };
}

/** The core add-ons with what the caller asked for laid over them, by name. */
export function resolveAddons(compute: ComputeKind, asked: Addons = {}): Readonly<Record<string, AddonOptions>> {
  const resolved: Record<string, AddonOptions> = { ...coreAddons(compute) };
  for (const [name, options] of Object.entries(asked)) {
    if (options === false) delete resolved[name];
    else resolved[name] = { ...resolved[name], ...options };
  }
  return resolved;
}
