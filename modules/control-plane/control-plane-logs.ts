/** The five logs of a control plane. */
export const CONTROL_PLANE_LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/** One of the five logs of a control plane. */
export type ControlPlaneLogType = (typeof CONTROL_PLANE_LOG_TYPES)[number];

/**
 * Where a control plane's logs go.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export interface ControlPlaneLogs {
  /**
   * Which logs are kept.
   * @default all five
   */
  readonly types?: readonly ControlPlaneLogType[];
  /**
   * Days that they are kept; one of the values that CloudWatch takes, 0 for ever.
   * @default 90
   */
  readonly retentionDays?: number;
  /**
   * ARN of a KMS key for the log group, whose policy lets the logs service of the region use it.
   * @default the secrets key, where that is also for logs; else CloudWatch's own encryption
   */
  readonly kmsKeyArn?: string;
  /**
   * Class of the log group: `INFREQUENT_ACCESS` costs half as much to write, and has no metric filters, subscriptions and alarms.
   * A change replaces the group, and what it holds is lost.
   * @default "STANDARD"
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
   */
  readonly class?: "STANDARD" | "INFREQUENT_ACCESS";
  /**
   * Whether the group and its logs stay in the account when the cluster is taken away.
   * @default false
   */
  readonly keep?: boolean;
}
