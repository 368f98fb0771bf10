package eksgate.rules["shared-responsibility"]["deletion-protected_test"]

import data.eksgate.rules["shared-responsibility"]["deletion-protected"] as rule
import data.eksgate.testing.platform as p

cases["on"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"deletion_protection": true})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["off"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"deletion_protection": false})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "deletion_protection"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "deletion_protection"]], [p.forget("aws_eks_cluster.main", "deletion_protection")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["deletion_protection"]}}}}]), "want": {}}

cases["a provider that lacks something else"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"deletion_protection": true}), {"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["force_update_version"]}}}}]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a cluster that is looked up"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"mode": "data"}}}}]), "want": {}}

_off := p.platform(p.ec2, [["aws_eks_cluster.main", "values", "deletion_protection"]], [])

test_severity_in_production if {
	some found in rule.results with input as _off
	not found.severity
}

test_severity_in_development if {
	some found in rule.results with input as object.union(_off, {"profile": "development"})
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
