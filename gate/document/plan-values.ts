import type { Reference } from "./document";
import { type Draft, hide } from "./instances";
import { isNaming } from "./literals";
import type { PlanExpressions } from "./plan-expressions";
import type { Place } from "./plan-modules";
import { hasTrue, isSaid, type Written, writtenElements, writtenFor } from "./plan-written";
import { emptyRecord, isArray, isObject, type JsonObject, own } from "./records";
import { isArgumentExpression, parsedReferences } from "./references";
import type { Shape } from "./resource-types";
import { namesSecret } from "./sensitive";
import { factsArgument, isHash, noteUserData, type UserData, userDataArguments } from "./user-data/user-data";
import { convert, isBlockShape, isListShape, notConvertible, shapeAt, shapeOf } from "./values";

/** One object of the plan, from all its sides. */
interface Sides {
  readonly after: JsonObject;
  readonly unknown: unknown;
  readonly sensitive: unknown;
  readonly written: Written;
}

/** Lists of blocks whose elements a plan shows with `[]` for every argument that was left out. */
const fullyShown = new Set(["ingress", "egress", "route"]);

/** Blocks that no provider fills in: where nobody wrote any, a plan shows `[]`. That it does not know them is a dynamic block's doing. */
const neverFilledIn = new Set([
  "block_device_mappings",
  "network_interfaces",
  "pod_identity_association",
  "remote_access",
  "tag",
  "taint",
]);

const nothing: JsonObject = emptyRecord();

/** Reads `change.after` and its companions into a draft. */
export class PlanValues {
  constructor(
    private readonly draft: Draft,
    private readonly expressions: PlanExpressions,
    /** Where the block stands. */
    private readonly place: Place,
    /** Whether the object is made anew: what the plan then shows as unknown without being written is absent. */
    private readonly create: boolean,
    /** Whether attributes are read that no policy reads. */
    private readonly all: boolean,
  ) {}

  read(after: JsonObject, unknown: unknown, sensitive: unknown, written: JsonObject | undefined): void {
    const sides: Sides = { after, unknown, sensitive, written: { kind: "given", expressions: written ?? nothing } };
    this.draft.values = this.object(sides, shapeOf(this.draft.type), "");
    for (const [name, encoding] of userDataArguments(this.draft.type)) {
      const given = this.userData(sides, name, encoding);
      if (given !== undefined) {
        noteUserData(this.draft, given);
      }
    }
  }

  private userData(sides: Sides, name: string, encoding: "base64" | "either"): UserData | undefined {
    const value = own(sides.after, name);
    const expressions = writtenFor(sides.written, name);
    const isUnknown = own(sides.unknown, name) === true;
    if (
      (!isUnknown && (typeof value !== "string" || value === "")) ||
      (isUnknown && this.create && expressions.length === 0)
    ) {
      return undefined;
    }
    const refers = isArray(own(expressions[0], "references"));
    const references = refers ? this.references(sides.written, name, factsArgument, true) : [];
    if (isUnknown || typeof value !== "string" || sides.sensitive === true || own(sides.sensitive, name) === true) {
      return { kind: "unknown", references };
    }
    const exact = references.filter((reference) => reference.certainty === "exact");
    const constant = own(expressions[0], "constant_value");
    const kept = isHash(value) && typeof constant === "string" ? constant : value;
    return isHash(kept)
      ? { kind: "unknown", references }
      : { kind: "text", pieces: [kept], encoding, references: exact };
  }

  private object(sides: Sides, shape: Shape | undefined, path: string): JsonObject {
    const values = emptyRecord<unknown>();
    const { after } = sides;
    const unknown = isObject(sides.unknown) ? sides.unknown : nothing;
    for (const name of Object.keys(after)) {
      const value = after[name];
      // Most of what a plan shows is null, or of no interest: this is the hot path of the reader.
      if (value !== null) {
        const of = shapeAt(shape, name);
        if (of !== undefined || this.wants(shape, name, path)) {
          this.attribute(sides, name, of, path, value, own(unknown, name), values);
        }
      }
    }
    for (const name of Object.keys(unknown)) {
      if (unknown[name] === true && (own(after, name) ?? null) === null) {
        const of = shapeAt(shape, name);
        if (of !== undefined || this.wants(shape, name, path)) {
          this.attribute(sides, name, of, path, undefined, true, values);
        }
      }
    }
    return values;
  }

  /** Whether an attribute is read that the table does not list. */
  private wants(within: Shape | undefined, name: string, parent: string): boolean {
    return within === undefined || this.all || namesSecret(name) || (parent === "" && isNaming(this.draft.type, name));
  }

