import { Token } from "cdktf";
import { checkRoleArn } from "../identity/workload-trust";
import type { Problems } from "../shared/problems";

/** Kubernetes access policies that EKS offers to people and programs, and to nodes of Auto Mode. */
export const ACCESS_POLICIES = [
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSViewPolicy",
  "AmazonEKSSecretReaderPolicy",
  "AmazonEKSAutoNodePolicy",
] as const;

/** Name of an access policy that EKS offers. */
export type AccessPolicyName = (typeof ACCESS_POLICIES)[number];

/** Entries of nodes, to which EKS gives what they need. */
const NODE_ENTRY_TYPES = ["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX", "HYPERPOD_LINUX"] as const;

/** What an access entry of a node is for. */
export type NodeEntryType = (typeof NODE_ENTRY_TYPES)[number];

/** What an access entry is for. `STANDARD` is for people and programs, `EC2` for node classes of Auto Mode, the others for nodes. */
export type AccessEntryType = "STANDARD" | "EC2" | NodeEntryType;

/** Where a policy holds: in the whole cluster, or in the namespaces listed (with `*` as a wildcard). */
export type AccessScope = "cluster" | { readonly namespaces: readonly string[] };

/** A Kubernetes access policy for one principal. */
interface PolicyGrant {
  /** ARN of the IAM role or user; not of an assumed-role session. Other types than `STANDARD` take roles of the cluster's account alone. */
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
   * Tags of the entry, beside those of the control plane.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Access for people and programs. */
export interface StandardAccessGrant extends PolicyGrant {
  /**
   * Type of the entry.
   * @default "STANDARD"
   */
  readonly type?: "STANDARD";
  /**
   * Kubernetes groups that role bindings in the cluster refer to. None may start with `system:`, `eks:`, `aws:`, `amazon:` or `iam:`.
   * @default none
   */
  readonly groups?: readonly string[];
  /**
   * Kubernetes user name. May hold `{{SessionName}}` behind a colon; may not start as groups may not.
   * @default EKS makes one of the principal's ARN
   */
  readonly username?: string;
}

/** Access for the nodes of a node class of Auto Mode; they need the policy AmazonEKSAutoNodePolicy. */
export interface AutoNodeAccessGrant extends PolicyGrant {
  /** Type of the entry. */
  readonly type: "EC2";
  /** Left out: EKS gives nodes their groups. */
  readonly groups?: never;
  /** Left out: EKS gives nodes their user names. */
  readonly username?: never;
}

/** Access for other nodes that join by themselves. Managed node groups and Fargate profiles have theirs from EKS. */
export interface NodeAccessGrant extends Pick<PolicyGrant, "principalArn" | "tags"> {
  /** Type of the entry. */
  readonly type: NodeEntryType;
  /** Left out: EKS gives nodes what they need. */
  readonly policy?: never;
  /** Left out, as the policy is. */
  readonly scope?: never;
  /** Left out: EKS gives nodes their groups. */
  readonly groups?: never;
  /** Left out: EKS gives nodes their user names. */
  readonly username?: never;
}

/**
 * Access for one IAM principal.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export type AccessGrant = StandardAccessGrant | AutoNodeAccessGrant | NodeAccessGrant;

/** Type of the entry that a grant makes. */
export function entryType(grant: AccessGrant): AccessEntryType {
  return grant.type ?? "STANDARD";
}

/** ARN of an access policy that is given by name or by ARN; a token is an ARN. */
export function accessPolicyArn(policy: string, partition: string): string {
  return policy.startsWith("arn:") || Token.isUnresolved(policy)
    ? policy
    : `arn:${partition}:eks::aws:cluster-access-policy/${policy}`;
}

const PRINCIPAL_ARN = /^arn:[\w-]+:iam::\d{12}:(role|user)\/.+$/;
const POLICY_ARN = /^arn:[\w-]+:eks::aws:cluster-access-policy\/.+$/;
const NAMESPACE = /^[a-z0-9*]([a-z0-9*-]{0,61}[a-z0-9*])?$/;
const RESERVED = /^(system|eks|aws|amazon|iam):/;
const RESERVED_MESSAGE = 'must not start with "system:", "eks:", "aws:", "amazon:" or "iam:"';

/** Finds what is wrong with a grant by itself. */
export function checkAccessGrant(grant: AccessGrant, problems: Problems): void {
  const type = entryType(grant);
  const known: readonly string[] = ["STANDARD", "EC2", ...NODE_ENTRY_TYPES];
  problems.check("type", grant.type, (name) => known.includes(name), `must be one of ${known.join(", ")}`);
  if (type === "STANDARD") {
    const message = 'must be the ARN of an IAM role or user, such as "arn:aws:iam::111122223333:role/admin"';
    problems.check("principalArn", grant.principalArn, (arn) => PRINCIPAL_ARN.test(arn), message);
  } else {
    checkRoleArn("principalArn", grant.principalArn, problems);
  }
  checkPolicy(grant, problems);
  checkIdentity(grant, problems);
}

function checkPolicy({ policy, scope, ...grant }: AccessGrant, problems: Problems): void {
  const type = grant.type ?? "STANDARD";
  if (type !== "STANDARD" && type !== "EC2") {
    const refused = { policy, scope };
    for (const [property, value] of Object.entries(refused)) {
      if (value === undefined) continue;
      problems.add(property, value, `must be left out: entries of type ${type} take no policies`);
    }
    return;
  }
  const known: readonly string[] = ACCESS_POLICIES;
  const isPolicy = (text: string): boolean => known.includes(text) || POLICY_ARN.test(text);
  problems.check("policy", policy, isPolicy, `must be one of ${known.join(", ")}, or the ARN of an access policy`);
  if (scope !== undefined && policy === undefined) {
    problems.add("scope", scope, "must be left out without a policy: it says where that holds");
  }
  if (scope === undefined || scope === "cluster") return;
  const { namespaces } = scope;
  problems.check("scope.namespaces", namespaces, (list) => list.length > 0, "must have at least one namespace");
  for (const [index, name] of namespaces.entries()) {
    const message = "must be a namespace: 1 to 63 lower-case letters, digits and hyphens, with * as a wildcard";
    problems.check(`scope.namespaces[${index}]`, name, (text) => NAMESPACE.test(text), message);
  }
}

function checkIdentity({ type = "STANDARD", groups, username }: AccessGrant, problems: Problems): void {
  if (type !== "STANDARD") {
    const refused = { groups, username };
    for (const [property, value] of Object.entries(refused)) {
      if (value === undefined) continue;
      problems.add(property, value, `must be left out: EKS gives entries of type ${type} theirs`);
    }
    return;
  }
  for (const [index, group] of (groups ?? []).entries()) {
    problems.check(`groups[${index}]`, group, (name) => name !== "" && !RESERVED.test(name), RESERVED_MESSAGE);
  }
  problems.check("username", username, (name) => name !== "" && !RESERVED.test(name), RESERVED_MESSAGE);
  const hasColon = (name: string): boolean => !name.includes("{{SessionName}}") || /:.*\{\{SessionName\}\}/.test(name);
  problems.check("username", username, hasColon, "must have a colon before {{SessionName}}");
}
