import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey, type KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";
import { type Transform, transformed } from "../shared/transform";

export interface SecretsKeyProps {
  /** Name of the cluster; part of the alias `alias/eks/<name>`. */
  readonly clusterName: string;
  /** ARN of the cluster's role, which may use the key. */
  readonly clusterRoleArn: string;
  /** Account whose IAM policies decide about the key's administration. */
  readonly accountId: string;
  /** AWS partition. */
  readonly partition: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transform?: Transform<KmsKeyConfig>;
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
    this.key = new KmsKey(
      this,
      "key",
      transformed(
        {
          description: `Secrets of the EKS cluster ${props.clusterName}`,
          enableKeyRotation: true,
          deletionWindowInDays: 30,
          policy: keyPolicy(props),
          ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
        },
        props.transform,
      ),
    );
    this.alias = new KmsAlias(this, "alias", { name: `alias/eks/${props.clusterName}`, targetKeyId: this.key.keyId });
  }
}

function keyPolicy({ accountId, partition, clusterRoleArn }: SecretsKeyProps): string {
  return policyDocument(
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
  );
}
