export { type AddonWithPermissions, hasKnownPermissions } from "./addon-permissions";
export { type AddonOidcTrust, AddonRole, type AddonRoleProps } from "./addon-role";
export { AutoModeNodeRole } from "./auto-mode-node-role";
export { CapabilityRole } from "./capability-role";
export { ClusterRole, type ClusterRoleProps } from "./cluster-role";
export type { EksRole } from "./eks-role";
export { FargatePodRole, type FargatePodRoleProps } from "./fargate-pod-role";
export {
  HybridNodeRole,
  type HybridNodeRoleProps,
  type RolesAnywhereCredentials,
  type SystemsManagerCredentials,
} from "./hybrid-node-role";
export { KARPENTER_POLICIES_OF, type KarpenterScope, karpenterPolicies } from "./karpenter-policies";
export { NodeRole, type NodeRoleProps } from "./node-role";
export {
  type ClusterByName,
  PodIdentityAssociation,
  type PodIdentityAssociationProps,
  type PodIdentityAssociationTransforms,
} from "./pod-identity-association";
export {
  awsManagedPolicyArn,
  type RoleDefaults,
  type RoleProps,
  type RoleTransforms,
} from "./role-props";
export { WorkloadRole, type WorkloadRoleProps } from "./workload-role";
export type { OidcTrust, PodIdentityTrust, SourceRoleTrust, WorkloadTrust } from "./workload-trust";
