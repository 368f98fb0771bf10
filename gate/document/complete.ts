import type { Document, Reference, Resource } from "./document";
import { emptyDictionary, isArray, isObject, type JsonObject } from "./records";
import { valueAt } from "./values";

/**
 * Completes a plan by the configuration that it was made from: the plan tells values and actions, the configuration what refers to what (locals
 * and conditions among it, which a plan does not hold), literals beside references, and the constructs.
 *
 * @returns the plan as it was where the configuration is not that of the plan
 */
export function complete(plan: Document, config: Document): Document {
  if (!isOfSameStack(plan, config)) {
    return plan;
  }
  const resources = emptyDictionary<Record<string, Resource>>();
  for (const [type, ofType] of Object.entries(plan.resources)) {
    const completed = emptyDictionary<Resource>();
    for (const [address, resource] of Object.entries(ofType)) {
      const written = config.resources[type]?.[address];
      completed[address] = written === undefined ? resource : completeResource(resource, written, plan);
    }
    resources[type] = completed;
  }
  const stack = plan.stack ?? config.stack;
  const { waivers } = config;
  return {
    ...plan,
    ...(stack === undefined ? {} : { stack }),
    ...(waivers === undefined ? {} : { waivers }),
    resources,
  };
}

function completeResource(planned: Resource, written: Resource, plan: Document): Resource {
  const edges: Record<string, readonly Reference[]> = { ...planned.edges };
  const found: [string, unknown][] = [];
  for (const [path, references] of Object.entries(written.edges)) {
    const isHere = references.every(({ targets }) => targets.every(({ type, to }) => plan.resources[type]?.[to]));
    if (!isHere || !standsAlone(planned, path) || !standsAlone(written, path)) {
      continue;
    }
    // Of a value that the plan knows, what may have given it says nothing.
    const least = planned.unknown[path] === true ? sureness(planned.edges[path]) : exact - 1;
    if (sureness(references) > least) {
      edges[path] = references;
    }
    const literals = valueAt(written.values, path);
    if (isArray(literals) && planned.unknown[path] === true && valueAt(planned.values, path) === undefined) {
      found.push([path, literals]);
    }
  }
  const { construct, trace } = written;
  return {
    ...planned,
    values: found.length === 0 ? planned.values : withValues(planned.values, found),
    edges,
    ...(construct === undefined ? {} : { construct }),
    ...(trace === undefined ? {} : { trace }),
  };
}

/** Whether every block on the way to an argument is the only one of its kind, so that its number means the same on both sides. */
function standsAlone({ values }: Resource, path: string): boolean {
  const segments = path.split(".");
  return segments.every((segment, at) => {
    const blocks = /^\d+$/.test(segment) ? valueAt(values, segments.slice(0, at).join(".")) : undefined;
    return blocks === undefined || (isArray(blocks) && blocks.length === 1);
  });
}

const exact = 2;

/** How much references tell: all, some, or nothing. */
function sureness(references: readonly Reference[] | undefined): number {
  const certainties = new Set(references?.map(({ certainty }) => certainty));
  return certainties.size === 0 || certainties.has("unknown") ? 0 : certainties.has("over") ? 1 : exact;
}

function withValues(values: Resource["values"], found: readonly [string, unknown][]): Resource["values"] {
  const copy: JsonObject = structuredClone(values);
  for (const [path, value] of found) {
    const segments = path.split(".");
    const parent = segments.length === 1 ? copy : valueAt(copy, segments.slice(0, -1).join("."));
    const name = segments.at(-1);
    if (isObject(parent) && name !== undefined) {
      parent[name] = value;
    }
  }
  return copy;
}

/** Whether both hold the same blocks, and nothing that is known on both sides differs. */
function isOfSameStack(plan: Document, config: Document): boolean {
  const planned = instancesOf(plan);
  const written = instancesOf(config);
  const told = new Set(config.gaps.map(({ address }) => address));
  const bases = (instances: readonly Resource[]) => new Set(instances.map(({ address }) => withoutIndex(address)));
  const plannedBases = bases(planned);
  const writtenBases = bases(written);
  return (
    planned.length > 0 &&
    [...plannedBases].every((base) => writtenBases.has(base)) &&
    [...writtenBases].every((base) => plannedBases.has(base) || told.has(base)) &&
    planned.every((resource) => agrees(resource, config.resources[resource.type]?.[resource.address]))
  );
}

/** What the root module manages: modules are not in the configuration at hand, and data sources may have been read before. */
function instancesOf(document: Document): Resource[] {
  return Object.values(document.resources)
    .flatMap((ofType) => Object.values(ofType))
    .filter(({ mode, module, actions }) => mode === "managed" && module === undefined && !actions?.includes("forget"));
}

function withoutIndex(address: string): string {
  return address.replace(/\[.*$/s, "");
}

function agrees(planned: Resource, written: Resource | undefined): boolean {
  return Object.entries(written?.values ?? {}).every(([name, value]) => {
    const other = planned.values[name];
    // The provider writes JSON in its own way.
    const isText = typeof value === "string" && !/^\s*[[{]/.test(value);
    const isComparable = isText || typeof value === "number" || typeof value === "boolean";
    return !isComparable || other === undefined || typeof other === "object" || String(other) === String(value);
  });
}
