export type { AddressPlan, PlannedTier, ReservedZones, TierSize } from "./address-plan";
export { formatAddressPlan, planAddresses } from "./address-plan";
export type { DhcpOptions, DhcpOptionsProps } from "./dhcp-options";
export type { Endpoints } from "./endpoints";
export type { EndpointsProps, GatewayEndpointProps, GatewayService, InterfaceEndpointProps } from "./endpoints-props";
export type { CloudWatchFlowLogsProps, FlowLogs, FlowLogsProps, S3FlowLogsProps } from "./flow-logs";
export type { Ipv4Block } from "./ipv4-block";
export { formatIpv4Block, parseIpv4Block } from "./ipv4-block";
export type { IpamIpv4Range, Ipv4Range } from "./ipv4-ranges";
export type { IpamIpv6Range, Ipv6Range } from "./ipv6-range";
export type { NatGateways } from "./nat-gateways";
export type { NetworkSubnet } from "./network";
export { Network } from "./network";
export type { DefaultNetworkAclMode, NetworkAclFlow, NetworkAclPeer, NetworkAclProps } from "./network-acl-props";
export type { GivenTierProps, NetworkFromIdsProps } from "./network-from-ids";
export type { NetworkFromTagsProps, TaggedNetwork, TaggedTierProps } from "./network-from-tags";
export type { SubnetTier } from "./subnet-tier";
export type { TierNetworkAcl } from "./tier-network-acl";
export type { TierType } from "./tier-type";
export { Vpc } from "./vpc";
export type { NatMode, TierProps, VpcProps } from "./vpc-props";
export type {
  DhcpOptionsTransforms,
  EndpointsTransforms,
  FlowLogsTransforms,
  NatGatewaysTransforms,
  NetworkAclTransforms,
  SubnetTierTransforms,
  VpcTransforms,
} from "./vpc-transforms";
