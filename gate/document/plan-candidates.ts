import type { Edge, Reference } from "./document";
import { attributesFor, type Fit, fitOf, usualAttribute } from "./fits";
import { type Blocks, unknownReference } from "./instances";
import { idLike } from "./literals";
import type { KnownNames } from "./plan-known";
import type { Module, Place } from "./plan-modules";
import { isArray, isObject, own } from "./records";
import { type ParsedReference, parsedReferences } from "./references";

/** More candidates than this tell no more than none: the reference may mean anything. */
const mostCandidates = 250;

interface Found {
  readonly targets: ReadonlyMap<string, Edge>;
  readonly unknown: ReadonlySet<string>;
}

/**
 * What may be meant by something that a plan does not show apart: a `local`, whose value is not in it, or a part of an object, whose references
 * are listed together. Whatever fits is a candidate, however deep it lies; a `local` may be any fitting resource of its module, an input
 * of the module, or an output of the modules that it calls.
 */
export class Candidates {
  /** By module instance, and what is looked into: an expression serves all instances of its module. */
  private readonly found = new Map<Module, Map<object, Map<Fit, Found>>>();

  constructor(
    private readonly blocks: Blocks,
    private readonly variables: unknown,
    private readonly known: KnownNames,
  ) {}

  /**
   * @param from the module, for a `local` of it; or an expression of the place
   * @param text what the references are called
   */
  of(place: Place, fit: Fit, from: object, text: string): readonly Reference[] {
    const { targets, unknown } = this.search(place, fit, from);
    if (targets.size > mostCandidates) {
      return [unknownReference(text)];
    }
    const known: Reference[] =
      targets.size === 0 ? [] : [{ reference: text, certainty: "over", targets: [...targets.values()] }];
    return [...known, ...[...unknown].map(unknownReference)];
  }

  private search(place: Place, fit: Fit, from: object): Found {
    const byFit = this.keptFor(place.module, from);
    const before = byFit.get(fit);
    if (before !== undefined) {
      return before;
    }
    const walk = new Walk(this.blocks, this.variables, this.known, fit, (module) =>
      this.keptFor(module, module).get(fit),
    );
    const found = walk.from(place, from === place.module ? inModule(place.module, fit) : parsedReferences(from));
    byFit.set(fit, found);
    return found;
  }

  private keptFor(module: Module, from: object): Map<Fit, Found> {
    const ofModule = this.found.get(module) ?? new Map<object, Map<Fit, Found>>();
    this.found.set(module, ofModule);
    const kept = ofModule.get(from) ?? new Map<Fit, Found>();
    ofModule.set(from, kept);
    return kept;
  }
}

/** One search from some references to all that they may lead to. */
class Walk {
  private readonly targets = new Map<string, Edge>();
  private readonly unknown = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly pending: [Place, ParsedReference][] = [];

  constructor(
    private readonly blocks: Blocks,
    private readonly variables: unknown,
    private readonly known: KnownNames,
    private readonly fit: Fit,
    private readonly foundFor: (module: Module) => Found | undefined,
  ) {}

  from(place: Place, references: readonly ParsedReference[]): Found {
    this.push(place, references);
    for (let next = this.pending.pop(); next !== undefined; next = this.pending.pop()) {
      if (this.targets.size > mostCandidates) {
        break;
      }
      this.visit(...next);
    }
    return { targets: this.targets, unknown: this.unknown };
  }

  private push(place: Place, references: readonly ParsedReference[]): void {
    for (const reference of references) {
      const key = `${place.module.address} ${reference.text}`;
      // What `each.value` is hangs on the block.
      if (reference.kind === "each" || !this.seen.has(key)) {
        this.seen.add(key);
        this.pending.push([place, reference]);
      }
    }
  }

