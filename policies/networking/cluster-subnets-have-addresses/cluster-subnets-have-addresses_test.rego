package eksgate.rules.networking["cluster-subnets-have-addresses_test"]

import data.eksgate.rules.networking["cluster-subnets-have-addresses"] as rule
import data.eksgate.testing.platform as p

_a := "aws_subnet.private_a"

# One subnet of the cluster, with a range.
_one(base, range) := p.platform(base, [], [
	p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id(_a)]),
	p.change(_a, {"cidr_block": range}),
])

_without_nodes(range) := p.platform(_one(p.ec2, range), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_b")])])

_want(outcome) := {"aws_subnet.private_a": outcome}

cases["large subnets that nodes share"] := {"input": p.ec2, "want": {"aws_subnet.private_a": "pass", "aws_subnet.private_b": "pass", "aws_subnet.private_c": "pass"}}

cases["a /28 of the cluster's own"] := {"input": _without_nodes("10.0.0.0/28"), "want": _want("pass")}

cases["a /29 of the cluster's own"] := {"input": _without_nodes("10.0.0.0/29"), "want": _want("fail")}

cases["a /28 that nodes share"] := {"input": _one(p.ec2, "10.0.0.0/28"), "want": _want("fail")}

cases["a /27 that nodes share"] := {"input": _one(p.ec2, "10.0.0.0/27"), "want": _want("pass")}

cases["a /28 that Fargate pods share"] := {"input": _one(p.fargate, "10.0.0.0/28"), "want": _want("fail")}

cases["a /28 of a cluster in Auto Mode, whose nodes share it"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}]})]), "want": _want("fail")}

cases["a /28, and whether the cluster is in Auto Mode is not known"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [], [p.forget("aws_eks_cluster.main", "compute_config.0.enabled")]), "want": _want("undetermined")}

cases["a /28 that self-managed nodes share"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [], [p.resource("aws_autoscaling_group.nodes", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {"vpc_zone_identifier": [p.id(_a)]})]), "want": _want("fail")}

cases["a /28 that self-managed nodes of another cluster share"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [], [p.resource("aws_autoscaling_group.nodes", {"tag": [{"key": "kubernetes.io/cluster/other", "value": "owned"}]}, {"vpc_zone_identifier": [p.id(_a)]})]), "want": _want("undetermined")}

cases["a /28 beside a group whose tags are not known"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [], [p.resource("aws_autoscaling_group.nodes", {}, {"vpc_zone_identifier": [p.id(_a)]}), p.forget("aws_autoscaling_group.nodes", "tag")]), "want": _want("undetermined")}

cases["a /28 that nodes of a cluster which cannot be told share"] := {"input": p.platform(_one(p.ec2, "10.0.0.0/28"), [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": _want("fail")}

cases["a /28 that nodes may share"] := {"input": p.platform(_one(p.ec2, "10.0.0.0/28"), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.over("x", [_a, "aws_subnet.private_b"])])]), "want": _want("undetermined")}

cases["a /28 that nodes share and the cluster may"] := {"input": p.platform(_one(p.ec2, "10.0.0.0/28"), [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.over("x", [_a, "aws_subnet.private_b"])])]), "want": {"aws_subnet.private_a": "undetermined", "aws_subnet.private_b": "pass"}}

cases["a /29 that the cluster may use"] := {"input": p.platform(_without_nodes("10.0.0.0/29"), [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.over("x", [_a, "aws_subnet.private_b"])])]), "want": {"aws_subnet.private_a": "undetermined", "aws_subnet.private_b": "pass"}}

cases["IPAM chooses the range"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [[_a, "values", "cidr_block"]], []), "want": _want("undetermined")}

cases["the range is not known"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [[_a, "values", "cidr_block"]], [p.point(_a, "cidr_block", [p.unknown("var.range")])]), "want": _want("undetermined")}

cases["a range that is none"] := {"input": _without_nodes("10.0.0.0"), "want": _want("undetermined")}

cases["an IPv6 range in the place of the IPv4 one"] := {"input": _without_nodes("2001:db8::/28"), "want": _want("undetermined")}

cases["a subnet for IPv6 alone"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [[_a, "values", "cidr_block"]], [p.change(_a, {"ipv6_native": true, "ipv6_cidr_block": "2001:db8:0:1::/64"})]), "want": _want("fail")}

cases["a data source that was read"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("data.aws_subnet.a")]), p.resource("data.aws_subnet.a", {"cidr_block": "10.9.0.0/24"}, {})]), "want": {"data.aws_subnet.a": "pass"}}

cases["a data source that was not read"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("data.aws_subnet.a")]), p.resource("data.aws_subnet.a", {}, {})]), "want": {"data.aws_subnet.a": "undetermined"}}

cases["a subnet that this input does not hold, by its id"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [["aws_eks_cluster.main", "edges", "vpc_config.0.subnet_ids"], ["aws_eks_cluster.main", "unknown", "vpc_config.0.subnet_ids"], ["aws_eks_cluster.main", "values", "vpc_config"]], [p.change("aws_eks_cluster.main", {"vpc_config": [{"subnet_ids": ["subnet-0123456789abcdef0"]}]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a range too small for AWS"] := {"input": _without_nodes("10.0.0.0/30"), "want": _want("fail")}

cases["a subnet that this input does not hold"] := {"input": p.platform(_without_nodes("10.0.0.0/28"), [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id(_a), p.unknown("var.subnet")])]), "want": {"aws_subnet.private_a": "pass", "aws_eks_cluster.main": "undetermined"}}

cases["the subnets of a node group are not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": {"aws_subnet.private_a": "pass", "aws_subnet.private_b": "pass", "aws_subnet.private_c": "pass"}}

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

test_too_few_for_eks_is_as_severe_as_the_rule if {
	result := _said(_without_nodes("10.0.0.0/29"))
	not result.severity
	result.message == "aws_subnet.private_a has 3 usable IPv4 addresses (10.0.0.0/29); EKS needs 6"
}

test_too_few_for_eks_counts_more_than_too_few_beside_nodes if {
	result := _said(_one(p.ec2, "10.0.0.0/29"))
	not result.severity
	endswith(result.message, "EKS needs 6")
}

test_no_subnet_has_fewer_addresses_than_none if {
	_said(_without_nodes("10.0.0.0/30")).message == "aws_subnet.private_a has 0 usable IPv4 addresses (10.0.0.0/30); EKS needs 6"
}

test_too_few_beside_nodes_is_medium if {
	result := _said(_one(p.ec2, "10.0.0.0/28"))
	result.severity == "medium"
	result.message == "aws_subnet.private_a has 11 usable IPv4 addresses (10.0.0.0/28); EKS and aws_eks_node_group.main together need 16"
}

test_exactly_six_are_enough_for_eks if rule._enough("aws_subnet.private_a", 6, "EKS").value == 2 with input as _without_nodes("10.0.0.0/28")

test_a_subnet_for_ipv6_alone_is_told if {
	result := _said(p.platform(_without_nodes("10.0.0.0/28"), [[_a, "values", "cidr_block"]], [p.change(_a, {"ipv6_native": true})]))
	result.message == "aws_subnet.private_a has no usable IPv4 addresses; EKS needs 6"
	not result.severity
}

test_whose_use_is_not_certain_is_named if {
	result := _said(p.platform(_one(p.ec2, "10.0.0.0/28"), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.over("x", [_a, "aws_subnet.private_b"])])]))
	result.missing == ["whether aws_eks_node_group.main uses aws_subnet.private_a"]
}
