import type { Edge, Reference } from "./document";
import { elementsOf, evaluateJson, type Scope } from "./evaluate";
import { type Draft, distinct, hide, unknownReference } from "./instances";
import { isNaming } from "./literals";
import { emptyRecord, entriesOf, isArray, isObject, type JsonObject } from "./records";
import type { Shape } from "./resource-types";
import { namesSecret } from "./sensitive";
import { known, opaque, referencesIn, type Term, wholeValue } from "./terms";
import { noteUserData, type UserData, userDataArguments } from "./user-data/user-data";
import { isBlockShape, isListShape, isMapShape, notConvertible, scalarIn, shapeAt, shapeOf } from "./values";

/** Arguments that belong to Terraform, not to the resource. */
const metaArguments = new Set([
  "//",
  "count",
  "for_each",
  "depends_on",
  "lifecycle",
  "provider",
  "provisioner",
  "connection",
  "dynamic",
]);

/** The arguments of a block as terms, with its dynamic blocks. */
export function argumentsOf(body: JsonObject, scope: Scope): Map<string, Term> {
  const fields = new Map<string, Term>();
  for (const name of Object.keys(body)) {
    if (!metaArguments.has(name)) {
      fields.set(name, withDynamic(body[name], scope));
    }
  }
  addDynamic(fields, body["dynamic"], scope);
  return fields;
}

/** A value, or blocks that may hold dynamic blocks of their own. */
function withDynamic(value: unknown, scope: Scope): Term {
  scope.budget.spend();
  if (isArray(value)) {
    return { kind: "list", items: value.map((item) => withDynamic(item, scope)) };
  }
  if (isObject(value)) {
    const fields = new Map<string, Term>();
    for (const name of Object.keys(value)) {
      if (name !== "dynamic") {
        fields.set(name, withDynamic(value[name], scope));
      }
    }
    addDynamic(fields, value["dynamic"], scope);
    return { kind: "object", fields };
  }
  return evaluateJson(value, scope);
}

function addDynamic(fields: Map<string, Term>, dynamic: unknown, scope: Scope): void {
  for (const [name, definition] of entriesOf(dynamic)) {
    for (const one of isArray(definition) ? definition : [definition]) {
      if (isObject(one)) {
        const blocks = dynamicBlocks(name, one, scope);
        const before = fields.get(name);
        const beside = before === undefined ? [] : before.kind === "list" ? before.items : [before];
        fields.set(name, { kind: "list", items: [...beside, ...blocks] });
      }
    }
  }
}

function dynamicBlocks(name: string, definition: JsonObject, scope: Scope): readonly Term[] {
  const iterator =
    typeof definition["iterator"] === "string" ? definition["iterator"].replace(/^\$\{(.*)\}$/, "$1") : name;
  const collection = evaluateJson(definition["for_each"], scope);
  const elements = elementsOf(collection);
  const content = isArray(definition["content"]) ? definition["content"][0] : definition["content"];
  const inside = (key: Term, value: Term): Term => {
    const element: Term = {
      kind: "object",
      fields: new Map([
        ["key", key],
        ["value", value],
      ]),
    };
    return withDynamic(content, { ...scope, names: new Map(scope.names).set(iterator, element) });
  };
  if (elements !== undefined) {
    return elements.map(([key, value]) => inside(key, value));
  }
  // However many there are: what their content refers to is a candidate, and nothing more is known.
  const text = `dynamic "${name}"`;
  const one = inside(opaque(`${iterator}.key`), opaque(`${iterator}.value`));
  const over = referencesIn(one).map(
    (reference): Reference => (reference.certainty === "exact" ? { ...reference, certainty: "over" } : reference),
  );
  return [{ kind: "opaque", references: distinct([...over, ...referencesIn(collection), unknownReference(text)]) }];
}

/** Turns the terms of a block into the values, unknown paths and references of an instance. */
export class ConfigValues {
  constructor(
    private readonly draft: Draft,
    /** Whether attributes are read that no policy reads. */
    private readonly all: boolean,
  ) {}

  read(fields: ReadonlyMap<string, Term>): void {
    this.draft.values = this.object(fields, shapeOf(this.draft.type), "");
    for (const [name, encoding] of userDataArguments(this.draft.type)) {
      const term = fields.get(name);
      if (term !== undefined && !(term.kind === "known" && (term.value === null || term.value === ""))) {
        noteUserData(this.draft, userDataOf(term, encoding));
      }
    }
  }

  private object(fields: ReadonlyMap<string, Term>, shape: Shape | undefined, parent: string): JsonObject {
    const values = emptyRecord<unknown>();
    for (const [name, term] of fields) {
      const path = parent === "" ? name : `${parent}.${name}`;
      if (term.kind === "known" && term.value === null) {
        continue;
      }
      if (namesSecret(name)) {
        hide(this.draft, path);
        continue;
      }
      if (
        shape !== undefined &&
        shapeAt(shape, name) === undefined &&
        !this.all &&
        !(parent === "" && isNaming(this.draft.type, name))
      ) {
        continue;
      }
      const value = this.value(term, shapeAt(shape, name), path);
      if (value !== undefined) {
        values[name] = value;
      }
    }
    return values;
  }

