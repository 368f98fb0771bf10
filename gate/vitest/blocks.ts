import { entriesOf, isArray, isObject, own } from "../document/records";

/** What a block of Terraform is. */
export type BlockKind = "resource" | "data" | "provider";

/** A resource, data source or provider, with its arguments as they were written or planned. */
export interface Block {
  readonly kind: BlockKind;
  readonly type: string;
  /** Address, or name and alias of a provider. */
  readonly address: string;
  readonly construct?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** In the place of what a plan does not know yet. */
export const unknownValue: unique symbol = Symbol("known after apply");

/** The blocks of a `cdk.tf.json`, or of the JSON of a plan or state, which tells nothing of providers' arguments. */
export function blocksOf(parsed: unknown): readonly Block[] {
  const blocks = isObject(parsed) && "format_version" in parsed ? plannedBlocks(parsed) : writtenBlocks(parsed);
  return [...blocks].sort((a, b) => (a.address < b.address ? -1 : Number(a.address > b.address)));
}

function writtenBlocks(config: unknown): readonly Block[] {
  const ofKind = (kind: "resource" | "data", prefix: string): Block[] =>
    entriesOf(own(config, kind)).flatMap(([type, named]) =>
      entriesOf(named).flatMap(([name, block]) =>
        listOf(block).flatMap((values) =>
          isObject(values) ? [{ kind, type, address: `${prefix}${type}.${name}`, ...constructOf(values), values }] : [],
        ),
      ),
    );
  const providers = entriesOf(own(config, "provider")).flatMap(([type, block]) =>
    listOf(block).flatMap((values): Block[] => {
      if (!isObject(values)) return [];
      const alias = own(values, "alias");
      return [{ kind: "provider", type, address: typeof alias === "string" ? `${type}.${alias}` : type, values }];
    }),
  );
  return [...ofKind("resource", ""), ...ofKind("data", "data."), ...providers];
}

function plannedBlocks(plan: unknown): readonly Block[] {
  const planned = listOf(own(plan, "resource_changes")).flatMap((resource) => {
    const change = own(resource, "change");
    const after = own(change, "after");
    return after === undefined || after === null
      ? []
      : blockOf(resource, withUnknown(after, own(change, "after_unknown")));
  });
  const addresses = new Set(planned.map(({ address }) => address));
  // Data sources that were read already stand in the state before.
  const read = resourcesOf(own(own(own(plan, "prior_state"), "values"), "root_module"));
  return [
    ...planned,
    ...read.filter(({ kind, address }) => kind === "data" && !addresses.has(address)),
    ...resourcesOf(own(own(plan, "values"), "root_module")),
  ];
}

/** The resources of a module of a state, and of those in it. */
function resourcesOf(module: unknown): readonly Block[] {
  return [
    ...listOf(own(module, "resources")).flatMap((resource) => blockOf(resource, own(resource, "values"))),
    ...listOf(own(module, "child_modules")).flatMap(resourcesOf),
  ];
}

function blockOf(resource: unknown, values: unknown): readonly Block[] {
  const [address, type] = [own(resource, "address"), own(resource, "type")];
  return typeof address === "string" && typeof type === "string" && isObject(values)
    ? [{ kind: own(resource, "mode") === "data" ? "data" : "resource", type, address, values }]
    : [];
}

/** Values with {@link unknownValue} wherever the plan says that they are known after apply. */
function withUnknown(values: unknown, unknown: unknown): unknown {
  if (unknown === true) return unknownValue;
  if (isArray(unknown)) {
    const known = listOf(values);
    const length = Math.max(known.length, unknown.length);
    return Array.from({ length }, (_, at) => withUnknown(known[at], unknown[at]));
  }
  if (!isObject(unknown)) return values;
  const keys = new Set([...Object.keys(isObject(values) ? values : {}), ...Object.keys(unknown)]);
  return Object.fromEntries([...keys].map((key) => [key, withUnknown(own(values, key), own(unknown, key))]));
}

function constructOf(values: unknown): { readonly construct?: string } {
  const path = own(own(own(values, "//"), "metadata"), "path");
  return typeof path === "string" ? { construct: path } : {};
}

/** A list as it is; one item that stands for a list of itself, as in HCL's JSON; nothing where there is nothing. */
function listOf(value: unknown): readonly unknown[] {
  if (isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
