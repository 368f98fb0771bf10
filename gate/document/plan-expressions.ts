import type { Reference } from "./document";
import { type Fit, fitOf, usualAttribute } from "./fits";
import { type Blocks, blend, distinct, unknownReference } from "./instances";
import { Candidates, couldFit, mayName, passedOn } from "./plan-candidates";
import type { KnownNames } from "./plan-known";
import type { Module, Place } from "./plan-modules";
import { isArray, isObject, own } from "./records";
import { type ParsedReference, parsedReferences } from "./references";

/** What one reference contributes to an argument: nothing, a choice among the others, or what it may mean. */
type Meaning = "nothing" | "choice" | readonly Reference[];

/** Finds out what the references that a plan lists for an expression mean, through the inputs and outputs of modules. */
export class PlanExpressions {
  private readonly candidates: Candidates;
  /** What inputs and outputs mean, by module, then by what they are asked for. */
  private readonly known = new Map<Module, Map<Fit | undefined, Map<string, readonly Reference[]>>>();

  constructor(
    private readonly blocks: Blocks,
    /** `variables` of the plan: the values of the root module's. */
    private readonly variables: unknown,
    private readonly names: KnownNames,
  ) {
    this.candidates = new Candidates(blocks, variables, names);
  }

  /**
   * The references of one argument. Alone, or side by side in a list, they are exact. Where the expression also names something that may choose
   * among them, where one value is made from several, or where several lists may be joined or chosen from, they are one reference that
   * is `over`; what may itself name a resource that the plan does not hold is an unknown reference beside them.
   */
  ofArgument(place: Place, type: string, path: string, expression: unknown, list: boolean): Reference[] {
    const references = this.combine(place, fitOf(type, path), list, parsedReferences(expression));
    return references.length === 0 ? [unknownReference("an expression without references")] : references;
  }

  /**
   * The references of one argument inside a list of blocks that Terraform treats as one value (`ingress = […]`): the plan lists those of all
   * its blocks together, so that each argument has all that fit it as candidates.
   */
  ofBlockList(
    place: Place,
    type: string,
    path: string,
    references: readonly ParsedReference[],
    list: boolean,
    open: boolean,
  ): Reference[] {
    const fit = fitOf(type, path);
    const candidates = references.filter((reference) =>
      reference.kind === "resource" ? couldFit(fit, reference) : reference.kind !== "selector",
    );
    const texts = new Set(candidates.map((candidate) => candidate.text));
    const unique = [...texts].flatMap((text) => candidates.find((candidate) => candidate.text === text) ?? []);
    const found = this.combine(place, fit, list, unique);
    const several = unique.length > 1 ? blend(`${path}: ${unique.map((one) => one.text).join(", ")}`, found) : found;
    return open || several.length === 0 ? [...several, unknownReference(path)] : several;
  }

  /** What several references of one expression mean together; empty where they mean nothing. */
  private combine(
    place: Place,
    fit: Fit | undefined,
    list: boolean,
    references: readonly ParsedReference[],
  ): Reference[] {
    const found: Reference[] = [];
    let chosen = false;
    let parts = 0;
    for (const reference of references) {
      const meaning = this.meaning(place, fit, list, reference);
      if (meaning === "choice") {
        chosen = true;
      } else if (meaning !== "nothing" && meaning.length > 0) {
        found.push(...meaning);
        parts += 1;
      }
    }
    const unknown = found.filter((one) => one.certainty === "unknown");
    const known = found.filter((one) => one.certainty !== "unknown");
    if (known.length === 0) {
      return distinct(unknown);
    }
    // All attributes of one resource that fit give the same.
    const meant = new Set(
      known.flatMap((one) => one.targets.map(({ to, attribute }) => (fit ? to : `${to} ${attribute}`))),
    );
    // One value that is not known comes from a resource; with one candidate it is that one, whatever chose it.
    if (meant.size === 1 && unknown.length === 0) {
      return known.slice(0, 1).map((one) => ({ ...one, certainty: "exact", targets: one.targets.slice(0, 1) }));
    }
    const isExact = !chosen && unknown.length === 0 && known.every((one) => one.certainty === "exact");
    // Resources side by side are a list; beside a variable one of them may be taken by it, which a plan shows alike.
    const isWhole = parts === 1 || (list && references.every(({ kind }) => kind === "resource" || kind === "output"));
    return isExact && isWhole ? distinct(known) : blend(known.map((one) => one.reference).join(", "), found);
  }

  private meaning(place: Place, fit: Fit | undefined, list: boolean, reference: ParsedReference): Meaning {
    const { module } = place;
    if (this.names.has(module, reference.text)) {
      return "choice";
    }
    switch (reference.kind) {
      case "selector":
        return "choice";
      case "resource":
        return this.ofResource(module, fit, list, reference);
      case "variable":
        return this.ofVariable(module, fit, list, reference);
      case "output":
        return this.ofOutput(module, fit, list, reference);
      case "each":
        return this.ofEach(place, fit, list, reference);
      case "local":
        return this.anyOf({ module }, fit, module, reference.text);
      case "other":
        return [unknownReference(module.qualified(reference.text))];
    }
  }

