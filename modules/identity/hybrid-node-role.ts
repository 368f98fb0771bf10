import type { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../shared/policy-document";
import { Problems } from "../shared/problems";
import { EksRole } from "./eks-role";
import type { RoleProps } from "./role-props";

/** Credentials by hybrid activations of Systems Manager, which also names the nodes. */
export interface SystemsManagerCredentials {
  /** Through Systems Manager. */
  readonly method: "systemsManager";
  /** Account of the activation, 12 digits. */
  readonly accountId: string;
  /** Region of the activation. */
  readonly region: string;
  /**
   * Tag of the activation, and so of the nodes that join by it: they may take only such instances off Systems Manager. Best the ARN of
   * the cluster, under the key `EKSClusterARN`.
   */
  readonly activationTag: {
    /** 1 to 128 characters. */
    readonly key: string;
    /** At most 256 characters. */
    readonly value: string;
  };
}

/** Credentials by certificates of one's own, through IAM Roles Anywhere. */
export interface RolesAnywhereCredentials {
  /** Through IAM Roles Anywhere. */
  readonly method: "rolesAnywhere";
  /** ARN of the trust anchor. */
  readonly trustAnchorArn: string;
  /**
   * Attribute of a node's certificate that its name must be.
   * @default x509Subject/CN
   */
  readonly certificateAttribute?: string;
}

/** What a `HybridNodeRole` is made from. */
export interface HybridNodeRoleProps extends RoleProps {
  /** How nodes come by credentials. */
  readonly credentials: SystemsManagerCredentials | RolesAnywhereCredentials;
  /**
   * ARNs of the clusters that nodes may ask about when they join.
   * @default all of the account
   */
  readonly clusterArns?: readonly string[];
  /**
   * Whether the Pod Identity agent on these nodes may fetch credentials for pods.
   * @default true
   */
  readonly podIdentity?: boolean;
}

/** Name of the policy of the role's own. */
const OWN_POLICY = "hybrid-node";

/**
 * The role of hybrid nodes, machines outside AWS: they join the cluster and pull images by it. The cluster lets it in by an access
 * entry of type `HYBRID_LINUX`.
 * @throws InvalidPropsError that lists everything that is wrong with the props
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html
 */
export class HybridNodeRole extends EksRole {
  constructor(scope: Construct, id: string, props: HybridNodeRoleProps) {
    const problems = new Problems(`HybridNodeRole "${id}"`);
    const { credentials, partition = "aws" } = props;
    checkCredentials(credentials, problems.under("credentials"));
    checkClusterArns(props, problems);
    const isManaged = credentials.method === "systemsManager";
    const kind = {
      trustPolicy: isManaged ? systemsManagerTrust(credentials, partition) : rolesAnywhereTrust(credentials),
      description: "Lets machines outside AWS join an EKS cluster and pull images",
      awsPolicies: ["AmazonEC2ContainerRegistryPullOnly", ...(isManaged ? ["AmazonSSMManagedInstanceCore"] : [])],
    };
    const own = { [OWN_POLICY]: policyDocument(...ownStatements(props, partition)) };
    super(scope, id, { ...props, inlinePolicies: { ...own, ...props.inlinePolicies } }, kind, problems);
  }
}

function systemsManagerTrust({ accountId, region }: SystemsManagerCredentials, partition: string): string {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: "ssm.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:ssm:${region}:${accountId}:*` },
    },
  });
}

/** A node's session has the name that its certificate says, so that no node passes for another. */
function rolesAnywhereTrust({ trustAnchorArn, certificateAttribute }: RolesAnywhereCredentials): string {
  const statement = { Effect: "Allow", Principal: { Service: "rolesanywhere.amazonaws.com" } } as const;
  const anchor = { ArnEquals: { "aws:SourceArn": trustAnchorArn } };
  // Terraform takes `$${` for `${`.
  const name = `$\${aws:PrincipalTag/${certificateAttribute ?? "x509Subject/CN"}}`;
  return policyDocument(
    { ...statement, Action: ["sts:TagSession", "sts:SetSourceIdentity"], Condition: anchor },
    { ...statement, Action: "sts:AssumeRole", Condition: { StringEquals: { "sts:RoleSessionName": name }, ...anchor } },
  );
}

