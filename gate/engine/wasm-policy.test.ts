import { expect, test } from "vitest";

import { compiledRego } from "../../test/bundles/compiled";
import { EngineError } from "./errors";
import { start } from "./wasm-policy";

declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

const wasm = compiledRego({
  entrypoints: { "a/answer": { answers: [1] }, "a/greedy": "grows", "a/broken": { aborts: "a.rego:1:1: conflict" } },
});
const policies = { name: "The policies a", module: new WebAssembly.Module(wasm) };

test("policies that take all the memory there is are refused, with the size and that of the input", () => {
  const evaluate = start(policies, "a/greedy", 512);
  const message =
    "The policies a need more memory than there is: 32 MiB, of at most 32, were not enough for an input of 0.1 MiB. Judge fewer or smaller inputs at a time.";
  expect(() => evaluate({ text: "x".repeat(50_000) })).toThrow(EngineError);
  expect(() => evaluate({ text: "x".repeat(50_000) })).toThrow(message);
});

test("an input that is larger than the memory is refused the same way", () => {
  const evaluate = start(policies, "a/answer", 256);
  expect(() => evaluate({ text: "x".repeat(20 * 2 ** 20) })).toThrow(
    "16 MiB, of at most 16, were not enough for an input of 21 MiB",
  );
  expect(evaluate({ text: "x" })).toEqual([1]);
});

test("what the policies throw otherwise is passed on", () => {
  expect(() => start(policies, "a/broken")({})).toThrow("a.rego:1:1: conflict");
});

test("data that does not fit into the memory keeps the policies from starting, with the size", () => {
  const data = { text: "x".repeat(20 * 2 ** 20) };
  expect(() => start({ ...policies, data }, "a/answer", 256)({})).toThrow(
    "The policies a do not start with 16 MiB of memory",
  );
});
