export { type Bundle, loadBundle } from "./bundle";
export { clean } from "./clean";
export { EngineError, GateError, NothingToJudgeError, UsageError } from "./errors";
export { judge, judgeBy, nothingToJudge } from "./judge";
export {
  countBySeverity,
  type Finding,
  groupOf,
  isBlocking,
  type JudgedDocument,
  type Judgement,
  type Pass,
  type PolicySet,
  type Verdict,
  verdict,
} from "./judgement";
export type { Manifest, Rule } from "./manifest";
export { didYouMean } from "./nearest";
export {
  defaultFailOn,
  type JudgeOptions,
  type Profile,
  type Relaxation,
  type RuleSetting,
  today,
  type UndeterminedMode,
  undeterminedModes,
  validDate,
} from "./options";
export { packageRoot } from "./package-root";
export type { Outcome } from "./result";
export { compareSeverity, isSeverity, type Severity, severities } from "./severity";
