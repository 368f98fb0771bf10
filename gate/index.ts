export { type Document, InputError, read } from "./document/index";
export {
  EngineError,
  type Finding,
  GateError,
  type JudgedDocument,
  type Judgement,
  type JudgeOptions,
  judge,
  NothingToJudgeError,
  type Pass,
  type Profile,
  type Rule,
  type RuleSetting,
  type Severity,
  type UndeterminedMode,
  UsageError,
  type Verdict,
  verdict,
} from "./engine/index";
export { type Report, toJson, toReport, toText } from "./report/index";
