package eksgate.rules.networking["load-balancer-subnets-tagged_test"]

import data.eksgate.rules.networking["load-balancer-subnets-tagged"] as rule
import data.eksgate.testing.platform as p

_sound := {
	"aws_subnet.private_a": "pass",
	"aws_subnet.private_b": "pass",
	"aws_subnet.private_c": "pass",
	"aws_subnet.public_a": "pass",
}

_tagged(subnet, tags) := p.platform(p.ec2, [[subnet, "values", "tags"]], [p.change(subnet, {"tags": tags})])

_elb := {"kubernetes.io/role/elb": "1"}

_internal := {"kubernetes.io/role/internal-elb": "1"}

_both := object.union(_elb, _internal)

_ec2_tag(values, edges) := p.resource("aws_ec2_tag.role", values, edges)

cases["all are tagged"] := {"input": p.ec2, "want": _sound}

cases["a tag is empty"] := {"input": _tagged("aws_subnet.public_a", {"kubernetes.io/role/elb": ""}), "want": _sound}

cases["a tag has another value"] := {"input": _tagged("aws_subnet.public_a", {"kubernetes.io/role/elb": "true"}), "want": object.union(_sound, {"aws_subnet.public_a": "fail"})}

cases["a public subnet is not tagged"] := {"input": _tagged("aws_subnet.public_a", {}), "want": object.union(_sound, {"aws_subnet.public_a": "fail"})}

cases["a private subnet is not tagged"] := {"input": _tagged("aws_subnet.private_a", {}), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["a public subnet is tagged as a private one"] := {"input": _tagged("aws_subnet.public_a", _internal), "want": object.union(_sound, {"aws_subnet.public_a": "fail"})}

cases["a private subnet is tagged as a public one"] := {"input": _tagged("aws_subnet.private_a", _elb), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["a public subnet is tagged as both"] := {"input": _tagged("aws_subnet.public_a", _both), "want": _sound}

cases["a private subnet is tagged as both"] := {"input": _tagged("aws_subnet.private_a", _both), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["tagged by what all resources are tagged with"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [p.change("aws_subnet.private_a", {"tags_all": _internal})]), "want": _sound}

cases["tagged by a resource of its own"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [_ec2_tag({"key": "kubernetes.io/role/internal-elb", "value": "1"}, {"resource_id": [p.id("aws_subnet.private_a")]})]), "want": _sound}

cases["tagged by a resource of its own, with another value"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [_ec2_tag({"key": "kubernetes.io/role/internal-elb", "value": "2"}, {"resource_id": [p.id("aws_subnet.private_a")]})]), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["tagged twice, with values that contradict each other"] := {"input": p.platform(p.ec2, [], [_ec2_tag({"key": "kubernetes.io/role/internal-elb", "value": "2"}, {"resource_id": [p.id("aws_subnet.private_a")]})]), "want": object.union(_sound, {"aws_subnet.private_a": "undetermined"})}

cases["the value of a tag of its own is not known"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [_ec2_tag({"key": "kubernetes.io/role/internal-elb"}, {"resource_id": [p.id("aws_subnet.private_a")]}), p.forget("aws_ec2_tag.role", "value")]), "want": object.union(_sound, {"aws_subnet.private_a": "undetermined"})}

