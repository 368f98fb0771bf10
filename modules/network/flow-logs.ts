import { CloudwatchLogGroup, type CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog, type FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy, type IamRolePolicyConfig } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { isLogRetention, LOG_RETENTION_MESSAGE } from "../shared/log-retention";
import { prefixWithin } from "../shared/names";
import { policyDocument, serviceTrustPolicy } from "../shared/policy-document";
import type { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import type { FlowLogsTransforms } from "./vpc-transforms";

/** What flow logs have in common, wherever they go. */
interface CommonFlowLogsProps {
  /**
   * Which traffic is logged.
   * @default ALL
   */
  readonly trafficType?: "ALL" | "ACCEPT" | "REJECT";
  /**
   * Seconds over which a flow is gathered into one record: 60 or 600.
   * @default 600
   */
  readonly maxAggregationInterval?: 60 | 600;
  /**
   * Fields of each record, in their order, such as `["version", "srcaddr", "dstaddr", "pkt-srcaddr", "action"]`. To change
   * them replaces the flow log. In a cluster `pkt-srcaddr` and `pkt-dstaddr` tell pods apart that a node stands in front of.
   * @default the fields of version 2
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
   */
  readonly fields?: readonly string[];
}

/** Flow logs that go to a CloudWatch log group, made for them. */
export interface CloudWatchFlowLogsProps extends CommonFlowLogsProps {
  /** @default cloudWatch */
  readonly destination?: "cloudWatch";
  /**
   * Days that the log group keeps them; 0 is for ever.
   * @default 90
   */
  readonly retentionInDays?: number;
  /**
   * ARN of the KMS key that encrypts the log group. Its policy must let the service `logs.<region>.amazonaws.com` use it.
   * @default the key that CloudWatch Logs owns
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly kmsKeyArn?: string;
  /**
   * ARN of a role that exists, which the service `vpc-flow-logs.amazonaws.com` may assume, and which may write to the log group.
   * @default one that may write to this log group alone
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
   */
  readonly roleArn?: string;
}

/** Flow logs that go to a bucket, whose policy must let the service `delivery.logs.amazonaws.com` write. */
export interface S3FlowLogsProps extends CommonFlowLogsProps {
  /** Tells them from those that go to CloudWatch. */
  readonly destination: "s3";
  /** ARN of the bucket, with a folder if wanted: `arn:aws:s3:::logs` or `arn:aws:s3:::logs/network/`. */
  readonly bucketArn: string;
  /**
   * Format of the files.
   * @default plain-text
   */
  readonly fileFormat?: "plain-text" | "parquet";
  /**
   * Whether folders are named `year=…/month=…/day=…`, as Hive and Athena want them.
   * @default false
   */
  readonly hiveCompatiblePartitions?: boolean;
  /**
   * Whether each hour has a folder of its own, instead of each day.
   * @default false
   */
  readonly perHourPartition?: boolean;
}

/**
 * Where the flow logs of a VPC go.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export type FlowLogsProps = CloudWatchFlowLogsProps | S3FlowLogsProps;

const BUCKET_ARN = /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/;

/** Finds what is wrong with the flow logs of a VPC. */
export function checkFlowLogs(props: FlowLogsProps, problems: Problems): void {
  const { trafficType, maxAggregationInterval } = props;
  problems.check("flowLogs.trafficType", trafficType, isTrafficType, "must be ALL, ACCEPT or REJECT");
  problems.check("flowLogs.maxAggregationInterval", maxAggregationInterval, isInterval, "must be 60 or 600 (seconds)");
  checkFields(props.fields, problems);
  if (props.destination === "s3") {
    const isFormat = (value: string) => value === "plain-text" || value === "parquet";
    problems.check("flowLogs.fileFormat", props.fileFormat, isFormat, "must be plain-text or parquet");
    const message = "must be the ARN of a bucket, such as arn:aws:s3:::logs, with a folder behind it if wanted";
    problems.check("flowLogs.bucketArn", props.bucketArn, (arn) => BUCKET_ARN.test(arn), message);
    return;
  }
  problems.check("flowLogs.retentionInDays", props.retentionInDays, isLogRetention, LOG_RETENTION_MESSAGE);
  const isRole = (arn: string) => /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(arn);
  const roleMessage = "must be the ARN of a role, such as arn:aws:iam::111122223333:role/flow-logs";
  problems.check("flowLogs.roleArn", props.roleArn, isRole, roleMessage);
  const message = "must be the ARN of a KMS key, such as arn:aws:kms:eu-central-1:111122223333:key/…";
  problems.check("flowLogs.kmsKeyArn", props.kmsKeyArn, (arn) => /^arn:aws[a-z-]*:kms:.+:key\/.+$/.test(arn), message);
}

/** Where the flow logs of a VPC go, and whose they are; `Vpc` fills it in. */
export interface FlowLogsSettings {
  readonly vpcId: string;
  readonly logs: FlowLogsProps;
  readonly tags: Readonly<Record<string, string>>;
  /** What the names begin with. */
  readonly name: string;
  readonly transform: FlowLogsTransforms;
}

/** The flow log of a VPC; where it goes to CloudWatch, with a log group and a role that may write to it and nothing else. */
export class FlowLogs extends Construct {
  readonly flowLog: FlowLog;
  /** Present where the logs go to CloudWatch. */
  readonly logGroup: CloudwatchLogGroup | undefined;
  /** Present where the logs go to CloudWatch, and no role is given. */
  readonly role: IamRole | undefined;
  /** Present where the logs go to CloudWatch, and no role is given. */
  readonly rolePolicy: IamRolePolicy | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly settings: FlowLogsSettings,
  ) {
    super(scope, id);
    const { logs } = settings;
    if (logs.destination === "s3") {
      this.flowLog = this.log({
        logDestinationType: "s3",
        logDestination: logs.bucketArn,
        ...destinationOptions(logs),
      });
      return;
    }
    this.logGroup = this.makeLogGroup(logs);
    if (logs.roleArn !== undefined) {
      this.flowLog = this.log({
        logDestinationType: "cloud-watch-logs",
        logDestination: this.logGroup.arn,
        iamRoleArn: logs.roleArn,
      });
      return;
    }
    this.role = this.makeRole();
    this.rolePolicy = this.makeRolePolicy(this.role, this.logGroup);
    this.flowLog = this.log({
      logDestinationType: "cloud-watch-logs",
      logDestination: this.logGroup.arn,
      iamRoleArn: this.role.arn,
      // Without its policy the role's first deliveries fail, and EC2 marks the log as failing for minutes.
      dependsOn: [this.rolePolicy],
    });
  }

  private log(destination: FlowLogConfig): FlowLog {
    const { vpcId, logs, transform } = this.settings;
    const config: FlowLogConfig = {
      vpcId,
      trafficType: logs.trafficType ?? "ALL",
      maxAggregationInterval: logs.maxAggregationInterval ?? 600,
      ...(logs.fields === undefined ? {} : { logFormat: formatOf(logs.fields) }),
      tags: this.tags(),
      ...destination,
    };
    return new FlowLog(this, "flow-log", transformed(config, transform.flowLog));
  }

  private makeLogGroup({ retentionInDays, kmsKeyArn }: CloudWatchFlowLogsProps): CloudwatchLogGroup {
    const config: CloudwatchLogGroupConfig = {
      name: `/aws/vpc/${this.settings.name}/flow-logs`,
      retentionInDays: retentionInDays ?? 90,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
      tags: this.tags(),
    };
    return new CloudwatchLogGroup(this, "log-group", transformed(config, this.settings.transform.flowLogGroup));
  }

  private makeRole(): IamRole {
    const config: IamRoleConfig = {
      namePrefix: prefixWithin(38, `${this.settings.name}-flow-logs`),
      description: "Lets the VPC's flow logs be written to their log group",
      assumeRolePolicy: serviceTrustPolicy("vpc-flow-logs.amazonaws.com"),
      tags: this.tags(),
    };
    return new IamRole(this, "role", transformed(config, this.settings.transform.flowLogRole));
  }

  private makeRolePolicy(role: IamRole, logGroup: CloudwatchLogGroup): IamRolePolicy {
    const config: IamRolePolicyConfig = {
      name: "write-flow-logs",
      role: role.id,
      policy: policyDocument({
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
        Resource: [logGroup.arn, `${logGroup.arn}:*`],
      }),
    };
    return new IamRolePolicy(this, "role-policy", transformed(config, this.settings.transform.flowLogRolePolicy));
  }

  private tags(): Record<string, string> {
    return { ...this.settings.tags, Name: `${this.settings.name}-flow-logs` };
  }
}

