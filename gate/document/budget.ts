/** Thrown, with a clause that says why, where an input is none that Terraform takes, or would take more work than any that somebody wrote. */
export class Unreadable extends Error {}

const mostSteps = 2_000_000;

/** What the reading of one input may cost: a few lines can stand for more than a machine can hold. */
export class Budget {
  private left = mostSteps;

  /** @throws Unreadable where nothing is left */
  spend(steps = 1): void {
    this.left -= steps;
    if (this.left < 0) {
      throw new Unreadable(`its expressions take more than ${mostSteps} steps to follow`);
    }
  }
}
