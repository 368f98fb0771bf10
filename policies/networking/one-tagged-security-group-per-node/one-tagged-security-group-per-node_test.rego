package eksgate.rules.networking["one-tagged-security-group-per-node_test"]

import data.eksgate.rules.networking["one-tagged-security-group-per-node"] as rule
import data.eksgate.testing.platform as p

_tag := {"tags": {"kubernetes.io/cluster/main": "owned"}}

# Nodes with the two groups of the platform.
_two_groups := p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.id("aws_security_group.eni")])

_with_cluster_group := p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_eks_cluster.main", "vpc_config.0.cluster_security_group_id")])

_ec2_tag(values, edges) := p.resource("aws_ec2_tag.cluster", object.union({"key": "kubernetes.io/cluster/main", "value": "owned"}, values), edges)

cases["no group is tagged"] := {"input": p.platform(p.ec2, [], [_two_groups]), "want": {"aws_eks_node_group.main": "pass"}}

cases["one of two groups is tagged"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "pass"}}

cases["both groups are tagged"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", _tag)]), "want": {"aws_eks_node_group.main": "fail"}}

cases["both groups are tagged, one with another value"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", {"tags": {"kubernetes.io/cluster/main": "shared"}})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["both groups are tagged, one with another cluster"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", {"tags": {"kubernetes.io/cluster/other": "owned"}})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["one group is tagged by what all resources are tagged with"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", {"tags_all": {"kubernetes.io/cluster/main": "owned"}})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["one group is tagged by a resource of its own"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), _ec2_tag({}, {"resource_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a resource of its own has another key"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), _ec2_tag({"key": "Name"}, {"resource_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a resource of its own tags something else"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), _ec2_tag({}, {"resource_id": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["what a tag is for is not known"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), _ec2_tag({}, {"resource_id": [p.unknown("var.id")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["what a tag with another key is for is not known"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), _ec2_tag({"key": "Name"}, {"resource_id": [p.unknown("var.id")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["neither what a tag is for nor its key is known"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.resource("aws_ec2_tag.cluster", {"value": "owned"}, {"resource_id": [p.over("x", ["aws_security_group.eni", "aws_subnet.private_a"])]}), p.forget("aws_ec2_tag.cluster", "key")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the key of a tag of the other group is not known"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.resource("aws_ec2_tag.cluster", {"value": "owned"}, {"resource_id": [p.id("aws_security_group.eni")]}), p.forget("aws_ec2_tag.cluster", "key")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the value of a tag of the other group is not known"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.resource("aws_ec2_tag.cluster", {"key": "kubernetes.io/cluster/main"}, {"resource_id": [p.id("aws_security_group.eni")]}), p.forget("aws_ec2_tag.cluster", "value")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the tags of the other group are not known"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.forget("aws_security_group.eni", "tags")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["what else the other group is tagged with is not known"] := {"input": p.platform(p.ec2, [], [_two_groups, p.change("aws_security_group.node", _tag), p.forget("aws_security_group.eni", "tags_all")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the tags of the only group are not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_security_group.node", "tags")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the cluster security group beside a group that is not tagged"] := {"input": p.platform(p.ec2, [], [_with_cluster_group]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the cluster security group beside a tagged group"] := {"input": p.platform(p.ec2, [], [_with_cluster_group, p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the cluster security group alone"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges"], ["aws_launch_template.node", "unknown"]], [p.resource("aws_launch_template.node", {}, {})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the cluster security group of another cluster beside a tagged group"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_eks_cluster.other", "vpc_config.0.cluster_security_group_id")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the cluster security group of a cluster without a known name beside a tagged group"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_cluster.other", {}, {}), p.forget("aws_eks_cluster.other", "name"), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_eks_cluster.other", "vpc_config.0.cluster_security_group_id")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a group that is not made here beside a tagged group"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"vpc_security_group_ids": ["sg-1"]}), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a group that a data source tells beside a tagged group"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_security_group.other", {"tags": {}}, {}), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.id("data.aws_security_group.other")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a tagged group that a data source tells beside a tagged group"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_security_group.other", _tag, {}), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.id("data.aws_security_group.other")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the adopted default group of the VPC beside a tagged group"] := {"input": p.platform(p.ec2, [], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_vpc.main", "default_security_group_id")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the adopted default group of the VPC is tagged too"] := {"input": p.platform(p.ec2, [], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_vpc.main", "default_security_group_id")]), p.change("aws_security_group.node", _tag), p.change("aws_default_security_group.main", _tag)]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the default group of the VPC that nobody adopted"] := {"input": p.platform(p.ec2, ["aws_default_security_group.main"], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_vpc.main", "default_security_group_id")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the default group of a VPC that something may adopt"] := {"input": p.platform(p.ec2, [], [p.point("aws_default_security_group.main", "vpc_id", [p.unknown("var.vpc")]), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_vpc.main", "default_security_group_id")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the default group of a VPC that is not made here"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_vpc.other", {}, {}), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("data.aws_vpc.other", "default_security_group_id")]), p.change("aws_security_group.node", _tag)]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the groups are not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.unknown("var.groups")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["two groups are tagged, and others are not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.id("aws_security_group.eni"), p.unknown("var.groups")]), p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", _tag)]), "want": {"aws_eks_node_group.main": "fail"}}

cases["one of two tagged groups is meant"] := {"input": p.platform(p.ec2, [], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.over("x", ["aws_security_group.node", "aws_security_group.eni"])]), p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", _tag)]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["self-managed nodes with two tagged groups"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_two_groups, p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", _tag), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets})]), "want": {"aws_autoscaling_group.self": "fail"}}

cases["the name of the cluster is not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "name"]], [p.forget("aws_eks_cluster.main", "name")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the cluster of the node group is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["two node groups with a tagged group each"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.eni")]}), p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", _tag)]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.second": "pass"}}

cases["Fargate pods of a cluster whose name is not known"] := {"input": p.platform(p.fargate, [["aws_eks_cluster.main", "values", "name"]], [p.forget("aws_eks_cluster.main", "name")]), "want": {}}

cases["Fargate pods"] := {"input": p.fargate, "want": {}}

cases["a profile whose cluster is not told"] := {"input": p.platform(p.fargate, [], [p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_missing(changes) := found.missing if {
	some found in rule.results with input as p.platform(p.ec2, [], changes)
	found.address == "aws_eks_node_group.main"
}

test_what_is_missing_is_named if {
	_missing([_two_groups, p.change("aws_security_group.node", _tag), p.forget("aws_security_group.eni", "tags")]) == ["aws_security_group.eni: tags"]
	_missing([p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.over("x", ["aws_security_group.eni", "aws_security_group.other"])]), p.resource("aws_security_group.other", {}, {}), p.change("aws_security_group.node", _tag), p.change("aws_security_group.eni", _tag)]) == ["whether nodes of aws_eks_node_group.main have aws_security_group.eni"]
	_missing([_two_groups, p.change("aws_security_group.node", _tag), p.forget("aws_security_group.node", "tags"), p.forget("aws_security_group.eni", "tags")]) == ["aws_security_group.eni: tags"]
	_missing([_two_groups, p.change("aws_security_group.node", _tag), p.forget("aws_security_group.eni", "tags"), p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}), p.resource("aws_security_group.second", {}, {}), p.forget("aws_security_group.second", "tags")]) == ["aws_security_group.eni: tags"]
	_missing([_with_cluster_group, p.forget("aws_security_group.node", "tags"), p.forget("aws_security_group.eni", "tags")]) == ["aws_security_group.node: tags"]
}
