import { clean, type Judgement } from "../engine/index";
import { type Terminal, terminalOf, toText } from "../report/index";

/** The stacks of an app violate policies. Its message is the report, for people. */
export class PolicyViolationError extends Error {
  constructor(
    /** What was found out. */
    readonly judgement: Judgement,
    /** Folder from which the Terraform JSON was removed. */
    readonly outdir: string,
    /** What could not be removed from there, with the reason. */
    readonly left: readonly string[] = [],
  ) {
    super(violationText(judgement, outdir, left, terminalOf({ write: () => undefined }, false)));
    this.name = "PolicyViolationError";
  }

  /** The report for a terminal. */
  render(terminal: Terminal): string {
    return violationText(this.judgement, this.outdir, this.left, terminal);
  }
}

function violationText(judgement: Judgement, outdir: string, left: readonly string[], terminal: Terminal): string {
  const report = toText(judgement, terminal, { quiet: true });
  const removed =
    left.length === 0 ? [`Nothing is left to deploy: the stacks' files were removed from ${outdir}.`] : [];
  const still = left.length === 0 ? [] : ["Still there to be deployed; remove it by hand:", ...left.map(clean)];
  return `${report}\n${[...removed, ...still].join("\n")}\n`;
}
