import { Unreadable } from "./budget";
import type { Reference } from "./document";
import { blend, type Draft, distinct, unknownReference } from "./instances";
import type { Pieces } from "./user-data/text";

/** What an expression of a configuration is worth before anything is planned. */
export type Term =
  /** A scalar; with references where it was read through them. */
  | {
      readonly kind: "known";
      readonly value: string | number | boolean | null;
      readonly references: readonly Reference[];
    }
  /** `unordered`: which element stands where is not known (`sort`, `toset`). */
  | { readonly kind: "list"; readonly items: readonly Term[]; readonly unordered?: boolean }
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Term> }
  /** A resource instance as a whole. */
  | { readonly kind: "instance"; readonly instance: Draft; readonly text: string }
  /** Exactly what an attribute of a resource is. `many`: it is a list, of which this stands for all elements. */
  | { readonly kind: "reference"; readonly reference: Reference; readonly many: boolean }
  /** Made from these references in a way that is not followed. */
  | {
      readonly kind: "opaque";
      readonly references: readonly Reference[];
      /** Of a text: what is known of it, for those who can do with a part. */
      readonly text?: PartlyKnown;
    };

/** A text whose pieces are known, or known by their references alone; `encoded`: the term is that text in base64, compressed or not. */
export interface PartlyKnown {
  readonly pieces: Pieces;
  readonly encoded: boolean;
}

export function known(value: string | number | boolean | null, references: readonly Reference[] = []): Term {
  return { kind: "known", value, references };
}

export function opaque(text: string): Term & { kind: "opaque" } {
  return { kind: "opaque", references: [unknownReference(text)] };
}

/** A JSON value as a term. */
export function termOf(value: unknown, ofString: (text: string) => Term): Term {
  if (typeof value === "string") {
    return ofString(value);
  }
  if (typeof value === "number" || typeof value === "boolean") {
    return known(value);
  }
  if (Array.isArray(value)) {
    return { kind: "list", items: value.map((item: unknown) => termOf(item, ofString)) };
  }
  if (typeof value === "object" && value !== null) {
    const fields = new Map<string, Term>();
    for (const [key, item] of Object.entries(value)) {
      fields.set(key, termOf(item, ofString));
    }
    return { kind: "object", fields };
  }
  return known(null);
}

/** The value of a term that is known to its last part; `undefined` otherwise. */
export function wholeValue(term: Term): { readonly value: unknown } | undefined {
  switch (term.kind) {
    case "known":
      return { value: term.value };
    case "list": {
      const items = term.items.map(wholeValue);
      return items.every((item) => item !== undefined) ? { value: items.map((item) => item.value) } : undefined;
    }
    case "object": {
      const result: Record<string, unknown> = Object.create(null);
      for (const [key, field] of term.fields) {
        const value = wholeValue(field);
        if (value === undefined) {
          return undefined;
        }
        result[key] = value.value;
      }
      return { value: result };
    }
    default:
      return undefined;
  }
}

/** All references in a term. */
export function referencesIn(term: Term): readonly Reference[] {
  switch (term.kind) {
    case "known":
    case "opaque":
      return term.references;
    case "reference":
      return [term.reference];
    case "instance": {
      const { address, type } = term.instance;
      return [{ reference: term.text, certainty: "over", targets: [{ to: address, type, attribute: "id" }] }];
    }
    case "list":
      return term.items.flatMap(referencesIn);
    case "object":
      return [...term.fields.values()].flatMap(referencesIn);
  }
}

/** Something made from terms, which cannot be followed further: it may come from any of their resources. */
export function mixed(text: string, terms: readonly Term[]): Term & { kind: "opaque" } {
  const references = blend(text, terms.flatMap(referencesIn));
  return references.length === 0 ? opaque(text) : { kind: "opaque", references };
}

/** What is known of a text that is made of terms, one after the other. */
export function textOf(terms: readonly Term[]): PartlyKnown {
  const pieces = terms.flatMap((term): Pieces => {
    if (term.kind === "known") {
      return [term.value === null ? [] : String(term.value)];
    }
    return term.kind === "opaque" && term.text !== undefined && !term.text.encoded
      ? term.text.pieces
      : [referencesIn(term)];
  });
  return { pieces, encoded: false };
}

/** One of these terms, and nothing else. A literal among them is something that no reference tells: unknown. */
export function oneOf(text: string, terms: readonly Term[]): Term {
  const [only] = terms;
  if (only !== undefined && terms.length === 1) {
    return only;
  }
  const literal = terms.some(holdsLiteral) ? [unknownReference(text)] : [];
  return { kind: "opaque", references: distinct([...blend(text, terms.flatMap(referencesIn)), ...literal]) };
}

function holdsLiteral(term: Term): boolean {
  switch (term.kind) {
    case "known":
      return term.references.length === 0;
    case "list":
      return term.items.length === 0 || term.items.some(holdsLiteral);
    case "object":
      return true;
    default:
      return false;
  }
}

/** The term with all its uncertain references under another name, so that one local is the same wherever it is used. */
export function renamed(term: Term, name: string): Term {
  return term.kind === "opaque"
    ? { ...term, references: distinct(term.references.map((one) => ({ ...one, reference: name }))) }
    : term;
}

/** A term of another stack, as this one sees it: whatever it refers to is named with the key of that stack. */
export function foreign(term: Term, key: string): Term {
  const renameAll = (references: readonly Reference[]) =>
    references.map((one) => ({
      ...one,
      targets: one.targets.map((target) => ({ ...target, to: `${key}:${target.to}` })),
    }));
  switch (term.kind) {
    case "known":
      return { ...term, references: renameAll(term.references) };
    case "opaque": {
      const { text } = term;
      const references = renameAll(term.references);
      const renamedText = text && {
        ...text,
        pieces: text.pieces.map((piece) => (typeof piece === "string" ? piece : renameAll(piece))),
      };
      return { kind: "opaque", references, ...(renamedText === undefined ? {} : { text: renamedText }) };
    }
    case "reference": {
      const [reference = term.reference] = renameAll([term.reference]);
      return { ...term, reference };
    }
    case "instance":
      return { kind: "opaque", references: renameAll(referencesIn(term)) };
    case "list":
      return { ...term, items: term.items.map((item) => foreign(item, key)) };
    case "object":
      return { kind: "object", fields: new Map([...term.fields].map(([name, field]) => [name, foreign(field, key)])) };
  }
}

const mostValues = 200_000;
const weights = new WeakMap<Term, number>();

/**
 * The term, unless it stands for more values than anybody writes: locals that hold each other twice double with every line.
 *
 * @throws Unreadable
 */
export function bounded<T extends Term>(term: T): T {
  if (weightOf(term) > mostValues) {
    throw new Unreadable(`an expression stands for more than ${mostValues} values`);
  }
  return term;
}

function weightOf(term: Term): number {
  switch (term.kind) {
    case "known":
      return 1 + (typeof term.value === "string" ? Math.floor(term.value.length / 1000) : 0);
    case "list":
    case "object": {
      const before = weights.get(term);
      if (before !== undefined) {
        return before;
      }
      let weight = 1;
      for (const part of term.kind === "list" ? term.items : term.fields.values()) {
        weight += weightOf(part);
      }
      weights.set(term, weight);
      return weight;
    }
    default:
      return 1;
  }
}
