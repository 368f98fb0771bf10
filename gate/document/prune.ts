import type { Document, Gap, Reference, Resource } from "./document";
import { emptyDictionary, emptyRecord, isArray, isObject, type JsonObject } from "./records";
import type { Shape } from "./resource-types";
import { isListShape, isMapShape, shapeAt, shapeOf } from "./values";

/** What the policies read of each type: the names of arguments. */
export type Reads = Readonly<Record<string, readonly string[]>>;

/** The part of a document that the policies read. Every type they read is a key, even where there is none of it. */
export interface Pruned {
  readonly gaps: readonly Gap[];
  readonly resources: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly deleted: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

export function prune(document: Document, reads: Reads): Pruned {
  return {
    gaps: document.gaps,
    resources: pruneAll(document.resources, reads),
    deleted: pruneAll(document.deleted, reads),
  };
}

function pruneAll(resources: Document["resources"], reads: Reads): Pruned["resources"] {
  const pruned = emptyDictionary<Record<string, Resource>>();
  for (const type of Object.keys(reads)) {
    const ofType = emptyDictionary<Resource>();
    const cut = new Cut(type, reads[type] ?? []);
    const all = resources[type] ?? {};
    for (const address of Object.keys(all)) {
      const resource = all[address];
      if (resource !== undefined) {
        ofType[address] = cut.resource(resource);
      }
    }
    pruned[type] = ofType;
  }
  return pruned;
}

/** Cuts the resources of one type. */
class Cut {
  private readonly shape: { readonly [attribute: string]: Shape } | undefined;
  private readonly read: ReadonlySet<string>;
  private readonly paths = new Map<string, boolean>();

  constructor(type: string, read: readonly string[]) {
    this.shape = shapeOf(type);
    this.read = new Set(read);
  }

  resource(resource: Resource): Resource {
    return {
      address: resource.address,
      type: resource.type,
      mode: resource.mode,
      values: this.cutValues(resource.values),
      unknown: this.cutPaths<true>(resource.unknown),
      edges: this.cutPaths<readonly Reference[]>(resource.edges),
      ...(resource.depends_on === undefined ? {} : { depends_on: resource.depends_on }),
      ...(resource.actions === undefined ? {} : { actions: resource.actions }),
      ...(resource.read_back === undefined ? {} : { read_back: resource.read_back }),
      ...(resource.lacks === undefined ? {} : { lacks: resource.lacks }),
      ...(resource.before === undefined ? {} : { before: this.cutValues(resource.before) }),
      ...(resource.before_unknown === undefined
        ? {}
        : { before_unknown: this.cutPaths<true>(resource.before_unknown) }),
      ...(resource.replace_paths === undefined ? {} : { replace_paths: resource.replace_paths }),
      ...(resource.index === undefined ? {} : { index: resource.index }),
      ...(resource.module === undefined ? {} : { module: resource.module }),
    };
  }

  private cutValues(all: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const values = emptyRecord<unknown>();
    for (const name of this.read) {
      const value = all[name];
      if (value !== undefined) {
        values[name] = cutValue(value, shapeAt(this.shape, name));
      }
    }
    return values;
  }

  private cutPaths<T>(all: Readonly<Record<string, T>>): Record<string, T> {
    const kept = emptyRecord<T>();
    for (const path of Object.keys(all)) {
      const value = all[path];
      if (value !== undefined && this.keeps(path)) {
        kept[path] = value;
      }
    }
    return kept;
  }

  private keeps(path: string): boolean {
    let keeps = this.paths.get(path);
    if (keeps === undefined) {
      keeps = this.follow(path.split("."));
      this.paths.set(path, keeps);
    }
    return keeps;
  }

  private follow(segments: readonly string[]): boolean {
    let at: Shape | undefined = this.shape;
    for (const [position, segment] of segments.entries()) {
      if (position === 0 && !this.read.has(segment)) {
        return false;
      }
      if (at === undefined) {
        return this.shape === undefined;
      }
      if (isListShape(at)) {
        at = at[0];
      } else if (isMapShape(at) || typeof at === "string") {
        return true;
      } else {
        at = shapeAt(at, segment);
        if (at === undefined) {
          return this.shape === undefined;
        }
      }
    }
    return true;
  }
}

/** A value without the arguments of nested blocks that no policy reads. */
function cutValue(value: unknown, shape: Shape | undefined): unknown {
  if (isListShape(shape) && typeof shape[0] === "object") {
    return isArray(value) ? value.map((item) => cutValue(item, shape[0])) : value;
  }
  if (typeof shape !== "object" || isListShape(shape) || isMapShape(shape) || !isObject(value)) {
    return value;
  }
  const cut: JsonObject = emptyRecord<unknown>();
  for (const name of Object.keys(shape)) {
    if (value[name] !== undefined) {
      cut[name] = cutValue(value[name], shape[name]);
    }
  }
  return cut;
}
