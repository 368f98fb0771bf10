import { Token } from "cdktf";
import type { Problems } from "../shared/problems";

/** How many nodes there are. */
export interface NodeGroupSize {
  readonly min: number;
  readonly max: number;
  /**
   * Nodes to start with; left to the autoscaler afterwards.
   * @default `min`, at least 1 if `max` allows; with a capacity block `min`
   */
  readonly desired?: number;
}

/** The size where none is given. */
export const DEFAULT_SIZE: NodeGroupSize = { min: 2, max: 4 };

/** What is wrong with a size. */
export function checkSize(size: NodeGroupSize | undefined, problems: Problems): void {
  if (size === undefined) return;
  const { min, max, desired } = size;
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  problems.check("size.min", min, isCount, "must be a whole number, 0 or more");
  problems.check("size.max", max, (value) => isCount(value) && value >= 1, "must be a whole number, 1 or more");
  if (Token.isUnresolved(min) || Token.isUnresolved(max)) return;
  if (min > max) problems.add("size.min", min, `is above size.max, which is ${max}`);
  problems.check(
    "size.desired",
    desired,
    (value) => isCount(value) && value >= min && value <= max,
    `must be ${min} to ${max}`,
  );
}
