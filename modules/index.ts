export * from "./control-plane";
export * from "./data-plane";
export * from "./identity";
export * from "./network";
export * from "./security-groups";
export type { Timeouts } from "./shared/durations";
export { InvalidPropsError, type Problem } from "./shared/problems";
export type { Transform } from "./shared/transform";
