import { Fn, Token } from "cdktf";
import { policyDocument, serviceTrustPolicy } from "../shared/policy-document";
import type { Problems } from "../shared/problems";

/**
 * Trust in pods through the EKS Pod Identity agent. Which pods get the role is said by pod identity associations; the
 * fields here bind the role on its own side too.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export interface PodIdentityTrust {
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
}

/**
 * Trust in pods through the cluster's OIDC provider (IRSA).
 * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 */
export interface OidcTrust {
  readonly method: "oidc";
  /** ARN of the IAM OIDC provider. */
  readonly providerArn: string;
  /** The cluster's issuer URL, with or without `https://`. */
  readonly issuer: string;
  /** Namespace of the pods; no wildcard. */
  readonly namespace: string;
  /** Service account of the pods, or `*` for all of the namespace. */
  readonly serviceAccount: string;
}

/** How pods come to assume a role. */
export type WorkloadTrust = PodIdentityTrust | OidcTrust;

/** A Kubernetes namespace is a DNS label, a service account a DNS subdomain. */
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SERVICE_ACCOUNT = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Finds what is wrong with a trust. */
export function checkWorkloadTrust(trust: WorkloadTrust, problems: Problems): void {
  if (trust.method !== "podIdentity" && trust.method !== "oidc") {
    problems.add("trust.method", Reflect.get(trust, "method"), "must be podIdentity or oidc");
    return;
  }
  const namespaceMessage = "must be a namespace: 1 to 63 lower-case letters, digits and hyphens";
  problems.check("trust.namespace", trust.namespace, (name) => NAMESPACE.test(name), namespaceMessage);
  const isOidc = trust.method === "oidc";
  const accountMessage = `must be a service account: 1 to 253 lower-case letters, digits, dots and hyphens${isOidc ? ", or *" : ""}`;
  const isServiceAccount = (name: string): boolean => SERVICE_ACCOUNT.test(name) || (isOidc && name === "*");
  problems.check("trust.serviceAccount", trust.serviceAccount, isServiceAccount, accountMessage);
  if (!isOidc) return;
  const arnMessage = "must be the ARN of an IAM OIDC provider";
  problems.check("trust.providerArn", trust.providerArn, isProviderArn, arnMessage);
  const issuerMessage =
    "must be the issuer URL of a cluster, such as https://oidc.eks.eu-central-1.amazonaws.com/id/ABC";
  problems.check("trust.issuer", trust.issuer, (url) => /^(https:\/\/)?[a-z0-9.-]+\/\S+$/i.test(url), issuerMessage);
}

/** The trust policy for it, as JSON. */
export function workloadTrustPolicy(trust: WorkloadTrust): string {
  return trust.method === "oidc" ? oidcTrustPolicy(trust) : podIdentityTrustPolicy(trust);
}

function podIdentityTrustPolicy({ namespace, serviceAccount }: PodIdentityTrust): string {
  const tags = {
    ...(namespace === undefined ? {} : { "aws:RequestTag/kubernetes-namespace": namespace }),
    ...(serviceAccount === undefined ? {} : { "aws:RequestTag/kubernetes-service-account": serviceAccount }),
  };
  return serviceTrustPolicy("pods.eks.amazonaws.com", {
    actions: ["sts:AssumeRole", "sts:TagSession"],
    ...(Object.keys(tags).length === 0 ? {} : { conditions: { StringEquals: tags } }),
  });
}

function oidcTrustPolicy({ providerArn, issuer, namespace, serviceAccount }: OidcTrust): string {
  const host = Token.isUnresolved(issuer)
    ? Token.asString(Fn.trimprefix(issuer, "https://"))
    : issuer.replace(/^https:\/\//, "");
  const subject = { [`${host}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}` };
  const audience = { [`${host}:aud`]: "sts.amazonaws.com" };
  return policyDocument({
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition:
      serviceAccount === "*"
        ? { StringEquals: audience, StringLike: subject }
        : { StringEquals: { ...audience, ...subject } },
  });
}

function isProviderArn(arn: string): boolean {
  return /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/.+$/.test(arn);
}
