package eksgate.rules["shared-responsibility"]["creator-admin-disabled_test"]

import data.eksgate.rules["shared-responsibility"]["creator-admin-disabled"] as rule
import data.eksgate.testing.platform as p

cases["not an administrator"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": false}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an administrator"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": true}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out, which makes an administrator"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out in the block"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the block is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "access_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["not known in the block"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{}]}), p.forget("aws_eks_cluster.main", "access_config.0.bootstrap_cluster_creator_admin_permissions")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["access_config"]}}}}]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
