import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/** The class of a resource, data source or provider, such as `EksCluster`. */
export interface BlockClass<Instance extends IConstruct = IConstruct> {
  readonly tfResourceType: string;
  new (scope: Construct, id: string, config: never): Instance;
}

/**
 * Some of the properties that a class takes, at any depth, under the names of the construct (`vpcConfig`) or of Terraform (`vpc_config`). A value
 * may be a matcher, such as `expect.stringContaining("…")`, or a reference (`vpc.id`) where an App or a stack was given to `expect`.
 */
export type PropertiesOf<Class> = Class extends new (
  scope: Construct,
  id: string,
  config: infer Config,
) => IConstruct
  ? Wanted<Omit<NonNullable<Config>, keyof TerraformMetaArguments>> & WantedMeta
  : never;

type WantedMeta = Wanted<Pick<TerraformMetaArguments, "count" | "lifecycle">> & {
  readonly dependsOn?: readonly (IConstruct | string)[];
  readonly depends_on?: readonly (IConstruct | string)[];
};

type Wanted<T> = T extends IResolvable
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Wanted<Item>[]
    : T extends object
      ? { readonly [Key in keyof T as Key | SnakeCase<Key>]?: Wanted<T[Key]> | undefined }
      : T;

/** `vpcConfig` as `vpc_config`. */
type SnakeCase<Name, Done extends string = ""> = Name extends `${infer First}${infer Rest}`
  ? SnakeCase<Rest, First extends Lowercase<First> ? `${Done}${First}` : `${Done}_${Lowercase<First>}`>
  : Name extends ""
    ? Done
    : never;
