import { Fn, Token } from "cdktf";
import { type PolicyConditions, policyDocument, serviceTrustPolicy } from "../shared/policy-document";
import type { Problems } from "../shared/problems";

/**
 * Trust in pods through the EKS Pod Identity agent. Which pods get the role is said by pod identity associations; the
 * fields here bind the role on its own side too, by tags of the session. An association without session tags never meets them.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export interface PodIdentityTrust {
  /** Through the EKS Pod Identity agent. */
  readonly method: "podIdentity";
  /**
   * Namespace of the pods.
   * @default any that an association names
   */
  readonly namespace?: string;
  /**
   * Service account of the pods.
   * @default any that an association names
   */
  readonly serviceAccount?: string;
  /**
   * ARN of the cluster that the pods run in.
   * @default any of the account
   */
  readonly clusterArn?: string;
}

/**
 * Trust in pods through the cluster's OIDC provider (IRSA).
 * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 */
export interface OidcTrust {
  /** Through the cluster's OIDC provider. */
  readonly method: "oidc";
  /** ARN of the IAM OIDC provider. */
  readonly providerArn: string;
  /** The cluster's issuer URL, with or without `https://`. */
  readonly issuer: string;
  /** Namespace of the pods; no wildcard. */
  readonly namespace: string;
  /** Service account of the pods, or `*` for all of the namespace. */
  readonly serviceAccount: string;
  /**
   * Audience of the pods' tokens.
   * @default sts.amazonaws.com
   */
  readonly audience?: string;
}

/**
 * Trust in a role of pods, often in another account, which reaches this one as the target role of a pod identity association.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export interface SourceRoleTrust {
  /** Through another role of the pods. */
  readonly method: "sourceRole";
  /** ARN of the role that pods assume first. */
  readonly sourceRoleArn: string;
  /**
   * The association's external id, which EKS passes on: it keeps other associations with the same source role out.
   * @default any
   */
  readonly externalId?: string;
}

/** How pods come to assume a role. */
export type WorkloadTrust = PodIdentityTrust | OidcTrust | SourceRoleTrust;

/** A Kubernetes namespace is a DNS label, a service account a DNS subdomain. */
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SERVICE_ACCOUNT = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;
const PROVIDER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/.+$/;
const CLUSTER_ARN = /^arn:aws[a-z-]*:eks:[a-z0-9-]+:\d{12}:cluster\/.+$/;

/** Finds what is wrong with the namespace and the service account of pods. */
export function checkPods(
  { namespace, serviceAccount }: { readonly namespace?: string; readonly serviceAccount?: string },
  problems: Problems,
  options: { readonly anyServiceAccount: boolean } = { anyServiceAccount: false },
): void {
  const namespaceMessage = "must be a namespace: 1 to 63 lower-case letters, digits and hyphens";
  problems.check("namespace", namespace, (name) => NAMESPACE.test(name), namespaceMessage);
  const { anyServiceAccount } = options;
  const accountMessage = `must be a service account: 1 to 253 lower-case letters, digits, dots and hyphens${anyServiceAccount ? ", or *" : ""}`;
  const isServiceAccount = (name: string): boolean => SERVICE_ACCOUNT.test(name) || (anyServiceAccount && name === "*");
  problems.check("serviceAccount", serviceAccount, isServiceAccount, accountMessage);
}

/** Finds what is wrong with a trust. */
export function checkWorkloadTrust(trust: WorkloadTrust, problems: Problems): void {
  switch (trust.method) {
    case "podIdentity": {
      checkPods(trust, problems);
      const message = "must be the ARN of a cluster, such as arn:aws:eks:eu-central-1:111122223333:cluster/name";
      problems.check("clusterArn", trust.clusterArn, (arn) => CLUSTER_ARN.test(arn), message);
      return;
    }
    case "oidc":
      checkPods(trust, problems, { anyServiceAccount: true });
      checkProvider(trust, problems);
      return;
    case "sourceRole":
      checkRoleArn("sourceRoleArn", trust.sourceRoleArn, problems);
      problems.check("externalId", trust.externalId, isExternalId, "must be 2 to 1224 letters, digits and +=,.@:/-_");
      return;
    default:
      problems.add("method", Reflect.get(trust, "method"), "must be podIdentity, oidc or sourceRole");
  }
}

