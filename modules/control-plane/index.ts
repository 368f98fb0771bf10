export {
  ACCESS_POLICIES,
  type AccessEntryType,
  type AccessGrant,
  type AccessPolicyName,
  type AccessScope,
} from "./access";
export type { AddonOptions, AddonPodIdentity, Addons, ComputeKind } from "./addon";
export type { Cluster } from "./cluster";
export { ControlPlane } from "./control-plane";
export {
  CONTROL_PLANE_LOG_TYPES,
  type ControlPlaneLogs,
  type ControlPlaneLogType,
  type ControlPlaneProps,
  type ControlPlaneTransform,
  type RoleWithPermissions,
} from "./control-plane-props";
export { EndpointAccess, type PublicAccessOptions } from "./endpoint-access";
export { isKnownVersion, KUBERNETES_VERSIONS, type KubernetesVersion } from "./kubernetes-versions";
export { rolePrefix } from "./role-prefix";
export { SecretsKey, type SecretsKeyProps } from "./secrets-key";
export { subnetsOf, type TierPlacement } from "./tier-subnets";
