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
