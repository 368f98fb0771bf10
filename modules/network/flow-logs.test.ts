import { TerraformStack, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { type FlowLogsProps, Vpc } from "./index";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

function synthesize(flowLogs?: FlowLogsProps | false, name?: string): Resources {
  const stack = new TerraformStack(Testing.app(), "prod");
  new Vpc(stack, "network", {
    cidrBlock: "10.0.0.0/16",
    zones: ["eu-central-1a", "eu-central-1b"],
    ...(flowLogs === undefined ? {} : { flowLogs }),
    ...(name === undefined ? {} : { name }),
  });
  const { resource }: { resource: Resources } = JSON.parse(Testing.synth(stack));
  return resource;
}

function only(resources: Resources, type: string): Record<string, unknown> {
  const [body, ...others] = Object.values(resources[type] ?? {});
  if (body === undefined || others.length > 0) throw new Error(`not one resource of type ${type}`);
  return body;
}

function problemsOf(flowLogs: FlowLogsProps): string[] {
  try {
    synthesize(flowLogs);
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

describe("flow logs", () => {
  it("log all traffic of the VPC to a log group of their own for 90 days, unless told otherwise", () => {
    const resources = synthesize();
    expect(only(resources, "aws_flow_log")).toMatchObject({
      vpc_id: expect.stringContaining("aws_vpc.network_vpc_"),
      traffic_type: "ALL",
      log_destination_type: "cloud-watch-logs",
      log_destination: expect.stringContaining("aws_cloudwatch_log_group.network_flow-logs_log-group_"),
      iam_role_arn: expect.stringContaining("aws_iam_role.network_flow-logs_role_"),
    });
    expect(only(resources, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/vpc/prod-network/flow-logs",
      retention_in_days: 90,
    });
  });

  it("are written by a role that the flow log service assumes, and that may write to this log group alone", () => {
    const resources = synthesize();
    expect(JSON.parse(String(only(resources, "aws_iam_role")["assume_role_policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: ["sts:AssumeRole"] },
      ],
    });
    const { Statement: statements } = JSON.parse(String(only(resources, "aws_iam_role_policy")["policy"]));
    expect(statements).toHaveLength(1);
    expect(statements[0].Action).toContain("logs:PutLogEvents");
    for (const resource of statements[0].Resource) {
      expect(resource).toMatch(/^\$\{aws_cloudwatch_log_group\.network_flow-logs_log-group_\w+\.arn\}(:\*)?$/);
    }
  });

  it("give the role a name prefix that IAM takes, however long the network's name is", () => {
    const prefix = String(only(synthesize(undefined, `a${"-network".repeat(7)}`), "aws_iam_role")["name_prefix"]);
    expect(prefix.length).toBeLessThanOrEqual(38);
    expect(prefix).toMatch(/^[a-z].*-flow-logs-$/);
  });

  it("take retention, key, traffic and interval", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234";
    const resources = synthesize({
      retentionInDays: 365,
      kmsKeyArn,
      trafficType: "REJECT",
      maxAggregationInterval: 60,
    });
    expect(only(resources, "aws_cloudwatch_log_group")).toMatchObject({
      retention_in_days: 365,
      kms_key_id: kmsKeyArn,
    });
    expect(only(resources, "aws_flow_log")).toMatchObject({ traffic_type: "REJECT", max_aggregation_interval: 60 });
  });

  it("go to a bucket without log group or role", () => {
    const resources = synthesize({ destination: "s3", bucketArn: "arn:aws:s3:::logs/network/" });
    expect(only(resources, "aws_flow_log")).toMatchObject({
      log_destination_type: "s3",
      log_destination: "arn:aws:s3:::logs/network/",
    });
    expect(resources["aws_cloudwatch_log_group"]).toBeUndefined();
    expect(resources["aws_iam_role"]).toBeUndefined();
  });

  it("are left out when they are false", () => {
    expect(synthesize(false)["aws_flow_log"]).toBeUndefined();
  });

  it("are not judged where their values are known only to Terraform", () => {
    const later = Token.asString({ resolve: () => "later" });
    expect(problemsOf({ kmsKeyArn: later })).toEqual([]);
    expect(problemsOf({ destination: "s3", bucketArn: later })).toEqual([]);
  });

  it("are refused with a retention that CloudWatch does not know, or a key that is no ARN", () => {
    expect(problemsOf({ retentionInDays: 100, kmsKeyArn: "alias/logs" })).toEqual([
      "flowLogs.retentionInDays: must be one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days; 0 is for ever)",
      "flowLogs.kmsKeyArn: must be the ARN of a KMS key, such as arn:aws:kms:eu-central-1:111122223333:key/…",
    ]);
  });

  it("are refused with a bucket that is no ARN, and with values of plain JavaScript that AWS does not know", () => {
    const loose: FlowLogsProps = JSON.parse(
      '{ "destination": "s3", "bucketArn": "logs", "trafficType": "SOME", "maxAggregationInterval": 30 }',
    );
    expect(problemsOf(loose)).toEqual([
      "flowLogs.trafficType: must be ALL, ACCEPT or REJECT",
      "flowLogs.maxAggregationInterval: must be 60 or 600 (seconds)",
      "flowLogs.bucketArn: must be the ARN of a bucket, such as arn:aws:s3:::logs, with a folder behind it if wanted",
    ]);
  });

  it("have fields of one's own in the order given, which Terraform does not take for its own expressions", () => {
    expect(only(synthesize(), "aws_flow_log")).not.toHaveProperty("log_format");
    const log = only(synthesize({ fields: ["version", "pkt-srcaddr"] }), "aws_flow_log");
    expect(log["log_format"]).toBe(`$\${version} $\${pkt-srcaddr}`);
  });

  it("are written by a role that exists, where one is given", () => {
    const roleArn = "arn:aws:iam::111122223333:role/flow-logs";
    const resources = synthesize({ roleArn });
    expect(only(resources, "aws_flow_log")["iam_role_arn"]).toBe(roleArn);
    expect(resources["aws_iam_role"]).toBeUndefined();
    expect(resources["aws_cloudwatch_log_group"]).toBeDefined();
  });

  it("go to a bucket in the format and folders asked for", () => {
    const bucket = { destination: "s3", bucketArn: "arn:aws:s3:::logs" } as const;
    expect(only(synthesize(bucket), "aws_flow_log")).not.toHaveProperty("destination_options");
    expect(
      only(synthesize({ ...bucket, fileFormat: "parquet", perHourPartition: true }), "aws_flow_log"),
    ).toMatchObject({
      destination_options: { file_format: "parquet", hive_compatible_partitions: false, per_hour_partition: true },
    });
  });

  it("are refused fields, formats and roles that are none", () => {
    expect(problemsOf({ fields: ["srcaddr", "dst addr", "srcaddr"], roleArn: "flow-logs" })).toEqual([
      "flowLogs.fields[1]: must be the name of a field, such as pkt-srcaddr",
      "flowLogs.fields[2]: is named twice",
      "flowLogs.roleArn: must be the ARN of a role, such as arn:aws:iam::111122223333:role/flow-logs",
    ]);
    const loose: FlowLogsProps = JSON.parse(
      '{ "destination": "s3", "bucketArn": "arn:aws:s3:::logs", "fileFormat": "csv", "fields": [] }',
    );
    expect(problemsOf(loose)).toEqual([
      "flowLogs.fields: must hold a field, such as srcaddr",
      "flowLogs.fileFormat: must be plain-text or parquet",
    ]);
  });
});
