import type { Document, DocumentKind, Edge, Reference, Resource } from "./document";
import { type Fit, namingArguments } from "./fits";
import { Groups } from "./groups";
import { idLike, Literals, type Owned } from "./literals";
import { emptyDictionary, isArray, isObject } from "./records";

/** What inputs of a run are to each other, for some of them that are read apart from the others. */
export interface Among {
  /** What the others call each. */
  readonly keys: readonly string[];
  /** What others have by a name that one of these uses. */
  readonly elsewhere: readonly Owned[];
}

/**
 * Finds out which documents name each other's resources: by references that the readers followed, or by an id or ARN that another document has.
 * Those get a key and a group; all others stay as they are.
 *
 * @param keys what the others call each document
 * @param elsewhere what documents have that are not among these: an id that two have names neither
 */
export function linkByIds(
  documents: readonly Document[],
  keys: readonly string[],
  elsewhere: Among["elsewhere"] = [],
): readonly Document[] {
  if (documents.length < 2) {
    return documents;
  }
  const literals = new Literals(
    documents.flatMap((document, at) => {
      const key = keys[at] ?? "";
      return resourcesOf(document).map(({ type, address, values }) => ({ type, address: `${key}:${address}`, values }));
    }),
  );
  for (const owned of elsewhere) {
    literals.add(owned);
  }
  const linked = documents.map((document, at) => withForeignEdges(document, keys[at] ?? "", literals));
  const groups = new Groups();
  const alone = new Set(keys);
  linked.forEach((document, at) => {
    const key = keys[at] ?? "";
    groups.add(key);
    for (const other of foreignKeys(document, keys)) {
      groups.union(key, other);
      alone.delete(key);
      alone.delete(other);
    }
  });
  return linked.map((document, at) => {
    const key = keys[at] ?? "";
    return alone.has(key) ? document : { ...document, linked: { group: groups.find(key), key } };
  });
}

/** What documents call each other: the name of a stack, or a path where that is not a name of its own, or a path with a number. */
export function keysOf(
  named: readonly { readonly stack?: string | undefined; readonly path: string }[],
): readonly string[] {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { stack, path } of named) {
    count(`stack ${stack}`);
    count(`path ${path}`);
  }
  return named.map(({ stack, path }, at) => {
    if (stack !== undefined && counts.get(`stack ${stack}`) === 1) {
      return stack;
    }
    return counts.get(`path ${path}`) === 1 ? path : `${path} (${at + 1})`;
  });
}

function resourcesOf(document: Document): Resource[] {
  return Object.values(document.resources).flatMap((ofType) => Object.values(ofType));
}

/** With a reference for each id or ARN that one other document has, and this one has not. */
function withForeignEdges(document: Document, key: string, literals: Literals): Document {
  const resources = emptyDictionary<Record<string, Resource>>();
  let isChanged = false;
  for (const [type, ofType] of Object.entries(document.resources)) {
    const changed = emptyDictionary<Resource>();
    for (const [address, resource] of Object.entries(ofType)) {
      const found = foreignReferences(resource, key, literals);
      isChanged ||= found.length > 0;
      changed[address] = found.length === 0 ? resource : withReferences(resource, found);
    }
    resources[type] = changed;
  }
  return isChanged ? { ...document, resources } : document;
}

function withReferences(resource: Resource, found: readonly [string, Reference][]): Resource {
  const edges: Record<string, readonly Reference[]> = { ...resource.edges };
  for (const [path, reference] of found) {
    edges[path] = [...(edges[path] ?? []), reference];
  }
  return { ...resource, edges };
}

function foreignReferences(resource: Resource, key: string, literals: Literals): [string, Reference][] {
  const found: [string, Reference][] = [];
  forEachNamed(resource, (fit, literal, path) => {
    const [target, ...others] = literals.find(fit, literal);
    if (target !== undefined && others.length === 0 && !isOf(target, key)) {
      found.push([path, { reference: literal, certainty: "exact", targets: [target] }]);
    }
  });
  return found;
}

