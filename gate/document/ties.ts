import { stackNameOf } from "./config";
import type { Document } from "./document";
import { allFits } from "./fits";
import { Groups } from "./groups";
import { type Among, forEachNamed, keysOf } from "./link";
import { idLike, Literals, type Owned, ownedBy } from "./literals";
import { type JsonObject, own } from "./records";
import { holds, remoteStatesOf, type StatePlace, stateOf } from "./remote-state";

/** What may tie an input to others of a run, little enough to be kept of thousands. Plain data, which threads can pass on. */
export interface Ties {
  readonly path: string;
  /** Of a configuration. */
  readonly stack?: string;
  /** The ids and ARNs that it has. */
  readonly owns: readonly Owned[];
  /** The ids and ARNs that its arguments name, each with the number of what the argument takes. */
  readonly names: readonly (readonly [fit: number, literal: string])[];
  /** Where a configuration keeps its state, and what states it reads. */
  readonly keeps?: StatePlace;
  readonly reads: readonly Pick<JsonObject, "backend" | "config">[];
}

const fits = allFits();
const numbers = new Map(fits.map((fit, at) => [fit, at]));

/** @param root the configuration; nothing for a plan or state, whose backends and remote states are not read */
export function tiesOf(document: Document, root?: JsonObject): Ties {
  const owns: Owned[] = [];
  const names = new Map<string, readonly [number, string]>();
  for (const resource of Object.values(document.resources).flatMap((ofType) => Object.values(ofType))) {
    owns.push(...ownedBy(resource).filter(({ value }) => idLike.test(value)));
    forEachNamed(resource, (fit, literal) => {
      const number = numbers.get(fit) ?? -1;
      names.set(`${number} ${literal}`, [number, literal]);
    });
  }
  const stack = root === undefined ? undefined : stackNameOf(root);
  const keeps = root === undefined ? undefined : stateOf(root);
  const places = root === undefined ? [] : [...remoteStatesOf(root).values()];
  return {
    path: document.path,
    ...(stack === undefined ? {} : { stack }),
    owns,
    names: [...names.values()],
    ...(keeps === undefined ? {} : { keeps }),
    reads: places.map((place) => ({ backend: own(place, "backend"), config: own(place, "config") })),
  };
}

/** Inputs of a run, as places in their order, of which each reads the outputs of another; those that do not are alone. */
export function groupsByStates(inputs: readonly Ties[]): readonly (readonly number[])[] {
  const groups = new PlaceGroups(inputs.length);
  inputs.forEach(({ reads }, at) => {
    for (const place of reads) {
      inputs.forEach(({ keeps }, other) => {
        if (holds(keeps, place)) {
          groups.unite(at, other);
        }
      });
    }
  });
  return groups.all();
}

/** Inputs that are read together. */
export interface TiedGroup extends Among {
  /** The places of the inputs in the run, in their order. */
  readonly members: readonly number[];
}

/**
 * Divides the inputs of a run, so that they give the same documents when they are read group by group as when they are read all at once.
 *
 * @param inputs the ties of each; of those that read each other's outputs as they are when they are read together
 * @param together places in the run of inputs that belong together for other reasons
 */
export function groupsByTies(inputs: readonly Ties[], together: readonly (readonly number[])[]): readonly TiedGroup[] {
  const keys = keysOf(inputs);
  const groups = new PlaceGroups(inputs.length);
  for (const [first, ...others] of [...together, ...groupsByStates(inputs)]) {
    for (const other of others) {
      groups.unite(first ?? other, other);
    }
  }
  const literals = new Literals([]);
  const owners = new Map<string, number>();
  const byValue = new Map<string, { readonly at: number; readonly owned: Owned }[]>();
  inputs.forEach(({ owns }, at) => {
    for (const one of owns) {
      const owned: Owned = { ...one, to: `${keys[at]}:${one.to}` };
      literals.add(owned);
      owners.set(owned.to, at);
      const others = byValue.get(one.value) ?? [];
      byValue.set(one.value, others);
      others.push({ at, owned });
    }
  });
  inputs.forEach(({ names }, at) => {
    for (const [fit, literal] of names) {
      const [target, ...others] = literals.find(fits[fit] ?? {}, literal);
      const owner = target === undefined || others.length > 0 ? undefined : owners.get(target.to);
      if (owner !== undefined) {
        groups.unite(at, owner);
      }
    }
  });
  return groups.all().map((members) => {
    const inside = new Set(members);
    const used = new Set(
      members.length === 1 ? [] : members.flatMap((at) => inputs[at]?.names ?? []).map(([, literal]) => literal),
    );
    const outside = [...used].flatMap((literal) => byValue.get(literal) ?? []).filter(({ at }) => !inside.has(at));
    return { members, keys: members.map((at) => keys[at] ?? ""), elsewhere: outside.map(({ owned }) => owned) };
  });
}

/** Disjoint sets of places. */
class PlaceGroups {
  private readonly groups = new Groups();

  constructor(private readonly length: number) {}

  unite(a: number, b: number): void {
    this.groups.union(String(a), String(b));
  }

  /** By the first place of each, the places in order. */
  all(): readonly (readonly number[])[] {
    const byRoot = new Map<string, number[]>();
    for (let at = 0; at < this.length; at += 1) {
      const root = this.groups.find(String(at));
      const members = byRoot.get(root) ?? [];
      byRoot.set(root, members);
      members.push(at);
    }
    return [...byRoot.values()];
  }
}
