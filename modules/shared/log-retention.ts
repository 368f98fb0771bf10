/**
 * Days that a CloudWatch log group may keep its events; 0 keeps them for ever.
 * See https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const LOG_RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Says whether CloudWatch knows the retention. */
export function isLogRetention(days: number): boolean {
  return LOG_RETENTION_DAYS.some((known) => known === days);
}

/** What an error says that finds another retention. */
export const LOG_RETENTION_MESSAGE = `must be one of ${LOG_RETENTION_DAYS.join(", ")} (days; 0 is for ever)`;
