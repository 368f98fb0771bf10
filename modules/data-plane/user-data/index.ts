export { type BottlerocketSettings, bottlerocketUserData } from "./bottlerocket";
export { type ClusterEndpoint, clusterEndpointOf, isJoinable, type JoinableCluster } from "./cluster-endpoint";
export { encodeUserData } from "./encode";
export type { UserDataPart } from "./mime";
export { type NodeadmSettings, nodeadmUserData, type SettingValue } from "./nodeadm";
export {
  checkUserData,
  type NodeUserData,
  type UserDataFormat,
  userDataBesideEks,
  userDataThatJoins,
} from "./user-data";
export { type WindowsSettings, windowsUserData } from "./windows";
