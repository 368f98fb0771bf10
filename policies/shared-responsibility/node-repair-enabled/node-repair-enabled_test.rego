package eksgate.rules["shared-responsibility"]["node-repair-enabled_test"]

import data.eksgate.rules["shared-responsibility"]["node-repair-enabled"] as rule
import data.eksgate.testing.platform as p

cases["on"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"node_repair_config": [{"enabled": true}]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["off"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"node_repair_config": [{"enabled": false}]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["left out"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "node_repair_config"]], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "node_repair_config"]], [p.forget("aws_eks_node_group.main", "node_repair_config")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_node_group": {"aws_eks_node_group.main": {"lacks": ["node_repair_config"]}}}}]), "want": {}}

cases["a group that is looked up"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_node_group": {"aws_eks_node_group.main": {"mode": "data"}}}}]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