  private ofResource(
    module: Module,
    fit: Fit | undefined,
    list: boolean,
    reference: ParsedReference & { kind: "resource" },
  ): Meaning {
    const { base, type, index } = reference;
    // What only passes a value on is looked through here, where it is known what is asked for.
    const through = fit === undefined ? undefined : module.throughArgument(base, passedOn(reference));
    if (through !== undefined) {
      return this.anyOf(through.place, fit, through.expression, reference.text);
    }
    const attribute = reference.attribute === "" ? usualAttribute(fit, type) : reference.attribute;
    const resolution =
      module.isAssumed && module.config.resources.has(base)
        ? "empty"
        : this.blocks.resolve(module.absolute(base), index, attribute, list);
    const text = module.qualified(reference.text);
    if (resolution === "empty") {
      return "nothing";
    }
    return resolution === "unknown" ? [unknownReference(text)] : [{ reference: text, ...resolution }];
  }

  private ofVariable(
    module: Module,
    fit: Fit | undefined,
    list: boolean,
    { name, path, text }: ParsedReference & { kind: "variable" },
  ): Meaning {
    const input = module.input(name, this.variables);
    if (input === undefined) {
      return [unknownReference(module.qualified(text))];
    }
    if (input.kind === "value") {
      return ofLiteral(input.value, path, module.qualified(text));
    }
    const { place, expression } = input;
    return path.length === 0
      ? this.remember(module, fit, `var.${name} ${list}`, () =>
          this.combine(place, fit, list, parsedReferences(expression)),
        )
      : this.anyOf(place, fit, expression, text);
  }

  private ofOutput(
    module: Module,
    fit: Fit | undefined,
    list: boolean,
    { call, index, output, path, text }: ParsedReference & { kind: "output" },
  ): Meaning {
    const instances = module.children.get(call);
    const meant = (instances ?? []).filter(
      ({ caller, isAssumed }) => typeof index === "string" || isAssumed || caller?.place.key === index.key,
    );
    const qualified = module.qualified(text);
    if (meant.length === 0) {
      return instances?.length === 0 ? "nothing" : [unknownReference(qualified)];
    }
    const each = meant.map((instance): readonly Reference[] => {
      const place: Place = { module: instance };
      if (output === "") {
        return this.anyOf(place, fit, instance.config.outputs, text);
      }
      const expression = own(own(instance.config.outputs, output), "expression");
      if (!isObject(expression) || path.length > 0) {
        return isObject(expression) ? this.anyOf(place, fit, expression, text) : [unknownReference(qualified)];
      }
      return this.remember(instance, fit, `output ${output} ${list}`, () =>
        this.combine(place, fit, list, parsedReferences(expression)),
      );
    });
    const references = each.flat();
    const isSure = (list || meant.length === 1) && !meant.some(({ isAssumed }) => isAssumed);
    return isSure ? references : blend(qualified, references);
  }

  /** An element of what a block repeats over: where that is another block with the same keys, its instance of the same key. */
  private ofEach(
    place: Place,
    fit: Fit | undefined,
    list: boolean,
    { path, text }: ParsedReference & { kind: "each" },
  ): Meaning {
    const { module, forEach, key } = place;
    const references = parsedReferences(forEach);
    const [only] = references;
    if (references.length === 1 && only?.kind === "resource" && only.attribute === "" && key !== undefined) {
      const resolution = this.blocks.resolve(
        module.absolute(only.base),
        { key },
        path.length === 0 ? usualAttribute(fit, only.type) : path.join("."),
        list,
      );
      if (typeof resolution === "object") {
        return [{ reference: module.qualified(text), ...resolution }];
      }
    }
    return isObject(forEach) ? this.anyOf({ module }, fit, forEach, text) : [unknownReference(module.qualified(text))];
  }

  /** What a `dynamic` block writes, of which a plan shows no expressions: as a `local`, anything of the module that fits. */
  ofDynamic(place: Place, type: string, path: string): Reference[] {
    const found = this.anyOf(place, fitOf(type, path), place.module, `a dynamic block at ${path}`);
    const [only] = found;
    return found.length === 1 && only?.certainty === "over" && only.targets.length === 1
      ? [{ ...only, certainty: "exact" }]
      : [...found];
  }

  /** A part of something whose references are listed together, or a `local`: any of what fits, however deep it lies. */
  private anyOf(place: Place, fit: Fit | undefined, from: object, text: string): readonly Reference[] {
    const qualified = place.module.qualified(text);
    return fit === undefined ? [unknownReference(qualified)] : this.candidates.of(place, fit, from, qualified);
  }

  /** Kept by module and what is asked for. What is being asked for already is not known: only damaged input goes round in circles. */
  private remember(
    module: Module,
    fit: Fit | undefined,
    key: string,
    find: () => readonly Reference[],
  ): readonly Reference[] {
    const ofModule = this.known.get(module) ?? new Map<Fit | undefined, Map<string, readonly Reference[]>>();
    this.known.set(module, ofModule);
    const ofFit = ofModule.get(fit) ?? new Map<string, readonly Reference[]>();
    ofModule.set(fit, ofFit);
    const before = ofFit.get(key);
    if (before !== undefined) {
      return before;
    }
    ofFit.set(key, [unknownReference(module.qualified(key))]);
    const found = find();
    ofFit.set(key, found);
    return found;
  }
}

/** What a known value of a variable contributes to an argument whose own value is not known. */
function ofLiteral(value: unknown, path: readonly string[], text: string): Meaning {
  const part = path.reduce<unknown>(
    (within, segment) => (isArray(within) ? within[Number(segment)] : own(within, segment)),
    value,
  );
  const isEmpty =
    part === undefined || part === null || part === "" || (typeof part === "object" && Object.keys(part).length === 0);
  return isEmpty ? "nothing" : mayName(part) ? [unknownReference(text)] : "choice";
}
