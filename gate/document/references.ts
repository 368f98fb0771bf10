import type { Index } from "./instances";

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
  /** `local.x`, `var.x`, `module.x.y`, `each.value`: may itself be a resource's id. */
  | { readonly kind: "other"; readonly text: string };

const resourcePattern = /^((?:data\.)?([A-Za-z][\w-]*)\.[A-Za-z_][\w-]*)(?:\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\])?(.*)$/s;
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
    return { kind: selectors.test(text) ? "selector" : "other", text };
  }
  const match = resourcePattern.exec(text);
  const [, base, type, count, key, rest] = match ?? [];
  if (base === undefined || type === undefined) {
    return { kind: "other", text };
  }
  const index: Index =
    count !== undefined ? { key: Number(count) } : key !== undefined ? { key: unquote(key) } : "none";
  return { kind: "resource", text, base, type, index, attribute: attributePath(rest ?? "") };
}

/** `.vpc_config[0].cluster_security_group_id` as `vpc_config.0.cluster_security_group_id`. */
function attributePath(text: string): string {
  if (/^\.\w+$/.test(text)) {
    return text.slice(1);
  }
  const segments: string[] = [];
  for (const [, name, number, key] of text.matchAll(chainElement)) {
    segments.push(name ?? number ?? (key === undefined ? "*" : unquote(key)));
  }
  return normalAttribute(segments);
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
export function withoutPrefixes(references: readonly string[]): ParsedReference[] {
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
    base = parsedReference.kind === "resource" ? parsedReference.base : "";
  }
  return result;
}

function isBoundary(text: string, at: number): boolean {
  return text[at] === "." || text[at] === "[";
}
