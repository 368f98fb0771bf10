import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { clean } from "./clean";

/** A line of the program that made a construct. */
export interface SourceLine {
  /** Path with forward slashes, relative to the folder that the gate runs in. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; absent where the trace does not tell. */
  readonly column?: number;
}

/** A longer line is no frame of a stack trace. */
const longestFrame = 4096;
const mostFrames = 500;

/**
 * Where a construct was made: the innermost frame of its stack trace whose file lies below the folder, and not in a package. A trace is part
 * of the input, so that whatever leads elsewhere is passed over.
 *
 * @param trace frames as Node writes them, with or without `at`: `new Vpc (/work/main.ts:3:5)`, `main.ts:3`
 */
export function sourceOf(trace: readonly string[], folder: string): SourceLine | undefined {
  for (const frame of trace.slice(0, mostFrames)) {
    const source = frame.length > longestFrame ? undefined : sourceOfFrame(frame, folder);
    if (source !== undefined) return source;
  }
  return undefined;
}

function sourceOfFrame(frame: string, folder: string): SourceLine | undefined {
  const text = frame.trim();
  // After the name of a function the place is in parentheses, which a path may have too.
  const place = text.endsWith(")") ? text.slice(text.indexOf(" (") + 2, -1) : text;
  const found = /^([^:].*?):(\d{1,9})(?::(\d{1,9}))?$/.exec(place);
  const [, written, line, column] = found ?? [];
  const file = written === undefined ? undefined : fileOf(written.replace(/^(?:at )?(?:async )?/, ""), folder);
  if (file === undefined || Number(line) < 1) return undefined;
  return { file, line: Number(line), ...(Number(column) >= 1 ? { column: Number(column) } : {}) };
}

function fileOf(written: string, folder: string): string | undefined {
  const path = pathOf(written);
  if (path === undefined || path === "" || /^[a-z]{2,}:/i.test(path)) return undefined;
  const short = relative(folder, resolve(folder, path));
  if (short === "" || isAbsolute(short)) return undefined;
  const segments = short.split(sep);
  if (segments[0] === ".." || segments.includes("node_modules")) return undefined;
  return clean(segments.join("/"));
}

function pathOf(written: string): string | undefined {
  if (!written.startsWith("file:")) return written;
  try {
    return fileURLToPath(written);
  } catch {
    return undefined;
  }
}
