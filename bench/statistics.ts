/** The middle of some numbers; undefined of none. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** A straight line, with the share of the variance that it explains. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
  readonly r2: number;
}

/** The line through some points that has the least squares. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): Line {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const sum = (term: (dx: number, dy: number) => number): number =>
    points.reduce((total, [x, y]) => total + term(x - meanX, y - meanY), 0);
  const slope = sum((dx, dy) => dx * dy) / sum((dx) => dx * dx);
  const residual = sum((dx, dy) => (dy - slope * dx) ** 2);
  return { intercept: meanY - slope * meanX, slope, r2: 1 - residual / sum((_, dy) => dy * dy) };
}

/** The slope from each point to the next: equal slopes are a straight line. */
export function slopes(points: readonly (readonly [x: number, y: number])[]): readonly number[] {
  return points.slice(1).map(([x, y], at) => {
    const [beforeX, beforeY] = points[at] ?? [0, 0];
    return (y - beforeY) / (x - beforeX);
  });
}

/** Three digits that count, without an exponent. */
export function rounded(value: number): number {
  return Number(value >= 100 ? value.toFixed(0) : value.toPrecision(3));
}
