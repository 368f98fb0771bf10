/** Severities from the worst to the mildest. */
export const severities = ["critical", "high", "medium", "low"] as const;

export type Severity = (typeof severities)[number];

export function isSeverity(value: unknown): value is Severity {
  return severities.some((severity) => severity === value);
}

/** Negative where `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** Whether a severity is as bad as the threshold, or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return compareSeverity(severity, threshold) <= 0;
}
