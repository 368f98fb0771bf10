export { loadBundle } from "./bundle";
export { type Catalogue, catalogueOf, loadPolicies, type Policies } from "./catalogue";
export { clean } from "./clean";
export { EngineError, GateError, NothingToJudgeError, UsageError } from "./errors";
export { compareFindings, comparePasses, compareText } from "./findings";
export { type ExplainedFlow, explainFlow, type FlowProtocol, type FlowQuery } from "./flow";
export type { Flow, FlowEnd, FlowHop, FlowOutcome } from "./flow-answer";
export { judge } from "./judge";
export {
  countBySeverity,
  type Finding,
  faultyWaivers,
  groupOf,
  idleWaivers,
  isFaulty,
  type JudgedDocument,
  type JudgedShard,
  type Judgement,
  type Location,
  type Pass,
  type PolicySet,
  type Position,
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
export { checkOptions, groupsIn, type JudgedPart, joinParts, judgeParts, nothingToJudge } from "./parts";
export { partyText, responsibilities, type Side } from "./responsibilities";
export type { Outcome } from "./result";
export { compareSeverity, isAtLeast, type Severity, severities } from "./severity";
export type { SourceLine } from "./source";
export { expiryProblem, joinedUses, waiverProblems } from "./waivers";
