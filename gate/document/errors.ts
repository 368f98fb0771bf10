/** Thrown where an input cannot be judged: not readable, not whole, or not of a kind that is known. The command exits 2. */
export class InputError extends Error {
  constructor(
    /** Path as given, or a name for what was passed in memory. */
    readonly path: string,
    reason: string,
    /** 1-based, where the text itself is at fault. */
    readonly line?: number,
    /** 1-based, in UTF-16 code units. */
    readonly column?: number,
  ) {
    super(line === undefined ? `${path}: ${reason}` : `${path}:${line}:${column}: ${reason}`);
    this.name = "InputError";
  }
}