cases["a tag may be for one of two subnets"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [_ec2_tag({"key": "kubernetes.io/role/internal-elb", "value": "1"}, {"resource_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])]})]), "want": object.union(_sound, {"aws_subnet.private_a": "undetermined"})}

cases["a tag may be for one of two other subnets"] := {"input": p.platform(_tagged("aws_subnet.private_c", {}), [], [_ec2_tag({"key": "kubernetes.io/role/internal-elb", "value": "1"}, {"resource_id": [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])]})]), "want": object.union(_sound, {"aws_subnet.private_c": "fail"})}

cases["the value of another tag of its own is not known"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [_ec2_tag({"key": "Name"}, {"resource_id": [p.id("aws_subnet.private_a")]}), p.forget("aws_ec2_tag.role", "value")]), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["the tags of a public subnet are not known"] := {"input": p.platform(_tagged("aws_subnet.public_a", {}), [], [p.forget("aws_subnet.public_a", "tags")]), "want": object.union(_sound, {"aws_subnet.public_a": "undetermined"})}

cases["the tags of a private subnet are not known"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [p.forget("aws_subnet.private_a", "tags")]), "want": object.union(_sound, {"aws_subnet.private_a": "undetermined"})}

cases["one of the tags of a private subnet is known, the other is not"] := {"input": p.platform(p.ec2, [], [p.forget("aws_subnet.private_a", "tags")]), "want": object.union(_sound, {"aws_subnet.private_a": "undetermined"})}

cases["a private subnet is tagged as a public one, and the other tag is not known"] := {"input": p.platform(_tagged("aws_subnet.private_a", _elb), [], [p.forget("aws_subnet.private_a", "tags")]), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["whether a subnet is tagged as a public one is not known, and as a private one it is not"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [p.resource("aws_ec2_tag.role", {"key": "kubernetes.io/role/elb", "value": "1"}, {"resource_id": [p.unknown("var.id")]})]), "want": object.union(_sound, {"aws_subnet.private_a": "fail", "aws_subnet.private_b": "undetermined", "aws_subnet.private_c": "undetermined"})}

cases["a private subnet without nodes is not tagged"] := {"input": p.platform(_tagged("aws_subnet.private_c", {}), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")])]), "want": {"aws_subnet.private_a": "pass", "aws_subnet.private_b": "pass", "aws_subnet.public_a": "pass"}}

cases["one of two private subnets has nodes"] := {"input": p.platform(_tagged("aws_subnet.private_b", {}), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": {"aws_subnet.private_a": "pass", "aws_subnet.private_b": "undetermined", "aws_subnet.public_a": "pass"}}

cases["the subnets of the nodes are not known, and none is tagged"] := {"input": p.platform(_tagged("aws_subnet.private_b", {}), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": object.union(_sound, {"aws_eks_node_group.main": "undetermined", "aws_subnet.private_b": "undetermined"})}

cases["the nodes are in a subnet that is not made here"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "subnet_ids"], ["aws_eks_node_group.main", "unknown", "subnet_ids"]], [p.change("aws_eks_node_group.main", {"subnet_ids": ["subnet-1"]})]), "want": {"aws_eks_node_group.main": "undetermined", "aws_subnet.public_a": "pass"}}

cases["the nodes are in a subnet that a data source tells"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_subnet.other", {}, {}), p.resource("data.aws_subnet.unused", {}, {}), p.point("aws_eks_node_group.main", "subnet_ids", [p.id("data.aws_subnet.other")])]), "want": {"data.aws_subnet.other": "undetermined", "aws_subnet.public_a": "pass"}}

cases["a node group whose cluster is not told"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["self-managed nodes whose cluster is not told"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", {}, {"vpc_zone_identifier": p.private_subnets}), p.forget("aws_autoscaling_group.self", "tag")]), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["Auto Mode uses the subnets of the cluster"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), ["aws_eks_node_group.main"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}]})]), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["whether it is Auto Mode is not known"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), ["aws_eks_node_group.main"], [p.forget("aws_eks_cluster.main", "compute_config")]), "want": object.union(_sound, {"aws_subnet.private_a": "undetermined"})}

cases["Fargate profiles"] := {"input": p.platform(p.fargate, [["aws_subnet.private_a", "values", "tags"]], []), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["whether a subnet of nodes without a tag is public is not known"] := {"input": p.platform(_tagged("aws_subnet.private_a", {}), [], [p.point("aws_route_table_association.private_a", "route_table_id", [p.over("x", ["aws_route_table.public", "aws_route_table.private"])])]), "want": object.union(_sound, {"aws_subnet.private_a": "fail"})}

cases["whether a subnet of nodes with one tag is public is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_route_table_association.private_a", "route_table_id", [p.over("x", ["aws_route_table.public", "aws_route_table.private"])])]), "want": object.union(_sound, {"aws_subnet.private_a": "undetermined"})}

cases["whether a subnet without nodes and tag is public is not known"] := {"input": p.platform(_tagged("aws_subnet.public_a", {}), [], [p.point("aws_route_table_association.public_a", "route_table_id", [p.over("x", ["aws_route_table.public", "aws_route_table.private"])])]), "want": object.union(_sound, {"aws_subnet.public_a": "undetermined"})}

cases["a VPC without a cluster"] := {"input": p.platform(p.network, [["aws_subnet.public_a", "values", "tags"]], []), "want": {}}

cases["a public subnet of another VPC than the cluster's"] := {"input": p.platform(p.ec2, [], [p.resource("aws_vpc.other", {}, {}), p.resource("aws_internet_gateway.other", {}, {"vpc_id": [p.id("aws_vpc.other")]}), p.resource("aws_subnet.other", {}, {"vpc_id": [p.id("aws_vpc.other")]}), p.resource("aws_route_table_association.other", {}, {"subnet_id": [p.id("aws_subnet.other")], "route_table_id": [p.id("aws_route_table.public")]})]), "want": _sound}

cases["a public subnet of another VPC may have nodes"] := {"input": p.platform(p.ec2, [], [p.resource("aws_vpc.other", {}, {}), p.resource("aws_subnet.other", {}, {"vpc_id": [p.id("aws_vpc.other")]}), p.resource("aws_route_table_association.other", {}, {"subnet_id": [p.id("aws_subnet.other")], "route_table_id": [p.id("aws_route_table.public")]}), p.point("aws_eks_node_group.main", "subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.other"])])]), "want": {"aws_subnet.other": "undetermined", "aws_subnet.private_a": "pass", "aws_subnet.public_a": "pass"}}

cases["a public subnet of a VPC that is not known"] := {"input": p.platform(_tagged("aws_subnet.public_a", {}), [], [p.point("aws_subnet.public_a", "vpc_id", [p.unknown("var.vpc")])]), "want": object.union(_sound, {"aws_subnet.public_a": "undetermined"})}

cases["a public subnet of a VPC that is not known, where there is no cluster"] := {"input": p.platform(p.network, [["aws_subnet.public_a", "values", "tags"]], [p.point("aws_subnet.public_a", "vpc_id", [p.unknown("var.vpc")])]), "want": {}}

cases["the subnets of the cluster are not known"] := {"input": p.platform(_tagged("aws_subnet.public_a", {}), ["aws_eks_node_group.main"], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])]), "want": {"aws_subnet.public_a": "undetermined"}}

