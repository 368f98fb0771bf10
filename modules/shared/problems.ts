import { Token } from "cdktf";

/** One thing that is wrong with the props of a construct. */
export interface Problem {
  /** Property path from the construct's props, such as `tiers.private.prefixLength`. */
  readonly property: string;
  /** The value as given. */
  readonly value: unknown;
  /** What is wrong and what is allowed, as a clause: "must be between 16 and 28". */
  readonly message: string;
}

/** Thrown by constructors: everything that is wrong with the props, in one error. */
export class InvalidPropsError extends Error {
  constructor(
    readonly construct: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(({ property, value, message }) => `  ${property} = ${show(value)}: ${message}`);
    super(`${construct}: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}\n${lines.join("\n")}`);
    this.name = "InvalidPropsError";
  }
}

/** Collects the problems of one props object, so that they are all reported at once. */
export class Problems {
  private readonly found: Problem[] = [];

  /** @param construct what the error is about, such as `Vpc "network"` */
  constructor(private readonly construct: string) {}

  add(property: string, value: unknown, message: string): void {
    this.found.push({ property, value, message });
  }

  /** Adds a problem unless the value is absent, a token (never judged here), or passes the test. */
  check<T>(property: string, value: T | undefined, isValid: (value: T) => boolean, message: string): void {
    if (value === undefined || Token.isUnresolved(value) || isValid(value)) return;
    this.add(property, value, message);
  }

  /** A view of the same problems for what lies below a property: what is added to it gets the path in front. */
  under(path: string): Problems {
    return new ProblemsUnder(this, path);
  }

  /** @throws InvalidPropsError if anything was added */
  throwIfAny(): void {
    if (this.found.length > 0) throw new InvalidPropsError(this.construct, this.found);
  }
}

class ProblemsUnder extends Problems {
  constructor(
    private readonly whole: Problems,
    private readonly path: string,
  ) {
    super(path);
  }

  override add(property: string, value: unknown, message: string): void {
    this.whole.add(property === "" ? this.path : `${this.path}.${property}`, value, message);
  }

  override throwIfAny(): void {
    this.whole.throwIfAny();
  }
}

function show(value: unknown): string {
  return value === undefined ? "(absent)" : (JSON.stringify(value) ?? String(value));
}
