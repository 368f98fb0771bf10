package eksgate.rules["shared-responsibility"]["api-authentication-mode_test"]

import data.eksgate.rules["shared-responsibility"]["api-authentication-mode"] as rule
import data.eksgate.testing.platform as p

cases["the API"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["both"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API_AND_CONFIG_MAP"}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the ConfigMap"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "CONFIG_MAP"}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "access_config"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out of the block"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "access_config"]], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": false}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "access_config"]], [p.forget("aws_eks_cluster.main", "access_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
