import { AutoscalingSchedule, type AutoscalingScheduleConfig } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import type { Construct } from "constructs";
import type { Problems } from "../shared/problems";
import { type Transform, transformed } from "../shared/transform";

/**
 * A change of a group's size at a set time, once or again and again.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
export interface ScalingSchedule {
  /**
   * When it recurs: the five fields of cron, such as `"0 7 * * 1-5"`.
   * @default once, at `startTime`
   */
  readonly recurrence?: string;
  /**
   * Time zone of the recurrence, such as `Europe/Berlin`.
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;
  /**
   * First time, as in `2026-01-31T07:00:00Z`.
   * @default the next that the recurrence names
   */
  readonly startTime?: string;
  /**
   * Last time.
   * @default none
   */
  readonly endTime?: string;
  /**
   * Least number of nodes from then on.
   * @default unchanged
   */
  readonly min?: number;
  /**
   * Largest number of nodes from then on.
   * @default unchanged
   */
  readonly max?: number;
  /**
   * Number of nodes then.
   * @default unchanged
   */
  readonly desired?: number;
}

/** The schedules of an auto scaling group, by key. */
export function scalingSchedules(
  scope: Construct,
  autoscalingGroupName: string,
  schedules: Readonly<Record<string, ScalingSchedule>> | undefined,
  transform: Transform<AutoscalingScheduleConfig> | undefined,
): Record<string, AutoscalingSchedule> {
  // -1 leaves a size as it is; left out, the provider sets it to 0.
  const unchanged = -1;
  return Object.fromEntries(
    Object.entries(schedules ?? {}).map(([key, { min, max, desired, ...times }]) => {
      const config: AutoscalingScheduleConfig = {
        autoscalingGroupName,
        scheduledActionName: key,
        minSize: min ?? unchanged,
        maxSize: max ?? unchanged,
        desiredCapacity: desired ?? unchanged,
        ...times,
      };
      return [key, new AutoscalingSchedule(scope, `schedule-${key}`, transformed(config, transform))];
    }),
  );
}

/** What is wrong with schedules. */
export function checkSchedules(
  schedules: Readonly<Record<string, ScalingSchedule>> | undefined,
  problems: Problems,
): void {
  for (const [key, schedule] of Object.entries(schedules ?? {})) {
    const at = `schedules.${key}`;
    const { recurrence, timeZone, startTime, endTime, min, max, desired } = schedule;
    if (!/^[\w.-]{1,255}$/.test(key))
      problems.add(at, key, "must be named by letters, digits, hyphens, underscores and dots");
    if (recurrence === undefined && startTime === undefined) {
      problems.add(at, schedule, "must have a recurrence or a startTime");
    }
    if (min === undefined && max === undefined && desired === undefined) {
      problems.add(at, schedule, "must change min, max or desired");
    }
    problems.check(
      `${at}.recurrence`,
      recurrence,
      (cron) => /^(\S+ ){4}\S+$/.test(cron),
      'must have the five fields of cron, such as "0 7 * * 1-5"',
    );
    if (timeZone !== undefined && recurrence === undefined) {
      problems.add(`${at}.timeZone`, timeZone, "only takes effect with a recurrence; times are in UTC");
    }
    for (const [property, time] of Object.entries({ startTime, endTime })) {
      const isTime = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
      problems.check(`${at}.${property}`, time, isTime, "must be a time in UTC, such as 2026-01-31T07:00:00Z");
    }
    for (const [property, size] of Object.entries({ min, max, desired })) {
      problems.check(`${at}.${property}`, size, (value) => Number.isInteger(value) && value >= 0, "must be 0 or more");
    }
    if (min !== undefined && max !== undefined && min > max)
      problems.add(`${at}.min`, min, `is above max, which is ${max}`);
    if (desired !== undefined && ((min !== undefined && desired < min) || (max !== undefined && desired > max))) {
      problems.add(`${at}.desired`, desired, `must be ${min ?? 0} to ${max ?? "the group's size.max"}`);
    }
  }
}
