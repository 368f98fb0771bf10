import { clean } from "../../engine/clean";
import { type Segment, stringAt, walk } from "./walk";

/** Where a resource stands in the text of an input: offsets. */
export interface Span {
  /** Of its key, or of its object where it has none. */
  readonly at: number;
  /** Of its object, or of the array of its objects. */
  readonly value: number;
  /** Keys that lead from its object to its arguments; the first that is there counts. */
  readonly values: readonly (readonly string[])[];
}

/**
 * Finds resources in a `cdk.tf.json`, a plan or a state.
 *
 * @param addresses as the gate names them: `aws_subnet.a[0]`, `module.network.aws_vpc.main`
 */
export function spansOf(text: string, addresses: ReadonlySet<string>): ReadonlyMap<string, Span> {
  const found = new Map<string, Span & { rank: number }>();
  const put = (address: string, rank: number, span: Span): void => {
    if ((found.get(address)?.rank ?? Number.POSITIVE_INFINITY) > rank) found.set(address, { ...span, rank });
  };
  const byBlock = new Map<string, string[]>();
  for (const address of addresses) {
    const block = blockOf(address);
    byBlock.set(block, [...(byBlock.get(block) ?? []), address]);
  }
  let resource: { readonly at: number; readonly value: number; readonly depth: number } | undefined;
  walk(text, {
    enter(path, at, value) {
      const [root] = path;
      if (path.length === 0) return true;
      if (root === "resource" || root === "data") {
        const [, type, name] = path.filter((segment) => typeof segment === "string");
        if (name === undefined) return true;
        const block = `${root === "data" ? "data." : ""}${type}.${name}`;
        for (const address of byBlock.get(clean(block)) ?? []) put(address, 0, { at, value, values: [[]] });
        return false;
      }
      const place = typeof root === "string" ? places.get(root) : undefined;
      if (place === undefined) return false;
      if (resource !== undefined && path.length <= resource.depth) resource = undefined;
      if (resource !== undefined) {
        if (path.length === resource.depth + 1 && path.at(-1) === "address") {
          const address = clean(stringAt(text, value) ?? "");
          if (addresses.has(address)) {
            put(address, place.rank, { at: resource.at, value: resource.value, values: place.values });
          }
        }
        return false;
      }
      if (isResource(path)) resource = { at, value, depth: path.length };
      return leads(path);
    },
  });
  return found;
}

/** Where plans and states hold resources, the best place first: what is planned is what is judged. */
const places = new Map<string, { readonly rank: number; readonly values: Span["values"] }>([
  ["planned_values", { rank: 0, values: [["values"]] }],
  ["values", { rank: 0, values: [["values"]] }],
  [
    "resource_changes",
    {
      rank: 1,
      values: [
        ["change", "after"],
        ["change", "before"],
      ],
    },
  ],
  ["prior_state", { rank: 2, values: [["values"]] }],
]);

const branches = new Set<Segment>(["values", "root_module", "child_modules", "resources"]);

function isResource(path: readonly Segment[]): boolean {
  const list = path.at(-2);
  return typeof path.at(-1) === "number" && (list === "resources" || list === "resource_changes");
}

/** Whether a part of a plan or state can hold resources. What it stands in does. */
function leads(path: readonly Segment[]): boolean {
  const last = path.at(-1);
  return path.length === 1 || typeof last === "number" || (last !== undefined && branches.has(last));
}

/** The block of a configuration that an instance comes from: its address without the key. */
function blockOf(address: string): string {
  return /^(?:data\.)?[^.[]+\.[^.[]+/.exec(address)?.[0] ?? address;
}

/**
 * Offset of an argument of a resource, or of the innermost block around it that is written down.
 *
 * @param attribute such as `vpc_config.0.subnet_ids`; the number of a block that stands alone may lack in the text
 */
export function offsetOfAttribute(text: string, span: Span, attribute: string): number | undefined {
  const wanted = attribute.split(".");
  let best: { readonly depth: number; readonly rank: number; readonly at: number } | undefined;
  walk(
    text,
    {
      enter(path, at) {
        if (path.length === 0) return true;
        const rank = span.values.findIndex((prefix) => prefix.slice(0, path.length).every((key, n) => key === path[n]));
        const prefix = span.values[rank];
        if (prefix === undefined) return false;
        const depth = matched(path.slice(prefix.length), wanted);
        if (depth === undefined) return false;
        const isBetter = best === undefined || rank < best.rank || (rank === best.rank && depth > best.depth);
        if (depth > 0 && isBetter) best = { depth, rank, at };
        return true;
      },
    },
    span.value,
  );
  return best?.at;
}

/** How many segments of an attribute path a path of the text comes to; `undefined` where it leads elsewhere. */
function matched(path: readonly Segment[], wanted: readonly string[]): number | undefined {
  let depth = 0;
  for (const segment of path) {
    if (wanted[depth] === String(segment)) depth += 1;
    else if (/^\d+$/.test(wanted[depth] ?? "") && wanted[depth + 1] === segment) depth += 2;
    else if (segment === 0) continue;
    else return undefined;
  }
  return depth;
}
