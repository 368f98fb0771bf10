package eksgate.rules["change-safety"]["node-floor-raised-safely_test"]

import data.eksgate.rules["change-safety"]["node-floor-raised-safely"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

cases["nothing changes"] := {"input": x.plan, "want": {"aws_eks_node_group.main": "pass"}}

cases["raised to the size that stays"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 3}]}), "want": {"aws_eks_node_group.main": "pass"}}

cases["raised above the size that stays"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 4}]}), "want": {"aws_eks_node_group.main": "fail"}}

cases["raised together with the size"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 4, "max_size": 6, "min_size": 4}]}), "want": {"aws_eks_node_group.main": "pass"}}

cases["lowered"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 1}]}), "want": {"aws_eks_node_group.main": "pass"}}

cases["not raised, the size lowered below it"] := {"input": x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 1, "max_size": 6, "min_size": 2}]}), "want": {"aws_eks_node_group.main": "pass"}}

cases["how far it is raised is not known"] := {"input": x.hide(x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 4}]}), "aws_eks_node_group.main", "scaling_config.0.min_size"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the size that stays is not known"] := {"input": x.hide(x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 4}]}), "aws_eks_node_group.main", "scaling_config.0.desired_size"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["not raised, and the size that stays is not known"] := {"input": x.hide(x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 2}]}), "aws_eks_node_group.main", "scaling_config.0.desired_size"), "want": {"aws_eks_node_group.main": "pass"}}

cases["what it was is hidden"] := {"input": x.hide_before(x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 4}]}), "aws_eks_node_group.main", "scaling_config.0.min_size"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["what it was is hidden, and the size that stays is above it"] := {"input": x.hide_before(x.update(x.plan, "aws_eks_node_group.main", {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 3}]}), "aws_eks_node_group.main", "scaling_config.0.min_size"), "want": {"aws_eks_node_group.main": "pass"}}

cases["replaced: a new group has its own size"] := {"input": x.replace(x.plan, "aws_eks_node_group.main", ["subnet_ids"], {"scaling_config": [{"desired_size": 3, "max_size": 6, "min_size": 4}]}), "want": {}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
