package eksgate.rules["shared-responsibility"]["node-group-sizes-valid_test"]

import data.eksgate.rules["shared-responsibility"]["node-group-sizes-valid"] as rule
import data.eksgate.testing.platform as p

_sized(sizes) := p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"scaling_config": [sizes]})])

_own(sizes) := p.merge([p.network, p.control_plane, p.resource("aws_autoscaling_group.own", object.union({"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, sizes), {})])

cases["in order"] := {"input": _sized({"min_size": 1, "desired_size": 2, "max_size": 3}), "want": {"aws_eks_node_group.main": "pass"}}

cases["all alike"] := {"input": _sized({"min_size": 3, "desired_size": 3, "max_size": 3}), "want": {"aws_eks_node_group.main": "pass"}}

cases["scaled to nothing for now"] := {"input": _sized({"min_size": 0, "desired_size": 0, "max_size": 1}), "want": {"aws_eks_node_group.main": "pass"}}

cases["no nodes ever"] := {"input": _sized({"min_size": 0, "desired_size": 0, "max_size": 0}), "want": {"aws_eks_node_group.main": "fail"}}

cases["less wanted than the least"] := {"input": _sized({"min_size": 3, "desired_size": 2, "max_size": 4}), "want": {"aws_eks_node_group.main": "fail"}}

cases["more wanted than the most"] := {"input": _sized({"min_size": 1, "desired_size": 5, "max_size": 4}), "want": {"aws_eks_node_group.main": "fail"}}

cases["the least above the most"] := {"input": _sized({"min_size": 5, "max_size": 4}), "want": {"aws_eks_node_group.main": "fail"}}

cases["the wanted number left out"] := {"input": _sized({"min_size": 1, "max_size": 4}), "want": {"aws_eks_node_group.main": "pass"}}

cases["the wanted number not known"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "scaling_config"]], [p.change("aws_eks_node_group.main", {"scaling_config": [{"min_size": 1, "max_size": 4}]}), p.forget("aws_eks_node_group.main", "scaling_config.0.desired_size")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the most not known"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "scaling_config"]], [p.change("aws_eks_node_group.main", {"scaling_config": [{"min_size": 1, "desired_size": 2}]}), p.forget("aws_eks_node_group.main", "scaling_config.0.max_size")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["out of order, whatever the most is"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "scaling_config"]], [p.change("aws_eks_node_group.main", {"scaling_config": [{"min_size": 3, "desired_size": 2}]}), p.forget("aws_eks_node_group.main", "scaling_config.0.max_size")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a self-managed group in order"] := {"input": _own({"min_size": 1, "desired_capacity": 2, "max_size": 3}), "want": {"aws_autoscaling_group.own": "pass"}}

cases["a self-managed group out of order"] := {"input": _own({"min_size": 1, "desired_capacity": 4, "max_size": 3}), "want": {"aws_autoscaling_group.own": "fail"}}

cases["a self-managed group that leaves the wanted number out"] := {"input": _own({"min_size": 1, "max_size": 3}), "want": {"aws_autoscaling_group.own": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_found(plan) := found if some found in rule.results with input as plan

test_what_is_out_of_order_is_named if {
	_found(_sized({"min_size": 3, "desired_size": 2, "max_size": 4})).message == "the sizes of aws_eks_node_group.main are not in order: scaling_config.0.min_size 3 is more than scaling_config.0.desired_size 2"
}

test_what_is_not_known_is_named if {
	unsaid := p.platform(p.ec2, [["aws_eks_node_group.main", "values", "scaling_config"]], [p.forget("aws_eks_node_group.main", "scaling_config.0.desired_size")])
	_found(unsaid).missing == ["aws_eks_node_group.main: scaling_config.0.desired_size", "aws_eks_node_group.main: scaling_config.0.max_size", "aws_eks_node_group.main: scaling_config.0.min_size"]
	_found(_own({"min_size": 1})).missing == ["aws_autoscaling_group.own: max_size"]
}

test_a_group_that_can_have_no_node_is_named_with_its_size if {
	_found(_sized({"min_size": 0, "desired_size": 0, "max_size": 0})).message == "aws_eks_node_group.main can never have a node: its `max_size` is 0"
}
