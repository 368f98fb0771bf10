package eksgate.rules["shared-responsibility"]["node-updates-bounded_test"]

import data.eksgate.rules["shared-responsibility"]["node-updates-bounded"] as rule
import data.eksgate.testing.platform as p

_sized(size, update) := p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"scaling_config": [{"desired_size": size, "max_size": 10, "min_size": 0}], "update_config": [update]})])

# A size that is not known, within bounds that are.
_bounds(bounds, unavailable) := p.platform(p.ec2, [["aws_eks_node_group.main", "values", "scaling_config"]], [
	p.change("aws_eks_node_group.main", {"scaling_config": [bounds], "update_config": [{"max_unavailable": unavailable}]}),
	p.forget("aws_eks_node_group.main", "scaling_config.0.desired_size"),
])

cases["left out"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["one at a time"] := {"input": _sized(1, {"max_unavailable": 1}), "want": {"aws_eks_node_group.main": "pass"}}

cases["half of them"] := {"input": _sized(4, {"max_unavailable": 2}), "want": {"aws_eks_node_group.main": "pass"}}

cases["more than half of them"] := {"input": _sized(3, {"max_unavailable": 2}), "want": {"aws_eks_node_group.main": "fail"}}

cases["all of them"] := {"input": _sized(4, {"max_unavailable": 4}), "want": {"aws_eks_node_group.main": "fail"}}

cases["half of them as a share"] := {"input": _sized(4, {"max_unavailable_percentage": 50}), "want": {"aws_eks_node_group.main": "pass"}}

cases["more than half as a share"] := {"input": _sized(4, {"max_unavailable_percentage": 51}), "want": {"aws_eks_node_group.main": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_node_group.main", "update_config")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a number that is not known"] := {"input": p.merge([_sized(4, {}), p.forget("aws_eks_node_group.main", "update_config.0.max_unavailable")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a size that is not known"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "scaling_config"]], [p.change("aws_eks_node_group.main", {"update_config": [{"max_unavailable": 2}]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["more than half of the most, of a size that is not known"] := {"input": _bounds({"min_size": 1, "max_size": 5}, 3), "want": {"aws_eks_node_group.main": "fail"}}

cases["half of the most, of a size that is not known"] := {"input": _bounds({"min_size": 1, "max_size": 6}, 3), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["half of the least, of a size that is not known"] := {"input": _bounds({"min_size": 6, "max_size": 10}, 3), "want": {"aws_eks_node_group.main": "pass"}}

cases["more than half of the least, of a size that is not known"] := {"input": _bounds({"min_size": 5, "max_size": 10}, 3), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["half of those wanted, more than half of the least"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"scaling_config": [{"min_size": 1, "desired_size": 6, "max_size": 10}], "update_config": [{"max_unavailable": 3}]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a share that is not known"] := {"input": p.merge([_sized(4, {}), p.forget("aws_eks_node_group.main", "update_config.0.max_unavailable_percentage")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a size that is not known, one at a time"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "scaling_config"]], [p.change("aws_eks_node_group.main", {"update_config": [{"max_unavailable": 1}]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a group that is looked up"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_node_group": {"aws_eks_node_group.main": {"mode": "data"}}}}]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
