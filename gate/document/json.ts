import { InputError } from "./errors";

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
 * Refuses a key that stands twice in one object. Terraform reads such keys as two blocks, `JSON.parse` keeps only the last: a
 * resource would be lost. What Terraform writes itself (a plan) has none, so that only configurations are looked through.
 */
export function refuseDuplicateKeys(text: string, path: string): void {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const fault = findFault(body, true);
  if (fault !== undefined) {
    throw faultError(body, path, fault);
  }
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