  private visit(place: Place, reference: ParsedReference): void {
    const { module, forEach } = place;
    if (this.known.has(module, reference.text)) {
      return;
    }
    switch (reference.kind) {
      case "selector":
        break;
      case "resource":
        this.resource(module, reference);
        break;
      case "variable":
        this.variable(module, reference);
        break;
      case "output":
        for (const instance of module.children.get(reference.call) ?? []) {
          const { outputs } = instance.config;
          const expressions = reference.output === "" ? Object.values(outputs) : [own(outputs, reference.output)];
          this.push(
            { module: instance },
            expressions.flatMap((one) => parsedReferences(own(one, "expression"))),
          );
        }
        break;
      case "each":
        this.push({ module }, parsedReferences(forEach));
        break;
      case "local":
        this.local(module);
        break;
      case "other":
        this.unknown.add(module.qualified(reference.text));
    }
  }

  private resource(module: Module, reference: ParsedReference & { kind: "resource" }): void {
    const { base, type, index } = reference;
    const through = module.throughArgument(base, passedOn(reference));
    if (through !== undefined) {
      this.push(through.place, parsedReferences(through.expression));
      return;
    }
    if (module.isAssumed || !couldFit(this.fit, reference)) {
      return;
    }
    const attribute = reference.attribute === "" ? usualAttribute(this.fit, type) : reference.attribute;
    const resolution = this.blocks.resolve(module.absolute(base), index, attribute, true);
    if (resolution === "unknown") {
      this.unknown.add(module.qualified(reference.text));
    } else if (resolution !== "empty") {
      for (const target of resolution.targets) {
        // All attributes of a resource that fit give the same.
        if (!this.targets.has(target.to)) {
          this.targets.set(target.to, target);
        }
      }
    }
  }

  private variable(module: Module, { name, text }: ParsedReference & { kind: "variable" }): void {
    const input = module.input(name, this.variables);
    if (input?.kind === "expression") {
      this.push(input.place, parsedReferences(input.expression));
    } else if (input === undefined || mayName(input.value)) {
      this.unknown.add(module.qualified(text));
    }
  }

  private local(module: Module): void {
    const found = this.foundFor(module);
    if (found === undefined) {
      this.push({ module }, inModule(module, this.fit));
      return;
    }
    for (const [key, target] of found.targets) {
      this.targets.set(key, target);
    }
    for (const text of found.unknown) {
      this.unknown.add(text);
    }
  }
}

/** What a `local` of a module may be made from. */
function inModule(module: Module, fit: Fit): ParsedReference[] {
  const { resources, variables, calls } = module.config;
  return [
    ...[...resources].flatMap(([base, block]): ParsedReference[] => {
      const type = String(block["type"]);
      return attributesFor(fit, type).map((attribute) => {
        return { kind: "resource", text: `${base}.${attribute}`, base, type, index: "none", attribute };
      });
    }),
    ...Object.keys(variables).map(
      (name): ParsedReference => ({ kind: "variable", text: `var.${name}`, name, path: [] }),
    ),
    ...[...calls.keys()].map((call): ParsedReference => {
      return { kind: "output", text: `module.${call}`, call, index: "none", output: "", path: [] };
    }),
  ];
}

/** Whether a reference may give a value that an argument takes, itself or through what it is read from. */
export function couldFit(fit: Fit | undefined, reference: ParsedReference & { kind: "resource" }): boolean {
  if (fit === undefined || reference.attribute === "") {
    return fit === undefined || attributesFor(fit, reference.type).length > 0;
  }
  // Of a type that fits, only the fitting attributes; of any other, an argument that takes the same.
  const attributes = attributesFor(fit, reference.type);
  return (
    attributes.includes(reference.attribute) ||
    fitOf(reference.type, reference.attribute) === fit ||
    passedOn(reference) !== undefined
  );
}

/** The argument that a resource without effects passes on, such as a `time_sleep` its `triggers`. */
export function passedOn({
  type,
  attribute,
}: {
  readonly type: string;
  readonly attribute: string;
}): string | undefined {
  if (!/^(?:time_\w+|null_resource|terraform_data)$/.test(type)) {
    return undefined;
  }
  const [argument = ""] = attribute.split(".", 1);
  return argument === "output" ? "input" : argument;
}

/** Whether a known value holds what may be the id or ARN of a resource. */
export function mayName(value: unknown): boolean {
  if (typeof value === "string") {
    return idLike.test(value);
  }
  return isArray(value) ? value.some(mayName) : isObject(value) && Object.values(value).some(mayName);
}
