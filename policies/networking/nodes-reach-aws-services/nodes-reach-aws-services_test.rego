package eksgate.rules.networking["nodes-reach-aws-services_test"]

import data.eksgate.rules.networking["nodes-reach-aws-services"] as rule
import data.eksgate.testing.platform as p

cases["a subnet that this input does not hold, associated with a table that leads to an internet gateway"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [["aws_eks_node_group.main", "edges", "subnet_ids"], ["aws_eks_node_group.main", "unknown", "subnet_ids"]], [p.resource("aws_route_table_association.elsewhere", {"subnet_id": "subnet-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]}), p.change("aws_eks_node_group.main", {"subnet_ids": ["subnet-0123456789abcdef0"]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the NAT gateway's subnet leads to a transit gateway"] := {"input": p.platform(p.ec2, [["aws_route.public", "edges", "gateway_id"]], [p.change("aws_route.public", {"transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a role whose trust is not known beside the endpoint for STS"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.endpoint("sts", "Interface"), p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]}), p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.unknown("var.trust")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["subnets on a route table that is looked up"] := {
	"input": p.platform(p.ec2, [], array.concat(
		[p.resource("data.aws_route_table.private", {}, {})],
		[p.point($"aws_route_table_association.private_{zone}", "route_table_id", [p.id("data.aws_route_table.private")]) | some zone in ["a", "b", "c"]],
	)),
	"want": {"aws_eks_node_group.main": "undetermined"},
}

cases["a subnet with an internet gateway that is not made here"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("data.aws_subnet.public")]), p.resource("data.aws_subnet.public", {}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_route_table_association.data", {}, {"subnet_id": [p.id("data.aws_subnet.public")], "route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["nodes that leave by NAT"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["Fargate profiles with the endpoints that they need"] := {"input": p.fargate, "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["no way out and no endpoints"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["no way out, and all endpoints"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["one endpoint too few"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["Fargate without the endpoint for images"] := {"input": p.platform(p.fargate, ["aws_vpc_endpoint.ecr_dkr"], []), "want": {"aws_eks_fargate_profile.default": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["the endpoints are of another VPC"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.point("aws_vpc_endpoint.s3", "vpc_id", [p.id("aws_vpc.other")]), p.resource("aws_vpc.other", {}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the VPC of an endpoint is not told"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.point("aws_vpc_endpoint.s3", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the service of an endpoint is not known"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.resource("aws_vpc_endpoint.some", {}, {"vpc_id": [p.id("aws_vpc.main")], "service_name": [p.unknown("var.service")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the endpoints of China"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.change("aws_vpc_endpoint.ecr_api", {"service_name": "cn.com.amazonaws.cn-north-1.ecr.api"}), p.change("aws_vpc_endpoint.ecr_dkr", {"service_name": "cn.com.amazonaws.cn-north-1.ecr.dkr"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["pod identity needs its endpoint"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_pod_identity_association.app", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an add-on with pod identity needs it too"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_addon.cni", {"pod_identity_association": [{}]}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["pod identity with its endpoint"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.endpoint("eks-auth", "Interface"), p.resource("aws_eks_pod_identity_association.app", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a role that trusts the OIDC provider needs STS"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]}), p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.ref("aws_iam_openid_connect_provider.main", "arn")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a role that trusts it through a policy document"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]}), p.resource("data.aws_iam_policy_document.app", {}, {"statement.0.principals.0.identifiers": [p.ref("aws_iam_openid_connect_provider.main", "arn")]}), p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.ref("data.aws_iam_policy_document.app", "json")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an add-on with a role needs STS"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_addon.cni", {"service_account_role_arn": "arn:aws:iam::111122223333:role/cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an add-on with a role made here needs STS"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_addon.cni", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "service_account_role_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a role whose trust is not known may need STS"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]}), p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.unknown("var.trust")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a provider that no role trusts"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the groups let nothing out"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_egress_rule.node_out"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the groups let the VPC alone out"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv4": "10.0.0.0/16"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the groups let a part of the internet out"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv4": "52.0.0.0/8"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the groups let the internet out in halves"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv4": "0.0.0.0/1"}), p.resource("aws_vpc_security_group_egress_rule.upper", {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "128.0.0.0/1"}, {"security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["what the groups let out is not known"] := {"input": p.platform(p.ec2, [["aws_vpc_security_group_egress_rule.node_out", "values", "cidr_ipv4"]], [p.forget("aws_vpc_security_group_egress_rule.node_out", "cidr_ipv4")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the NAT gateway is in a subnet without a way out"] := {"input": p.platform(p.ec2, [], [p.point("aws_nat_gateway.main", "subnet_id", [p.id("aws_subnet.private_b")])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the NAT gateway is in a subnet whose table has no default route"] := {"input": p.platform(p.ec2, ["aws_route.public"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the NAT gateway is private"] := {"input": p.platform(p.ec2, [], [p.change("aws_nat_gateway.main", {"connectivity_type": "private"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["whether the NAT gateway is private is not known"] := {"input": p.platform(p.ec2, [["aws_nat_gateway.main", "values", "connectivity_type"]], [p.forget("aws_nat_gateway.main", "connectivity_type")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the subnet of the NAT gateway is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_nat_gateway.main", "subnet_id", [p.unknown("var.subnet")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the NAT gateway's subnet leads to what is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_route.public", "gateway_id", [p.unknown("var.gateway")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a NAT gateway that is not made here"] := {"input": p.platform(p.ec2, [["aws_route.private", "edges", "nat_gateway_id"]], [p.change("aws_route.private", {"nat_gateway_id": "nat-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a regional NAT gateway"] := {"input": p.platform(p.ec2, [["aws_nat_gateway.main", "edges", "subnet_id"]], [p.change("aws_nat_gateway.main", {"availability_mode": "regional"}), p.point("aws_nat_gateway.main", "vpc_id", [p.id("aws_vpc.main")])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a regional NAT gateway in a VPC without an internet gateway"] := {"input": p.platform(p.ec2, ["aws_internet_gateway.main"], [p.change("aws_nat_gateway.main", {"availability_mode": "regional"}), p.point("aws_nat_gateway.main", "vpc_id", [p.id("aws_vpc.main")])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a regional NAT gateway whose VPC is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_nat_gateway.main", {"availability_mode": "regional"}), p.point("aws_nat_gateway.main", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the internet gateway is attached to another VPC"] := {"input": p.platform(p.ec2, [], [p.point("aws_internet_gateway.main", "vpc_id", [p.id("aws_vpc.other")]), p.resource("aws_vpc.other", {}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the internet gateway is attached by a resource of its own"] := {"input": p.platform(p.ec2, [["aws_internet_gateway.main", "edges", "vpc_id"], ["aws_internet_gateway.main", "unknown", "vpc_id"]], [p.resource("aws_internet_gateway_attachment.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "internet_gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["what the internet gateway is attached to is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_internet_gateway.main", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the default route in halves"] := {"input": p.platform(p.ec2, [], [p.change("aws_route.private", {"destination_cidr_block": "0.0.0.0/1"}), p.resource("aws_route.upper", {"destination_cidr_block": "128.0.0.0/1"}, {"route_table_id": [p.id("aws_route_table.private")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a route for a half of the internet, to a NAT gateway without a way out"] := {"input": p.platform(p.ec2, ["aws_route.public"], [p.change("aws_route.private", {"destination_cidr_block": "0.0.0.0/1"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["routes for private addresses only"] := {"input": p.platform(p.ec2, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]], [p.change("aws_route.private", {"destination_cidr_block": "192.168.0.0/16", "transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a route for IPv6 to what may be a way out"] := {"input": p.platform(p.ec2, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"], ["aws_route.private", "values", "destination_cidr_block"]], [p.change("aws_route.private", {"destination_ipv6_cidr_block": "::/0", "transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the NAT gateway's subnet leads to a half of the internet only"] := {"input": p.platform(p.ec2, [], [p.change("aws_route.public", {"destination_cidr_block": "0.0.0.0/1"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the NAT gateway's subnet leads to a transit gateway for a half of the internet"] := {"input": p.platform(p.ec2, [["aws_route.public", "edges", "gateway_id"], ["aws_route.public", "unknown", "gateway_id"]], [p.change("aws_route.public", {"destination_cidr_block": "0.0.0.0/1", "transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the NAT gateway's subnet leads to another gateway that is not told, for a half of the internet"] := {"input": p.platform(p.ec2, [], [p.change("aws_route.public", {"destination_cidr_block": "0.0.0.0/1"}), p.point("aws_route.public", "gateway_id", [p.unknown("var.gateway")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the NAT gateway's subnet leads back to it for a half of the internet"] := {"input": p.platform(p.ec2, [["aws_route.public", "edges", "gateway_id"], ["aws_route.public", "unknown", "gateway_id"]], [p.change("aws_route.public", {"destination_cidr_block": "0.0.0.0/1"}), p.point("aws_route.public", "nat_gateway_id", [p.id("aws_nat_gateway.main")])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the ACL of the NAT gateway's subnet is closed, and a half of the internet is routed there"] := {"input": p.platform(p.ec2, [], [p.change("aws_route.private", {"destination_cidr_block": "0.0.0.0/1"}), p.resource("aws_network_acl.public", {"ingress": [], "egress": []}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a part of the internet that is routed elsewhere, in halves"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.lower", {"destination_cidr_block": "52.0.0.0/9", "vpc_peering_connection_id": "pcx-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]}), p.resource("aws_route.upper", {"destination_cidr_block": "52.128.0.0/9", "vpc_peering_connection_id": "pcx-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a small part of the internet that is routed elsewhere"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.lower", {"destination_cidr_block": "52.0.0.0/9", "vpc_peering_connection_id": "pcx-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["private addresses that are routed elsewhere, in halves"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.lower", {"destination_cidr_block": "10.0.0.0/9", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]}), p.resource("aws_route.upper", {"destination_cidr_block": "10.128.0.0/9", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a small part of what a route for a part is for is routed elsewhere"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.wide", {"destination_cidr_block": "52.0.0.0/8"}, {"route_table_id": [p.id("aws_route_table.private")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]}), p.resource("aws_route.office", {"destination_cidr_block": "52.94.0.0/16", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["half of a default route, among which what is needed may be"] := {"input": p.platform(p.ec2, [], [p.change("aws_route.private", {"destination_cidr_block": "0.0.0.0/1"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the destination of a route is not known"] := {"input": p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], [p.forget("aws_route.private", "destination_cidr_block")]), "want": {"aws_eks_node_group.main": "undetermined"}}

_by_list(extra) := p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], array.concat(
	[p.point("aws_route.private", "destination_prefix_list_id", [p.id("aws_ec2_managed_prefix_list.some")])],
	extra,
))

_list(name, entries) := p.resource("aws_ec2_managed_prefix_list.some", {"name": name, "entry": entries}, {})

cases["a route for a prefix list that is not known may be a default route"] := {"input": p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], [p.change("aws_route.private", {"destination_prefix_list_id": "pl-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a route for a prefix list that holds everything is a default route"] := {"input": _by_list([_list("all", [{"cidr": "0.0.0.0/0"}])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a route for a prefix list that holds both halves of everything is one too"] := {"input": _by_list([_list("all", [{"cidr": "0.0.0.0/1"}]), p.resource("aws_ec2_managed_prefix_list_entry.half", {"cidr": "128.0.0.0/1"}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.some")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a route for a prefix list that holds a part of the internet is none"] := {"input": _by_list([_list("part", [{"cidr": "198.51.100.0/24"}])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a prefix list beside an empty range"] := {"input": _by_list([_list("all", [{"cidr": "0.0.0.0/0"}]), p.change("aws_route.private", {"destination_cidr_block": ""})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a route for an empty prefix list is none"] := {"input": _by_list([_list("none", [])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a prefix list with an entry that is not known may hold everything"] := {"input": _by_list([_list("part", [{"cidr": "198.51.100.0/24"}]), p.resource("aws_ec2_managed_prefix_list_entry.more", {}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.some")], "cidr": [p.unknown("var.range")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["which of two prefix lists a route is for is not known"] := {"input": p.platform(_by_list([_list("part", [{"cidr": "198.51.100.0/24"}]), p.resource("aws_ec2_managed_prefix_list.all", {"name": "all", "entry": [{"cidr": "0.0.0.0/0"}]}, {})]), [], [p.point("aws_route.private", "destination_prefix_list_id", [p.over("x", ["aws_ec2_managed_prefix_list.some", "aws_ec2_managed_prefix_list.all"])])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a prefix list that a data source shows"] := {"input": p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], [p.point("aws_route.private", "destination_prefix_list_id", [p.id("data.aws_ec2_managed_prefix_list.all")]), p.resource("data.aws_ec2_managed_prefix_list.all", {"name": "all", "entries": [{"cidr": "0.0.0.0/0"}]}, {})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a prefix list that a data source does not show"] := {"input": p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], [p.point("aws_route.private", "destination_prefix_list_id", [p.id("data.aws_ec2_managed_prefix_list.all")]), p.resource("data.aws_ec2_managed_prefix_list.all", {"name": "all"}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a prefix list of an AWS service is no default route"] := {"input": p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], [p.point("aws_route.private", "destination_prefix_list_id", [p.id("data.aws_ec2_managed_prefix_list.s3")]), p.resource("data.aws_ec2_managed_prefix_list.s3", {"name": "com.amazonaws.eu-central-1.s3"}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["nor is one that a data source for AWS services names"] := {"input": p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], [p.point("aws_route.private", "destination_prefix_list_id", [p.ref("data.aws_prefix_list.s3", "id")]), p.resource("data.aws_prefix_list.s3", {}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a route for an unknown prefix list beside the default route"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.list", {"destination_prefix_list_id": "pl-0123456789abcdef0", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "pass"}}

_blocked(mode) := p.resource("aws_vpc_block_public_access_options.main", {"internet_gateway_block_mode": mode}, {})

_exclusion(name, mode, edges) := p.resource($"aws_vpc_block_public_access_exclusion.{name}", {"internet_gateway_exclusion_mode": mode}, edges)

_public_nodes := p.platform(p.ec2, [], [
	p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.public_a")]),
	p.change("aws_subnet.public_a", {"map_public_ip_on_launch": true}),
])

cases["Block Public Access in both directions, and nodes that leave by NAT"] := {"input": p.platform(p.ec2, [], [_blocked("block-bidirectional")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["Block Public Access of ingress, and nodes that leave by NAT"] := {"input": p.platform(p.ec2, [], [_blocked("block-ingress")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["Block Public Access in both directions, and the VPC is excluded"] := {"input": p.platform(p.ec2, [], [_blocked("block-bidirectional"), _exclusion("main", "allow-egress", {"vpc_id": [p.id("aws_vpc.main")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["Block Public Access in both directions, and the NAT gateway's subnet alone is excluded"] := {"input": p.platform(p.ec2, [], [_blocked("block-bidirectional"), _exclusion("main", "allow-egress", {"subnet_id": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Block Public Access in both directions, and the nodes' subnets alone are excluded"] := {"input": p.platform(p.ec2, [], array.concat([_blocked("block-bidirectional")], [_exclusion(zone, "allow-egress", {"subnet_id": [p.id($"aws_subnet.private_{zone}")]}) | some zone in ["a", "b", "c"]])), "want": {"aws_eks_node_group.main": "fail"}}

cases["Block Public Access in both directions, and all subnets on the way are excluded"] := {"input": p.platform(p.ec2, [], array.concat([_blocked("block-bidirectional"), _exclusion("public", "allow-egress", {"subnet_id": [p.id("aws_subnet.public_a")]})], [_exclusion(zone, "allow-egress", {"subnet_id": [p.id($"aws_subnet.private_{zone}")]}) | some zone in ["a", "b", "c"]])), "want": {"aws_eks_node_group.main": "pass"}}

cases["public nodes"] := {"input": _public_nodes, "want": {"aws_eks_node_group.main": "pass"}}

cases["Block Public Access in both directions, and public nodes"] := {"input": p.platform(_public_nodes, [], [_blocked("block-bidirectional")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["Block Public Access of ingress, and public nodes"] := {"input": p.platform(_public_nodes, [], [_blocked("block-ingress")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["public nodes that are excluded in both directions"] := {"input": p.platform(_public_nodes, [], [_blocked("block-ingress"), _exclusion("main", "allow-bidirectional", {"subnet_id": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["public nodes that are excluded for egress, from Block Public Access of ingress"] := {"input": p.platform(_public_nodes, [], [_blocked("block-ingress"), _exclusion("main", "allow-egress", {"subnet_id": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["public nodes that are excluded for egress, from Block Public Access in both directions"] := {"input": p.platform(_public_nodes, [], [_blocked("block-bidirectional"), _exclusion("main", "allow-egress", {"subnet_id": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a regional NAT gateway of another VPC"] := {"input": p.platform(p.ec2_regional, [], [p.point("aws_nat_gateway.main", "vpc_id", [p.id("aws_vpc.other")]), p.resource("aws_vpc.other", {}, {}), p.resource("aws_internet_gateway.other", {}, {"vpc_id": [p.id("aws_vpc.other")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the table of the default route is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_route.private", "route_table_id", [p.unknown("var.table")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the routes of the table are not known"] := {"input": p.platform(p.ec2, ["aws_route.private"], [p.forget("aws_route_table.private", "route")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a transit gateway"] := {"input": p.platform(p.ec2, [["aws_route.private", "edges", "nat_gateway_id"]], [p.change("aws_route.private", {"transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an egress-only gateway is for IPv6"] := {"input": p.platform(p.ec2, [["aws_route.private", "edges", "nat_gateway_id"]], [p.point("aws_route.private", "egress_only_gateway_id", [p.id("aws_egress_only_internet_gateway.main")])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a default route that stays inside"] := {"input": p.platform(p.ec2, [["aws_route.private", "edges", "nat_gateway_id"]], [p.change("aws_route.private", {"gateway_id": "local"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a default route without a target"] := {"input": p.platform(p.ec2, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the route table of the subnets is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_route_table_association.private_a", "route_table_id", [p.unknown("var.table")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["nodes in public subnets without public addresses"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["nodes in public subnets with public addresses"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], [p.change("aws_subnet.private_a", {"map_public_ip_on_launch": true}), p.change("aws_subnet.private_b", {"map_public_ip_on_launch": true}), p.change("aws_subnet.private_c", {"map_public_ip_on_launch": true})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the template gives no public addresses"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], [p.change("aws_subnet.private_a", {"map_public_ip_on_launch": true}), p.change("aws_subnet.private_b", {"map_public_ip_on_launch": true}), p.change("aws_subnet.private_c", {"map_public_ip_on_launch": true}), p.change("aws_launch_template.node", {"network_interfaces": [{"associate_public_ip_address": false}]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the template gives public addresses"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], [p.change("aws_launch_template.node", {"network_interfaces": [{"associate_public_ip_address": true}]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["whether the template gives public addresses is not known"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], [p.change("aws_launch_template.node", {"network_interfaces": [{}]}), p.forget("aws_launch_template.node", "network_interfaces.0.associate_public_ip_address")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["whether subnets give public addresses is not known"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], [p.forget("aws_subnet.private_a", "map_public_ip_on_launch"), p.change("aws_subnet.private_b", {"map_public_ip_on_launch": true}), p.change("aws_subnet.private_c", {"map_public_ip_on_launch": true})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["nodes without a template in public subnets with public addresses"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"]], [p.change("aws_subnet.private_a", {"map_public_ip_on_launch": true}), p.change("aws_subnet.private_b", {"map_public_ip_on_launch": true}), p.change("aws_subnet.private_c", {"map_public_ip_on_launch": true})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["nodes with a template that is not in this input, in public subnets"] := {"input": p.platform(p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Auto Mode with built-in pools"] := {"input": p.platform(p.platform(p.merge([p.network, p.control_plane]), [], []), [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an ACL drops the answers of the internet to the nodes"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL lets the answers of the internet in to the nodes"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 32768, "to_port": 60999, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an ACL drops the answers of the internet to the NAT gateway"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.public", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 32768, "to_port": 65535, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL lets the answers of the internet in to the NAT gateway"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.public", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 1024, "to_port": 65535, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an ACL does not let the nodes in to the NAT gateway"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.public", {"ingress": [{"rule_no": 90, "action": "deny", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "10.0.0.0/20"}, {"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL does not let the answers out to the nodes"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.public", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL denies a part of the internet"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 90, "action": "deny", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "192.0.2.0/24"}, {"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an ACL denies private ranges on the way to the internet"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 90, "action": "deny", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "192.168.0.0/16"}, {"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the VPC is not made here"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.point("aws_subnet.private_a", "vpc_id", [p.unknown("var.vpc")]), p.point("aws_subnet.private_b", "vpc_id", [p.unknown("var.vpc")]), p.point("aws_subnet.private_c", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a self-managed group may need EKS"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main", "aws_eks_node_group.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets})]), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["a self-managed group of a cluster that is not told"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/other", "value": "owned"}]}, {})]), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["routes for the halves of the internet take what the default route would"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.half0", {"destination_cidr_block": "0.0.0.0/1", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]}), p.resource("aws_route.half1", {"destination_cidr_block": "128.0.0.0/1", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a route for half of the internet beside the default route"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.half", {"destination_cidr_block": "0.0.0.0/1", "gateway_id": "local"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the NAT gateway's subnet has a default route without a target"] := {"input": p.platform(p.ec2, [["aws_route.public", "edges", "gateway_id"], ["aws_route.public", "unknown", "gateway_id"]], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the NAT gateway is in another VPC"] := {"input": p.platform(p.ec2, [], [p.resource("aws_vpc.other", {}, {}), p.point("aws_subnet.public_a", "vpc_id", [p.id("aws_vpc.other")]), p.point("aws_internet_gateway.main", "vpc_id", [p.id("aws_vpc.other")])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a trust policy with the provider's ARN written out may need STS"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_iam_role.app", {"name": "app", "assume_role_policy": json.marshal({"Statement": [{"Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0"}}]})}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a pod identity association of an unknown cluster may need EKS Auth"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_pod_identity_association.app", {}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an add-on whose pod identity is not known may need EKS Auth"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_addon.cni", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}), p.forget("aws_eks_addon.cni", "pod_identity_association")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the adopted default route table may be of this VPC"] := {"input": p.platform(p.ec2, ["aws_route_table_association.private_a"], [p.resource("aws_default_route_table.main", {}, {"default_route_table_id": [p.unknown("var.table")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an ACL lets the answers of the internet in to the NAT gateway but for its first port"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.public", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 1025, "to_port": 65535, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.public_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a range of more than a /8 beside the default route leads elsewhere"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.part", {"destination_cidr_block": "52.0.0.0/9", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an internet gateway attached to two VPCs is attached to none for certain"] := {"input": p.platform(p.ec2, [["aws_internet_gateway.main", "edges", "vpc_id"], ["aws_internet_gateway.main", "unknown", "vpc_id"]], [p.resource("aws_internet_gateway_attachment.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "internet_gateway_id": [p.id("aws_internet_gateway.main")]}), p.resource("aws_internet_gateway_attachment.other", {}, {"vpc_id": [p.id("aws_vpc.other")], "internet_gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an endpoint of unknown service in another VPC"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.resource("aws_vpc.other", {}, {}), p.resource("aws_vpc_endpoint.some", {}, {"vpc_id": [p.id("aws_vpc.other")], "service_name": [p.unknown("var.service")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an add-on of another cluster whose pod identity is not known"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.resource("aws_eks_addon.cni", {"cluster_name": "other"}, {}), p.forget("aws_eks_addon.cni", "pod_identity_association")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a role that trusts the provider of another cluster"] := {"input": p.platform(p.ec2, ["aws_route.private", "aws_nat_gateway.main"], [p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("s3", "Gateway"), p.endpoint("ec2", "Interface"), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]}), p.resource("aws_iam_openid_connect_provider.other", {}, {"url": [p.ref("aws_eks_cluster.other", "identity.0.oidc.0.issuer")]}), p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.ref("aws_iam_openid_connect_provider.other", "arn")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["all endpoints in the VPC of the subnets that are told, of which there are more"] := {"input": p.platform(p.private, [], [p.point("aws_eks_node_group.main", "subnet_ids", array.concat(p.private_subnets, [p.unknown("var.subnets")]))]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a gateway, which an endpoint is by default, for a service that has none"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ecr_api", "values", "vpc_endpoint_type"]], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["an endpoint of a kind that leads to no service"] := {"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.ecr_api", {"vpc_endpoint_type": "GatewayLoadBalancer"})]), "want": {"aws_eks_node_group.main": "fail"}}

_elsewhere(name, range) := p.resource($"aws_route.{name}", {"destination_cidr_block": range, "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})

cases["a /8 of the internet beside the default route leads elsewhere"] := {"input": p.platform(p.ec2, [], [_elsewhere("part", "52.0.0.0/8")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["half of a /8 that leaves by NAT leads elsewhere"] := {"input": p.platform(p.ec2, [], [_elsewhere("part", "52.0.0.0/9"), p.resource("aws_route.whole", {"destination_cidr_block": "52.0.0.0/8"}, {"route_table_id": [p.id("aws_route_table.private")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a route for half of the internet that stays inside, and no other"] := {"input": p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.half", {"destination_cidr_block": "0.0.0.0/1", "gateway_id": "local"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["pod identity of this cluster, and an association of a cluster that is not told"] := {"input": p.platform(p.private, [], [p.resource("aws_eks_pod_identity_association.app", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}), p.resource("aws_eks_pod_identity_association.other", {}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a role whose policy document is not known may need STS"] := {"input": p.platform(p.private, [], [p.resource("aws_iam_openid_connect_provider.main", {}, {"url": [p.ref("aws_eks_cluster.main", "identity.0.oidc.0.issuer")]}), p.resource("data.aws_iam_policy_document.app", {}, {"statement.0.principals.0.identifiers": [p.unknown("var.provider")]}), p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.ref("data.aws_iam_policy_document.app", "json")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the default route leads to a NAT gateway that is only looked up"] := {"input": p.platform(p.ec2, [], [p.point("aws_route.private", "nat_gateway_id", [p.id("data.aws_nat_gateway.shared")]), p.resource("data.aws_nat_gateway.shared", {"connectivity_type": "public"}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_the_endpoints_that_are_missing_are_named if {
	some result in rule.results with input as p.platform(p.private, ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.s3"], [])
	endswith(result.message, "has no default route; and aws_vpc.main has no endpoint for ecr.api; aws_vpc.main has no endpoint for s3")
}
