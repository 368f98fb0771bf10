package eksgate.rules["shared-responsibility"]["creator-admin-disabled_test"]

import data.eksgate.rules["shared-responsibility"]["creator-admin-disabled"] as rule
import data.eksgate.testing.platform as p

cases["off"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": false}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["on"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": true}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "access_config"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out of the block"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "access_config"]], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "access_config"]], [p.forget("aws_eks_cluster.main", "access_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
