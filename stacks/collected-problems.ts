import { InvalidPropsError, type Problem } from "../modules/shared/problems";

/** Gathers what is wrong with the parts of a stack, under the paths that their props have in the stack's own. */
export class CollectedProblems {
  private readonly found: Problem[] = [];

  constructor(private readonly construct: string) {}

  /** Adds a problem of the stack itself. */
  add(property: string, value: unknown, message: string): void {
    this.found.push({ property, value, message });
  }

  /**
   * Makes a part. Where its props are wrong, notes the problems and goes on without it.
   * @param path turns a property path of the part into one of the stack
   */
  attempt<Part>(path: (property: string) => string, make: () => Part): Part | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof InvalidPropsError)) throw error;
      for (const problem of error.problems) this.found.push({ ...problem, property: path(problem.property) });
      return undefined;
    }
  }

  /** @throws InvalidPropsError if anything was found */
  throwIfAny(): void {
    if (this.found.length > 0) throw new InvalidPropsError(this.construct, this.found);
  }
}

/** Puts a path in front of a property path. */
export function under(prefix: string): (property: string) => string {
  return (property) => `${prefix}.${property}`;
}
