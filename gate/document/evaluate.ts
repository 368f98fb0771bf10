import type { Budget } from "./budget";
import { type Expression, parseTemplate, type Step, Unparsed } from "./expression-parser";
import { call, elementAt } from "./functions";
import type { Draft } from "./instances";
import { applyBinary, applyUnary } from "./operators";
import { normalAttribute } from "./references";
import { bounded, known, mixed, oneOf, opaque, referencesIn, type Term, termOf, textOf, wholeValue } from "./terms";

/** What names mean at a place in a configuration. */
export interface Scope {
  /** `each`, `count`, the names of a `for` and of a dynamic block. */
  readonly names: ReadonlyMap<string, Term>;
  /** Of a `local`. */
  local(name: string): Term;
  /** Of a `resource` or `data` block: its instance, or a list or object of them; `undefined` where there is none. */
  block(base: string): Term | undefined;
  /** Counts the work. */
  readonly budget: Budget;
  /** What is known of an attribute of an instance because the configuration says it. */
  attribute(instance: Draft, path: readonly string[]): Term | undefined;
}

/** The meaning of a string of the configuration, with `${…}` in it or not. */
function evaluateText(text: string, scope: Scope): Term {
  let expression: Expression;
  try {
    expression = parseTemplate(text);
  } catch (error) {
    if (error instanceof Unparsed) {
      return searched(text, scope);
    }
    throw error;
  }
  return evaluate(expression, scope);
}

/** A JSON value of the configuration. */
export function evaluateJson(value: unknown, scope: Scope): Term {
  scope.budget.spend();
  return termOf(value, (text) => evaluateText(text, scope));
}

