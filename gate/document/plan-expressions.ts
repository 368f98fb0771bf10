import type { Reference } from "./document";
import { attributesFor, type Fit, fitOf, usualAttribute } from "./fits";
import { type Blocks, blend, distinct, unknownReference } from "./instances";
import { isArray, isObject, type JsonObject, own } from "./records";
import { type ParsedReference, withoutPrefixes } from "./references";

/** Finds out what the references that a plan lists for an expression mean. */
export class PlanExpressions {
  /** Values of variables that are booleans or numbers: they may choose among resources, but cannot name one. */
  private readonly selectors = new Set<string>();

  constructor(
    private readonly blocks: Blocks,
    variables: unknown,
  ) {
    if (isObject(variables)) {
      for (const name of Object.keys(variables)) {
        const value = own(variables[name], "value");
        if (typeof value === "boolean" || typeof value === "number") {
          this.selectors.add(`var.${name}`);
        }
      }
    }
  }

  /**
   * The references of one argument. Alone, or side by side in a list, they are exact. Where the expression also names something that may choose
   * among them, or where one value is made from several, they are one reference that is `over`; what may itself name a resource
   * (`local.x`) is an unknown reference beside them.
   */
  ofArgument(type: string, path: string, expression: unknown, list: boolean): Reference[] {
    return this.combine(type, path, parsedReferences(expression), list);
  }

  /**
   * The references of one argument inside a list of blocks that Terraform treats as one value (`ingress = […]`): the plan lists those of all
   * its blocks together, so that each argument has all that fit it as candidates.
   */
  ofBlockList(
    type: string,
    path: string,
    references: readonly ParsedReference[],
    list: boolean,
    open: boolean,
  ): Reference[] {
    const fit = fitOf(type, path);
    const candidates = references.filter(
      (reference) => reference.kind === "other" || (reference.kind === "resource" && couldFit(fit, reference)),
    );
    const texts = new Set(candidates.map((candidate) => candidate.text));
    const unique = [...texts].flatMap((text) => candidates.find((candidate) => candidate.text === text) ?? []);
    const found = this.combine(type, path, unique, list);
    const several = unique.length > 1 ? blend(`${path}: ${unique.map((one) => one.text).join(", ")}`, found) : found;
    return open || several.length === 0 ? [...several, unknownReference(path)] : several;
  }

  private combine(type: string, path: string, references: readonly ParsedReference[], list: boolean): Reference[] {
    const fit = fitOf(type, path);
    const exact: Reference[] = [];
    const unknown: Reference[] = [];
    let chosen = false;
    for (const reference of references) {
      if (reference.kind === "selector" || this.selectors.has(reference.text)) {
        chosen = true;
        continue;
      }
      if (reference.kind === "other") {
        unknown.push(unknownReference(reference.text));
        continue;
      }
      const attribute = reference.attribute === "" ? usualAttribute(fit, reference.type) : reference.attribute;
      const resolution = this.blocks.resolve(reference.base, reference.index, attribute, list);
      if (resolution === "unknown") {
        unknown.push(unknownReference(reference.text));
      } else if (resolution !== "empty") {
        exact.push({ reference: reference.text, ...resolution });
      }
    }
    if (exact.length === 0) {
      return unknown.length === 0 ? [unknownReference("an expression without references")] : distinct(unknown);
    }
    const targets = exact.reduce((count, one) => count + one.targets.length, 0);
    // One value that is not known comes from a resource; with one candidate it is that one, whatever chose it.
    const alone = targets === 1 && unknown.length === 0;
    const plain = unknown.length === 0 && !chosen && (list || exact.length === 1);
    return alone || plain
      ? distinct(exact)
      : blend(exact.map((one) => one.reference).join(", "), [...exact, ...unknown]);
  }
}

function couldFit(fit: Fit | undefined, reference: ParsedReference & { kind: "resource" }): boolean {
  if (fit === undefined || reference.attribute === "") {
    return fit === undefined || attributesFor(fit, reference.type).length > 0;
  }
  // Of a type that fits, only the fitting attributes; of any other, whatever could pass such a value on.
  const attributes = attributesFor(fit, reference.type);
  return attributes.includes(reference.attribute) || passesOn(reference.type, reference.attribute);
}

function passesOn(type: string, attribute: string): boolean {
  return /^(?:time_|null_resource$|terraform_data$)/.test(type) || fitOf(type, attribute) !== undefined;
}

/** All references below an expression, which may be that of an argument or of nested blocks. */
export function parsedReferences(expression: unknown): ParsedReference[] {
  const lists: ParsedReference[][] = [];
  const walk = (node: unknown) => {
    if (isArray(node)) {
      node.forEach(walk);
    } else if (isObject(node)) {
      const references = node["references"];
      if (isArray(references)) {
        lists.push(withoutPrefixes(references.filter((item) => typeof item === "string")));
      } else if (!Object.hasOwn(node, "constant_value")) {
        Object.values(node).forEach(walk);
      }
    }
  };
  walk(expression);
  return lists.flat();
}

/** Whether it is the expression of an argument (as against those of nested blocks). */
export function isArgumentExpression(expression: unknown): expression is JsonObject {
  return (
    isObject(expression) &&
    (isArray(expression["references"]) ||
      Object.hasOwn(expression, "constant_value") ||
      Object.keys(expression).length === 0)
  );
}
