package eksgate.rules.networking["nodes-in-private-subnets_test"]

import data.eksgate.rules.networking["nodes-in-private-subnets"] as rule
import data.eksgate.testing.platform as p

_group := "aws_eks_node_group.main"

_want(outcome) := {"aws_eks_node_group.main": outcome}

_in(references) := p.platform(p.ec2, [], [p.point(_group, "subnet_ids", references)])

_direct(route) := p.resource("aws_route.direct", route, {"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]})

_self_managed(tag) := p.platform(p.ec2, [_group], [p.resource("aws_autoscaling_group.nodes", {"tag": tag}, {"vpc_zone_identifier": [p.id("aws_subnet.public_a")]})])

cases["private subnets"] := {"input": p.ec2, "want": _want("pass")}

cases["one public subnet among private ones"] := {"input": _in([p.id("aws_subnet.private_a"), p.id("aws_subnet.public_a")]), "want": _want("fail")}

cases["the default route leads to an internet gateway"] := {"input": p.platform(p.ec2, ["aws_route.private"], [_direct({"destination_cidr_block": "0.0.0.0/0"})]), "want": _want("fail")}

cases["a route for a part of the internet leads to an internet gateway"] := {"input": p.platform(p.ec2, [], [_direct({"destination_cidr_block": "198.51.100.0/24"})]), "want": _want("fail")}

cases["an IPv6 route leads to an internet gateway"] := {"input": p.platform(p.ec2, [], [_direct({"destination_ipv6_cidr_block": "::/0"})]), "want": _want("fail")}

cases["a route by prefix list leads to an internet gateway"] := {"input": p.platform(p.ec2, [], [_direct({"destination_prefix_list_id": "pl-0123456789abcdef0"})]), "want": _want("fail")}

cases["a route by the prefix list of a service leads to an internet gateway"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_prefix_list.s3", {}, {}), _direct({}), p.point("aws_route.direct", "destination_prefix_list_id", [p.id("data.aws_prefix_list.s3")])]), "want": _want("fail")}

cases["an inline route of the main table leads to an internet gateway, and a subnet takes that table"] := {"input": p.platform(p.ec2, ["aws_route_table_association.private_a"], [p.resource("aws_default_route_table.main", {"route": [{"cidr_block": "0.0.0.0/0"}]}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")], "route.0.gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": _want("fail")}

cases["an internet gateway that is not made here"] := {"input": p.platform(p.ec2, ["aws_route.private"], [p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": _want("fail")}

cases["a route whose target is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_route.private", "nat_gateway_id", [p.unknown("var.gateway")])]), "want": _want("undetermined")}

cases["the routes of the table are not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_route_table.private", "route")]), "want": _want("undetermined")}

cases["the subnets are not known"] := {"input": _in([p.unknown("var.subnets")]), "want": _want("undetermined")}

cases["a public subnet beside one that is not known"] := {"input": _in([p.id("aws_subnet.public_a"), p.unknown("var.subnet")]), "want": _want("fail")}

cases["one of a public and a private subnet is meant"] := {"input": _in([p.over("x", ["aws_subnet.public_a", "aws_subnet.private_a"])]), "want": _want("undetermined")}

cases["no subnets"] := {"input": p.platform(p.ec2, [[_group, "edges", "subnet_ids"], [_group, "unknown", "subnet_ids"]], []), "want": _want("undetermined")}

cases["a subnet that this input does not hold"] := {"input": p.platform(p.ec2, [[_group, "edges", "subnet_ids"], [_group, "unknown", "subnet_ids"]], [p.change(_group, {"subnet_ids": ["subnet-0123456789abcdef0"]})]), "want": _want("undetermined")}

cases["a group whose cluster cannot be told"] := {"input": p.platform(_in([p.id("aws_subnet.public_a")]), [], [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": _want("fail")}

cases["a self-managed group in a public subnet"] := {"input": _self_managed([{"key": "kubernetes.io/cluster/main", "value": "owned"}]), "want": {"aws_autoscaling_group.nodes": "fail"}}

cases["a self-managed group in a public subnet, with a tag that is the name of another cluster"] := {"input": p.platform(_self_managed([{"key": "kubernetes.io/cluster/main", "value": "owned"}, {"key": "team", "value": "a"}]), [], [p.resource("aws_eks_cluster.team", {"name": "team"}, {})]), "want": {"aws_autoscaling_group.nodes": "fail"}}

cases["a self-managed group whose tags do not tell a cluster"] := {"input": _self_managed([{"key": "kubernetes.io/cluster/other", "value": "owned"}]), "want": {"aws_autoscaling_group.nodes": "undetermined"}}

cases["a self-managed group in private subnets whose tags do not tell a cluster"] := {"input": p.platform(_self_managed([{"key": "kubernetes.io/cluster/other", "value": "owned"}]), [], [p.point("aws_autoscaling_group.nodes", "vpc_zone_identifier", [p.id("aws_subnet.private_a")])]), "want": {"aws_autoscaling_group.nodes": "pass"}}

cases["a group that is none of nodes"] := {"input": _self_managed([]), "want": {}}

cases["Block Public Access makes no public subnet a private one"] := {"input": p.platform(_in([p.id("aws_subnet.public_a")]), [], [p.resource("aws_vpc_block_public_access_options.main", {"internet_gateway_block_mode": "block-bidirectional"}, {})]), "want": _want("fail")}

cases["a route whose destination is not known leads to an internet gateway"] := {"input": p.platform(p.ec2, [], [_direct({}), p.point("aws_route.direct", "destination_cidr_block", [p.unknown("var.destination")])]), "want": _want("fail")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_the_subnet_and_the_route_are_named if {
	results := rule.results with input as _in([p.id("aws_subnet.public_a")])
	some result in results
	result.message == "aws_eks_node_group.main uses a subnet that is not private: aws_subnet.public_a has a route to an internet gateway (aws_route.public)"
}

test_subnets_that_are_not_known_are_named_once if {
	results := rule.results with input as _in([p.unknown("var.subnets")])
	some result in results
	result.missing == ["aws_eks_node_group.main: var.subnets"]
}

test_the_route_that_is_not_known_is_named if {
	results := rule.results with input as p.platform(p.ec2, [], [p.point("aws_route.private", "nat_gateway_id", [p.unknown("var.gateway")])])
	some result in results
	result.missing == ["aws_route.private: gateway_id"]
}

test_a_cluster_that_is_not_told_is_named if {
	results := rule.results with input as _self_managed([{"key": "kubernetes.io/cluster/other", "value": "owned"}])
	some result in results
	result.missing == ["aws_autoscaling_group.nodes: tag"]
}
