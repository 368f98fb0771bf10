import type { Problems } from "./problems";

/** How long Terraform waits for a resource, as durations such as `45m` or `1h30m`. */
export interface Timeouts {
  /**
   * For it to be made.
   * @default that of the provider
   */
  readonly create?: string;
  /**
   * For each change, a new version among them.
   * @default that of the provider
   */
  readonly update?: string;
  /**
   * For it to be deleted.
   * @default that of the provider
   */
  readonly delete?: string;
}

const DURATION = /^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/;

/** Finds timeouts that are no durations as Terraform writes them. */
export function checkTimeouts(timeouts: object | undefined, problems: Problems): void {
  for (const [action, duration] of Object.entries(timeouts ?? {})) {
    const isDuration = (text: unknown): boolean => typeof text === "string" && DURATION.test(text);
    problems.check<unknown>(`timeouts.${action}`, duration, isDuration, 'must be a duration, such as "45m" or "1h30m"');
  }
}
