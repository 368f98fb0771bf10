/** Kubernetes access policies that EKS offers to people and programs. */
export const ACCESS_POLICIES = [
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSViewPolicy",
  "AmazonEKSSecretReaderPolicy",
] as const;

/** Name of an access policy that EKS offers. */
export type AccessPolicyName = (typeof ACCESS_POLICIES)[number];

/** What an access entry is for. `STANDARD` is for people and programs, the others for nodes. */
export type AccessEntryType =
  | "STANDARD"
  | "EC2_LINUX"
  | "EC2_WINDOWS"
  | "FARGATE_LINUX"
  | "EC2"
  | "HYBRID_LINUX"
  | "HYPERPOD_LINUX";

/** Where a policy holds: in the whole cluster, or in the namespaces listed (with `*` as a wildcard). */
export type AccessScope = "cluster" | { readonly namespaces: readonly string[] };

/**
 * Access for one IAM principal.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export interface AccessGrant {
  /** ARN of the IAM role or user; not of an assumed-role session. */
  readonly principalArn: string;
  /**
   * Access policy, by name or full ARN.
   * @default none: the groups alone decide
   */
  readonly policy?: AccessPolicyName | (string & {});
  /**
   * Where the policy holds.
   * @default "cluster"
   */
  readonly scope?: AccessScope;
  /**
   * Kubernetes groups that role bindings in the cluster refer to. None may start with `system:`.
   * @default none
   */
  readonly groups?: readonly string[];
  /**
   * Type of the entry.
   * @default "STANDARD"
   */
  readonly type?: AccessEntryType;
}

/** ARN of an access policy that is given by name or by ARN. */
export function accessPolicyArn(policy: string, partition: string): string {
  return policy.startsWith("arn:") ? policy : `arn:${partition}:eks::aws:cluster-access-policy/${policy}`;
}
