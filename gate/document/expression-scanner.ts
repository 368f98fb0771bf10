/** Thrown for expressions that the reader does not know; they are then searched for what looks like a reference. */
export class Unparsed extends Error {}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
const deepest = 100;

/** A place in the text of an expression. */
export class Scanner {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** The place of the next token. */
  here(): number {
    this.skip();
    return this.at;
  }

  since(start: number): string {
    return this.text.slice(start, this.at).trim();
  }

  /** Expressions nest as the input says; beyond a depth that nobody writes they are not followed. */
  deeper(): void {
    this.depth += 1;
    if (this.depth > deepest) {
      throw new Unparsed();
    }
  }

  shallower(): void {
    this.depth -= 1;
  }

  skip(): void {
    this.match(/[\s]*/y);
  }

  sees(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  take(token: string): boolean {
    if (!this.sees(token)) {
      return false;
    }
    this.at += token.length;
    return true;
  }

  need(token: string): void {
    if (!this.take(token)) {
      throw new Unparsed();
    }
  }

  takeToken(token: string): boolean {
    this.skip();
    // `=` is not the start of `==` or `=>`, nor `!` that of `!=`.
    const next = this.text[this.at + token.length];
    if ((token === "=" && (next === "=" || next === ">")) || (token === "!" && next === "=")) {
      return false;
    }
    return this.take(token);
  }

  needToken(token: string): void {
    if (!this.takeToken(token)) {
      throw new Unparsed();
    }
  }

  takeWord(word: string): boolean {
    this.skip();
    if (!this.sees(word) || /[\w-]/.test(this.text[this.at + word.length] ?? "")) {
      return false;
    }
    this.at += word.length;
    return true;
  }

  identifier(): string | undefined {
    this.skip();
    return this.match(/[A-Za-z_][\w-]*/y);
  }

  digits(): string | undefined {
    return this.match(/\d+/y);
  }

  number(): number | undefined {
    this.skip();
    const text = this.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    return text === undefined ? undefined : Number(text);
  }

  /** The next character of a template; in quotes, escapes are resolved. */
  character(quoted: boolean): string {
    const character = this.text[this.at] ?? "";
    this.at += 1;
    if (!quoted || character !== "\\") {
      return character;
    }
    const letter = this.text[this.at] ?? "";
    this.at += 1;
    if (letter === "u" || letter === "U") {
      const code = this.match(letter === "u" ? /[0-9a-fA-F]{4}/y : /[0-9a-fA-F]{8}/y);
      const point = Number.parseInt(code ?? "", 16);
      if (Number.isNaN(point) || point > 0x10ffff) {
        throw new Unparsed();
      }
      return String.fromCodePoint(point);
    }
    const resolved = escapes[letter];
    if (resolved === undefined) {
      throw new Unparsed();
    }
    return resolved;
  }

  private match(token: RegExp): string | undefined {
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0];
    if (found !== undefined) {
      this.at += found.length;
    }
    return found;
  }
}
