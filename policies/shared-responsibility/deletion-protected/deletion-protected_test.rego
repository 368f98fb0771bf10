package eksgate.rules["shared-responsibility"]["deletion-protected_test"]

import data.eksgate.rules["shared-responsibility"]["deletion-protected"] as rule
import data.eksgate.testing.platform as p

cases["protected"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"deletion_protection": true})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["not protected"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"deletion_protection": false})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out, which leaves it off"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "deletion_protection")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["deletion_protection"]}}}}]), "want": {}}

cases["a provider that does not have something else"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["upgrade_policy"]}}}}]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a cluster that is read alone"] := {"input": p.platform(p.ec2, ["aws_eks_cluster.main", "aws_eks_node_group.main"], [p.resource("data.aws_eks_cluster.main", {"name": "main"}, {})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

# It weighs less where the profile is not production.
test_severity if {
	open := p.platform(p.ec2, [], [])
	{object.get(found, "severity", "own") | some found in rule.results} == {"own"} with input as open
	{object.get(found, "severity", "own") | some found in rule.results} == {"low"} with input as object.union(open, {"profile": "development"})
}
