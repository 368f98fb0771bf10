export type { BackendSettings, LocalBackendSettings, S3BackendSettings } from "./backend";
export { type CreateStacksOptions, createStacks } from "./create-stacks";
export type {
  DataPlane,
  FargateProfileSettings,
  KarpenterSettings,
  NodeGroupSettings,
  Placement,
  SelfManagedNodeGroupSettings,
} from "./data-plane-props";
export type {
  ControlPlaneSettings,
  EksPlatformStackProps,
  EksPlatformTransform,
  ExistingNetwork,
  TrafficSettings,
  WorkloadSettings,
} from "./eks-platform-props";
export { EksPlatformStack } from "./eks-platform-stack";
export { loadPlatform, type Platform, parsePlatform } from "./load-platform";
export { PlatformFileError, type PlatformProblem } from "./platform-file-error";
export { Workload, type WorkloadProps } from "./workload";
