import { Unreadable } from "./budget";
import type { Action, Certainty, Edge, Reference } from "./document";
import { emptyRecord, type JsonObject } from "./records";

/** A resource instance while it is read. */
export interface Draft {
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  /** Address of the module that it is in; absent in the root module. */
  module?: string;
  index?: string | number;
  values: JsonObject;
  unknown: Record<string, true>;
  edges: Record<string, Reference[]>;
  depends_on?: readonly string[];
  actions?: readonly Action[];
  read_back?: readonly string[];
  lacks?: readonly string[];
  replace_paths?: readonly string[];
  before?: JsonObject;
  before_unknown?: Record<string, true>;
  sensitive?: string[];
  construct?: string;
  trace?: readonly string[];
}

/** Longer than any address with a key that somebody wrote. Every text about a resource repeats it. */
const longestAddress = 10_000;

export function draft(address: string, type: string, mode: "managed" | "data"): Draft {
  if (address.length > longestAddress) {
    throw new Unreadable(`the address ${address.slice(0, 40)}… is longer than ${longestAddress} characters`);
  }
  return { address, type, mode, values: emptyRecord(), unknown: emptyRecord(), edges: emptyRecord() };
}

/** Leaves a sensitive value out. To a policy it is not known, rather than absent. */
export function hide(instance: Draft, path: string): void {
  instance.sensitive ??= [];
  instance.sensitive.push(path);
  instance.unknown[path] = true;
}

/** The instances of one `resource` or `data` block. */
export class Block {
  readonly instances: Draft[] = [];
  private readonly byIndex = new Map<string, Draft>();
  private readonly edgesByAttribute = new Map<string, readonly Edge[]>();

  constructor(
    /** Address without index. */
    readonly base: string,
    readonly type: string,
    /** The one instance stands for however many `count` or `for_each` makes. */
    readonly standsForAll: boolean,
  ) {}

  add(instance: Draft): void {
    this.instances.push(instance);
    this.byIndex.set(String(instance.index ?? ""), instance);
  }

  at(index: string | number): Draft | undefined {
    return this.byIndex.get(String(index));
  }

  /** An edge to each instance; one array for all who ask for it, since many may. */
  edges(attribute: string): readonly Edge[] {
    let edges = this.edgesByAttribute.get(attribute);
    if (edges === undefined) {
      edges = this.instances.map((instance) => ({ to: instance.address, type: this.type, attribute }));
      this.edgesByAttribute.set(attribute, edges);
    }
    return edges;
  }
}

/** Which index of a block a reference gives: a key, none (as in a splat), or one that is not known. */
export type Index = { readonly key: string | number } | "none" | "computed";

/** Unknown: it names what the input does not hold. Empty: the block has no instances, so that nothing is meant. */
export type Resolution =
  | { readonly certainty: Exclude<Certainty, "unknown">; readonly targets: readonly Edge[] }
  | "unknown"
  | "empty";

/** All blocks of an input, by address without index (`aws_vpc.main`, `module.network[0].data.aws_vpc.main`). */
export class Blocks {
  private readonly byBase = new Map<string, Block>();

  constructor(
    /** Whether a block without instances is known to have none; not so where a plan is not complete. */
    readonly complete: boolean,
  ) {}

  declare(base: string, type: string, standsForAll = false): Block {
    const existing = this.byBase.get(base);
    if (existing !== undefined) {
      return existing;
    }
    const block = new Block(base, type, standsForAll);
    this.byBase.set(base, block);
    return block;
  }

  get(base: string): Block | undefined {
    return this.byBase.get(base);
  }

  bases(): Iterable<string> {
    return this.byBase.keys();
  }

  drafts(): Draft[] {
    return [...this.byBase.values()].flatMap((block) => block.instances);
  }

  /** What a reference to a block means, in an argument that takes a list or a single value. */
  resolve(base: string, index: Index, attribute: string, list: boolean): Resolution {
    const block = this.byBase.get(base);
    if (block === undefined) {
      return "unknown";
    }
    if (block.instances.length === 0) {
      return this.complete ? "empty" : "unknown";
    }
    const all = block.edges(attribute);
    if (block.standsForAll) {
      return { certainty: "over", targets: all };
    }
    if (index === "none" || index === "computed") {
      const exact = all.length === 1 || (index === "none" && list);
      return { certainty: exact ? "exact" : "over", targets: all };
    }
    const one = block.at(index.key);
    return one === undefined
      ? "unknown"
      : { certainty: "exact", targets: [{ to: one.address, type: block.type, attribute }] };
  }
}

/** One reference that may mean any of what several do. */
export function blend(reference: string, parts: readonly Reference[]): Reference[] {
  const targets = new Map<string, Edge>();
  for (const part of parts) {
    for (const target of part.targets) {
      targets.set(`${target.to} ${target.attribute}`, target);
    }
  }
  const unknown = parts.filter((part) => part.certainty === "unknown");
  const known: Reference[] =
    targets.size === 0 ? [] : [{ reference, certainty: "over", targets: [...targets.values()] }];
  return [...known, ...distinct(unknown)];
}

/** Without repetitions of the same reference. */
export function distinct(references: readonly Reference[]): Reference[] {
  if (references.length < 2) {
    return [...references];
  }
  const seen = new Map<string, Reference>();
  for (const reference of references) {
    const targets = reference.targets.map((target) => `${target.to} ${target.attribute}`).join();
    seen.set(`${reference.certainty} ${reference.reference} ${targets}`, reference);
  }
  return [...seen.values()];
}

export function unknownReference(reference: string): Reference {
  return { reference, certainty: "unknown", targets: [] };
}
