package eksgate.rules.networking["nat-gateway-per-zone_test"]

import data.eksgate.rules.networking["nat-gateway-per-zone"] as rule
import data.eksgate.testing.platform as p

_want(outcome) := {"aws_vpc.main": outcome}

_group := "aws_eks_node_group.main"

# A route table for zone b with a NAT gateway of its own there.
_b := [
	p.resource("aws_subnet.public_b", {"cidr_block": "10.0.241.0/24", "availability_zone": "eu-central-1b"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.resource("aws_nat_gateway.b", {"connectivity_type": "public"}, {"subnet_id": [p.id("aws_subnet.public_b")]}),
	p.resource("aws_route_table.b", {}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.resource("aws_route.b", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.b")], "nat_gateway_id": [p.id("aws_nat_gateway.b")]}),
	p.point("aws_route_table_association.private_b", "route_table_id", [p.id("aws_route_table.b")]),
	p.point(_group, "subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")]),
]

_two := p.platform(p.ec2, [], _b)

# Nodes in zone a alone, where the NAT gateway is.
_one := p.platform(p.ec2, [], [p.point(_group, "subnet_ids", [p.id("aws_subnet.private_a")])])

# The other zone's gateway is the only one.
_astray := p.platform(_one, [], [p.point(_group, "subnet_ids", [p.id("aws_subnet.private_b")])])

cases["a regional NAT gateway"] := {"input": p.ec2_regional, "want": _want("pass")}

cases["a NAT gateway in each zone"] := {"input": _two, "want": _want("pass")}

cases["one NAT gateway for three zones"] := {"input": p.ec2, "want": _want("fail")}

cases["nodes in one zone, with the NAT gateway"] := {"input": _one, "want": _want("pass")}

cases["nodes in one zone, and the NAT gateway in another"] := {"input": _astray, "want": _want("fail")}

cases["each zone leaves by the NAT gateway of the other"] := {"input": p.platform(_two, [], [p.point("aws_route.b", "nat_gateway_id", [p.id("aws_nat_gateway.main")]), p.point("aws_route.private", "nat_gateway_id", [p.id("aws_nat_gateway.b")])]), "want": _want("fail")}

cases["zones told by their ids"] := {"input": p.platform(_one, [["aws_subnet.private_a", "values", "availability_zone"], ["aws_subnet.public_a", "values", "availability_zone"]], [p.change("aws_subnet.private_a", {"availability_zone_id": "euc1-az1"}), p.change("aws_subnet.public_a", {"availability_zone_id": "euc1-az1"})]), "want": _want("pass")}

cases["one zone told by an id and one by a name"] := {"input": p.platform(_one, [["aws_subnet.private_a", "values", "availability_zone"]], [p.change("aws_subnet.private_a", {"availability_zone_id": "euc1-az1"})]), "want": _want("undetermined")}

cases["the zone of the nodes is not known"] := {"input": p.platform(_one, [["aws_subnet.private_a", "values", "availability_zone"]], []), "want": _want("undetermined")}

cases["the subnet of the NAT gateway is not known"] := {"input": p.platform(_one, [], [p.point("aws_nat_gateway.main", "subnet_id", [p.unknown("var.subnet")])]), "want": _want("undetermined")}

cases["the NAT gateway is not made here"] := {"input": p.platform(_one, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]], [p.change("aws_route.private", {"nat_gateway_id": "nat-0123456789abcdef0"})]), "want": _want("undetermined")}

cases["a NAT gateway that a data source shows to be regional"] := {"input": p.platform(_one, [], [p.point("aws_route.private", "nat_gateway_id", [p.id("data.aws_nat_gateway.x")]), p.resource("data.aws_nat_gateway.x", {"availability_mode": "regional"}, {})]), "want": _want("pass")}

cases["a NAT gateway that a data source does not show"] := {"input": p.platform(_astray, [], [p.point("aws_route.private", "nat_gateway_id", [p.id("data.aws_nat_gateway.x")]), p.resource("data.aws_nat_gateway.x", {}, {"subnet_id": [p.id("aws_subnet.public_a")]})]), "want": _want("undetermined")}

cases["whether the NAT gateway is regional is not known"] := {"input": p.platform(_astray, [], [p.forget("aws_nat_gateway.main", "availability_mode")]), "want": _want("undetermined")}

cases["whether the NAT gateway in the same zone is regional is not known"] := {"input": p.platform(_one, [], [p.forget("aws_nat_gateway.main", "availability_mode")]), "want": _want("pass")}

