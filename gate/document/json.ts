import { InputError } from "./errors";
import { isArray, isObject } from "./records";

interface Fault {
  readonly offset: number;
  readonly reason: string;
}

const whitespace = /[\t\n\r ]*/y;
// One way to match each character: a repeated group of repeated characters takes forever to give up on a string without an end.
const stringToken = /"[^"\\]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\]*)*"/y;
const scalarToken = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Parses JSON. A fault is an {@link InputError} with line and column. A byte order mark is accepted. */
export function parseJson(text: string, path: string): unknown {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (!/\S/.test(body)) {
    throw new InputError(path, "the file is empty; a cdk.tf.json or the output of `terraform show -json` is needed.");
  }
  try {
    return JSON.parse(body);
  } catch {
    const fault = findFault(body, false) ?? { offset: 0, reason: "the text is not JSON" };
    throw faultError(body, path, fault);
  }
}

/**
 * Refuses what was read as something else than was written.
 *
 * - A key that stands twice in one object: of such keys `JSON.parse` keeps only the last, so that a resource would be lost. Terraform
 *   reads them as two blocks in a configuration, and never writes them in a plan.
 * - Half of a surrogate pair: it is no character, and two texts that differ in one would be the same to the policies.
 *
 * @param root what was read from the text
 * @throws InputError with line and column
 */
export function refuseMisread(root: unknown, text: string, path: string): void {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const mayBeHalf = /\\u[dD][89a-fA-F]/.test(body) || half.test(body);
  const { keys, isWellFormed } = contentOf(root, mayBeHalf);
  if (!isWellFormed) {
    throw new InputError(
      path,
      "a text in it holds half of a surrogate pair (\\ud800 to \\udfff), which is no character.",
    );
  }
  if (keys !== keysIn(body)) {
    const fault = findFault(body, true);
    if (fault !== undefined) {
      throw faultError(body, path, fault);
    }
  }
}

/** Half of a surrogate pair. */
const half = /\p{Cs}/u;

/** Counts the keys, and looks at the texts where that is asked. Without recursion, since the nesting is the input's. */
function contentOf(root: unknown, looksAtTexts: boolean): { keys: number; isWellFormed: boolean } {
  const pending: unknown[] = [root];
  let keys = 0;
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === "string") {
      if (half.test(value)) {
        return { keys, isWellFormed: false };
      }
    } else if (isArray(value)) {
      for (const item of value) {
        if (typeof item === "object" ? item !== null : looksAtTexts && typeof item === "string") {
          pending.push(item);
        }
      }
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        keys += 1;
        const item = value[key];
        if (typeof item === "object" ? item !== null : looksAtTexts && typeof item === "string") {
          pending.push(item);
        }
        if (looksAtTexts) {
          pending.push(key);
        }
      }
    }
  }
  return { keys, isWellFormed: true };
}

const [colon, space, backslash] = [0x3a, 0x20, 0x5c];

/** The number of keys in a text that is JSON. */
function keysIn(text: string): number {
  let keys = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    do {
      at = text.indexOf('"', at + 1);
    } while (at >= 0 && isEscaped(text, at));
    if (at < 0) {
      return keys;
    }
    do {
      at += 1;
    } while (text.charCodeAt(at) <= space);
    if (text.charCodeAt(at) === colon) {
      keys += 1;
    }
  }
  return keys;
}

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === backslash) {
    start -= 1;
  }
  return (at - start) % 2 === 1;
}

function faultError(text: string, path: string, fault: Fault): InputError {
  const before = text.slice(0, fault.offset);
  const line = before.split("\n").length;
  const column = fault.offset - before.lastIndexOf("\n");
  return new InputError(path, `${fault.reason}.`, line, column);
}

function matchAt(token: RegExp, text: string, offset: number): string | undefined {
  token.lastIndex = offset;
  return token.exec(text)?.[0];
}

function endsInsideString(text: string, offset: number): boolean {
  return text[offset] === '"' && !text.includes('"', offset + 1);
}

/** Where and why the text is not JSON. Without recursion, since the nesting is the input's. */
function findFault(text: string, duplicates: boolean): Fault | undefined {
  // One entry for each open container: the keys of an object, or null for an array.
  const open: (Set<string> | null)[] = [];
  let offset = 0;
  let wants: "value" | "first" | "key" | "more" = "value";
  const skip = () => {
    offset += matchAt(whitespace, text, offset)?.length ?? 0;
  };
  for (;;) {
    skip();
    const character = text[offset];
    const top = open.at(-1);
    if (character === undefined) {
      if (wants === "more" && open.length === 0) {
        return undefined;
      }
      const inside =
        top === undefined ? "before its first value" : top === null ? "inside an array" : "inside an object";
      return { offset, reason: `not valid JSON: the text ends ${inside}, as if it was cut off` };
    }
    if (wants === "more") {
      if (top === undefined) {
        return { offset, reason: `not valid JSON: unexpected ${JSON.stringify(character)} after the end` };
      }
      if (character === (top === null ? "]" : "}")) {
        open.pop();
        offset += 1;
        continue;
      }
      if (character !== ",") {
        return {
          offset,
          reason: `not valid JSON: expected "," or a closing bracket, found ${JSON.stringify(character)}`,
        };
      }
      offset += 1;
      wants = top === null ? "value" : "key";
      continue;
    }
    if (wants === "first" && character === (top === null ? "]" : "}")) {
      open.pop();
      offset += 1;
      wants = "more";
      continue;
    }
    if (wants === "key" || (wants === "first" && top !== null)) {
      const key = matchAt(stringToken, text, offset);
      if (key === undefined) {
        const reason = endsInsideString(text, offset)
          ? "the text ends inside a key, as if it was cut off"
          : `expected a key in double quotes, found ${JSON.stringify(character)}`;
        return { offset, reason: `not valid JSON: ${reason}` };
      }
      if (duplicates && top instanceof Set) {
        const name = String(JSON.parse(key));
        if (top.has(name)) {
          return { offset, reason: `the key ${key} stands twice in one object; only one of them can be judged` };
        }
        top.add(name);
      }
      offset += key.length;
      skip();
      if (text[offset] !== ":") {
        const found = text[offset];
        const reason =
          found === undefined ? "the text ends after a key, as if it was cut off" : `expected ":" after a key`;
        return { offset, reason: `not valid JSON: ${reason}` };
      }
      offset += 1;
      wants = "value";
      continue;
    }
    if (character === "{" || character === "[") {
      open.push(character === "{" ? new Set() : null);
      offset += 1;
      wants = "first";
      continue;
    }
    const token = matchAt(character === '"' ? stringToken : scalarToken, text, offset);
    if (token === undefined || token === "") {
      const reason = endsInsideString(text, offset)
        ? "the text ends inside a string, as if it was cut off"
        : `unexpected ${JSON.stringify(character)}`;
      return { offset, reason: `not valid JSON: ${reason}` };
    }
    const control = [...token].findIndex((one) => one < " ");
    if (control >= 0) {
      return { offset: offset + control, reason: "not valid JSON: a line break or control character inside a string" };
    }
    offset += token.length;
    wants = "more";
  }
}