  /** The known part of a value; notes the rest. */
  private value(term: Term, shape: Shape | undefined, path: string): unknown {
    if (
      isBlockShape(shape) ||
      (shape === undefined && term.kind === "list" && term.items.some((item) => item.kind === "object"))
    ) {
      return this.blocks(term, isListShape(shape) ? shape[0] : undefined, path);
    }
    if (isListShape(shape) || (shape === undefined && term.kind === "list")) {
      return this.list(term, isListShape(shape) ? shape[0] : undefined, path);
    }
    if (isMapShape(shape)) {
      return this.map(term, shape, path);
    }
    if (term.kind === "object" && shape === undefined) {
      return this.object(term.fields, undefined, path);
    }
    if (term.kind === "known") {
      return this.scalar(term, shape, path);
    }
    this.note(path, referencesIn(term));
    return undefined;
  }

  private scalar(term: Term & { kind: "known" }, shape: Shape | undefined, path: string): unknown {
    const value = scalarIn(term.value, shape);
    if (value === notConvertible) {
      this.note(path, term.references);
      return undefined;
    }
    this.refer(path, term.references);
    return value;
  }

  private blocks(term: Term, element: Shape | undefined, path: string): unknown {
    if (term.kind === "known") {
      this.note(path, term.references);
      return undefined;
    }
    const items = term.kind === "list" ? term.items : [term];
    const whole = items.every((item) => item.kind === "object");
    if (!whole) {
      this.note(
        path,
        items.flatMap((item) => (item.kind === "object" ? [] : referencesIn(item))),
      );
    }
    const blocks: JsonObject[] = [];
    for (const item of items) {
      if (item.kind === "object") {
        blocks.push(this.object(item.fields, element, `${path}.${blocks.length}`));
      }
    }
    return blocks.length > 0 || whole ? blocks : undefined;
  }

  private list(term: Term, element: Shape | undefined, path: string): unknown {
    if (term.kind !== "list" && term.kind !== "known") {
      this.note(path, referencesIn(term));
      return undefined;
    }
    const items = term.kind === "list" ? term.items : [term];
    const values: unknown[] = [];
    for (const item of items) {
      const plain = item.kind === "known" ? scalarIn(item.value, element) : wholeValue(item)?.value;
      if (item.kind === "known" && plain !== notConvertible) {
        this.refer(path, item.references);
        if (plain !== undefined) {
          values.push(plain);
        }
      } else if (element === undefined && plain !== undefined && plain !== notConvertible) {
        values.push(plain);
      } else {
        this.note(path, referencesIn(item));
      }
    }
    return values.length > 0 || this.draft.unknown[path] === undefined ? values : undefined;
  }

  private map(term: Term, shape: Shape | undefined, path: string): unknown {
    if (term.kind !== "object") {
      this.note(path, referencesIn(term));
      return undefined;
    }
    const values = emptyRecord<unknown>();
    for (const [key, item] of term.fields) {
      const value = item.kind === "known" ? scalarIn(item.value, shapeAt(shape, key), true) : notConvertible;
      if (value === notConvertible) {
        this.note(path, referencesIn(item));
      } else if (value !== undefined) {
        values[key] = value;
      }
    }
    return values;
  }

  private note(path: string, references: readonly Reference[]): void {
    this.draft.unknown[path] = true;
    this.refer(path, references.length === 0 ? [unknownReference("an expression without references")] : references);
  }

  private refer(path: string, references: readonly Reference[]): void {
    if (references.length > 0) {
      this.draft.edges[path] = joined([...(this.draft.edges[path] ?? []), ...references]);
    }
  }
}

function userDataOf(term: Term, encoding: "base64" | "either"): UserData {
  const references = referencesIn(term);
  if (term.kind === "known") {
    return { kind: "text", pieces: [String(term.value)], encoding, references };
  }
  if (term.kind !== "opaque" || term.text === undefined) {
    return { kind: "unknown", references };
  }
  const { pieces, encoded } = term.text;
  const written = pieces.flatMap((piece) => (typeof piece === "string" ? [] : piece));
  return { kind: "text", pieces, encoding: encoded ? "none" : encoding, references: written };
}

/** References that are written alike (`aws_subnet.private[*].id` for each of its instances) as one. */
function joined(references: readonly Reference[]): Reference[] {
  const exact = new Map<string, Map<string, Edge>>();
  const others: Reference[] = [];
  for (const reference of references) {
    if (reference.certainty === "exact") {
      const targets = exact.get(reference.reference) ?? new Map<string, Edge>();
      for (const target of reference.targets) {
        targets.set(`${target.to} ${target.attribute}`, target);
      }
      exact.set(reference.reference, targets);
    } else {
      others.push(reference);
    }
  }
  const sure = [...exact].map(
    ([reference, targets]): Reference => ({ reference, certainty: "exact", targets: [...targets.values()] }),
  );
  return distinct([...sure, ...others]);
}

/** The value of `each.key`, and what else belongs to an instance of a block with `for_each` or `count`. */
export function instanceNames(key: string | number | undefined, value: Term | undefined): Map<string, Term> {
  if (typeof key === "number") {
    return new Map([["count", { kind: "object", fields: new Map([["index", known(key)]]) }]]);
  }
  return key === undefined || value === undefined
    ? new Map()
    : new Map([
        [
          "each",
          {
            kind: "object",
            fields: new Map([
              ["key", known(key)],
              ["value", value],
            ]),
          },
        ],
      ]);
}
