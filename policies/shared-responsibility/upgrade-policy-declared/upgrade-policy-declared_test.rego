package eksgate.rules["shared-responsibility"]["upgrade-policy-declared_test"]

import data.eksgate.rules["shared-responsibility"]["upgrade-policy-declared"] as rule
import data.eksgate.testing.platform as p

cases["upgraded at the end of standard support"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"upgrade_policy": [{"support_type": "STANDARD"}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["kept in extended support"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"upgrade_policy": [{"support_type": "EXTENDED"}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["left out"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["a block that says nothing"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"upgrade_policy": [{}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the block is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "upgrade_policy")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["what the block says is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"upgrade_policy": [{}]}), p.forget("aws_eks_cluster.main", "upgrade_policy.0.support_type")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["upgrade_policy"]}}}}]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
