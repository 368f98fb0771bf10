export {
  ACCESS_POLICIES,
  type AccessEntryType,
  type AccessGrant,
  type AccessPolicyName,
  type AccessScope,
  type AutoNodeAccessGrant,
  type NodeAccessGrant,
  type NodeEntryType,
  type StandardAccessGrant,
} from "./access";
export type { AddonOptions, AddonPodIdentity, Addons, ComputeKind } from "./addon";
export type {
  AddonConfigurations,
  AddonResources,
  AddonToleration,
  CorednsConfiguration,
  EbsCsiConfiguration,
  KnownAddon,
  KubeProxyConfiguration,
  KubernetesObject,
  PodIdentityAgentConfiguration,
  TextFlag,
  TextNumber,
  VpcCniConfiguration,
  VpcCniVariables,
} from "./addon-configuration";
export { AUTO_MODE_NODE_POOLS, type AutoModeNodePool, type AutoModeOptions } from "./auto-mode";
export type {
  AckCapability,
  ArgoCdCapability,
  ArgoCdOptions,
  Capability,
  CapabilityOptions,
  KroCapability,
} from "./capability";
export type { Cluster } from "./cluster";
export {
  AUTHENTICATION_MODES,
  type AuthenticationMode,
  type ClusterOptions,
  SCALING_TIERS,
  type ScalingTier,
} from "./cluster-options";
export { ControlPlane } from "./control-plane";
export { CONTROL_PLANE_LOG_TYPES, type ControlPlaneLogs, type ControlPlaneLogType } from "./control-plane-logs";
export type { ControlPlaneProps, ControlPlaneTransform } from "./control-plane-props";
export { EndpointAccess, type PublicAccessOptions } from "./endpoint-access";
export type { IdentityProviderOptions } from "./identity-provider";
export { isKnownVersion, KUBERNETES_VERSIONS, type KubernetesVersion } from "./kubernetes-versions";
export type { OutpostOptions } from "./outpost";
export type { RemoteNetworks } from "./remote-networks";
export { rolePrefix } from "./role-prefix";
export type { RoleWithPermissions } from "./role-with-permissions";
export { KEY_PURPOSES, type KeyPurpose, SecretsKey, type SecretsKeyOptions, type SecretsKeyProps } from "./secrets-key";
export { subnetsOf, type TierPlacement } from "./tier-subnets";
