export type { NodePort } from "./cluster-rules";
export {
  ClusterTraffic,
  type ClusterTrafficChoice,
  type ClusterTrafficProps,
  type ClusterTrafficTransform,
} from "./cluster-traffic";
export {
  ControlPlaneEniSecurityGroup,
  type ControlPlaneEniSecurityGroupProps,
} from "./control-plane-eni-security-group";
export {
  EfaSecurityGroup,
  type EfaSecurityGroupProps,
  type EfaSecurityGroupTransform,
} from "./efa-security-group";
export { FLOWS, type Flow, type FlowChoice, type FlowName, type FlowParty } from "./flows";
export { NodeSecurityGroup, type NodeSecurityGroupProps } from "./node-security-group";
export type { ClusterSecurityGroupProps } from "./security-group-base";
export type { TrafficGroup, TrafficPeer, TrafficRule, TrafficRules } from "./traffic-rule";
