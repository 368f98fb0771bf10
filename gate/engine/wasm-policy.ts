import opa from "@open-policy-agent/opa-wasm";

import { type Bundle, type Entrypoint, entrypoints, requireEntrypoint } from "./bundle";
import { EngineError } from "./errors";

/** Evaluates the policies on one input, and returns what they answer, unchecked. Throws what the policies throw. */
export type Evaluate = (input: object) => unknown;

const pageBytes = 64 * 1024;
/** 4 GiB, the most that 32-bit WebAssembly can address. */
const maximumPages = 65_536;
/** 16 MiB: enough for the small inputs, which are nearly all. */
const leastPages = 256;
/** 1 GiB of addresses, of which only what is used takes memory: to grow costs far more than to judge. Some machines do not give that much. */
const comfortablePages = 16_384;
/** Evaluation needs 10 to 54 times the input's JSON, and growing step by step costs far more than to start with enough. */
const memoryPerInputByte = 64;

/**
 * Instantiates a bundle for one of its entrypoints. One instance serves all inputs; a larger one takes its place when an
 * input needs more memory.
 *
 * @throws EngineError if the bundle does not have it
 */
export function instantiate(bundle: Bundle, entrypoint: Entrypoint = "results"): Evaluate {
  requireEntrypoint(bundle, entrypoint);
  let pages = 0;
  let policy: ReturnType<typeof opa.loadPolicySync> | undefined;
  return (input) => {
    const bytes = encode(input);
    const needed = Math.min(
      Math.max(leastPages, Math.ceil((bytes.byteLength * memoryPerInputByte) / pageBytes)),
      maximumPages,
    );
    if (policy === undefined || needed > pages) {
      policy = load(bundle, needed);
      pages = needed;
    }
    let answer: unknown;
    try {
      answer = policy.evaluate(bytes, entrypoints[entrypoint]);
    } catch (error) {
      // Out of memory or a trap leaves the instance in no state to go on with.
      policy = undefined;
      throw error;
    }
    return Array.isArray(answer) && isAnswer(answer[0]) ? answer[0].result : undefined;
  };
}

function load(bundle: Bundle, needed: number): ReturnType<typeof opa.loadPolicySync> {
  const start = (initial: number) => opa.loadPolicySync(bundle.module, { initial, maximum: maximumPages });
  try {
    return start(Math.max(needed, comfortablePages));
  } catch {
    // Not that much, then; where it is not memory that keeps it from starting, this tells what is.
  }
  try {
    return start(needed);
  } catch (error) {
    throw new EngineError(`The compiled policies ${bundle.manifest.name} do not start: ${thrownText(error)}.`, {
      cause: error,
    });
  }
}

/** The SDK takes text only in an ArrayBuffer: a string would be judged as a string, and nothing would be found in it. */
function encode(input: object): ArrayBuffer {
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  const buffer = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

/** What was thrown, as text: the SDK throws strings and plain objects as well as errors. */
export function thrownText(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") {
    return thrown.message;
  }
  return String(thrown);
}

function isAnswer(value: unknown): value is { result: unknown } {
  return typeof value === "object" && value !== null && "result" in value;
}
