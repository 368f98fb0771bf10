/** A resource or data source as it is written, in whatever syntax. */
export interface Block {
  readonly type: string;
  readonly name: string;
  readonly mode: "managed" | "data";
  readonly args: Args;
  /** One instance for each key; its arguments come on top of those that all have. */
  readonly instances?: { readonly by: "count" | "for_each"; readonly args: Readonly<Record<string, Args>> };
}

export type Args = Readonly<Record<string, Value>>;

export type Value = string | number | boolean | Reference | readonly Value[] | { readonly [name: string]: Value };

/** An attribute of another resource, such as `aws_subnet.many["a"]` and `id`. */
export class Reference {
  constructor(
    readonly address: string,
    readonly attribute: string,
  ) {}
}

export function resource(type: string, name: string, args: Readonly<Record<string, Value | undefined>>): Block {
  const given = Object.entries(args).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { type, name, mode: "managed", args: Object.fromEntries(given) };
}

export function dataSource(type: string, name: string, args: Args): Block {
  return { ...resource(type, name, args), mode: "data" };
}

export const id = (address: string): Reference => new Reference(address, "id");

/** The address of a block, without the key of an instance. */
export function addressOf({ type, name, mode }: Pick<Block, "type" | "name" | "mode">): string {
  return mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
}

/** The instances of a block: address, key and arguments. */
export function instancesOf(block: Block): readonly { address: string; key?: string | number; args: Args }[] {
  const address = addressOf(block);
  if (block.instances === undefined) return [{ address, args: block.args }];
  const { by, args } = block.instances;
  return Object.entries(args).map(([text, own]) => {
    const key = by === "count" ? Number(text) : text;
    return { address: `${address}[${JSON.stringify(key)}]`, key, args: { ...block.args, ...own } };
  });
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value): value is { readonly [name: string]: Value } {
  return typeof value === "object" && !(value instanceof Reference) && !isList(value);
}

/** The same with every reference replaced. */
function withReferences<T extends Value>(value: T, replace: (reference: Reference) => Value): Value {
  if (value instanceof Reference) return replace(value);
  if (isList(value)) return value.map((item) => withReferences(item, replace));
  if (isMap(value)) return argsWithReferences(value, replace);
  return value;
}

export function argsWithReferences(args: Args, replace: (reference: Reference) => Value): Args {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, withReferences(value, replace)]));
}

/** All references below a value, in order. */
export function referencesIn(value: Value): readonly Reference[] {
  if (value instanceof Reference) return [value];
  if (isList(value)) return value.flatMap(referencesIn);
  return isMap(value) ? Object.values(value).flatMap(referencesIn) : [];
}
