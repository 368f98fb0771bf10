export { AMI_TYPES, type AmiType, type Architecture } from "./ami-types";
export { FargateProfile, type FargateProfileProps, type FargateSelector } from "./fargate-profile";
export { ManagedNodeGroup } from "./managed-node-group";
export type {
  ManagedNodeGroupOptions,
  ManagedNodeGroupProps,
  ManagedNodeGroupTransform,
  NodeGroupSize,
  Taint,
} from "./managed-node-group-props";
