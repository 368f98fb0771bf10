import type { CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { DefaultNetworkAclConfig } from "@cdktf/provider-aws/lib/default-network-acl";
import type { DefaultRouteTableConfig } from "@cdktf/provider-aws/lib/default-route-table";
import type { DefaultSecurityGroupConfig } from "@cdktf/provider-aws/lib/default-security-group";
import type { EgressOnlyInternetGatewayConfig } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import type { EipConfig } from "@cdktf/provider-aws/lib/eip";
import type { FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePolicyConfig } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { InternetGatewayConfig } from "@cdktf/provider-aws/lib/internet-gateway";
import type { NatGatewayConfig } from "@cdktf/provider-aws/lib/nat-gateway";
import type { NetworkAclConfig } from "@cdktf/provider-aws/lib/network-acl";
import type { NetworkAclAssociationConfig } from "@cdktf/provider-aws/lib/network-acl-association";
import type { NetworkAclRuleConfig } from "@cdktf/provider-aws/lib/network-acl-rule";
import type { RouteConfig } from "@cdktf/provider-aws/lib/route";
import type { RouteTableConfig } from "@cdktf/provider-aws/lib/route-table";
import type { RouteTableAssociationConfig } from "@cdktf/provider-aws/lib/route-table-association";
import type { SecurityGroupConfig } from "@cdktf/provider-aws/lib/security-group";
import type { SubnetConfig } from "@cdktf/provider-aws/lib/subnet";
import type { VpcConfig } from "@cdktf/provider-aws/lib/vpc";
import type { VpcDhcpOptionsConfig } from "@cdktf/provider-aws/lib/vpc-dhcp-options";
import type { VpcDhcpOptionsAssociationConfig } from "@cdktf/provider-aws/lib/vpc-dhcp-options-association";
import type { VpcEndpointConfig } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { VpcEndpointRouteTableAssociationConfig } from "@cdktf/provider-aws/lib/vpc-endpoint-route-table-association";
import type { VpcIpv4CidrBlockAssociationConfig } from "@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association";
import type { VpcSecurityGroupIngressRuleConfig } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Transform } from "../shared/transform";

/** Hooks into a tier's resources; each sees the resources of every zone. */
export interface SubnetTierTransforms {
  readonly subnet?: Transform<SubnetConfig>;
  readonly routeTable?: Transform<RouteTableConfig>;
  readonly routeTableAssociation?: Transform<RouteTableAssociationConfig>;
  readonly route?: Transform<RouteConfig>;
}

/** Hooks into the tiers' network ACLs, their rules and associations. */
export interface NetworkAclTransforms {
  readonly networkAcl?: Transform<NetworkAclConfig>;
  readonly networkAclRule?: Transform<NetworkAclRuleConfig>;
  readonly networkAclAssociation?: Transform<NetworkAclAssociationConfig>;
}

/** Hooks into the DHCP options and their association. */
export interface DhcpOptionsTransforms {
  readonly dhcpOptions?: Transform<VpcDhcpOptionsConfig>;
  readonly dhcpOptionsAssociation?: Transform<VpcDhcpOptionsAssociationConfig>;
}

/** Hooks into the NAT gateways and their addresses. */
export interface NatGatewaysTransforms {
  readonly elasticIp?: Transform<EipConfig>;
  readonly natGateway?: Transform<NatGatewayConfig>;
}

/** Hooks into the endpoints, their security group and its rules. */
export interface EndpointsTransforms {
  readonly gatewayEndpoint?: Transform<VpcEndpointConfig>;
  readonly gatewayEndpointRouteTableAssociation?: Transform<VpcEndpointRouteTableAssociationConfig>;
  readonly interfaceEndpoint?: Transform<VpcEndpointConfig>;
  readonly endpointSecurityGroup?: Transform<SecurityGroupConfig>;
  readonly endpointIngressRule?: Transform<VpcSecurityGroupIngressRuleConfig>;
}

/** Hooks into the flow log and what it needs. */
export interface FlowLogsTransforms {
  readonly flowLog?: Transform<FlowLogConfig>;
  readonly flowLogGroup?: Transform<CloudwatchLogGroupConfig>;
  readonly flowLogRole?: Transform<IamRoleConfig>;
  readonly flowLogRolePolicy?: Transform<IamRolePolicyConfig>;
}

/** Hooks into the resources of a `Vpc`, by kind. */
export interface VpcTransforms
  extends SubnetTierTransforms,
    NetworkAclTransforms,
    DhcpOptionsTransforms,
    NatGatewaysTransforms,
    EndpointsTransforms,
    FlowLogsTransforms {
  readonly vpc?: Transform<VpcConfig>;
  readonly secondaryRange?: Transform<VpcIpv4CidrBlockAssociationConfig>;
  readonly egressOnlyInternetGateway?: Transform<EgressOnlyInternetGatewayConfig>;
  readonly internetGateway?: Transform<InternetGatewayConfig>;
  readonly defaultSecurityGroup?: Transform<DefaultSecurityGroupConfig>;
  readonly defaultNetworkAcl?: Transform<DefaultNetworkAclConfig>;
  readonly defaultRouteTable?: Transform<DefaultRouteTableConfig>;
}
