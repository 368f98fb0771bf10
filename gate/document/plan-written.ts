import { isArray, isObject, type JsonObject, own } from "./records";
import { isArgumentExpression, type ParsedReference, parsedReferences } from "./references";

/** What the configuration says about the arguments of one block. */
export type Written =
  | { readonly kind: "given"; readonly expressions: JsonObject }
  /** It is one of these blocks; `open`: or one that a dynamic block makes. */
  | { readonly kind: "several"; readonly blocks: readonly JsonObject[]; readonly open: boolean }
  /** An element of a list of blocks that is one value to Terraform; `open`: more may be in it than the references tell. */
  | { readonly kind: "value"; readonly references: readonly ParsedReference[]; readonly open: boolean }
  /** Nothing: a dynamic block made it, or the provider. */
  | { readonly kind: "dynamic" };

/** Sets of blocks: a plan shows their elements in an order of its own. */
const sets = new Set([
  "selector",
  "taint",
  "tag",
  "pod_identity_association",
  "inline_policy",
  "principals",
  "not_principals",
  "condition",
  "entry",
]);

/** Whether the configuration tells which arguments were written. */
export function isSaid(written: Written): boolean {
  return written.kind === "given" || (written.kind === "several" && !written.open);
}

export function writtenFor(written: Written, name: string): readonly unknown[] {
  switch (written.kind) {
    case "given": {
      const expression = own(written.expressions, name);
      return expression === undefined ? [] : [expression];
    }
    case "several":
      return written.blocks.flatMap((block) => (Object.hasOwn(block, name) ? [block[name]] : []));
    default:
      return [];
  }
}

/** Which of the written blocks each element of a list of blocks comes from. */
export function writtenElements(
  parent: Written,
  name: string,
  expressions: readonly unknown[],
  elements: readonly unknown[],
  unknown: unknown,
): (after: JsonObject, at: number) => Written {
  if (parent.kind === "value" || parent.kind === "dynamic") {
    return () => parent;
  }
  const value = expressions.find(isArgumentExpression);
  if (value !== undefined) {
    const references = parsedReferences(value);
    const named = references.filter(({ kind }) => kind !== "selector").length;
    // Each value that is not known takes a reference; where there are fewer, a dynamic block or a `for` is at work.
    const open = countTrue(unknown) > named;
    return () => ({ kind: "value", references, open });
  }
  const blocks = expressions.flatMap((one) => (isArray(one) ? one.filter(isObject) : isObject(one) ? [one] : []));
  const several = parent.kind === "several";
  const open = (several && parent.open) || elements.length > blocks.length;
  return (after, at) => {
    if (blocks.length === 0) {
      return { kind: "dynamic" };
    }
    const inOrder = blocks[at];
    if (
      !several &&
      blocks.length === elements.length &&
      (elements.length === 1 || !sets.has(name)) &&
      inOrder !== undefined
    ) {
      return { kind: "given", expressions: inOrder };
    }
    const agreeing = blocks.filter((block) => constantsAgree(block, after));
    const [only] = agreeing;
    if (only === undefined) {
      return { kind: "dynamic" };
    }
    return agreeing.length === 1 && !open && !several
      ? { kind: "given", expressions: only }
      : { kind: "several", blocks: agreeing, open };
  };
}

function constantsAgree(block: JsonObject, after: JsonObject): boolean {
  return Object.keys(block).every((name) => {
    const constant = own(block[name], "constant_value");
    const value = own(after, name);
    return (
      constant === undefined ||
      value === undefined ||
      typeof constant === "object" ||
      String(constant) === String(value)
    );
  });
}

function countTrue(unknown: unknown): number {
  if (unknown === true) {
    return 1;
  }
  if (isArray(unknown)) {
    return unknown.reduce<number>((count, item) => count + countTrue(item), 0);
  }
  return isObject(unknown) ? Object.values(unknown).reduce<number>((count, item) => count + countTrue(item), 0) : 0;
}

export function hasTrue(marks: unknown): boolean {
  if (marks === undefined || marks === false) {
    return false;
  }
  return (
    marks === true || (isArray(marks) ? marks.some(hasTrue) : isObject(marks) && Object.values(marks).some(hasTrue))
  );
}
