/** One thing that is wrong with a platform file, and where. */
export interface PlatformProblem {
  /** Line, from 1; absent where there is no file. */
  readonly line?: number;
  /** Column, from 1; absent where there is no file. */
  readonly column?: number;
  /** Path of the key, such as `clusters.ec2.version`; empty for the file as a whole. */
  readonly key: string;
  /** The value as it stands in the file; absent where there is none, or the key itself is wrong. */
  readonly value?: unknown;
  /** What is wrong, what is allowed and what to do. */
  readonly message: string;
}

/** Thrown by `loadPlatform`: everything that is wrong with the file, in the order of its lines. The message is the whole report. */
export class PlatformFileError extends Error {
  /** Exit code of a program that ends because of it. */
  readonly exitCode = 2;
  readonly problems: readonly PlatformProblem[];

  constructor(
    /** The file, as it was named to `loadPlatform`. */
    readonly file: string,
    problems: readonly PlatformProblem[],
  ) {
    const sorted = [...problems].sort(
      (one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0),
    );
    super(sorted.map((problem) => formatProblem(file, problem)).join("\n"));
    this.name = "PlatformFileError";
    this.problems = sorted;
  }
}

const MAX_VALUE_LENGTH = 80;

function formatProblem(file: string, { line, column, key, value, message }: PlatformProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const subject = value === undefined ? key : `${key} = ${show(value)}`;
  return [place, ...(subject === "" ? [] : [subject]), message].join(": ");
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 3)}...` : text;
}
