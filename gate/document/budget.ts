/** Thrown where an input would take more work than any that somebody wrote. */
export class TooMuch extends Error {}

const mostSteps = 2_000_000;

/** What the reading of one input may cost: a few lines can stand for more than a machine can hold. */
export class Budget {
  private left = mostSteps;

  /** @throws TooMuch where nothing is left */
  spend(steps = 1): void {
    this.left -= steps;
    if (this.left < 0) {
      throw new TooMuch(`its expressions take more than ${mostSteps} steps to follow`);
    }
  }
}
