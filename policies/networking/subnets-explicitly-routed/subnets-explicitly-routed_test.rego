package eksgate.rules.networking["subnets-explicitly-routed_test"]

import data.eksgate.rules.networking["subnets-explicitly-routed"] as rule
import data.eksgate.testing.platform as p

_sound := {"aws_subnet.private_a": "pass", "aws_subnet.private_b": "pass", "aws_subnet.private_c": "pass"}

_but(changed) := object.union(_sound, changed)

_association := "aws_route_table_association.private_a"

cases["every subnet is associated"] := {"input": p.ec2, "want": _sound}

cases["a subnet without an association"] := {"input": p.platform(p.ec2, [_association], []), "want": _but({"aws_subnet.private_a": "fail"})}

cases["a subnet of nodes alone without an association"] := {"input": p.platform(p.ec2, [], [p.resource("aws_subnet.nodes", {"cidr_block": "10.0.48.0/20"}, {"vpc_id": [p.id("aws_vpc.main")]}), p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.nodes")])]), "want": _but({"aws_subnet.nodes": "fail"})}

cases["a subnet of Fargate pods alone without an association"] := {"input": p.platform(p.fargate, [], [p.resource("aws_subnet.pods", {"cidr_block": "10.0.48.0/20"}, {"vpc_id": [p.id("aws_vpc.main")]}), p.point("aws_eks_fargate_profile.system", "subnet_ids", [p.id("aws_subnet.pods")])]), "want": _but({"aws_subnet.pods": "fail"})}

cases["a subnet of self-managed nodes alone without an association"] := {"input": p.platform(p.ec2, [], [p.resource("aws_subnet.nodes", {"cidr_block": "10.0.48.0/20"}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_autoscaling_group.nodes", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {"vpc_zone_identifier": [p.id("aws_subnet.nodes")]})]), "want": _but({"aws_subnet.nodes": "fail"})}

cases["a subnet that nobody uses"] := {"input": p.platform(p.ec2, ["aws_route_table_association.public_a"], []), "want": _sound}

cases["the main table's association is none of a subnet"] := {"input": p.platform(p.ec2, [_association], [p.resource("aws_main_route_table_association.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "route_table_id": [p.id("aws_route_table.private")]})]), "want": _but({"aws_subnet.private_a": "fail"})}

cases["an association of a gateway is none of a subnet"] := {"input": p.platform(p.ec2, [_association], [p.resource("aws_route_table_association.edge", {}, {"gateway_id": [p.id("aws_internet_gateway.main")], "route_table_id": [p.id("aws_route_table.private")]})]), "want": _but({"aws_subnet.private_a": "fail"})}

cases["an association with a table that is not known"] := {"input": p.platform(p.ec2, [], [p.point(_association, "route_table_id", [p.unknown("var.table")])]), "want": _sound}

cases["which subnet an association is for is not known"] := {"input": p.platform(p.ec2, [], [p.point(_association, "subnet_id", [p.unknown("var.subnet")])]), "want": _but({"aws_subnet.private_a": "undetermined"})}

cases["an association for one of two subnets"] := {"input": p.platform(p.ec2, [], [p.point(_association, "subnet_id", [p.over("x", ["aws_subnet.private_a", "aws_subnet.public_a"])])]), "want": _but({"aws_subnet.private_a": "undetermined"})}

cases["as many associations as subnets"] := {"input": p.platform(p.ec2, ["aws_route_table_association.private_b"], [p.point(_association, "subnet_id", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])]), p.resource("aws_route_table_association.second", {}, {"subnet_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])], "route_table_id": [p.id("aws_route_table.private")]})]), "want": _sound}

cases["a subnet that is not made here"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("data.aws_subnet.nodes")]), p.resource("data.aws_subnet.nodes", {}, {})]), "want": _but({"data.aws_subnet.nodes": "undetermined"})}

cases["a subnet that is not made here, associated here"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("data.aws_subnet.nodes")]), p.resource("data.aws_subnet.nodes", {}, {}), p.resource("aws_route_table_association.nodes", {}, {"subnet_id": [p.id("data.aws_subnet.nodes")], "route_table_id": [p.id("aws_route_table.private")]})]), "want": _but({"data.aws_subnet.nodes": "pass"})}

cases["a subnet that may be used has no association"] := {"input": p.platform(p.ec2, ["aws_route_table_association.public_a"], [p.point("aws_eks_node_group.main", "subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.public_a"])])]), "want": _but({"aws_subnet.public_a": "undetermined"})}

cases["the subnets of a node group are not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": _but({"aws_eks_node_group.main": "undetermined"})}

cases["the subnets of a cluster are not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])]), "want": _but({"aws_eks_cluster.main": "undetermined"})}

cases["as many associations as subnets, each with a table of its own"] := {"input": p.platform(p.ec2, ["aws_route_table_association.private_b"], [p.point(_association, "subnet_id", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])]), p.resource("aws_route_table.second", {}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_route_table_association.second", {}, {"subnet_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])], "route_table_id": [p.id("aws_route_table.second")]})]), "want": _sound}

cases["a subnet without an association, beside an association for one of two others"] := {"input": p.platform(p.ec2, [_association, "aws_route_table_association.private_b"], [p.resource("aws_route_table_association.second", {}, {"subnet_id": [p.over("x", ["aws_subnet.private_b", "aws_subnet.public_a"])], "route_table_id": [p.id("aws_route_table.private")]})]), "want": _but({"aws_subnet.private_a": "fail", "aws_subnet.private_b": "undetermined"})}

_either_or_more := [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"]), p.unknown("var.more")]

cases["as many associations as subnets, each of which may be for another"] := {"input": p.platform(p.ec2, ["aws_route_table_association.private_b"], [p.point(_association, "subnet_id", _either_or_more), p.resource("aws_route_table_association.second", {}, {"subnet_id": _either_or_more, "route_table_id": [p.id("aws_route_table.private")]})]), "want": _but({"aws_subnet.private_a": "undetermined", "aws_subnet.private_b": "undetermined"})}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_the_argument_that_is_not_known_is_named if {
	results := rule.results with input as p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")]), p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])])
	{result.attributes | some result in results} == {["subnet_ids"], ["vpc_config.0.subnet_ids"]}
}

test_whose_use_is_not_certain_is_named if {
	results := rule.results with input as p.platform(p.ec2, ["aws_route_table_association.public_a"], [p.point("aws_eks_node_group.main", "subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.public_a"])])])
	some result in results
	result.missing == ["whether aws_eks_node_group.main uses aws_subnet.public_a"]
}
