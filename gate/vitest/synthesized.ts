import { App, DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "cdktf";

import { isObject } from "../document/records";
import { type Block, blocksOf } from "./blocks";
import { noSubject, sourceOf, stacksOf } from "./subject";

/** One stack, or one text, that blocks are looked for in. */
export interface Synthesized {
  /** Of a stack, its path. */
  readonly label: string;
  readonly blocks: readonly Block[];
  /** Whether it is a plan or a state, which hold no arguments of providers. */
  readonly planned: boolean;
  /** A token as it is synthesized there. */
  resolve(token: unknown): unknown;
}

/**
 * What was given to `expect`, as the stacks in it.
 *
 * @throws TypeError if it is nothing that has blocks
 */
export function synthesizedOf(received: unknown): readonly Synthesized[] {
  if (App.isApp(received)) return stacksOf(received).map(ofStack);
  if (TerraformStack.isStack(received)) return [ofStack(received)];
  if (typeof received !== "string" && !isObject(received)) throw noSubject(received);
  const parsed = typeof received === "string" ? parse(received) : received;
  return [
    {
      label: typeof received === "string" ? "the text" : "the object",
      blocks: blocksOf(parsed),
      planned: isObject(parsed) && "format_version" in parsed,
      resolve: () => {
        throw new TypeError(
          "the properties hold a reference of a construct, which can be compared with an App or a stack only: give that to expect, not its text",
        );
      },
    },
  ];
}

const resolver = new DefaultTokenResolver(new StringConcat());

function ofStack(stack: TerraformStack): Synthesized {
  const { text, path } = sourceOf(stack);
  return {
    label: path,
    blocks: blocksOf(parse(text)),
    planned: false,
    resolve: (token) => Tokenization.resolve(token, { scope: stack, resolver }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TypeError(`the text given to expect is not JSON: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
