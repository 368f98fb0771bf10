export { AMI_FAMILIES, AMI_TYPES, type AmiFamily, type AmiType } from "./ami-types";
export { FargateProfile, type FargateProfileProps, type FargateSelector } from "./fargate-profile";
export { HybridNodes, type HybridNodesProps, type RolesAnywhereProfileOptions } from "./hybrid-nodes";
export type { Accelerator, Architecture } from "./instance-types";
export { KarpenterPrerequisites } from "./karpenter-prerequisites";
export type { KarpenterPrerequisitesProps, KarpenterTransform, NamedCluster } from "./karpenter-prerequisites-props";
export { ManagedNodeGroup } from "./managed-node-group";
export type {
  ManagedNodeGroupOptions,
  ManagedNodeGroupProps,
  ManagedNodeGroupTransform,
  NodeGroupTimeouts,
} from "./managed-node-group-props";
export type { NodeGroupSize } from "./node-group-size";
export type { NodeCount, NodeRepairOptions, NodeRepairOverride } from "./node-repair";
export type { Taint } from "./node-scheduling";
export type {
  CapacityReservation,
  EfaOptions,
  NodeImageOptions,
  NodeTemplateOptions,
  OwnImage,
} from "./node-template-props";
export type { ScalingSchedule } from "./scaling-schedule";
export { SelfManagedNodeGroup } from "./self-managed-node-group";
export type {
  InstanceRefresh,
  LifecycleHook,
  MixedInstances,
  NamedRole,
  SelfManagedNodeGroupOptions,
  SelfManagedNodeGroupProps,
  SelfManagedNodeGroupTransform,
  WarmPool,
} from "./self-managed-node-group-props";
export type {
  BottlerocketSettings,
  ClusterEndpoint,
  JoinableCluster,
  NodeadmSettings,
  NodeUserData,
  SettingValue,
  UserDataFormat,
  UserDataPart,
  WindowsSettings,
} from "./user-data";
