/**
 * Registers `toPassPolicies`, `toViolate` and `toReach` with vitest: `import "eksgate/vitest"`. An ES module, since vitest cannot be
 * required.
 */
import { expect } from "vitest";

import {
  type PassPoliciesOptions,
  type ReachOptions,
  toPassPolicies,
  toReach,
  toViolate,
  type ViolateOptions,
} from "./matchers.js";

export type { PassPoliciesOptions, ReachOptions, ViolateOptions } from "./matchers.js";

/** On an `App`, a `TerraformStack`, the text of a `cdk.tf.json` or plan, or the same parsed. */
export interface PolicyMatchers<R> {
  /** The gate lets it through. */
  toPassPolicies(options?: PassPoliciesOptions): R;
  /** The rule fails: on the resource with this address, or on any. */
  toViolate(rule: string, options?: ViolateOptions): R;
  /** Traffic flows; with `not`, it is blocked between all subnets. What the input does not decide holds neither way. */
  toReach(options: ReachOptions): R;
}

declare module "vitest" {
  interface Matchers<T> extends PolicyMatchers<T> {}
}

expect.extend({ toPassPolicies, toReach, toViolate });
