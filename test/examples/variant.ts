import { readFileSync } from "node:fs";
import { type App, type TerraformStack, Testing } from "cdktf";
import ts from "typescript";
import * as eksgate from "../../index";
import { type Arguments, type Document, pathOf } from "../../tools/examples/example";

/** A change of a program's text: what stands there, and what comes in its place. */
export type Edit = readonly [from: string, to: string];

/**
 * What an example synthesizes once its program was edited, as a user would.
 * @throws Error where the program does not hold what is to be edited
 */
export function edited(example: string, ...edits: readonly Edit[]): Document {
  const program = edits.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`examples/${example}/platform.ts does not hold ${from}`);
      return text.replace(from, to);
    },
    readFileSync(pathOf(example, "platform.ts"), "utf8"),
  );
  return JSON.parse(Testing.synth(load(program)(Testing.app())));
}

/** The function `platform` of a program. */
function load(program: string): (app: App) => TerraformStack {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const exported: { platform?: (app: App) => TerraformStack } = {};
  const resolve = (name: string): unknown => (name === "eksgate" ? eksgate : require(name));
  new Function("exports", "require", outputText)(exported, resolve);
  if (exported.platform === undefined) throw new Error("the program exports no function platform");
  return exported.platform;
}

/** How one document differs from an earlier one. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Arguments that are lists and have only grown, as `type.argument`. */
  readonly grown: readonly string[];
  /** All other changes, as `address.argument`. */
  readonly changed: readonly string[];
}

/** Compares what two documents make. What a resource waits for is none of its arguments: no plan shows it. */
export function difference(before: Document, after: Document): Difference {
  const [old, current] = [resourcesOf(before), resourcesOf(after)];
  const grown = new Set<string>();
  const changed: string[] = [];
  for (const [address, resource] of Object.entries(old)) {
    const later = current[address] ?? resource;
    for (const argument of new Set([...Object.keys(resource), ...Object.keys(later)])) {
      const [one, other] = [resource[argument], later[argument]];
      if (argument === "depends_on" || JSON.stringify(one) === JSON.stringify(other)) continue;
      if (hasGrown(one, other)) grown.add(`${address.split(".")[0]}.${argument}`);
      else changed.push(`${address}.${argument}`);
    }
  }
  return {
    added: Object.keys(current).filter((address) => !(address in old)),
    removed: Object.keys(old).filter((address) => !(address in current)),
    grown: [...grown].sort(),
    changed,
  };
}

function resourcesOf({ resource }: Document): Record<string, Arguments> {
  return Object.fromEntries(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [`${type}.${name}`, body]),
    ),
  );
}

/** Whether a value holds all that it held, in the same order, and list elements beside. */
function hasGrown(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    const texts = after.map((one) => JSON.stringify(one));
    let from = 0;
    return before.every((one) => {
      from = texts.indexOf(JSON.stringify(one), from) + 1;
      return from > 0;
    });
  }
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null) {
    return before === after;
  }
  const [old, current] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return old.size === current.size && [...old].every(([key, one]) => hasGrown(one, current.get(key)));
}
