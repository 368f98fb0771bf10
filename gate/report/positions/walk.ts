/** A key of an object, or the index of an element. */
export type Segment = string | number;

export interface Visitor {
  /**
   * Called for each value, before what is in it.
   *
   * @param path where it stands; the array is used again, and must be copied to be kept
   * @param at offset of its key, or of the value itself in an array
   * @param value offset of the value
   * @returns whether to look inside
   */
  enter(path: readonly Segment[], at: number, value: number): boolean;
}

interface Container {
  readonly isArray: boolean;
  next: number;
}

/**
 * Walks through JSON that is known to be valid, in one pass and without recursion: the nesting and the size are the input's. What is not looked
 * into is passed over without an object being made of it.
 *
 * @param from offset to start at
 */
export function walk(text: string, visitor: Visitor, from = 0): void {
  const path: Segment[] = [];
  const open: Container[] = [];
  let at = from;
  for (;;) {
    at = afterBlanks(text, at);
    const character = text[at];
    const container = open.at(-1);
    if (character === undefined) return;
    if (character === "}" || character === "]") {
      open.pop();
      path.pop();
      at += 1;
      if (open.length === 0) return;
      continue;
    }
    if (character === ",") {
      at += 1;
      continue;
    }
    const place = at;
    if (container?.isArray === false) {
      const end = afterString(text, at);
      path.push(textOf(text, at, end));
      at = afterBlanks(text, end) + 1;
      at = afterBlanks(text, at);
    } else if (container !== undefined) {
      path.push(container.next);
      container.next += 1;
    }
    const first = text[at];
    if ((first === "{" || first === "[") && visitor.enter(path, place, at)) {
      open.push({ isArray: first === "[", next: 0 });
      at += 1;
      continue;
    }
    if (first !== "{" && first !== "[") visitor.enter(path, place, at);
    at = afterValue(text, at);
    path.pop();
    if (open.length === 0) return;
  }
}

/** The text of a string that starts at an offset. */
export function stringAt(text: string, at: number): string | undefined {
  return text[at] === '"' ? textOf(text, at, afterString(text, at)) : undefined;
}

function textOf(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes("\\") ? String(JSON.parse(text.slice(start, end))) : inner;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  // Blanks are the four characters that JSON has; every other one is above them.
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function afterString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end === -1) return text.length;
    let backslashes = 0;
    while (end - backslashes > at && text[end - backslashes - 1] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
    at = end + 1;
  }
}

const structural = /["{}[\]]/g;
const scalarEnd = /[,}\]]/g;

function afterValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return afterString(text, from);
  if (first !== "{" && first !== "[") return indexOf(scalarEnd, text, from);
  let depth = 0;
  let at = from;
  while (at < text.length) {
    at = indexOf(structural, text, at);
    const character = text[at];
    if (character === '"') {
      at = afterString(text, at);
      continue;
    }
    depth += character === "{" || character === "[" ? 1 : -1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