function checkProvider({ providerArn, issuer, audience }: OidcTrust, problems: Problems): void {
  problems.check(
    "providerArn",
    providerArn,
    (arn) => PROVIDER_ARN.test(arn),
    "must be the ARN of an IAM OIDC provider",
  );
  const issuerMessage =
    "must be the issuer URL of a cluster, such as https://oidc.eks.eu-central-1.amazonaws.com/id/ABC";
  problems.check("issuer", issuer, (url) => /^(https:\/\/)?[a-z0-9.-]+\/\S+$/i.test(url), issuerMessage);
  const isAudience = (text: string): boolean => /^[^\s*?]{1,255}$/.test(text);
  problems.check("audience", audience, isAudience, "must be 1 to 255 characters without spaces and wildcards");
}

/** Finds what is wrong with the ARN of a role. */
export function checkRoleArn(property: string, arn: string | undefined, problems: Problems): void {
  const message = "must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/name";
  problems.check(property, arn, (text) => ROLE_ARN.test(text), message);
}

/** The trust policy for it, as JSON. */
export function workloadTrustPolicy(trust: WorkloadTrust): string {
  if (trust.method === "oidc") return oidcTrustPolicy(trust);
  return trust.method === "sourceRole" ? sourceRoleTrustPolicy(trust) : podIdentityTrustPolicy(trust);
}

function podIdentityTrustPolicy({ namespace, serviceAccount, clusterArn }: PodIdentityTrust): string {
  const tags = {
    ...(namespace === undefined ? {} : { "aws:RequestTag/kubernetes-namespace": namespace }),
    ...(serviceAccount === undefined ? {} : { "aws:RequestTag/kubernetes-service-account": serviceAccount }),
    ...(clusterArn === undefined ? {} : { "aws:RequestTag/eks-cluster-arn": clusterArn }),
  };
  return serviceTrustPolicy("pods.eks.amazonaws.com", {
    actions: ["sts:AssumeRole", "sts:TagSession"],
    ...(Object.keys(tags).length === 0 ? {} : { conditions: { StringEquals: tags } }),
  });
}

function oidcTrustPolicy({ providerArn, issuer, namespace, serviceAccount, audience }: OidcTrust): string {
  const host = Token.isUnresolved(issuer)
    ? Token.asString(Fn.trimprefix(issuer, "https://"))
    : issuer.replace(/^https:\/\//, "");
  const subject = { [`${host}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}` };
  const audiences = { [`${host}:aud`]: audience ?? "sts.amazonaws.com" };
  return policyDocument({
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition:
      serviceAccount === "*"
        ? { StringEquals: audiences, StringLike: subject }
        : { StringEquals: { ...audiences, ...subject } },
  });
}

function sourceRoleTrustPolicy({ sourceRoleArn, externalId }: SourceRoleTrust): string {
  const conditions: PolicyConditions =
    externalId === undefined ? {} : { StringEquals: { "sts:ExternalId": externalId } };
  const principal = { Effect: "Allow", Principal: { AWS: sourceRoleArn } } as const;
  return policyDocument(
    { ...principal, Action: "sts:AssumeRole", ...(externalId === undefined ? {} : { Condition: conditions }) },
    // Apart and without the external id, as in AWS's example: the tags of the first session are passed on.
    { ...principal, Action: "sts:TagSession" },
  );
}

function isExternalId(text: string): boolean {
  return /^[\w+=,.@:/-]{2,1224}$/.test(text);
}