function ownStatements(props: HybridNodeRoleProps, partition: string): readonly PolicyStatement[] {
  const { credentials, clusterArns, podIdentity = true } = props;
  return [
    { Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArns ?? "*" },
    ...(podIdentity ? [{ Effect: "Allow", Action: "eks-auth:AssumeRoleForPodIdentity", Resource: "*" } as const] : []),
    ...(credentials.method === "systemsManager" ? systemsManagerStatements(credentials, partition) : []),
  ];
}

/** What `nodeadm uninstall` does. */
function systemsManagerStatements(
  { accountId, region, activationTag }: SystemsManagerCredentials,
  partition: string,
): readonly PolicyStatement[] {
  return [
    { Effect: "Allow", Action: "ssm:DescribeInstanceInformation", Resource: "*" },
    {
      Effect: "Allow",
      Action: "ssm:DeregisterManagedInstance",
      Resource: `arn:${partition}:ssm:${region}:${accountId}:managed-instance/*`,
      Condition: { StringEquals: { [`ssm:resourceTag/${activationTag.key}`]: activationTag.value } },
    },
  ];
}

const ANCHOR_ARN = /^arn:aws[a-z-]*:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[0-9a-f-]+$/;
const CLUSTER_ARN = /^arn:aws[a-z-]*:eks:[a-z0-9*-]+:(\d{12}|\*):cluster\/.+$/;

function checkCredentials(credentials: HybridNodeRoleProps["credentials"], problems: Problems): void {
  switch (credentials.method) {
    case "systemsManager": {
      problems.check("accountId", credentials.accountId, (id) => /^\d{12}$/.test(id), "must have 12 digits");
      const isRegion = (text: string): boolean => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
      problems.check("region", credentials.region, isRegion, 'must be an AWS region, such as "eu-central-1"');
      const isKey = (text: string): boolean => text.length >= 1 && text.length <= 128;
      problems.check("activationTag.key", credentials.activationTag.key, isKey, "must have 1 to 128 characters");
      return;
    }
    case "rolesAnywhere": {
      const message = "must be the ARN of a trust anchor of IAM Roles Anywhere";
      problems.check("trustAnchorArn", credentials.trustAnchorArn, (arn) => ANCHOR_ARN.test(arn), message);
      const isAttribute = (text: string): boolean => /^x509(Subject|Issuer|SAN)\/[A-Za-z0-9/]+$/.test(text);
      const hint = "must be an attribute of a certificate, such as x509Subject/CN or x509SAN/Name/CN";
      problems.check("certificateAttribute", credentials.certificateAttribute, isAttribute, hint);
      return;
    }
    default:
      problems.add("method", Reflect.get(credentials, "method"), "must be systemsManager or rolesAnywhere");
  }
}

function checkClusterArns({ clusterArns, inlinePolicies }: HybridNodeRoleProps, problems: Problems): void {
  if (clusterArns?.length === 0) problems.add("clusterArns", clusterArns, "must have at least one ARN");
  for (const [index, arn] of (clusterArns ?? []).entries()) {
    const message = "must be the ARN of a cluster, such as arn:aws:eks:eu-central-1:111122223333:cluster/name";
    problems.check(`clusterArns[${index}]`, arn, (text) => CLUSTER_ARN.test(text), message);
  }
  if (Object.hasOwn(inlinePolicies ?? {}, OWN_POLICY)) {
    problems.add(
      `inlinePolicies.${OWN_POLICY}`,
      OWN_POLICY,
      "must have another name: the role has such a policy by itself",
    );
  }
}
