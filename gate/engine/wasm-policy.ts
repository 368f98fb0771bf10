import opa from "@open-policy-agent/opa-wasm";

import { type Bundle, type Entrypoint, entrypoints, requireEntrypoint } from "./bundle";
import { EngineError } from "./errors";

/** Evaluates the policies on one input, and returns what they answer, unchecked. Throws what the policies throw. */
export type Evaluate = (input: object) => unknown;

const pageBytes = 64 * 1024;
/** 4 GiB, the most that 32-bit WebAssembly can address. */
export const maximumPages = 65_536;
/** 16 MiB: enough for the small inputs, which are nearly all. */
const leastPages = 256;
/** 1 GiB of addresses, of which only what is used takes memory: to grow costs far more than to judge. Some machines do not give that much. */
const comfortablePages = 16_384;
/** Evaluation needs 10 to 54 times the input's JSON, and growing step by step costs far more than to start with enough. */
const memoryPerInputByte = 64;

/** Compiled Rego, ready to be started. */
export interface Startable {
  /** What errors call it: "The compiled policies eksgate". */
  readonly name: string;
  readonly module: object;
  /** What the Rego finds as `data`, beside its own rules. */
  readonly data?: object;
}

/** The policies need more memory than there is. */
export class OutOfMemoryError extends EngineError {}

/**
 * Instantiates a bundle for one of its entrypoints.
 *
 * @throws EngineError if the bundle does not have it
 */
export function instantiate(bundle: Bundle, entrypoint: Entrypoint = "results"): Evaluate {
  requireEntrypoint(bundle, entrypoint);
  return start(
    { name: `The compiled policies ${bundle.manifest.name}`, module: bundle.module },
    entrypoints[entrypoint],
  );
}

/**
 * Starts compiled Rego for one of its entrypoints. One instance serves all inputs; a larger one takes its place when an input needs more
 * memory.
 *
 * @param most pages of 64 KiB that it may have @default all that WebAssembly can address
 */
export function start(policies: Startable, entrypoint: string, most: number = maximumPages): Evaluate {
  const dataBytes = policies.data === undefined ? 0 : encode(policies.data).byteLength;
  let pages = 0;
  let policy: Policy | undefined;
  return (input) => {
    const bytes = encode(input);
    const needed = Math.min(
      Math.max(leastPages, Math.ceil(((bytes.byteLength + dataBytes) * memoryPerInputByte) / pageBytes)),
      most,
    );
    if (policy === undefined || needed > pages) {
      policy = load(policies, needed, most);
      pages = needed;
    }
    let answer: unknown;
    try {
      answer = policy.evaluate(bytes, entrypoint);
    } catch (error) {
      const memory = mebibytes(policy.mem.buffer.byteLength);
      // Out of memory or a trap leaves the instance in no state to go on with.
      policy = undefined;
      if (!isOutOfMemory(error)) throw error;
      const size = mebibytes(bytes.byteLength);
      throw new OutOfMemoryError(
        `${policies.name} need more memory than there is: ${memory} MiB, of at most ${mebibytes(most * pageBytes)}, were not enough for an input of ${size} MiB. Judge fewer or smaller inputs at a time.`,
        { cause: error },
      );
    }
    return Array.isArray(answer) && isAnswer(answer[0]) ? answer[0].result : undefined;
  };
}

type Policy = ReturnType<typeof opa.loadPolicySync>;

function load(policies: Startable, needed: number, most: number): Policy {
  const begin = (initial: number): Policy => {
    const policy = opa.loadPolicySync(policies.module, { initial, maximum: most });
    if (policies.data !== undefined) policy.setData(policies.data);
    return policy;
  };
  try {
    return begin(Math.min(Math.max(needed, comfortablePages), most));
  } catch {
    // Not that much, then; where it is not memory that keeps it from starting, this tells what is.
  }
  try {
    return begin(needed);
  } catch (error) {
    const text = `${policies.name} do not start with ${mebibytes(needed * pageBytes)} MiB of memory: ${thrownText(error)}.`;
    throw new EngineError(text, { cause: error });
  }
}

/** What the SDK, and the allocator inside the Wasm, say where memory cannot grow any more. */
function isOutOfMemory(error: unknown): boolean {
  const text = thrownText(error);
  return text.startsWith("opa_malloc: failed") || (error instanceof RangeError && /memory/i.test(text));
}

/** With one digit behind the point where it is small. */
function mebibytes(bytes: number): string {
  const size = bytes / 2 ** 20;
  return size < 10 ? String(Math.ceil(size * 10) / 10) : String(Math.ceil(size));
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
