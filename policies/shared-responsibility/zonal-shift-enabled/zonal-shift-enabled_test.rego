package eksgate.rules["shared-responsibility"]["zonal-shift-enabled_test"]

import data.eksgate.rules["shared-responsibility"]["zonal-shift-enabled"] as rule
import data.eksgate.testing.platform as p

cases["on"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"zonal_shift_config": [{"enabled": true}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["off"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"zonal_shift_config": [{"enabled": false}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out, which leaves it off"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["a block that says nothing"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"zonal_shift_config": [{}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the block is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "zonal_shift_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["what the block says is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"zonal_shift_config": [{}]}), p.forget("aws_eks_cluster.main", "zonal_shift_config.0.enabled")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["zonal_shift_config"]}}}}]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
