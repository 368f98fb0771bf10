import {
  type Args,
  addressOf,
  type Block,
  instancesOf,
  isList,
  isMap,
  Reference,
  referencesIn,
  type Value,
} from "./blocks";
import { type Module, split } from "./plan-modules";
import { type Shape, shapeOfBlock, shapeOfType } from "./plan-shapes";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

export interface PlanOptions {
  /** Which resources are in `module.inner`; they get what they need as inputs, and give what others need as outputs. @default none */
  readonly inModule?: (block: Block) => boolean;
}

/** Resources as the text of what `terraform show -json` prints of a plan that creates all of them. */
export function planOf(blocks: readonly Block[], { inModule = () => false }: PlanOptions = {}): string {
  const { root, inner } = split(blocks, inModule);
  const known = new Map(blocks.flatMap((block) => instancesOf(block).map(({ address, args }) => [address, args])));
  const changes = blocks.flatMap((block) => changesOf(block, known, inModule(block)));
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: changes,
    configuration: {
      root_module: {
        resources: root.map(configurationBlock),
        ...(inner === undefined ? {} : { module_calls: { inner: moduleCall(inner) } }),
      },
    },
    complete: true,
    errored: false,
  });
}

function moduleCall({ inputs, outputs, blocks }: Module): Json {
  return {
    source: "./inner",
    expressions: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, expressionOf(value)])),
    module: {
      resources: blocks.map(configurationBlock),
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, value]) => [name, { expression: expressionOf(value) }]),
      ),
      variables: Object.fromEntries(Object.keys(inputs).map((name) => [name, {}])),
    },
  };
}

type Known = ReadonlyMap<string, Args>;

function changesOf(block: Block, known: Known, isInside: boolean): JsonObject[] {
  const { type, name, mode } = block;
  return instancesOf(block).map(({ address, key, args }) => {
    const { after, unknown } = sidesOf(args, shapeOfType(type), type, known);
    return {
      address: isInside ? `module.inner.${address}` : address,
      ...(isInside ? { module_address: "module.inner" } : {}),
      mode,
      type,
      name,
      ...(key === undefined ? {} : { index: key }),
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: [mode === "data" ? "read" : "create"],
        before: null,
        after,
        after_unknown: mode === "data" ? { ...unknown, id: true, entries: true } : unknown,
        before_sensitive: false,
        after_sensitive: {},
      },
    };
  });
}

interface Sides {
  readonly after: JsonObject;
  readonly unknown: JsonObject;
}

function sidesOf(args: Args, shape: Shape, type: string, known: Known): Sides {
  const after: Record<string, Json> = {};
  const unknown: Record<string, Json> = {};
  for (const name of shape.absent ?? []) after[name] = null;
  for (const name of shape.blocks ?? []) {
    after[name] = [];
    unknown[name] = [];
  }
  for (const name of shape.computed) unknown[name] = true;
  for (const [name, value] of Object.entries(args)) {
    delete after[name];
    delete unknown[name];
    const all = shape.values?.[name];
    if (isList(value) && value.some(isMap)) {
      const elements = value
        .filter(isMap)
        .map((element) =>
          all === undefined
            ? sidesOf(element, shapeOfBlock(type, name), type, known)
            : wholeElement(element, all, known),
        );
      after[name] = elements.map((element) => element.after);
      unknown[name] = elements.map((element) => element.unknown);
      continue;
    }
    const literal = literalOf(value, known);
    if (literal === undefined) unknown[name] = true;
    else after[name] = literal;
  }
  return { after, unknown };
}

/** An element of a list of objects that is one value: all of its attributes are there. */
function wholeElement(element: Args, all: JsonObject, known: Known): Sides {
  const sides = sidesOf(element, { computed: [] }, "", known);
  const others = Object.entries(all).filter(([name]) => !Object.hasOwn(element, name));
  return { after: { ...Object.fromEntries(others), ...sides.after }, unknown: sides.unknown };
}

/** A value that is known before anything is made; `undefined` where something in it is not. */
function literalOf(value: Value, known: Known): Json | undefined {
  if (value instanceof Reference) {
    const referred = known.get(value.address)?.[value.attribute];
    return referred === undefined ? undefined : literalOf(referred, known);
  }
  if (isList(value)) {
    const items = value.flatMap((item) => literalOf(item, known) ?? []);
    return items.length === value.length ? items : undefined;
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, literalOf(item, known) ?? null] as const);
  return entries.some(([, item]) => item === null) ? undefined : Object.fromEntries(entries);
}

function configurationBlock(block: Block): JsonObject {
  const { type, name, mode, args, instances } = block;
  const varying = [...new Set(Object.values(instances?.args ?? {}).flatMap(Object.keys))];
  const one = instances?.by === "count" ? ["local.all", "count.index"] : undefined;
  const read = varying.map((key) => [key, { references: one ?? [`each.value.${key}`, "each.value"] }] as const);
  return {
    address: addressOf(block),
    mode,
    type,
    name,
    provider_config_key: "aws",
    expressions: { ...expressionsOf(args, type), ...Object.fromEntries(read) },
    schema_version: 0,
    ...(instances?.by === "count" ? { count_expression: { constant_value: Object.keys(instances.args).length } } : {}),
    ...(instances?.by === "for_each" ? { for_each_expression: { references: ["local.all"] } } : {}),
  };
}

function expressionsOf(args: Args, type: string): JsonObject {
  const values = shapeOfType(type).values ?? {};
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const isBlocks = isList(value) && value.some(isMap) && !Object.hasOwn(values, name);
      return [
        name,
        isBlocks ? value.filter(isMap).map((item) => expressionsOf(item, "")) : expressionOf(value),
      ] as const;
    }),
  );
}

function expressionOf(value: Value): JsonObject {
  const references = referencesIn(value);
  return references.length === 0
    ? { constant_value: literalOf(value, new Map()) ?? null }
    : { references: references.flatMap(withPrefixes) };
}

/** A plan lists a reference with everything that it leads through: `a.b.c[0].d`, `a.b.c[0]`, `a.b.c`, `a.b`. */
function withPrefixes({ address, attribute }: Reference): string[] {
  const least = address.startsWith("data.") ? 3 : 2;
  const steps = [...`${address}${attribute === "" ? "" : `.${attribute}`}`.matchAll(/\.?[^.[\]"]+|\[[^\]]*\]/g)].map(
    ([step]) => step,
  );
  const ends = steps.map((_, at) => steps.slice(0, steps.length - at).join(""));
  return ends.slice(0, Math.max(1, steps.length - least + 1));
}