cases["a VPC that is not made here"] := {"input": p.platform(_tagged("aws_subnet.public_a", {}), [], array.concat([p.resource("data.aws_vpc.other", {}, {})], [p.point($"aws_subnet.{subnet}", "vpc_id", [p.id("data.aws_vpc.other")]) | some subnet in ["private_a", "private_b", "private_c", "public_a"]])), "want": object.union(_sound, {"aws_subnet.public_a": "fail"})}

# The severity of what is found about a subnet with some tags.
_severity(subnet, tags) := object.get(found, "severity", "low") if {
	some found in rule.results with input as _tagged(subnet, tags)
	found.outcome == "fail"
	found.address == subnet
}

test_the_other_way_round_is_worse if {
	_severity("aws_subnet.public_a", {}) == "low"
	_severity("aws_subnet.public_a", _internal) == "medium"
	_severity("aws_subnet.private_a", {}) == "low"
	_severity("aws_subnet.private_a", _elb) == "medium"
	_severity("aws_subnet.private_a", _both) == "medium"
}

test_what_passes_is_not_graded if {
	results := rule.results with input as _tagged("aws_subnet.public_a", _both)
	count([found | some found in results; found.severity]) == 0
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_found(address, plan) := found if {
	some found in rule.results with input as plan
	found.address == address
}

test_messages_say_what_is_wrong if {
	_found("aws_subnet.public_a", _tagged("aws_subnet.public_a", {})).message == "aws_subnet.public_a is public and not tagged `kubernetes.io/role/elb`"
	_found("aws_subnet.public_a", _tagged("aws_subnet.public_a", _internal)).message == "aws_subnet.public_a is public and tagged `kubernetes.io/role/internal-elb`, but not `kubernetes.io/role/elb`"
}

test_what_is_missing_is_named if {
	nodes_over := p.point("aws_eks_node_group.main", "subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])])
	_found("aws_subnet.private_b", p.platform(_tagged("aws_subnet.private_b", {}), [], [nodes_over])).missing == ["whether aws_subnet.private_b carries nodes or pods"]
	_found("aws_subnet.public_a", p.platform(_tagged("aws_subnet.public_a", {}), [], [p.point("aws_subnet.public_a", "vpc_id", [p.unknown("var.vpc")])])).missing == ["whether aws_subnet.public_a is in a VPC with a cluster"]
	_found("aws_subnet.private_a", p.platform(p.ec2, [], [p.forget("aws_subnet.private_a", "tags")])).missing == ["aws_subnet.private_a: tags"]
}
