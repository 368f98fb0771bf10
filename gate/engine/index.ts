export { loadBundle } from "./bundle";
export { clean } from "./clean";
export { EngineError, GateError, NothingToJudgeError, UsageError } from "./errors";
export { compareText } from "./findings";
export { type ExplainedFlow, explainFlow, type FlowProtocol, type FlowQuery } from "./flow";
export type { Flow, FlowEnd, FlowHop, FlowOutcome } from "./flow-answer";
export { catalogueOf, judge, nothingToJudge } from "./judge";
export {
  countBySeverity,
  type Finding,
  groupOf,
  isFaulty,
  type JudgedDocument,
  type Judgement,
  type Pass,
  type PolicySet,
  type Verdict,
  verdict,
  type WaiverUse,
} from "./judgement";
export type { Manifest, Rule } from "./manifest";
export { didYouMean } from "./nearest";
export { networksOf, type PartNetworks } from "./networks";
export type { Carrier, NeededFlow, NetworkCluster, Networks, Placed, Route, Subnet } from "./networks-answer";
export {
  type Baseline,
  type ClusterOptions,
  type JudgeOptions,
  type Profile,
  type Relaxation,
  type RuleSetting,
  today,
  type UndeterminedMode,
  type Waiver,
} from "./options";
export { packageRoot } from "./package-root";
export { partyText, responsibilities, type Side } from "./responsibilities";
export type { Outcome } from "./result";
export { compareSeverity, isAtLeast, type Severity, severities } from "./severity";
export type { SourceLine } from "./source";
export { expiryProblem, waiverProblems } from "./waivers";