cases["one of two NAT gateways is meant, and one is in another zone"] := {"input": p.platform(_two, [], [p.point("aws_route.b", "nat_gateway_id", [p.over("x", ["aws_nat_gateway.main", "aws_nat_gateway.b"])])]), "want": _want("undetermined")}

cases["one of two NAT gateways is meant, and both are in another zone"] := {"input": p.platform(_two, [], [p.point(_group, "subnet_ids", [p.id("aws_subnet.private_c")]), p.point("aws_route.private", "nat_gateway_id", [p.over("x", ["aws_nat_gateway.main", "aws_nat_gateway.b"])])]), "want": _want("fail")}

cases["the default route is two halves, and one leads to another zone"] := {"input": p.platform(_two, [], [p.change("aws_route.b", {"destination_cidr_block": "0.0.0.0/1"}), p.resource("aws_route.half", {"destination_cidr_block": "128.0.0.0/1"}, {"route_table_id": [p.id("aws_route_table.b")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), "want": _want("fail")}

cases["nodes that do not leave by NAT"] := {"input": p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": {}}

cases["nodes that do not leave at all"] := {"input": p.platform(p.ec2, ["aws_route.private"], []), "want": {}}

cases["a NAT gateway or a transit gateway"] := {"input": p.platform(_astray, [], [p.change("aws_route.private", {"transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": _want("undetermined")}

cases["the target of the default route is not known"] := {"input": p.platform(_one, [], [p.point("aws_route.private", "nat_gateway_id", [p.unknown("var.gateway")])]), "want": _want("undetermined")}

cases["whether there is a default route is not known"] := {"input": p.platform(_one, ["aws_route.private"], [p.forget("aws_route_table.private", "route")]), "want": _want("undetermined")}

cases["a route for a prefix list that is not known beside the default route"] := {"input": p.platform(_one, [], [p.resource("aws_route.list", {"destination_prefix_list_id": "pl-0123456789abcdef0", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": _want("pass")}

cases["the subnets of the nodes are not known"] := {"input": p.platform(p.ec2, [], [p.point(_group, "subnet_ids", [p.unknown("var.subnets")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["nodes that may be in a zone without a NAT gateway"] := {"input": p.platform(_one, [], [p.point(_group, "subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": _want("undetermined")}

cases["the nodes of a cluster in Auto Mode"] := {"input": p.platform(p.ec2, [_group], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["general-purpose"]}]})]), "want": _want("fail")}

cases["whether the cluster is in Auto Mode is not known"] := {"input": p.platform(p.ec2, [_group], [p.forget("aws_eks_cluster.main", "compute_config.0.enabled")]), "want": _want("undetermined")}

cases["self-managed nodes"] := {"input": p.platform(p.ec2, [_group], [p.resource("aws_autoscaling_group.nodes", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {"vpc_zone_identifier": [p.id("aws_subnet.private_b")]})]), "want": _want("fail")}

cases["Fargate pods are no nodes"] := {"input": p.platform(p.ec2, [_group], [p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), "want": {}}

cases["Fargate pods whose subnets are not known are none either"] := {"input": p.platform(p.ec2, [_group], [p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"}), p.point("aws_eks_fargate_profile.default", "subnet_ids", [p.unknown("var.subnets")])]), "want": {}}

cases["the VPC is none of this input"] := {"input": p.platform(_one, [["aws_subnet.private_a", "edges", "vpc_id"], ["aws_subnet.private_a", "unknown", "vpc_id"]], [p.change("aws_subnet.private_a", {"vpc_id": "vpc-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the VPC is not known, and the NAT gateway in another zone"] := {"input": p.platform(_astray, [], [p.point("aws_subnet.private_b", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_eks_node_group.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_said(changed) := result if {
	results := rule.results with input as changed
	some result in results
}

test_it_is_as_severe_as_the_rule_in_production if not _said(_astray).severity

test_it_is_low_elsewhere if _said(object.union(_astray, {"profile": "development"})).severity == "low"

test_the_zones_are_named if {
	_said(_astray).message == "aws_route.private leads from aws_subnet.private_b (eu-central-1b) to aws_nat_gateway.main in another zone (eu-central-1a)"
}

test_what_would_decide_is_named if {
	result := _said(p.platform(_one, [["aws_subnet.private_a", "values", "availability_zone"]], []))
	result.missing == ["the zones of aws_subnet.private_a and aws_nat_gateway.main"]
}
