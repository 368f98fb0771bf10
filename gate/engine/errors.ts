/**
 * Something that keeps the gate from judging: bad usage, an input or a bundle that cannot be read, a rule that throws.
 * The command line exits 2 on it; never is it a pass.
 */
export class GateError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The bundle does not load or does not fit, a rule threw, or a result is malformed. */
export class EngineError extends GateError {}

/** An option, a rule id or a choice of rules that makes no sense. */
export class UsageError extends GateError {}

/** No input has a resource that a rule applies to. */
export class NothingToJudgeError extends GateError {}
