import pico from "picocolors";

/** What is known of the place that text goes to. */
export interface Terminal {
  /** Columns that a line may take. */
  readonly width: number;
  readonly colors: Palette;
}

type Paint = (text: string) => string;

/** Colours, or functions that leave text as it is. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

/** A stream that may be a terminal, such as `process.stdout`. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const defaultWidth = 80;
const leastWidth = 50;
const mostWidth = 120;

/**
 * Looks at a stream and the environment: colour on a terminal unless `NO_COLOR` is set, or anywhere with `FORCE_COLOR`.
 *
 * @param color overrides both
 */
export function terminalOf(output: Output, color?: boolean): Terminal {
  const columns = output.isTTY === true ? output.columns : undefined;
  return {
    width: Math.min(Math.max(columns ?? defaultWidth, leastWidth), mostWidth),
    colors: pico.createColors(color ?? wantsColor(output, process.env)),
  };
}

function wantsColor(output: Output, environment: NodeJS.ProcessEnv): boolean {
  if ((environment["NO_COLOR"] ?? "") !== "") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return output.isTTY === true && environment["TERM"] !== "dumb";
}

/** Breaks text into lines of at most `width` columns, at spaces; a word that is longer is broken. */
export function wrap(text: string, width: number, indent = ""): string[] {
  const room = Math.max(width - indent.length, 10);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((part) => part !== "")) {
    for (const piece of pieces(word, room)) {
      if (line === "") line = piece;
      else if (line.length + 1 + piece.length <= room) line = `${line} ${piece}`;
      else {
        lines.push(indent + line);
        line = piece;
      }
    }
  }
  if (line !== "") lines.push(indent + line);
  return lines;
}

/** Breaks a list into lines, between its items only. */
export function wrapItems(items: readonly string[], width: number): string[] {
  const fixed = items.map((item) => item.replaceAll(" ", "\u00a0"));
  return wrap(fixed.join(", "), width).map((line) => line.replaceAll("\u00a0", " "));
}

/** A long word in parts, broken after a separator where there is one in the later half. */
function pieces(word: string, room: number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (rest.length > room) {
    const at = Math.max(...[".", "/", "-", "_", ","].map((separator) => rest.lastIndexOf(separator, room - 1) + 1));
    const length = at > room / 2 ? at : room;
    parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...parts, rest];
}

/** `1 subnet`, `2 subnets`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