/** Visits the ids and ARNs that stand where an argument names another resource. */
export function forEachNamed(
  { type, values }: Pick<Resource, "type" | "values">,
  found: (fit: Fit, literal: string, path: string) => void,
): void {
  const visit = (at: unknown, way: readonly string[], path: string, fit: Fit): void => {
    const [name, ...rest] = way;
    if (name === undefined) {
      for (const literal of isArray(at) ? at : [at]) {
        if (typeof literal === "string" && idLike.test(literal)) {
          found(fit, literal, path);
        }
      }
    } else if (name === "*") {
      for (const [index, item] of isArray(at) ? at.entries() : []) {
        visit(item, rest, `${path}.${index}`, fit);
      }
    } else if (isObject(at) && at[name] !== undefined) {
      visit(at[name], rest, path === "" ? name : `${path}.${name}`, fit);
    }
  };
  for (const { way, fit } of namingArguments(type)) {
    visit(values, way, "", fit);
  }
}

function isOf({ to }: Edge, key: string): boolean {
  return to.startsWith(`${key}:`);
}

/** The keys of the documents whose resources a document refers to. */
function foreignKeys(document: Document, keys: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { edges } of resourcesOf(document)) {
    for (const target of Object.values(edges).flatMap((references) => references.flatMap(({ targets }) => targets))) {
      // A colon may also be part of the key of an instance of its own.
      const isForeign = target.to.includes(":") && document.resources[target.type]?.[target.to] === undefined;
      const key = isForeign ? keys.find((candidate) => isOf(target, candidate)) : undefined;
      if (key !== undefined) {
        found.add(key);
      }
    }
  }
  return found;
}

/** Documents that are judged together, in the order of their first ones: those that are linked, and every other alone. */
export function groupsOf(documents: readonly Document[]): readonly (readonly Document[])[] {
  const groups = new Map<unknown, Document[]>();
  for (const document of documents) {
    const group = document.linked?.group ?? document;
    const members = groups.get(group) ?? [];
    groups.set(group, members);
    members.push(document);
  }
  return [...groups.values()];
}

/**
 * The documents of one group as one, in which every address has the key of its document before it.
 */
export function joined(documents: readonly Document[]): Document {
  const [first] = documents;
  if (first === undefined || documents.length === 1) {
    return first ?? { path: "", kind: "config", gaps: [], resources: {}, deleted: {} };
  }
  const parts = documents.map((document) => prefixed(document, addressPrefix(document)));
  return {
    path: documents.map(({ path }) => path).join(", "),
    kind: leastTelling(documents.map(({ kind }) => kind)),
    gaps: parts.flatMap(({ gaps }) => gaps),
    resources: merged(parts.map(({ resources }) => resources)),
    deleted: merged(parts.map(({ deleted }) => deleted)),
  };
}

/** What stands before the addresses of a document where it is judged with others. */
export function addressPrefix({ linked, path }: Document): string {
  return `${linked?.key ?? path}:`;
}

/** A plan hides the literals beside references, a configuration what is there already; a state nothing. */
function leastTelling(kinds: readonly DocumentKind[]): DocumentKind {
  return kinds.includes("plan") ? "plan" : kinds.includes("config") ? "config" : "state";
}

function prefixed(document: Document, prefix: string): Document {
  const rename = (address: string) => `${prefix}${address}`;
  const own = new Set(resourcesOf(document).map(({ address }) => address));
  const renameAll = (resources: Document["resources"]) =>
    Object.fromEntries(
      Object.entries(resources).map(([type, ofType]) => [
        type,
        Object.fromEntries(
          Object.values(ofType).map((resource): [string, Resource] => [
            rename(resource.address),
            {
              ...resource,
              address: rename(resource.address),
              ...(resource.module === undefined ? {} : { module: rename(resource.module) }),
              ...(resource.depends_on === undefined ? {} : { depends_on: resource.depends_on.map(rename) }),
              edges: Object.fromEntries(
                Object.entries(resource.edges).map(([path, references]) => [
                  path,
                  references.map((reference) => ({
                    ...reference,
                    targets: reference.targets.map((target) =>
                      own.has(target.to) ? { ...target, to: rename(target.to) } : target,
                    ),
                  })),
                ]),
              ),
            },
          ]),
        ),
      ]),
    );
  return {
    ...document,
    gaps: document.gaps.map((gap) => ({ ...gap, address: rename(gap.address) })),
    resources: renameAll(document.resources),
    deleted: renameAll(document.deleted),
  };
}

function merged(all: readonly Document["resources"][]): Document["resources"] {
  const result = emptyDictionary<Record<string, Resource>>();
  for (const resources of all) {
    for (const [type, ofType] of Object.entries(resources)) {
      result[type] = Object.assign(result[type] ?? emptyDictionary<Resource>(), ofType);
    }
  }
  return result;
}
