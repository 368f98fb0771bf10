import { KmsAlias, type KmsAliasConfig } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey, type KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../shared/policy-document";
import type { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";

/** What else a key of secrets may encrypt. */
export const KEY_PURPOSES = ["logs", "volumes"] as const;

/** What else a key of secrets may encrypt: the control plane's log group, or the volumes of nodes. */
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** Options of the key that a control plane makes for its secrets. */
export interface SecretsKeyOptions {
  /**
   * What else it may encrypt. With `logs` the control plane's log group is encrypted with it. With `volumes` its policy lets EC2 Auto
   * Scaling start nodes whose volumes are; name it in the node groups' `volumeKeyArn`.
   * @default nothing else
   */
  readonly alsoFor?: readonly KeyPurpose[];
  /**
   * Region of the log group, for `logs`.
   * @default that of the control plane, else of its subnets' zones
   */
  readonly region?: string;
  /**
   * Days after which it rotates: 90 to 2560.
   * @default 365
   */
  readonly rotationDays?: number;
  /**
   * Days that it can be brought back after it was taken away: 7 to 30.
   * @default 30
   */
  readonly deletionWindowDays?: number;
}

export interface SecretsKeyProps extends SecretsKeyOptions {
  /** Name of the cluster; part of the alias `alias/eks/<name>`. */
  readonly clusterName: string;
  /** ARN of the cluster's role, which may use the key. */
  readonly clusterRoleArn: string;
  /** Account whose IAM policies decide about the key's administration. */
  readonly accountId: string;
  /** AWS partition. */
  readonly partition: string;
  /**
   * Tags of the key.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Region that it is made in, where that is another than the provider's.
   * @default that of the provider
   */
  readonly madeIn?: string;
  /**
   * Hook of the key.
   * @default none
   */
  readonly transform?: Transform<KmsKeyConfig>;
  /**
   * Hook of the alias.
   * @default none
   */
  readonly transformAlias?: Transform<KmsAliasConfig>;
}

/**
 * Key that EKS encrypts a cluster's secrets with before it stores them. Rotates every year; is deleted 30 days after it
 * was taken away. About 1 USD a month.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
 */
export class SecretsKey extends Construct {
  readonly key: KmsKey;
  readonly alias: KmsAlias;

  constructor(scope: Construct, id: string, props: SecretsKeyProps) {
    super(scope, id);
    const region = props.madeIn === undefined ? {} : { region: props.madeIn };
    const key: KmsKeyConfig = {
      description: `Secrets of the EKS cluster ${props.clusterName}`,
      enableKeyRotation: true,
      ...(props.rotationDays === undefined ? {} : { rotationPeriodInDays: props.rotationDays }),
      deletionWindowInDays: props.deletionWindowDays ?? 30,
      policy: policyDocument(...keyStatements(props)),
      ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
      ...region,
    };
    this.key = new KmsKey(this, "key", transformed(key, props.transform));
    const alias: KmsAliasConfig = { name: `alias/eks/${props.clusterName}`, targetKeyId: this.key.keyId, ...region };
    this.alias = new KmsAlias(this, "alias", transformed(alias, props.transformAlias));
  }
}

/** Finds what is wrong with the options of a key. */
export function checkSecretsKey(options: SecretsKeyOptions, hasRegion: boolean, problems: Problems): void {
  const known: readonly string[] = KEY_PURPOSES;
  for (const [index, purpose] of (options.alsoFor ?? []).entries()) {
    problems.check(`alsoFor[${index}]`, purpose, (name) => known.includes(name), `must be one of ${known.join(", ")}`);
  }
  if (options.alsoFor?.includes("logs") === true && !hasRegion) {
    problems.add(
      "region",
      options.region,
      "must be given with logs: the key's policy names the logs service of the region",
    );
  }
  problems.check("rotationDays", options.rotationDays, isBetween(90, 2560), "must be 90 to 2560 (days)");
  problems.check("deletionWindowDays", options.deletionWindowDays, isBetween(7, 30), "must be 7 to 30 (days)");
}

function isBetween(least: number, most: number): (count: number) => boolean {
  return (count) => Number.isInteger(count) && count >= least && count <= most;
}

function keyStatements(props: SecretsKeyProps): readonly PolicyStatement[] {
  const { accountId, partition, clusterRoleArn, alsoFor = [] } = props;
  return [
    {
      Sid: "AccountAdministersKey",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "ClusterUsesKey",
      Effect: "Allow",
      Principal: { AWS: clusterRoleArn },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
      Resource: "*",
    },
    ...(alsoFor.includes("logs") ? [logsStatement(props)] : []),
    ...(alsoFor.includes("volumes") ? volumeStatements(props) : []),
  ];
}

const DATA_ACTIONS = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsStatement({ accountId, partition, clusterName, region = "" }: SecretsKeyProps): PolicyStatement {
  const logGroup = `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/eks/${clusterName}/cluster`;
  return {
    Sid: "LogGroupUsesKey",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}` },
    Action: DATA_ACTIONS,
    Resource: "*",
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroup } },
  };
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html */
function volumeStatements({ accountId, partition }: SecretsKeyProps): readonly PolicyStatement[] {
  const role = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
  const autoScaling = { Effect: "Allow", Principal: { AWS: `arn:${partition}:iam::${accountId}:${role}` } } as const;
  return [
    { Sid: "AutoScalingUsesKey", ...autoScaling, Action: DATA_ACTIONS, Resource: "*" },
    {
      Sid: "AutoScalingGrantsKeyToVolumes",
      ...autoScaling,
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
