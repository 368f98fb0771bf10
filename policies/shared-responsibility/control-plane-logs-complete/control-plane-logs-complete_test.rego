package eksgate.rules["shared-responsibility"]["control-plane-logs-complete_test"]

import data.eksgate.rules["shared-responsibility"]["control-plane-logs-complete"] as rule
import data.eksgate.testing.platform as p

cases["all five"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["in another order, one of them twice"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"enabled_cluster_log_types": ["scheduler", "audit", "authenticator", "controllerManager", "api", "api"]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["four"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"enabled_cluster_log_types": ["api", "audit", "authenticator", "scheduler"]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["none"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"enabled_cluster_log_types": []})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "enabled_cluster_log_types"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "enabled_cluster_log_types"]], [p.forget("aws_eks_cluster.main", "enabled_cluster_log_types")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["all five and more that are not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "enabled_cluster_log_types")]), "want": {"aws_eks_cluster.main": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
