import { Dependencies } from "./dependencies";
import type { Edge, Reference } from "./document";
import { type Fit, fitOf, fitsArgument, namingArguments } from "./fits";
import { type Blocks, blend, type Draft, distinct, unknownReference } from "./instances";
import { Literals } from "./literals";
import { isArray, isObject } from "./records";
import { isResourceType, valueAt } from "./values";

/**
 * Brings the references of all instances to their ends. An argument that takes the id of another resource may be given it through a third one's
 * attribute (`aws_subnet.a.vpc_id`, `time_sleep.b.triggers["cluster_name"]`): it is followed to where it comes from. A literal
 * id, ARN or name of an instance of the input becomes a reference to it.
 */
export function settle(blocks: Blocks): void {
  const drafts = blocks.drafts();
  const dependencies = new Dependencies(blocks);
  const literals = new Literals(drafts);
  const byAddress = new Map(drafts.map((draft) => [draft.address, draft]));
  const follower = new Follower(byAddress, literals);
  const settled: [Draft, string, Reference[]][] = [];
  for (const draft of drafts) {
    if (isResourceType(draft.type)) {
      for (const path of Object.keys(draft.edges)) {
        const fit = fitOf(draft.type, path);
        const references = draft.edges[path];
        if (fit !== undefined && references !== undefined) {
          const followed = follower.followAll(fit, references);
          if (followed !== references) {
            settled.push([draft, path, followed]);
          }
        }
      }
    }
  }
  // Afterwards only: what is followed must be what was written.
  for (const [draft, path, references] of settled) {
    draft.edges[path] = references;
  }
  for (const draft of drafts) {
    for (const { way, fit } of namingArguments(draft.type)) {
      resolveLiterals({ draft, way, fit, literals }, draft.values, 0, "");
    }
    openLookedUp(draft, byAddress);
  }
  dependencies.complete();
}

/**
 * A security group that is looked up, and not found yet, is the same wherever the data source is named, and may also be any that the input
 * makes.
 */
function openLookedUp(draft: Draft, byAddress: ReadonlyMap<string, Draft>): void {
  const isLookedUp = ({ to, attribute }: Edge): boolean => {
    const target = byAddress.get(to);
    return target?.mode === "data" && valueAt(target.values, attribute) === undefined;
  };
  for (const [path, references] of isResourceType(draft.type) ? Object.entries(draft.edges) : []) {
    const fit = fitOf(draft.type, path);
    if (fit?.["aws_security_group"] !== undefined && references.some(({ targets }) => targets.some(isLookedUp))) {
      draft.edges[path] = references.flatMap((one): Reference[] =>
        one.targets.some(isLookedUp) ? [one, unknownReference(one.reference)] : [one],
      );
    }
  }
}

/** More steps than any way takes. Where many ways meet and part again they would double with every meeting. */
const mostSteps = 10_000;

class Follower {
  private steps = 0;

  constructor(
    private readonly byAddress: ReadonlyMap<string, Draft>,
    private readonly literals: Literals,
  ) {}

  followAll(fit: Fit, references: Reference[]): Reference[] {
    const fitting = (reference: Reference) =>
      reference.targets.every((target) => fitsArgument(fit, target.type, target.attribute));
    return references.every(fitting)
      ? references
      : distinct(references.flatMap((reference) => (fitting(reference) ? [reference] : this.follow(fit, reference))));
  }

  private follow(fit: Fit, reference: Reference): Reference[] {
    this.steps = 0;
    const ends = reference.targets.map((target) => this.ends(fit, target, new Set()));
    const text = reference.reference;
    if (reference.certainty === "exact" && ends.every((end) => end.every((one) => one.certainty === "exact"))) {
      const targets = new Map<string, Edge>();
      for (const edge of ends.flat().flatMap((one) => one.targets)) {
        targets.set(`${edge.to} ${edge.attribute}`, edge);
      }
      return [{ reference: text, certainty: "exact", targets: [...targets.values()] }];
    }
    return blend(text, ends.flat()).map((one) => (one.certainty === "unknown" ? unknownReference(text) : one));
  }

