import type { Judgement } from "../engine/index";
import { type Terminal, terminalOf, toText } from "../report/index";

/** The stacks of an app violate policies. Its message is the report, for people. */
export class PolicyViolationError extends Error {
  constructor(
    /** What was found out. */
    readonly judgement: Judgement,
    /** Folder from which the Terraform JSON was removed. */
    readonly outdir: string,
  ) {
    super(violationText(judgement, outdir, terminalOf({ write: () => undefined }, false)));
    this.name = "PolicyViolationError";
  }

  /** The report for a terminal. */
  render(terminal: Terminal): string {
    return violationText(this.judgement, this.outdir, terminal);
  }
}

function violationText(judgement: Judgement, outdir: string, terminal: Terminal): string {
  const report = toText(judgement, terminal, { quiet: true });
  return `${report}\nNothing is left to deploy: the stacks' files were removed from ${outdir}.\n`;
}
