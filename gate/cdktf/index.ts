export { PolicyViolationError } from "./errors";
export { type GateListener, PolicyGate, type PolicyGateOptions } from "./policy-gate";
export { Progress } from "./progress";
export { Waiver, type WaiverOptions } from "./waiver";