/** The fields as AWS wants them, `${version}`, in a form that Terraform leaves alone. */
function formatOf(fields: readonly string[]): string {
  return fields.map((field) => `$\${${field}}`).join(" ");
}

function destinationOptions(logs: S3FlowLogsProps): Pick<FlowLogConfig, "destinationOptions"> {
  const { fileFormat, hiveCompatiblePartitions, perHourPartition } = logs;
  if ([fileFormat, hiveCompatiblePartitions, perHourPartition].every((option) => option === undefined)) return {};
  return {
    destinationOptions: {
      fileFormat: fileFormat ?? "plain-text",
      hiveCompatiblePartitions: hiveCompatiblePartitions ?? false,
      perHourPartition: perHourPartition ?? false,
    },
  };
}

function checkFields(fields: readonly string[] | undefined, problems: Problems): void {
  if (fields === undefined) return;
  if (fields.length === 0) problems.add("flowLogs.fields", fields, "must hold a field, such as srcaddr");
  fields.forEach((field, position) => {
    const property = `flowLogs.fields[${position}]`;
    const isField = (value: string) => /^[a-z][a-z0-9-]*$/.test(value);
    problems.check(property, field, isField, "must be the name of a field, such as pkt-srcaddr");
    if (fields.indexOf(field) !== position) problems.add(property, field, "is named twice");
  });
}

function isTrafficType(value: string): boolean {
  return ["ALL", "ACCEPT", "REJECT"].includes(value);
}

function isInterval(value: number): boolean {
  return value === 60 || value === 600;
}
