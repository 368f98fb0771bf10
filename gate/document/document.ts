/**
 * The document: what every input (configuration, plan, state) is turned into before it is judged.
 * Its JSON Schema, which the Rego is type-checked against, is generated from this file's neighbour
 * `resource-types`.
 */

/** What the input was: `cdk.tf.json`, or the JSON of `terraform show -json` for a plan or a state. */
export const documentKinds = ["config", "plan", "state"] as const;
export type DocumentKind = (typeof documentKinds)[number];

/**
 * How sure a reference is of its targets.
 * - `exact`: it means all of the targets, and nothing else.
 * - `over`: it means some of the targets; the input does not tell which (an index that is computed, one side of a condition).
 * - `unknown`: it ends in something that the input does not hold; `targets` is empty.
 */
export type Certainty = "exact" | "over" | "unknown";

/** One resource instance that a reference may mean, with the attribute of it that is read. */
export interface Edge {
  /**
   * Address of the instance, such as `aws_subnet.private["a"]`; with the key of its document before it (`network:aws_subnet.a`) where
   * that is another one.
   */
  readonly to: string;
  /** Resource type of the instance, the key into {@link Document.resources}. */
  readonly type: string;
  /** Attribute path that is read, such as `id` or `vpc_config.0.cluster_security_group_id`. */
  readonly attribute: string;
}

/** One reference in an expression, with what it may mean. */
export interface Reference {
  /** As written, such as `aws_subnet.private["a"].id` or `local.subnet_ids`. */
  readonly reference: string;
  readonly certainty: Certainty;
  readonly targets: readonly Edge[];
}

/** What Terraform plans to do with an instance, in the words of the plan format. */
export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** One resource or data source instance. */
export interface Resource {
  /** Terraform address, such as `module.network.aws_vpc.main[0]`. */
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  /** Address of the module that it is in; absent in the root module. */
  readonly module?: string;
  /** Key of `for_each` or number of `count`. */
  readonly index?: string | number;
  /**
   * Known values. Blocks are always lists. `null`s, and elements of lists of plain values that are not known, are left out:
   * where such a list is not whole, its path is in {@link unknown}. Strings where the type is a number or boolean are converted.
   */
  readonly values: Readonly<Record<string, unknown>>;
  /** Paths of values that are not known (`vpc_config.0.subnet_ids`), each mapped to `true`. A path covers all below it. */
  readonly unknown: Readonly<Record<string, true>>;
  /** References by attribute path. The index of an element of a list of plain values is not part of the path. */
  readonly edges: Readonly<Record<string, readonly Reference[]>>;
  /**
   * What it waits for beside what it refers to, as addresses without any index: from `depends_on`, its own and that of the modules it is in, and
   * what a reference passes through. `module.network` stands for everything in it.
   */
  readonly depends_on?: readonly string[];
  /** Plan only. */
  readonly actions?: readonly Action[];
  /**
   * Plan and state, of what is there already: blocks that `values` has and the configuration does not state. They were read back from AWS, or
   * a dynamic block makes them.
   */
  readonly read_back?: readonly string[];
  /**
   * Plan and state: arguments of the table of resource types that the provider of the input does not have, being older than they are: neither a
   * value nor an unknown one is there.
   */
  readonly lacks?: readonly string[];
  /** Plan only: attribute paths whose change makes Terraform replace the instance. */
  readonly replace_paths?: readonly string[];
  /** Plan only: values before the change, in the form of {@link values}. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** Plan only, where there are any: paths of {@link before} whose values are left out as sensitive, in the form of {@link unknown}. */
  readonly before_unknown?: Readonly<Record<string, true>>;
  /** Attribute paths whose values Terraform marks as sensitive, or that are known to hold secrets; their values are left out. */
  readonly sensitive?: readonly string[];
  /** Construct path, from the metadata of `cdk.tf.json`. */
  readonly construct?: string;
  /** Stack trace of the construct, from the same. */
  readonly trace?: readonly string[];
}

/** A part of the input that the reader does not follow, so that nothing about it can be proved. */
export interface Gap {
  /** Address of the part (`module.vpc`), or of the resource it concerns. */
  readonly address: string;
  /** Why, as a clause: "child modules are not read by this version". */
  readonly reason: string;
}

/** A waiver that a construct carries (`Waiver.add`): it lets findings of a rule on the construct, and on all below it, be. */
export interface ConstructWaiver {
  readonly rule: string;
  readonly target: { readonly construct: string };
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string;
  readonly fingerprint?: string;
  /** Where it stands: the path of the document, and of the construct. */
  readonly from: string;
}

/** How a document takes part in a group of documents that name each other's resources. */
export interface Linked {
  readonly group: string;
  /** What the others call it in {@link Edge.to}: the name of its stack, or its path. */
  readonly key: string;
}

export interface Document {
  /**
   * The same with the attributes that no policy of ours reads, for policies of one's own. Only where it was read for them; ours are judged
   * by the rest all the same, so that what is joined to them changes none of their verdicts.
   */
  readonly whole?: Document;
  /** Path as given on the command line, or a name for what was passed in memory. */
  readonly path: string;
  readonly kind: DocumentKind;
  readonly stack?: string;
  /** Only where it names resources of other documents of the run, or they name some of its own: all of one group are judged together. */
  readonly linked?: Linked;
  readonly gaps: readonly Gap[];
  /**
   * type → address → instance. Resources whose planned action is only delete are not among them, except those that AWS keeps (a VPC's
   * default group, table and ACL). What Terraform forgets is among them, as it is: it goes on to exist.
   */
  readonly resources: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  /** Waivers that its constructs carry. Of a plan: those of the configuration that completes it. */
  readonly waivers?: readonly ConstructWaiver[];
  /** Instances that the plan deletes, in the same form (for rules about change). */
  readonly deleted: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}
