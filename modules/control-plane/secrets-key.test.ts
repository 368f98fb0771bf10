import { describe, expect, it } from "vitest";
import { networkOf, only, problemsWith, synthesize, wrongPaths } from "../../test/control-planes";
import type { ControlPlaneProps } from "./index";

const logsToo = { secretsKey: { alsoFor: ["logs"] }, accountId: "111122223333" } as const;

function statements(given: Partial<ControlPlaneProps>): readonly Record<string, unknown>[] {
  return JSON.parse(String(only(synthesize(given), "aws_kms_key")["policy"])).Statement;
}

describe("the key of secrets", () => {
  it("is the account's and the cluster's alone, unless more is asked for", () => {
    expect(statements({ accountId: "111122223333" }).map(({ Sid }) => Sid)).toEqual([
      "AccountAdministersKey",
      "ClusterUsesKey",
    ]);
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  it("encrypts the log group too, which its policy lets the logs service of the region do for that group alone", () => {
    expect(statements(logsToo)).toContainEqual({
      Sid: "LogGroupUsesKey",
      Effect: "Allow",
      Principal: { Service: "logs.eu-central-1.amazonaws.com" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn":
            "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/demo/cluster",
        },
      },
    });
    expect(only(synthesize(logsToo), "aws_cloudwatch_log_group")["kms_key_id"]).toMatch(
      /^\$\{aws_kms_key\.control-plane_secrets-key_\w+\.arn\}$/,
    );
    expect(only(synthesize(), "aws_cloudwatch_log_group")).not.toHaveProperty("kms_key_id");
  });

  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
  it("lets EC2 Auto Scaling start nodes with volumes that it encrypts, and grant it to AWS services alone", () => {
    const role =
      "arn:aws-cn:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    const given = { secretsKey: { alsoFor: ["volumes"] }, accountId: "111122223333", partition: "aws-cn" } as const;
    expect(statements(given).slice(2)).toMatchObject([
      { Principal: { AWS: role }, Action: expect.arrayContaining(["kms:GenerateDataKey*"]) },
      {
        Principal: { AWS: role },
        Action: "kms:CreateGrant",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ]);
  });

  it("rotates and goes when it is said", () => {
    expect(only(synthesize({ secretsKey: { rotationDays: 90, deletionWindowDays: 7 } }), "aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      rotation_period_in_days: 90,
      deletion_window_in_days: 7,
    });
  });

  it("is judged with the other props", () => {
    const alsoFor = JSON.parse('["logs", "backups"]');
    const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
    expect(
      problemsWith({
        secretsKey: { alsoFor, rotationDays: 30, deletionWindowDays: 3 },
        secretsKeyArn: "alias/eks",
        logs: { kmsKeyArn },
        network: networkOf(["one", "two"]),
      }),
    ).toEqual([
      "secretsKeyArn: must be the ARN of a KMS key, such as arn:aws:kms:eu-central-1:111122223333:key/<id>",
      "secretsKey: must be left out beside secretsKeyArn: no key is made",
      "secretsKey.alsoFor[1]: must be one of logs, volumes",
      "secretsKey.region: must be given with logs: the key's policy names the logs service of the region",
      "secretsKey.rotationDays: must be 90 to 2560 (days)",
      "secretsKey.deletionWindowDays: must be 7 to 30 (days)",
      "logs.kmsKeyArn: must be left out where the secrets key is also for logs",
    ]);
  });
});

describe("the log group", () => {
  it("has a class, and may outlive the cluster", () => {
    expect(
      only(synthesize({ logs: { class: "INFREQUENT_ACCESS", keep: true } }), "aws_cloudwatch_log_group"),
    ).toMatchObject({ log_group_class: "INFREQUENT_ACCESS", skip_destroy: true });
    const logs = JSON.parse('{ "types": ["audit", "audit"], "class": "COLD", "kmsKeyArn": "key" }');
    expect(wrongPaths({ logs })).toEqual(["logs.types[1]", "logs.kmsKeyArn", "logs.class"]);
  });
});
