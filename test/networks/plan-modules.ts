import { addressOf, argsWithReferences, type Block, Reference, referencesIn, type Value } from "./blocks";

/** A child module: what it is given, what it gives, and what is in it. */
export interface Module {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
  readonly blocks: readonly Block[];
}

/** Moves some resources into a module. A reference across its border goes through an input (`var.x`) or an output (`module.inner.x`). */
export function split(
  blocks: readonly Block[],
  isInside: (block: Block) => boolean,
): { readonly root: readonly Block[]; readonly inner?: Module } {
  const within = blocks.filter(isInside);
  if (within.length === 0) return { root: blocks };
  const addresses = new Set(within.map(addressOf));
  const isWithin = ({ address }: Reference) => addresses.has(address.replace(/\[.*\]$/, ""));
  const inputs = new Map<string, Reference>();
  const outputs = new Map<string, Reference>();
  const moved = within.map((block) =>
    replaced(block, (reference) => {
      if (isWithin(reference)) return reference;
      inputs.set(nameOf(reference), reference);
      return new Reference(`var.${nameOf(reference)}`, "");
    }),
  );
  const root = blocks
    .filter((block) => !isInside(block))
    .map((block) =>
      replaced(block, (reference) => {
        if (!isWithin(reference)) return reference;
        outputs.set(nameOf(reference), reference);
        return new Reference("module.inner", nameOf(reference));
      }),
    );
  // What an input is given may itself be in the module: no network here needs that.
  const given = Object.fromEntries(inputs);
  if (Object.values(given).some((value) => referencesIn(value).some(isWithin)))
    throw new Error("a module feeds itself");
  return { root, inner: { inputs: given, outputs: Object.fromEntries(outputs), blocks: moved } };
}

function replaced(block: Block, replace: (reference: Reference) => Value): Block {
  const { instances } = block;
  const args = argsWithReferences(block.args, replace);
  if (instances === undefined) return { ...block, args };
  const own = Object.entries(instances.args).map(([key, one]) => [key, argsWithReferences(one, replace)] as const);
  return { ...block, args, instances: { ...instances, args: Object.fromEntries(own) } };
}

const nameOf = ({ address, attribute }: Reference): string =>
  `${address}.${attribute}`.replaceAll(/[^A-Za-z0-9_]+/g, "_");
