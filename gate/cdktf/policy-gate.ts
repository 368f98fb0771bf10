import { isAbsolute, relative } from "node:path";
import type { App } from "cdktf";

import { readAll } from "../document/index";
import { type Judgement, type JudgeOptions, judge, UsageError, verdict } from "../engine/index";
import { faultText, isFault, terminalOf } from "../report/index";
import { withSettings } from "../settings/index";
import { PolicyViolationError } from "./errors";
import { removeDeployable } from "./leftovers";
import { sourcesOf } from "./stack-files";
import { printUncaught } from "./uncaught";

/** Told what the gate does while an app is synthesized. */
export interface GateListener {
  /** Before the stacks are judged. */
  judging?(stacks: number): void;
  /** After, whatever the verdict: see {@link verdict}. */
  judged?(judgement: Judgement): void;
}

export interface PolicyGateOptions extends JudgeOptions {
  /**
   * Settings file, or `false` for none.
   * @default "eksgate.yaml" where it exists
   */
  readonly settingsFile?: string | false;
  /** What is told about the course of things; violations are told by the error. */
  readonly report?: GateListener;
}

const attached = new WeakSet<App>();

/**
 * Judges all stacks of an app at `app.synth()`, by the same policies as `eksgate check`.
 *
 * Where they are violated, `app.synth()` throws a {@link PolicyViolationError}; a program that does not catch it prints the
 * report on standard error, without a stack trace, and exits 1 (2 where the gate could not judge). Whatever makes
 * `app.synth()` fail, nothing is left that `cdktf deploy --skip-synth` could deploy: the manifest, the stacks' files and saved plans, of
 * this run and of those before, are removed.
 *
 * Where Terraform would read something else than what is judged, the gate cannot judge: other `*.tf` and `*.tf.json` files in a stack's
 * folder, two stacks with the same id, overrides in HCL output.
 *
 * Undetermined results fail where their severity is critical, under every profile, unless `undetermined` says otherwise.
 * `new App({ skipValidation: true })` does not switch the gate off.
 *
 * ```ts
 * const app = new App();
 * new EksPlatformStack(app, "prod", { … });
 * PolicyGate.attach(app);
 * app.synth();
 * ```
 */
export class PolicyGate {
  /**
   * Attaches the gate to an app; once, before `app.synth()`.
   *
   * @throws UsageError if the app has a gate already
   */
  static attach(app: App, options: PolicyGateOptions = {}): void {
    if (attached.has(app)) throw new UsageError("PolicyGate.attach: the app has a gate already; attach it once.");
    attached.add(app);
    const gate = new PolicyGate(app, options);
    app.node.addValidation({
      validate: () => {
        gate.judge();
        return [];
      },
    });
    const synth = app.synth.bind(app);
    app.synth = () => gate.guard(synth);
  }

  private isJudged = false;

  private constructor(
    private readonly app: App,
    private readonly options: PolicyGateOptions,
  ) {}

  private guard(synth: () => void): void {
    this.isJudged = false;
    try {
      // What an earlier run left was judged then, if at all: it must not survive a run that fails, even one that is killed.
      const left = removeDeployable(this.app);
      if (left.length > 0) throw new UsageError(`What an earlier run left cannot be removed:\n${left.join("\n")}`);
      synth();
      if (!this.isJudged) this.judge();
    } catch (thrown) {
      const error = withLeft(thrown, removeDeployable(this.app));
      if (error instanceof PolicyViolationError) {
        printUncaught(error, () => error.render(terminalOf(process.stderr)), 1);
      } else if (isFault(error)) {
        printUncaught(error, () => faultText(error), 2);
      }
      throw error;
    }
  }

  private judge(): void {
    const { settingsFile, report, ...given } = this.options;
    const options = withSettings(given, settingsFile);
    const documents = readAll(sourcesOf(this.app, shortPath), { whole: (options.bundles ?? []).length > 0 });
    report?.judging?.(documents.length);
    const judgement = judge(documents, { undetermined: "fail-critical", ...options });
    this.isJudged = true;
    report?.judged?.(judgement);
    if (verdict(judgement).blocks) throw new PolicyViolationError(judgement, shortPath(this.app.outdir));
  }
}

/** An error, with what is left to deploy although it should not be. */
function withLeft(error: unknown, left: readonly string[]): unknown {
  if (left.length === 0) return error;
  if (error instanceof PolicyViolationError) return new PolicyViolationError(error.judgement, error.outdir, left);
  const message = error instanceof Error ? error.message : String(error);
  const told = left.filter((each) => !message.includes(each));
  if (told.length === 0) return error;
  return new UsageError(`${message}\n${["Still there to be deployed; remove it by hand:", ...told].join("\n")}`, {
    cause: error,
  });
}

/** A path as people would write it: relative where it lies below the folder that the program runs in. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short;
}
