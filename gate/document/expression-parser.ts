import { Scanner, Unparsed } from "./expression-scanner";

export { Unparsed } from "./expression-scanner";

export type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly key: Expression }
  | { readonly kind: "splat" };

/** The part of Terraform's expression language that the reader follows. `text` is the source of an expression. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly Expression[]; readonly text: string }
  | { readonly kind: "name"; readonly name: string; readonly steps: readonly Step[]; readonly text: string }
  | { readonly kind: "access"; readonly on: Expression; readonly steps: readonly Step[]; readonly text: string }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly spread: boolean;
      readonly text: string;
    }
  | { readonly kind: "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
      readonly text: string;
    }
  | {
      readonly kind: "operation";
      readonly operator: string;
      readonly operands: readonly Expression[];
      readonly text: string;
    }
  | {
      readonly kind: "for";
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      /** Only where it makes an object. */
      readonly key: Expression | undefined;
      readonly value: Expression;
      readonly condition: Expression | undefined;
      readonly grouped: boolean;
      readonly text: string;
    };

/** Parses a string of Terraform's JSON syntax: text with `${…}` in it. Throws {@link Unparsed} for what it does not know. */
export function parseTemplate(text: string): Expression {
  if (!text.includes("${") && !text.includes("%{")) {
    return { kind: "literal", value: text };
  }
  const scanner = new Scanner(text);
  const parts = templateParts(scanner, undefined);
  return joined(parts, text);
}

function joined(parts: readonly Expression[], text: string): Expression {
  const [only] = parts;
  if (only === undefined) {
    return { kind: "literal", value: "" };
  }
  return parts.length === 1 ? only : { kind: "template", parts, text };
}

/** The parts of a template up to its closing quote, or to the end. */
function templateParts(scanner: Scanner, quote: '"' | undefined): Expression[] {
  const parts: Expression[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") {
      parts.push({ kind: "literal", value: literal });
      literal = "";
    }
  };
  for (;;) {
    if (scanner.ended) {
      if (quote !== undefined) {
        throw new Unparsed();
      }
      break;
    }
    if (scanner.take("$${")) {
      literal += "${";
    } else if (scanner.take("%%{")) {
      literal += "%{";
    } else if (scanner.take("${")) {
      flush();
      scanner.take("~");
      parts.push(expression(scanner));
      scanner.skip();
      scanner.take("~");
      scanner.need("}");
    } else if (scanner.sees("%{")) {
      throw new Unparsed();
    } else if (quote !== undefined && scanner.take(quote)) {
      break;
    } else {
      literal += scanner.character(quote !== undefined);
    }
  }
  flush();
  return parts;
}

function expression(scanner: Scanner): Expression {
  scanner.deeper();
  const start = scanner.here();
  const condition = operation(scanner, 0);
  if (!scanner.takeToken("?")) {
    scanner.shallower();
    return condition;
  }
  const yes = expression(scanner);
  scanner.needToken(":");
  const no = expression(scanner);
  scanner.shallower();
  return { kind: "conditional", condition, yes, no, text: scanner.since(start) };
}

const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

function operation(scanner: Scanner, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) {
    return unary(scanner);
  }
  const start = scanner.here();
  let left = operation(scanner, level + 1);
  for (;;) {
    const operator = operators.find((candidate) => scanner.takeToken(candidate));
    if (operator === undefined) {
      return left;
    }
    const right = operation(scanner, level + 1);
    left = { kind: "operation", operator, operands: [left, right], text: scanner.since(start) };
  }
}

function unary(scanner: Scanner): Expression {
  const start = scanner.here();
  const operator = ["!", "-"].find((candidate) => scanner.takeToken(candidate));
  if (operator !== undefined) {
    return { kind: "operation", operator, operands: [unary(scanner)], text: scanner.since(start) };
  }
  const primary = term(scanner);
  const steps = stepsAfter(scanner);
  if (steps.length === 0) {
    return primary;
  }
  const text = scanner.since(start);
  return primary.kind === "name" ? { ...primary, steps, text } : { kind: "access", on: primary, steps, text };
}

