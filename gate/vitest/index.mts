/**
 * Registers the matchers of policies (`toPassPolicies`, `toViolate`, `toReach`) and those of CDKTF (`toHaveResource` and the like) with vitest:
 * `import "eksgate/vitest"`. An ES module, since vitest cannot be required.
 */
import type { TerraformDataSource, TerraformProvider, TerraformResource } from "cdktf";
import { expect } from "vitest";

import {
  toHaveDataSource,
  toHaveDataSourceWithProperties,
  toHaveProvider,
  toHaveProviderWithProperties,
  toHaveResource,
  toHaveResourceWithProperties,
} from "./block-matchers.js";
import {
  type PassPoliciesOptions,
  type ReachOptions,
  toPassPolicies,
  toReach,
  toViolate,
  type ViolateOptions,
} from "./matchers.js";
import type { BlockClass, PropertiesOf } from "./wanted.js";

export type { PassPoliciesOptions, ReachOptions, ViolateOptions } from "./matchers.js";
export type { BlockClass, PropertiesOf } from "./wanted.js";

/** On an `App`, a `TerraformStack`, the text of a `cdk.tf.json` or plan, or the same parsed. */
export interface PolicyMatchers<R> {
  /** The gate lets it through. */
  toPassPolicies(options?: PassPoliciesOptions): R;
  /** The rule fails: on the resource with this address, or on any. */
  toViolate(rule: string, options?: ViolateOptions): R;
  /** Traffic flows; with `not`, it is blocked between all subnets. What the input does not decide holds neither way. */
  toReach(options: ReachOptions): R;
}

/**
 * The matchers of CDKTF, on the same subjects. What a plan knows only after apply holds neither way; providers' arguments are in no plan or state.
 *
 * ```ts
 * expect(stack).toHaveResourceWithProperties(EksCluster, { vpcConfig: { endpointPublicAccess: false } });
 * ```
 */
export interface BlockMatchers<R> {
  /** A resource of this class. */
  toHaveResource(resource: BlockClass<TerraformResource>): R;
  /** A resource of this class with all of these properties, and maybe more. */
  toHaveResourceWithProperties<Class extends BlockClass<TerraformResource>>(
    resource: Class,
    properties: PropertiesOf<Class>,
  ): R;
  /** A data source of this class. */
  toHaveDataSource(dataSource: BlockClass<TerraformDataSource>): R;
  /** A data source of this class with all of these properties, and maybe more. */
  toHaveDataSourceWithProperties<Class extends BlockClass<TerraformDataSource>>(
    dataSource: Class,
    properties: PropertiesOf<Class>,
  ): R;
  /** A provider of this class. */
  toHaveProvider(provider: BlockClass<TerraformProvider>): R;
  /** A provider of this class with all of these properties, and maybe more. */
  toHaveProviderWithProperties<Class extends BlockClass<TerraformProvider>>(
    provider: Class,
    properties: PropertiesOf<Class>,
  ): R;
}

declare module "vitest" {
  interface Matchers<T> extends PolicyMatchers<T>, BlockMatchers<T> {}
}

expect.extend({
  toHaveDataSource,
  toHaveDataSourceWithProperties,
  toHaveProvider,
  toHaveProviderWithProperties,
  toHaveResource,
  toHaveResourceWithProperties,
  toPassPolicies,
  toReach,
  toViolate,
});
