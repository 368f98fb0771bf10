package eksgate.rules.networking["fargate-subnets-private_test"]

import data.eksgate.rules.networking["fargate-subnets-private"] as rule
import data.eksgate.testing.platform as p

cases["an association that tells nothing of its subnet"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_route_table_association.private_a", {}, {"route_table_id": [p.id("aws_route_table.public")]}), p.forget("aws_route_table_association.private_a", "subnet_id")]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["an association with a subnet that this input does not hold"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route_table_association.elsewhere", {"subnet_id": "subnet-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.public")]})]), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["which of two subnets an association is for is not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_route_table_association.private_a", {}, {"subnet_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.public_a"])], "route_table_id": [p.id("aws_route_table.public")]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["private subnets"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], []), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["one public subnet"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.point("aws_eks_fargate_profile.default", "subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.public_a")])]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["the default route leads to an internet gateway"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["another route leads to an internet gateway"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route.direct", {"destination_cidr_block": "198.51.100.0/24"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["the IPv6 route leads to an internet gateway"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route.direct", {"destination_ipv6_cidr_block": "::/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["an inline route leads to an internet gateway by its id"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.change("aws_route_table.private", {"route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-0123456789abcdef0"}]})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["inline routes that are not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.forget("aws_route_table.private", "route")]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["the main route table leads to an internet gateway"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_main_route_table_association.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "route_table_id": [p.id("aws_route_table.public")]})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["the main route table is nobody's"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], []), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["the adopted default route table leads to an internet gateway"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_default_route_table.main", {"route": [{"cidr_block": "0.0.0.0/0"}]}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")], "route.0.gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["the routes of the adopted table are not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_default_route_table.main", {}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")]}), p.forget("aws_default_route_table.main", "route")]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["which table is the main one is not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_main_route_table_association.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "route_table_id": [p.unknown("var.table")]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["the subnet of an association is not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_route_table_association.private_a", {}, {"subnet_id": [p.unknown("var.subnet")], "route_table_id": [p.id("aws_route_table.public")]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["the table of an association is not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.point("aws_route_table_association.private_a", "route_table_id", [p.unknown("var.table")])]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["an association of a gateway is none of a subnet"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route_table_association.edge", {}, {"gateway_id": [p.id("aws_internet_gateway.main")], "route_table_id": [p.id("aws_route_table.public")]})]), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["the table of a route to an internet gateway is not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.unknown("var.table")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["the target of a route is one of two"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route.direct", {"destination_cidr_block": "198.51.100.0/24"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.over("x", ["aws_internet_gateway.main", "aws_vpn_gateway.main"])]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["the target of a route is not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route.direct", {"destination_cidr_block": "198.51.100.0/24"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.unknown("var.gateway")]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["a route to a VPN gateway"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.resource("aws_route.vpn", {"destination_cidr_block": "192.168.0.0/16"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_vpn_gateway.main")]})]), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["a subnet that is not made here"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.point("aws_eks_fargate_profile.default", "subnet_ids", [p.id("data.aws_subnet.elsewhere")]), p.resource("data.aws_subnet.elsewhere", {}, {})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["the subnets are not known"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.point("aws_eks_fargate_profile.default", "subnet_ids", [p.unknown("var.subnets")])]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["one of two subnets is meant, and one of them is public"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.point("aws_eks_fargate_profile.default", "subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.public_a"])])]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["a profile without subnets"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [["aws_eks_fargate_profile.default", "edges", "subnet_ids"], ["aws_eks_fargate_profile.default", "unknown", "subnet_ids"]], []), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["as many associations as subnets cover each once"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a", "aws_route_table_association.private_b"], [p.resource("aws_route_table_association.spread[0]", {}, {"subnet_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])], "route_table_id": [p.id("aws_route_table.public")]}), p.resource("aws_route_table_association.spread[1]", {}, {"subnet_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])], "route_table_id": [p.id("aws_route_table.public")]})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["fewer associations than subnets leave one uncovered"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a", "aws_route_table_association.private_b"], [p.resource("aws_route_table_association.spread[0]", {}, {"subnet_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])], "route_table_id": [p.id("aws_route_table.public")]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["two main route tables of one VPC"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), ["aws_route_table_association.private_a"], [p.resource("aws_main_route_table_association.public", {}, {"vpc_id": [p.id("aws_vpc.main")], "route_table_id": [p.id("aws_route_table.public")]}), p.resource("aws_main_route_table_association.private", {}, {"vpc_id": [p.id("aws_vpc.main")], "route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
