package eksgate.rules["shared-responsibility"]["control-plane-logs-retained_test"]

import data.eksgate.rules["shared-responsibility"]["control-plane-logs-retained"] as rule
import data.eksgate.testing.platform as p

cases["kept for ninety days"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 90}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["kept for fewer"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 60}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["kept for one day"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 1}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["kept for eighty-nine days"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 89}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["left out, which is for ever"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["zero, which is for ever"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 0}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["how long is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster"}, {}), p.forget("aws_cloudwatch_log_group.main", "retention_in_days")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["no log group"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["a log group of another name"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/other/cluster", "retention_in_days": 365}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a log group whose name is made"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name_prefix": "/aws/eks/main/cluster", "retention_in_days": 365}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a log group whose name is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"retention_in_days": 365}, {}), p.forget("aws_cloudwatch_log_group.main", "name")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["its own, beside one whose name is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 365}, {}), p.resource("aws_cloudwatch_log_group.other", {}, {}), p.forget("aws_cloudwatch_log_group.other", "name")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["its own keeps too little, beside one whose name is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 7}, {}), p.resource("aws_cloudwatch_log_group.other", {}, {}), p.forget("aws_cloudwatch_log_group.other", "name")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a name made from that of the cluster"] := {"input": p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"retention_in_days": 365}, {"name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a log group that is read alone"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 365}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the cluster's name is not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "name"]], [p.forget("aws_eks_cluster.main", "name"), p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 365}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["more days wanted by the setting"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 90}, {})]), {"settings": {"log_retention_days": 365}}), "want": {"aws_eks_cluster.main": "fail"}}

cases["fewer days wanted by the setting"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster", "retention_in_days": 30}, {})]), {"settings": {"log_retention_days": 30}}), "want": {"aws_eks_cluster.main": "pass"}}

cases["a log group that is read alone and whose name is not known"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_cloudwatch_log_group.main", {}, {}), p.forget("data.aws_cloudwatch_log_group.main", "name")]), "want": {"aws_eks_cluster.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