function term(scanner: Scanner): Expression {
  const start = scanner.here();
  if (scanner.takeToken("(")) {
    const inner = expression(scanner);
    scanner.needToken(")");
    return inner;
  }
  if (scanner.takeToken('"')) {
    return joined(templateParts(scanner, '"'), scanner.since(start));
  }
  if (scanner.takeToken("[")) {
    return scanner.takeWord("for")
      ? comprehension(scanner, "]", start)
      : { kind: "tuple", items: list(scanner, "]").items };
  }
  if (scanner.takeToken("{")) {
    return scanner.takeWord("for") ? comprehension(scanner, "}", start) : object(scanner);
  }
  const number = scanner.number();
  if (number !== undefined) {
    return { kind: "literal", value: number };
  }
  const name = scanner.identifier();
  if (name === undefined) {
    throw new Unparsed();
  }
  if (name === "true" || name === "false" || name === "null") {
    return { kind: "literal", value: name === "null" ? null : name === "true" };
  }
  if (scanner.takeToken("(")) {
    const { items, spread } = list(scanner, ")");
    return { kind: "call", name, args: items, spread, text: scanner.since(start) };
  }
  return { kind: "name", name, steps: [], text: name };
}

function list(scanner: Scanner, close: string): { items: Expression[]; spread: boolean } {
  const items: Expression[] = [];
  let spread = false;
  while (!scanner.takeToken(close)) {
    items.push(expression(scanner));
    spread = scanner.takeToken("...") || spread;
    if (!scanner.takeToken(",")) {
      scanner.needToken(close);
      break;
    }
  }
  return { items, spread };
}

function object(scanner: Scanner): Expression {
  const entries: (readonly [Expression, Expression])[] = [];
  while (!scanner.takeToken("}")) {
    const written = expression(scanner);
    // A bare name is a key, not a reference.
    const key: Expression =
      written.kind === "name" && written.steps.length === 0 ? { kind: "literal", value: written.name } : written;
    if (!scanner.takeToken("=")) {
      scanner.needToken(":");
    }
    entries.push([key, expression(scanner)]);
    scanner.takeToken(",");
  }
  return { kind: "object", entries };
}

function comprehension(scanner: Scanner, close: "]" | "}", start: number): Expression {
  const first = scanner.identifier();
  const second = scanner.takeToken(",") ? scanner.identifier() : undefined;
  const valueName = second ?? first;
  if (valueName === undefined || !scanner.takeWord("in")) {
    throw new Unparsed();
  }
  const collection = expression(scanner);
  scanner.needToken(":");
  const head = expression(scanner);
  const isObject = close === "}";
  if (isObject) {
    scanner.needToken("=>");
  }
  const value = isObject ? expression(scanner) : head;
  const grouped = scanner.takeToken("...");
  const condition = scanner.takeWord("if") ? expression(scanner) : undefined;
  scanner.needToken(close);
  return {
    kind: "for",
    keyName: second === undefined ? undefined : first,
    valueName,
    collection,
    key: isObject ? head : undefined,
    value,
    condition,
    grouped,
    text: scanner.since(start),
  };
}

function stepsAfter(scanner: Scanner): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (scanner.sees("...")) {
      return steps;
    }
    if (scanner.take(".")) {
      if (scanner.take("*")) {
        steps.push({ kind: "splat" });
        continue;
      }
      const digits = scanner.digits();
      const name = digits === undefined ? scanner.identifier() : undefined;
      if (digits !== undefined) {
        steps.push({ kind: "index", key: { kind: "literal", value: Number(digits) } });
      } else if (name !== undefined) {
        steps.push({ kind: "attribute", name });
      } else {
        throw new Unparsed();
      }
    } else if (scanner.take("[")) {
      if (scanner.takeToken("*")) {
        scanner.needToken("]");
        steps.push({ kind: "splat" });
      } else {
        steps.push({ kind: "index", key: expression(scanner) });
        scanner.needToken("]");
      }
    } else {
      return steps;
    }
  }
}
