package eksgate.rules["shared-responsibility"]["nodes-span-zones_test"]

import data.eksgate.rules["shared-responsibility"]["nodes-span-zones"] as rule
import data.eksgate.testing.platform as p

_one := [p.id("aws_subnet.private_a")]

_other := [p.id("aws_subnet.private_b")]

cases["three zones"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["one zone"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "subnet_ids"]], [p.point("aws_eks_node_group.main", "subnet_ids", _one)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["two groups in one zone each"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "subnet_ids"]], [p.point("aws_eks_node_group.main", "subnet_ids", _one), p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.point("aws_eks_node_group.second", "subnet_ids", _other)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["two groups in the same zone"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "subnet_ids"]], [p.point("aws_eks_node_group.main", "subnet_ids", _one), p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.point("aws_eks_node_group.second", "subnet_ids", _one)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["subnets that are not known"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "subnet_ids"]], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

_second(subnets, cluster) := [
	p.point("aws_eks_node_group.main", "subnet_ids", _one),
	p.node_group("aws_eks_node_group.second", "aws_launch_template.node"),
	p.point("aws_eks_node_group.second", "subnet_ids", subnets),
	p.point("aws_eks_node_group.second", "cluster_name", cluster),
]

_untold := [p.unknown("var.cluster")]

cases["a group in another zone whose cluster is not told"] := {"input": p.platform(p.ec2, [], _second(_other, _untold)), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_node_group.second": "undetermined"}}

cases["a group in the same zone whose cluster is not told"] := {"input": p.platform(p.ec2, [], _second(_one, _untold)), "want": {"aws_eks_cluster.main": "fail", "aws_eks_node_group.second": "undetermined"}}

cases["a group in another zone of another cluster"] := {"input": p.platform(p.ec2, [], array.concat(_second(_other, [p.ref("aws_eks_cluster.second", "name")]), [p.resource("aws_eks_cluster.second", {"name": "second"}, {})])), "want": {"aws_eks_cluster.main": "fail", "aws_eks_cluster.second": "fail"}}

cases["a group alone whose cluster is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", _untold)]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a profile whose cluster is not told"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.system"], [p.point("aws_eks_fargate_profile.default", "cluster_name", _untold)]), "want": {}}

cases["a profile in other zones beside a group in one"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", _one), p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), "want": {"aws_eks_cluster.main": "fail"}}

_self_managed(values, edges) := p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", object.union({"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, values), edges)])

cases["a self-managed group in three zones"] := {"input": _self_managed({}, {"vpc_zone_identifier": p.private_subnets}), "want": {"aws_eks_cluster.main": "pass"}}

cases["a self-managed group in one zone"] := {"input": _self_managed({}, {"vpc_zone_identifier": _one}), "want": {"aws_eks_cluster.main": "fail"}}

cases["a self-managed group that names no subnets"] := {"input": _self_managed({"availability_zones": ["eu-central-1a", "eu-central-1b"]}, {}), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a subnet by its id"] := {"input": _self_managed({"vpc_zone_identifier": ["subnet-1"]}, {}), "want": {"aws_eks_cluster.main": "fail"}}

cases["two subnets by their ids"] := {"input": _self_managed({"vpc_zone_identifier": ["subnet-1", "subnet-2"]}, {}), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Fargate alone"] := {"input": p.fargate, "want": {}}

_narrow := p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "subnet_ids"]], [p.point("aws_eks_node_group.main", "subnet_ids", _one)])

test_severity_in_production if {
	some found in rule.results with input as _narrow
	not found.severity
}

test_severity_in_development if {
	some found in rule.results with input as object.union(_narrow, {"profile": "development"})
	found.severity == "low"
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
