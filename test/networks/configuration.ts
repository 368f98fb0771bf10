import { type Args, addressOf, type Block, isList, isMap, Reference, type Value } from "./blocks";

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/** Resources as the text of a `cdk.tf.json`. */
export function configurationOf(blocks: readonly Block[]): string {
  const locals = Object.fromEntries(
    blocks.flatMap((block) =>
      block.instances?.by === "count" ? [[localName(block), countedArgs(block)] as const] : [],
    ),
  );
  return JSON.stringify({
    ...(Object.keys(locals).length === 0 ? {} : { locals }),
    resource: byType(blocks.filter(({ mode }) => mode === "managed")),
    data: byType(blocks.filter(({ mode }) => mode === "data")),
  });
}

function byType(blocks: readonly Block[]): Readonly<Record<string, Json>> {
  const types = [...new Set(blocks.map(({ type }) => type))];
  return Object.fromEntries(
    types.map((type) => [
      type,
      Object.fromEntries(blocks.filter((block) => block.type === type).map((block) => [block.name, body(block)])),
    ]),
  );
}

function body(block: Block): Json {
  const { args, instances } = block;
  if (instances === undefined) return jsonOf(args);
  const varying = [...new Set(Object.values(instances.args).flatMap(Object.keys))];
  const one = instances.by === "count" ? `local.${localName(block)}[count.index]` : "each.value";
  const read = Object.fromEntries(varying.map((name) => [name, `\${${one}.${name}}`]));
  const repetition: Readonly<Record<string, Json>> =
    instances.by === "count"
      ? { count: Object.keys(instances.args).length }
      : { for_each: Object.fromEntries(Object.entries(instances.args).map(([key, own]) => [key, jsonOf(own)])) };
  return { ...repetition, ...jsonOf(args), ...read };
}

const localName = (block: Block): string => addressOf(block).replaceAll(".", "_");

function countedArgs({ instances }: Block): Json {
  return Object.values(instances?.args ?? {}).map(jsonOf);
}

function jsonOf(args: Args): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, jsonValue(value)]));
}

function jsonValue(value: Value): Json {
  if (value instanceof Reference) return `\${${value.address}.${value.attribute}}`;
  if (isList(value)) return value.map(jsonValue);
  return isMap(value) ? jsonOf(value) : value;
}
