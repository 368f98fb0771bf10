import type { Module, Place } from "./plan-modules";
import { hasTrue } from "./plan-written";
import { isArray, isObject, type JsonObject, own } from "./records";
import { type ParsedReference, parsedReferences } from "./references";

/** An instance of the plan with what is written of it. */
export interface Planned {
  readonly place: Place;
  readonly block?: JsonObject;
  readonly after: JsonObject;
  readonly change: JsonObject;
}

/**
 * The locals and inputs of modules whose values are known when the plan is made, since an argument that is made from one of them alone is
 * known text. They cannot be where a value comes from that is not known. A plan shows neither locals nor inputs, so that this is all there
 * is to tell the name of a platform, its tags and its zones from what may hold the ids of its subnets.
 */
export class KnownNames {
  private names: ReadonlyMap<Module, ReadonlySet<string>> | undefined;

  constructor(private readonly planned: () => Iterable<Planned>) {}

  has(module: Module, text: string): boolean {
    this.names ??= find(this.planned());
    return this.names.get(module)?.has(text) ?? false;
  }
}

/** Arguments that hold nothing but labels: all that they are made from is known where they are. */
const labels: ReadonlySet<string> = new Set(["tags", "labels"]);

function find(planned: Iterable<Planned>): ReadonlyMap<Module, ReadonlySet<string>> {
  const known = new Map<Module, Set<string>>();
  const pending: [Module, ParsedReference, boolean][] = [];
  const conclude = (module: Module, expression: unknown, isLabels: boolean) => {
    const named = parsedReferences(expression).filter(({ kind }) => kind !== "selector");
    for (const reference of isLabels || named.length === 1 ? named : []) {
      pending.push([module, reference, isLabels]);
    }
  };
  for (const { place, block, after, change } of planned) {
    const written = own(block, "expressions");
    const unknown = change["after_unknown"];
    for (const name of isObject(written) ? Object.keys(written) : []) {
      if (isKnownText(after[name], labels.has(name)) && !hasTrue(own(unknown, name))) {
        conclude(place.module, own(written, name), labels.has(name));
      }
    }
  }
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [module, reference, isLabels] = next;
    const isWhole = reference.kind === "local" ? !/[.[]/.test(reference.text.slice("local.".length)) : true;
    const names = known.get(module) ?? new Set();
    known.set(module, names);
    if (reference.kind === "local" && isWhole) {
      names.add(reference.text);
    } else if (reference.kind === "variable" && reference.path.length === 0 && !names.has(reference.text)) {
      names.add(reference.text);
      const input = module.input(reference.name, undefined);
      if (input?.kind === "expression") {
        conclude(input.place.module, input.expression, isLabels);
      }
    }
  }
  return known;
}

/** Numbers and booleans say nothing of what they are made from: they may be a length, or a comparison. */
function isKnownText(value: unknown, isMap: boolean): boolean {
  if (isMap) {
    return isObject(value) && Object.keys(value).length > 0;
  }
  return isArray(value)
    ? value.length > 0 && value.every((item) => isKnownText(item, false))
    : typeof value === "string" && value !== "";
}