// A name is looked at from its first character only: one that leads to no dot takes forever if it is looked at from each.
const referenceLike =
  /(?<![\w-])(?:data\.)?[A-Za-z][\w-]*\.[A-Za-z_][\w-]*(?:\[(?:\d+|"[^"]{0,1000}")\])?(?:\.[\w-]+|\[\d+\])*/g;

/** An expression that could not be parsed may come from whatever looks like a reference in it, or from anything else. */
function searched(text: string, scope: Scope): Term {
  const terms = [...text.matchAll(referenceLike)].flatMap(([found]) => {
    try {
      const expression = parseTemplate(`\${${found}}`);
      return [evaluate(expression, scope)];
    } catch (error) {
      if (error instanceof Unparsed) {
        return [];
      }
      throw error;
    }
  });
  return mixed(text, [...terms, opaque(text)]);
}

function evaluate(expression: Expression, scope: Scope): Term {
  scope.budget.spend();
  return bounded(meaningOf(expression, scope));
}

function meaningOf(expression: Expression, scope: Scope): Term {
  switch (expression.kind) {
    case "literal":
      return known(expression.value);
    case "template": {
      const parts = expression.parts.map((part) => evaluate(part, scope));
      const texts = parts.map((part) =>
        part.kind === "known" && part.value !== null ? String(part.value) : undefined,
      );
      return texts.every((text) => text !== undefined)
        ? known(texts.join(""), parts.flatMap(referencesIn))
        : (rangeOfAddress(parts) ?? { ...mixed(expression.text, parts), text: textOf(parts) });
    }
    case "name":
      return named(expression, scope);
    case "access":
      return walk(evaluate(expression.on, scope), expression.steps, expression.text, scope);
    case "call": {
      const args = expression.args.map((arg) => evaluate(arg, scope));
      return expression.spread ? mixed(expression.text, args) : call(expression.name, args, expression.text);
    }
    case "tuple":
      return { kind: "list", items: expression.items.map((item) => evaluate(item, scope)) };
    case "object": {
      const fields = new Map<string, Term>();
      for (const [key, value] of expression.entries) {
        const name = wholeValue(evaluate(key, scope))?.value;
        if (typeof name !== "string" && typeof name !== "number") {
          return mixed(
            "an object with a computed key",
            expression.entries.map(([, field]) => evaluate(field, scope)),
          );
        }
        fields.set(String(name), evaluate(value, scope));
      }
      return { kind: "object", fields };
    }
    case "conditional": {
      const condition = wholeValue(evaluate(expression.condition, scope))?.value;
      if (typeof condition === "boolean") {
        return evaluate(condition ? expression.yes : expression.no, scope);
      }
      return oneOf(expression.text, [evaluate(expression.yes, scope), evaluate(expression.no, scope)]);
    }
    case "operation":
      return operate(expression, scope);
    case "for":
      return comprehend(expression, scope);
  }
}

/** The range `${address}/32`, or of any other length, holds the address that it is made from, and means it. */
function rangeOfAddress(parts: readonly Term[]): Term | undefined {
  const [address, length] = parts;
  const isRange =
    parts.length === 2 &&
    address?.kind === "reference" &&
    !address.many &&
    address.reference.targets.every((target) => target.attribute === "public_ip") &&
    length?.kind === "known" &&
    /^\/\d{1,2}$/.test(String(length.value));
  return isRange ? address : undefined;
}

function named(expression: Expression & { kind: "name" }, scope: Scope): Term {
  const { name, steps, text } = expression;
  const inScope = scope.names.get(name);
  if (inScope !== undefined) {
    return walk(inScope, steps, text, scope);
  }
  const [first, second] = steps;
  if (first?.kind !== "attribute") {
    return opaque(text);
  }
  if (name === "local") {
    return walk(scope.local(first.name), steps.slice(1), text, scope);
  }
  if (name === "data") {
    const block = second?.kind === "attribute" ? scope.block(`data.${first.name}.${second.name}`) : undefined;
    return block === undefined ? opaque(text) : walk(block, steps.slice(2), text, scope);
  }
  const block = scope.block(`${name}.${first.name}`);
  return block === undefined ? opaque(text) : walk(block, steps.slice(1), text, scope);
}

/** Follows `.attribute`, `[index]` and `[*]` from a term. */
function walk(from: Term, steps: readonly Step[], text: string, scope: Scope): Term {
  let at = from;
  for (const [position, step] of steps.entries()) {
    if (at.kind === "instance") {
      return attributeOf(at, steps.slice(position), text, scope);
    }
    if (step.kind === "splat") {
      const rest = steps.slice(position + 1);
      if (at.kind === "list") {
        return { ...at, items: at.items.map((item) => walk(item, rest, text, scope)) };
      }
      if (at.kind === "reference") {
        return { kind: "reference", reference: extended(at, rest, text, scope), many: true };
      }
      return at.kind === "object" || at.kind === "known"
        ? { kind: "list", items: [walk(at, rest, text, scope)] }
        : mixed(text, [at]);
    }
    const key = step.kind === "attribute" ? step.name : wholeValue(evaluate(step.key, scope))?.value;
    const next = stepInto(at, key, text);
    if (next === undefined) {
      return opaque(text);
    }
    at = next;
  }
  return at;
}

function stepInto(at: Term, key: unknown, text: string): Term | undefined {
  switch (at.kind) {
    case "object":
      // An index that is not known picks one of the fields.
      return key === undefined ? oneOf(text, [...at.fields.values()]) : at.fields.get(String(key));
    case "list":
      return elementAt(at, typeof key === "string" && /^\d+$/.test(key) ? Number(key) : key, text);
    case "opaque":
    case "reference":
      return mixed(text, [at]);
    default:
      return undefined;
  }
}

/** The attribute of an instance that the steps lead to: its value, where the configuration says it, and the reference. */
function attributeOf(at: Term & { kind: "instance" }, steps: readonly Step[], text: string, scope: Scope): Term {
  const segments = segmentsOf(steps, scope);
  const { address, type } = at.instance;
  if (segments === undefined) {
    const targets = [{ to: address, type, attribute: segmentsOf(steps.slice(0, 1), scope)?.[0] ?? "id" }];
    return { kind: "opaque", references: [{ reference: text, certainty: "over", targets }] };
  }
  const attribute = normalAttribute(segments);
  const written = /^(?:data\.)?[A-Za-z]\w*_/.test(text) ? text : `${address}.${attribute}`;
  const reference = { reference: written, certainty: "exact", targets: [{ to: address, type, attribute }] } as const;
  const value = scope.attribute(at.instance, attribute.split("."));
  const withReference = (term: Term): Term | undefined =>
    term.kind === "known" && term.value !== null ? known(term.value, [reference]) : undefined;
  if (value?.kind === "list" && value.items.length > 0) {
    const items = value.items.map(withReference);
    if (items.every((item) => item !== undefined)) {
      return { kind: "list", items };
    }
  }
  return (
    (value === undefined ? undefined : withReference(value)) ?? {
      kind: "reference",
      reference,
      many: segments.includes("*"),
    }
  );
}

function segmentsOf(steps: readonly Step[], scope: Scope): string[] | undefined {
  const segments = steps.map((step) => {
    if (step.kind === "splat") {
      return "*";
    }
    const key = step.kind === "attribute" ? step.name : wholeValue(evaluate(step.key, scope))?.value;
    return typeof key === "string" || typeof key === "number" ? String(key) : undefined;
  });
  return segments.every((segment) => segment !== undefined) ? segments : undefined;
}

function extended(at: Term & { kind: "reference" }, steps: readonly Step[], text: string, scope: Scope) {
  const segments = segmentsOf(steps, scope) ?? ["*"];
  const targets = at.reference.targets.map((target) => ({
    ...target,
    attribute: normalAttribute([...target.attribute.split("."), "*", ...segments]),
  }));
  return { ...at.reference, reference: text, targets };
}

function operate(expression: Expression & { kind: "operation" }, scope: Scope): Term {
  const operands = expression.operands.map((operand) => evaluate(operand, scope));
  const values = operands.map((operand) => wholeValue(operand)?.value);
  const [left, right] = values;
  const { operator } = expression;
  const unary = operands.length === 1;
  if (operator === "&&" && values.includes(false)) {
    return known(false);
  }
  if (operator === "||" && values.includes(true)) {
    return known(true);
  }
  if (values.every((value) => value !== undefined)) {
    const result = unary ? applyUnary(operator, left) : applyBinary(operator, left, right);
    if (result !== undefined) {
      return known(result);
    }
  }
  // Whatever an operator gives (a number, true or false) is no resource's id.
  return opaque(expression.text);
}

/** The elements of a collection with their keys; `undefined` where they cannot be told. */
export function elementsOf(collection: Term): readonly (readonly [Term, Term])[] | undefined {
  if (collection.kind === "list" && collection.items.every((item) => item.kind !== "reference" || !item.many)) {
    return collection.items.map((item, at) => [known(at), item]);
  }
  return collection.kind === "object" ? [...collection.fields].map(([key, field]) => [known(key), field]) : undefined;
}

function comprehend(expression: Expression & { kind: "for" }, scope: Scope): Term {
  const collection = evaluate(expression.collection, scope);
  const elements = expression.grouped ? undefined : elementsOf(collection);
  if (elements === undefined) {
    return mixed(expression.text, [collection, opaque(expression.text)]);
  }
  const items: Term[] = [];
  const fields = new Map<string, Term>();
  for (const [key, value] of elements) {
    const names = new Map(scope.names).set(expression.valueName, value);
    if (expression.keyName !== undefined) {
      names.set(expression.keyName, key);
    }
    const inner: Scope = { ...scope, names };
    const kept = expression.condition === undefined ? true : wholeValue(evaluate(expression.condition, inner))?.value;
    const name = expression.key === undefined ? undefined : wholeValue(evaluate(expression.key, inner))?.value;
    if (typeof kept !== "boolean" || (expression.key !== undefined && typeof name !== "string")) {
      return mixed(expression.text, [collection, opaque(expression.text)]);
    }
    if (kept) {
      const result = evaluate(expression.value, inner);
      items.push(result);
      if (typeof name === "string") {
        fields.set(name, result);
      }
    }
  }
  return expression.key === undefined ? { kind: "list", items } : { kind: "object", fields };
}
