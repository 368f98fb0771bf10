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
export { EndpointSecurityGroup, type EndpointSecurityGroupProps } from "./endpoint-security-group";
export type { NodePort } from "./flow-rules";
export { FLOWS, POD_FLOWS } from "./flow-table";
export type { Flow, FlowChoice, FlowName, FlowParty, PodFlow, PodFlowParty } from "./flows";
export { NodeSecurityGroup, type NodeSecurityGroupProps } from "./node-security-group";
export type { PodPort } from "./pod-rules";
export { PodSecurityGroup, type PodSecurityGroupProps } from "./pod-security-group";
export { PodTraffic, type PodTrafficProps, type PodTrafficTransform } from "./pod-traffic";
export type { ClusterSecurityGroupProps } from "./security-group-base";
export type { TrafficGroup, TrafficPeer, TrafficRule, TrafficRules } from "./traffic-rule";
