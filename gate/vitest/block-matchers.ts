import { TerraformDataSource, TerraformProvider, TerraformResource } from "cdktf";

import { type Block, type BlockKind, unknownValue } from "./blocks";
import { type Difference, differencesOf, isAsymmetric, resolved } from "./compare";
import type { MatcherContext, MatcherResult } from "./matchers";
import { type Synthesized, synthesizedOf } from "./synthesized";
import type { BlockClass } from "./wanted";

/** A matcher that looks for a block: by its class alone, or with properties as well. */
export type BlockMatcher = (
  this: MatcherContext,
  received: unknown,
  blockClass: BlockClass,
  properties?: unknown,
) => MatcherResult;

const words: Readonly<Record<BlockKind, string>> = { resource: "resource", data: "data source", provider: "provider" };

const classes = { resource: TerraformResource, data: TerraformDataSource, provider: TerraformProvider } as const;

export const toHaveResource = matcherOf("resource", "toHaveResource");
export const toHaveResourceWithProperties = matcherOf("resource", "toHaveResourceWithProperties", true);
export const toHaveDataSource = matcherOf("data", "toHaveDataSource");
export const toHaveDataSourceWithProperties = matcherOf("data", "toHaveDataSourceWithProperties", true);
export const toHaveProvider = matcherOf("provider", "toHaveProvider");
export const toHaveProviderWithProperties = matcherOf("provider", "toHaveProviderWithProperties", true);

/** A block and how it differs from what is wanted. */
interface Candidate {
  readonly block: Block;
  readonly place: Synthesized;
  readonly differences: readonly Difference[];
}

function matcherOf(kind: BlockKind, name: string, withProperties = false): BlockMatcher {
  return function (this: MatcherContext, received, blockClass, properties) {
    const type = typeOf(kind, name, blockClass);
    if (withProperties && (typeof properties !== "object" || properties === null)) {
      throw new TypeError(`${name}(${blockClass.name}, …): name the properties, such as { name: "prod" }`);
    }
    const wanted = withProperties ? properties : {};
    const places = synthesizedOf(received);
    if (kind === "provider" && places.some(({ planned }) => planned)) {
      throw new TypeError(`${name}: a plan or state does not hold the arguments of providers; give the App or a stack`);
    }
    const candidates = places
      .flatMap((place) =>
        place.blocks
          .filter((block) => block.kind === kind && block.type === type)
          .map((block) => ({
            block,
            place,
            differences: differencesOf(resolved(wanted, place.resolve), block.values),
          })),
      )
      .sort((a, b) => a.differences.length - b.differences.length);
    const fitting = candidates.filter(({ differences }) => differences.length === 0);
    // What a plan does not know yet may turn out to be as wanted, or not: then neither the matcher holds nor its opposite.
    const open = candidates.filter(
      ({ differences }) => differences.length > 0 && differences.every(({ found }) => found === unknownValue),
    );
    const isNot = this.isNot === true;
    const holds = isNot ? fitting.length === 0 && open.length === 0 : fitting.length > 0;
    return {
      pass: holds !== isNot,
      message: () =>
        [
          `expected ${isNot ? "no " : ""}${words[kind]} ${type}${wantedText(wanted)}`,
          isNot ? presentText([...fitting, ...open]) : absentText(candidates, places, kind),
        ].join("\n\n"),
    };
  };
}

/**
 * The type of a class.
 *
 * @throws TypeError if it is no class of a block, or of another kind: a resource and a data source may have the same type
 */
function typeOf(kind: BlockKind, name: string, blockClass: BlockClass): string {
  const type: unknown = typeof blockClass === "function" ? blockClass.tfResourceType : undefined;
  if (typeof type !== "string") {
    throw new TypeError(
      `${name} takes the class of a ${words[kind]}, such as EksCluster from "@cdktf/provider-aws/lib/eks-cluster"; got ${typeof blockClass}`,
    );
  }
  for (const other of ["resource", "data", "provider"] as const) {
    if (other !== kind && blockClass.prototype instanceof classes[other]) {
      throw new TypeError(`${name}: ${blockClass.name} is the class of a ${words[other]}, not of a ${words[kind]}`);
    }
  }
  return type;
}

function wantedText(wanted: unknown): string {
  const entries = Object.entries(wanted ?? {});
  if (entries.length === 0) return "";
  return ` with\n${entries.map(([key, value]) => `  ${key}  ${shown(value)}`).join("\n")}`;
}

function presentText(candidates: readonly Candidate[]): string {
  return candidates
    .map(({ block, place, differences }) =>
      differences.length === 0
        ? `but ${titleOf(block, place)} is there`
        : `but ${titleOf(block, place)} may be one; not known yet: ${differences.map(({ path }) => path).join(", ")}`,
    )
    .join("\n");
}

function absentText(candidates: readonly Candidate[], places: readonly Synthesized[], kind: BlockKind): string {
  const [nearest, ...others] = candidates;
  if (nearest === undefined) {
    const types = new Set(
      places.flatMap(({ blocks }) => blocks.filter((each) => each.kind === kind).map(({ type }) => type)),
    );
    const held = types.size === 0 ? `no ${words[kind]} at all` : listed([...types].sort());
    return `there is none; ${places.map(({ label }) => label).join(", ") || "the app"} ${types.size === 0 ? "has" : "holds"} ${held}`;
  }
  const width = Math.max(...nearest.differences.map(({ path }) => path.length));
  const lines = nearest.differences.map(
    ({ path, wanted, found }) => `  ${path.padEnd(width)}  wanted ${shown(wanted)}, ${isText(found)}`,
  );
  const rest = others.map(({ block }) => block.address);
  return [
    `nearest is ${titleOf(nearest.block, nearest.place)}`,
    ...lines,
    ...(rest.length === 0 ? [] : [`others are ${listed(rest)}`]),
  ].join("\n");
}

function titleOf({ address, construct }: Block, { label }: Synthesized): string {
  return `${address} (${construct === undefined ? `in ${label}` : `construct ${construct}`})`;
}

function isText(found: unknown): string {
  if (found === undefined) return "is not set";
  return found === unknownValue ? "is known after apply only" : `is ${shown(found)}`;
}

const mostItems = 10;

function listed(items: readonly string[]): string {
  const more = items.length - mostItems;
  return `${items.slice(0, mostItems).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const mostText = 400;

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (item === unknownValue) return "(known after apply)";
    return isAsymmetric(item) ? String(item) : item;
  });
  if (text === undefined) return String(value);
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text;
}
