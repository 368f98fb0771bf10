import { type Judgement, verdict } from "../engine/index";
import { count, type Output, type Terminal, terminalOf, toSummary } from "../report/index";
import type { GateListener } from "./policy-gate";

/**
 * Tells the course of a program that synthesizes: a line for each step, then for each stack what was made, how it was
 * judged, and where its Terraform JSON lies. In colour on a terminal, plain in a pipe, at most as wide as it is.
 */
export class Progress implements GateListener {
  private readonly terminal: Terminal;

  /** @param output @default process.stdout */
  constructor(private readonly output: Output = process.stdout) {
    this.terminal = terminalOf(output);
  }

  /** Prints the line of a step that begins. */
  step(text: string): void {
    const { colors } = this.terminal;
    this.output.write(`${colors.cyan(">")} ${text}\n`);
  }

  judging(stacks: number): void {
    this.step(`Judging ${count(stacks, "stack")}`);
  }

  judged(judgement: Judgement): void {
    if (!verdict(judgement).blocks) this.output.write(`\n${toSummary(judgement, this.terminal)}`);
  }
}