  private attribute(
    sides: Sides,
    name: string,
    shape: Shape | undefined,
    parent: string,
    value: unknown,
    unknown: unknown,
    values: JsonObject,
  ): void {
    const path = parent === "" ? name : `${parent}.${name}`;
    if (sides.sensitive === true || own(sides.sensitive, name) === true || namesSecret(name)) {
      hide(this.draft, path);
      this.referWhole(sides, name, path, shape);
      return;
    }
    const isBlocks = isBlockShape(shape) || (shape === undefined && isArray(value) && value.some(isObject));
    if (isBlocks && isArray(value)) {
      this.blocks(sides, name, shape, path, value, values);
      return;
    }
    const expressions = writtenFor(sides.written, name);
    if (unknown === true) {
      // A dynamic block's arguments are not in the configuration; every other argument that was written is.
      const isDynamic = isBlocks && neverFilledIn.has(name);
      if (this.create && expressions.length === 0 && isSaid(sides.written) && !isDynamic) {
        return;
      }
      this.draft.unknown[path] = true;
      this.referWhole(sides, name, path, shape);
      return;
    }
    this.known(sides, name, path, shape, value, unknown, expressions, values);
  }

  private known(
    sides: Sides,
    name: string,
    path: string,
    shape: Shape | undefined,
    value: unknown,
    unknown: unknown,
    expressions: readonly unknown[],
    values: JsonObject,
  ): void {
    const partly = hasTrue(unknown);
    if (partly) {
      this.draft.unknown[path] = true;
    }
    if (hasTrue(own(sides.sensitive, name))) {
      hide(this.draft, path);
      this.referWhole(sides, name, path, shape);
      return;
    }
    const converted = convert(value, shape);
    // Nobody wrote `[]` where a plan shows it for every argument that was left out.
    const isUnwritten =
      expressions.length === 0 &&
      (shape === undefined || (sides.written.kind !== "given" && fullyShown.has(path.split(".", 1)[0] ?? "")));
    if (converted === notConvertible) {
      this.draft.unknown[path] = true;
    } else if (converted !== undefined && !(isUnwritten && isEmptyList(converted))) {
      values[name] = converted;
    }
    const [expression] = expressions;
    const list = isArray(value);
    if (partly) {
      this.refer(path, this.references(sides.written, name, path, list));
    } else if (expressions.length === 1 && isArray(own(expression, "references"))) {
      // The value is known: of what could have given it, only what surely has says more.
      const references = this.expressions.ofArgument(this.place, this.draft.type, path, expression, list);
      this.refer(
        path,
        references.filter((reference) => reference.certainty === "exact"),
      );
    }
  }

  private blocks(
    sides: Sides,
    name: string,
    shape: Shape | undefined,
    path: string,
    elements: readonly unknown[],
    values: JsonObject,
  ): void {
    const expressions = writtenFor(sides.written, name);
    if (elements.length === 0) {
      // `ingress = []` says that there are none; otherwise a plan shows [] for blocks that nobody wrote.
      if (expressions.some((one) => isArgumentExpression(one))) {
        values[name] = [];
      }
      return;
    }
    const unknown = own(sides.unknown, name);
    const sensitive = own(sides.sensitive, name);
    const element = isListShape(shape) ? shape[0] : undefined;
    const written = writtenElements(sides.written, name, expressions, elements, unknown);
    values[name] = elements.map((item, at) => {
      const after = isObject(item) ? item : nothing;
      const inner: Sides = {
        after,
        unknown: isArray(unknown) ? unknown[at] : unknown,
        sensitive: isArray(sensitive) ? sensitive[at] : sensitive,
        written: written(after, at),
      };
      return this.object(inner, element, `${path}.${at}`);
    });
  }

  private references(written: Written, name: string, path: string, list: boolean): Reference[] {
    const { type } = this.draft;
    switch (written.kind) {
      case "given": {
        const expression = own(written.expressions, name);
        return expression === undefined ? [] : this.expressions.ofArgument(this.place, type, path, expression, list);
      }
      case "several": {
        const references = written.blocks.flatMap((block) => parsedReferences(own(block, name)));
        return this.expressions.ofBlockList(this.place, type, path, references, list, written.open);
      }
      case "value":
        return this.expressions.ofBlockList(this.place, type, path, written.references, list, written.open);
      case "dynamic":
        return this.expressions.ofDynamic(this.place, type, path);
    }
  }

  /** What an argument refers to whose value is not known, or hidden: a sensitive value hangs on what it is made from like any other. */
  private referWhole(sides: Sides, name: string, path: string, shape: Shape | undefined): void {
    const isList = isListShape(shape) || (shape === undefined && name.endsWith("s"));
    this.refer(path, this.references(sides.written, name, path, isList));
  }

  private refer(path: string, references: Reference[]): void {
    if (references.length > 0) {
      this.draft.edges[path] = references;
    }
  }
}

function isEmptyList(value: unknown): boolean {
  return isArray(value) && value.length === 0;
}