  /** Where the value of a target's attribute comes from: references that fit, or unknown. */
  private ends(fit: Fit, target: Edge, visited: Set<string>): Reference[] {
    const key = `${target.to} ${target.attribute}`;
    const unknown = [unknownReference(key)];
    const draft = this.byAddress.get(target.to);
    if (fitsArgument(fit, target.type, target.attribute)) {
      return [{ reference: key, certainty: "exact", targets: [target] }];
    }
    this.steps += 1;
    if (draft === undefined || visited.has(key) || this.steps > mostSteps) {
      return unknown;
    }
    const way = new Set(visited).add(key);
    const attribute = passedOn(draft.type, target.attribute);
    const written = draft.edges[attribute];
    if (written !== undefined) {
      const referred = written.flatMap((one) =>
        one.certainty === "unknown"
          ? unknown
          : this.through(
              one,
              one.targets.map((next) => this.ends(fit, next, way)),
            ),
      );
      const beside = valueAt(draft.values, attribute);
      return isArray(beside)
        ? [...referred, ...beside.flatMap((literal) => this.literal(fit, literal, unknown))]
        : referred;
    }
    const wider = widerReferences(draft, attribute);
    if (wider !== undefined) {
      // A part of something whose references are listed as one: which of them it is, is told only by what fits.
      const ends = wider.flatMap((one) => one.targets.map((next) => this.ends(fit, next, way)));
      const fitting = ends.filter((end) => end.every((one) => one.certainty !== "unknown"));
      const told = fitting.length === 1 && wider.every((one) => one.certainty === "exact" && one.targets.length === 1);
      return told ? fitting.flat() : fitting.length === 0 ? unknown : blend(key, fitting.flat());
    }
    const value = valueAt(draft.values, attribute);
    if (isArray(value) && draft.unknown[attribute] === undefined) {
      return value.flatMap((literal) => this.literal(fit, literal, unknown));
    }
    return this.literal(fit, value, unknown);
  }

  private literal(fit: Fit, value: unknown, otherwise: Reference[]): Reference[] {
    const found = typeof value === "string" ? this.literals.find(fit, value) : [];
    const certainty = found.length === 1 ? "exact" : "over";
    return found.length === 0 ? otherwise : [{ reference: String(value), certainty, targets: found }];
  }

  private through(reference: Reference, ends: Reference[][]): Reference[] {
    const all = ends.flat();
    return reference.certainty === "exact" ? all : blend(reference.reference, all);
  }
}

/** What a resource without effects passes on: `terraform_data.a.output` is its `input`. */
function passedOn(type: string, attribute: string): string {
  return type === "terraform_data" && /^output(?=\.|$)/.test(attribute)
    ? attribute.replace("output", "input")
    : attribute;
}

function widerReferences(draft: Draft, attribute: string): Reference[] | undefined {
  const segments = attribute.split(".");
  for (let length = segments.length - 1; length > 0; length -= 1) {
    const references = draft.edges[segments.slice(0, length).join(".")];
    if (references !== undefined) {
      return references;
    }
  }
  return undefined;
}

interface Argument {
  readonly draft: Draft;
  readonly way: readonly string[];
  readonly fit: Fit;
  readonly literals: Literals;
}

/** Adds references for the literals of one argument, or replaces what is less sure than they are. */
function resolveLiterals(argument: Argument, at: unknown, step: number, path: string): void {
  const { draft, way, fit, literals } = argument;
  const name = way[step];
  if (name === "*") {
    if (isArray(at)) {
      for (let index = 0; index < at.length; index += 1) {
        resolveLiterals(argument, at[index], step + 1, `${path}.${index}`);
      }
    }
    return;
  }
  const value = name === undefined || !isObject(at) ? undefined : at[name];
  if (name === undefined || value === undefined) {
    return;
  }
  const here = path === "" ? name : `${path}.${name}`;
  if (step + 1 < way.length) {
    resolveLiterals(argument, value, step + 1, here);
    return;
  }
  const whole = draft.unknown[here] === undefined;
  const written = draft.edges[here] ?? [];
  const named: Reference[] = [];
  const plain = isArray(value) ? value : [value];
  for (const literal of plain) {
    const found = typeof literal === "string" ? literals.find(fit, literal, draft.address) : [];
    if (found.length > 0) {
      named.push({ reference: String(literal), certainty: found.length === 1 ? "exact" : "over", targets: found });
    }
  }
  const references = whole ? settledWhole(written, named, plain.length) : [...written, ...beyond(written, named)];
  if (references.length > 0) {
    draft.edges[here] = references;
  } else if (written.length > 0) {
    delete draft.edges[here];
  }
}

/** Where all elements are known. A reference wins over a literal of the same value, but not where it is less sure, or means more. */
function settledWhole(written: readonly Reference[], named: readonly Reference[], elements: number): Reference[] {
  const sure = written.filter((reference) => reference.certainty === "exact");
  const meant = new Set(sure.flatMap((reference) => reference.targets.map((target) => target.to)));
  if (named.length === elements && meant.size > elements) {
    return [...named];
  }
  return [...sure, ...beyond(sure, named)];
}

/** The references to what the others do not mean already. */
function beyond(written: readonly Reference[], named: readonly Reference[]): Reference[] {
  const meant = new Set(
    written
      .filter((reference) => reference.certainty === "exact")
      .flatMap((reference) => reference.targets.map((target) => target.to)),
  );
  // Of several with one name, a reference tells which is meant.
  return named.filter((reference) => reference.targets.every((target) => !meant.has(target.to)));
}
