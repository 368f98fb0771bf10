export { ClusterRole, type ClusterRoleProps } from "./cluster-role";
export type { EksRole } from "./eks-role";
export { FargatePodRole, type FargatePodRoleProps } from "./fargate-pod-role";
export { KARPENTER_POLICIES_OF, type KarpenterScope, karpenterPolicies } from "./karpenter-policies";
export { NodeRole, type NodeRoleProps } from "./node-role";
export { awsManagedPolicyArn, type RoleProps, type RoleTransforms } from "./role-props";
export { WorkloadRole, type WorkloadRoleProps } from "./workload-role";
export type { OidcTrust, PodIdentityTrust, WorkloadTrust } from "./workload-trust";
