package eksgate.rules["change-safety"]["logs-kept_test"]

import data.eksgate.rules["change-safety"]["logs-kept"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

cases["nothing changes"] := {"input": x.plan, "want": {"aws_cloudwatch_log_group.main": "pass"}}

cases["deleted while the cluster stays"] := {"input": x.delete(x.plan, "aws_cloudwatch_log_group.main"), "want": {"aws_cloudwatch_log_group.main": "fail"}}

cases["replaced"] := {"input": x.replace(x.plan, "aws_cloudwatch_log_group.main", ["name"], {"name": "/aws/eks/other/cluster"}), "want": {"aws_cloudwatch_log_group.main": "fail"}}

cases["deleted, of a cluster that is not in this plan"] := {"input": x.delete(x.without(x.plan, "aws_eks_cluster.main"), "aws_cloudwatch_log_group.main"), "want": {"aws_cloudwatch_log_group.main": "fail"}}

cases["deleted together with its cluster"] := {"input": x.delete(x.delete(x.plan, "aws_cloudwatch_log_group.main"), "aws_eks_cluster.main"), "want": {}}

cases["deleted while its cluster is replaced"] := {"input": x.delete(x.replace(x.plan, "aws_eks_cluster.main", ["role_arn"], {}), "aws_cloudwatch_log_group.main"), "want": {}}

cases["deleted from the state alone"] := {"input": x.delete(x.add(x.plan, [p.change("aws_cloudwatch_log_group.main", {"skip_destroy": true})]), "aws_cloudwatch_log_group.main"), "want": {"aws_cloudwatch_log_group.main": "pass"}}

cases["whether it is deleted from the state alone is hidden"] := {"input": x.delete(x.hide(x.plan, "aws_cloudwatch_log_group.main", "skip_destroy"), "aws_cloudwatch_log_group.main"), "want": {"aws_cloudwatch_log_group.main": "undetermined"}}

cases["to be deleted from the state alone from now on, but replaced before"] := {"input": x.replace(x.plan, "aws_cloudwatch_log_group.main", ["name"], {"skip_destroy": true}), "want": {"aws_cloudwatch_log_group.main": "fail"}}

cases["forgotten by Terraform"] := {"input": x.act(x.plan, "aws_cloudwatch_log_group.main", ["forget"], {}), "want": {"aws_cloudwatch_log_group.main": "pass"}}

cases["a group of something else is deleted"] := {"input": x.delete(x.add(x.plan, [p.change("aws_cloudwatch_log_group.main", {"name": "/aws/lambda/eks/main/cluster"})]), "aws_cloudwatch_log_group.main"), "want": {}}

cases["a group below it is deleted"] := {"input": x.delete(x.add(x.plan, [p.change("aws_cloudwatch_log_group.main", {"name": "/aws/eks/main/cluster/kubelet"})]), "aws_cloudwatch_log_group.main"), "want": {}}

cases["its name is hidden, and it is deleted"] := {"input": x.delete(x.hide(x.plan, "aws_cloudwatch_log_group.main", "name"), "aws_cloudwatch_log_group.main"), "want": {"aws_cloudwatch_log_group.main": "undetermined"}}

cases["its name is hidden, and it is deleted from the state alone"] := {"input": x.delete(x.add(x.hide(x.plan, "aws_cloudwatch_log_group.main", "name"), [p.change("aws_cloudwatch_log_group.main", {"skip_destroy": true})]), "aws_cloudwatch_log_group.main"), "want": {}}

cases["its name is hidden, and it stays"] := {"input": x.hide(x.plan, "aws_cloudwatch_log_group.main", "name"), "want": {}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
