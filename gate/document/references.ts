import type { Index } from "./instances";
import { isArray, isObject, type JsonObject } from "./records";

/** A reference as a plan lists it, taken apart. */
export type ParsedReference =
  | {
      readonly kind: "resource";
      readonly text: string;
      /** Address without index. */
      readonly base: string;
      readonly type: string;
      readonly index: Index;
      /** Attribute path; empty where the plan shows none (a splat, `for`, or computed index). */
      readonly attribute: string;
    }
  /** `count.index`, `each.key`, `path.module`, …: may choose among resources, but is none. */
  | { readonly kind: "selector"; readonly text: string }
  /** `var.x`, with the path of a part of it. */
  | { readonly kind: "variable"; readonly text: string; readonly name: string; readonly path: readonly string[] }
  /** `module.x.y`: what the instances of a module give. The output is empty where the plan shows none (a splat). */
  | {
      readonly kind: "output";
      readonly text: string;
      readonly call: string;
      readonly index: Index;
      readonly output: string;
      readonly path: readonly string[];
    }
  /** `each.value`, with the path of a part of it. */
  | { readonly kind: "each"; readonly text: string; readonly path: readonly string[] }
  /** `local.x`, whose value a plan does not hold. */
  | { readonly kind: "local"; readonly text: string }
  | { readonly kind: "other"; readonly text: string };

const resourcePattern = /^((?:data\.)?([A-Za-z][\w-]*)\.[A-Za-z_][\w-]*)(?:\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\])?(.*)$/s;
const modulePattern = /^module\.([^.[\]]+)(?:\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\])?(.*)$/s;
const otherHeads = new Set(["var", "local", "each", "module", "count", "path", "terraform", "self", "ephemeral"]);
const selectors = /^(?:count\.index|each\.key|path\.\w+|terraform\.\w+)$/;
const chainElement = /\.([^.[\]]+)|\[(?:(\d+)|("(?:[^"\\]|\\.)*")|\*)\]/gs;

const parsed = new Map<string, ParsedReference>();

function parseReference(text: string): ParsedReference {
  let result = parsed.get(text);
  if (result === undefined) {
    result = parseFresh(text);
    if (parsed.size > 50_000) {
      parsed.clear();
    }
    parsed.set(text, result);
  }
  return result;
}

function parseFresh(text: string): ParsedReference {
  const head = text.slice(0, text.search(/[.[]|$/));
  if (otherHeads.has(head)) {
    return parseOther(head, text);
  }
  const match = resourcePattern.exec(text);
  const [, base, type, count, key, rest] = match ?? [];
  if (base === undefined || type === undefined) {
    return { kind: "other", text };
  }
  return { kind: "resource", text, base, type, index: indexOf(count, key), attribute: attributePath(rest ?? "") };
}

function parseOther(head: string, text: string): ParsedReference {
  if (selectors.test(text)) {
    return { kind: "selector", text };
  }
  const [name, ...path] = chainOf(text.slice(head.length));
  if (head === "local" || (head === "var" && name !== undefined)) {
    return head === "local" ? { kind: "local", text } : { kind: "variable", text, name: name ?? "", path };
  }
  if (head === "each" && name === "value") {
    return { kind: "each", text, path };
  }
  const [, call, number, key, rest] = modulePattern.exec(text) ?? [];
  if (head !== "module" || call === undefined) {
    return { kind: "other", text };
  }
  const [output, ...of] = chainOf(rest ?? "");
  return { kind: "output", text, call, index: indexOf(number, key), output: output ?? "", path: of };
}

function indexOf(number: string | undefined, key: string | undefined): Index {
  return number !== undefined ? { key: Number(number) } : key !== undefined ? { key: unquote(key) } : "none";
}

/** `.vpc_config[0].cluster_security_group_id` as `vpc_config.0.cluster_security_group_id`. */
function attributePath(text: string): string {
  if (/^\.\w+$/.test(text)) {
    return text.slice(1);
  }
  return normalAttribute(chainOf(text));
}

function chainOf(text: string): string[] {
  return [...text.matchAll(chainElement)].map(
    ([, name, number, key]) => name ?? number ?? (key === undefined ? "*" : unquote(key)),
  );
}

/** Blocks that stand at most once, so that a splat over them is their only element. */
const single = new Set(["vpc_config", "identity", "oidc", "kubernetes_network_config", "certificate_authority"]);

/** A path with the splat over a block that stands at most once as its only element. */
export function normalAttribute(segments: readonly string[]): string {
  return segments
    .map((segment, at) => (segment === "*" && single.has(segments[at - 1] ?? "") ? "0" : segment))
    .join(".");
}

function unquote(key: string): string {
  try {
    return String(JSON.parse(key));
  } catch {
    return key.slice(1, -1);
  }
}

/**
 * The references of an expression. A plan lists each with all its prefixes behind it (`aws_subnet.a[0].id`, `aws_subnet.a[0]`,
 * `aws_subnet.a`); these are left out. The resource itself closes such a run, so that one more `aws_subnet.a` is a
 * reference of its own: that of a splat.
 */
function withoutPrefixes(references: readonly string[]): ParsedReference[] {
  const result: ParsedReference[] = [];
  let last = "";
  let base = "";
  for (const reference of references) {
    if (reference.length < last.length && last.startsWith(reference) && isBoundary(last, reference.length)) {
      last = reference === base ? "" : reference;
      continue;
    }
    const parsedReference = parseReference(reference);
    result.push(parsedReference);
    last = reference;
    base = baseOf(parsedReference);
  }
  return result;
}

/** What closes a run of prefixes. */
function baseOf(reference: ParsedReference): string {
  switch (reference.kind) {
    case "resource":
      return reference.base;
    case "output":
      return `module.${reference.call}`;
    case "variable":
      return `var.${reference.name}`;
    case "each":
      return "each.value";
    default:
      return "";
  }
}

function isBoundary(text: string, at: number): boolean {
  return text[at] === "." || text[at] === "[";
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
