export { loadBundle } from "./bundle";
export { clean } from "./clean";
export { EngineError, GateError, NothingToJudgeError, UsageError } from "./errors";
export type { Policies } from "./evaluate";
export { type ExplainedFlow, explainFlow, type FlowProtocol, type FlowQuery } from "./flow";
export type { Flow, FlowEnd, FlowHop, FlowOutcome } from "./flow-answer";
export {
  checkOptions,
  compareFindings,
  comparePasses,
  type JudgedPart,
  joinParts,
  judge,
  judgeParts,
  loadPolicies,
  nothingToJudge,
  policySetOf,
} from "./judge";
export {
  countBySeverity,
  type Finding,
  groupOf,
  isBlocking,
  type JudgedDocument,
  type JudgedShard,
  type Judgement,
  type Pass,
  type PolicySet,
  type Verdict,
  verdict,
} from "./judgement";
export type { Manifest, Rule } from "./manifest";
export { didYouMean } from "./nearest";
export {
  type JudgeOptions,
  type Profile,
  type Relaxation,
  type RuleSetting,
  today,
  type UndeterminedMode,
} from "./options";
export { packageRoot } from "./package-root";
export { partyText, responsibilities, type Side } from "./responsibilities";
export type { Outcome } from "./result";
export { compareSeverity, type Severity, severities } from "./severity";
