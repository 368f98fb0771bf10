package eksgate.rules["change-safety"]["cluster-not-destroyed_test"]

import data.eksgate.rules["change-safety"]["cluster-not-destroyed"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

cases["nothing changes"] := {"input": x.plan, "want": {"aws_eks_cluster.main": "pass"}}

cases["an update in place"] := {"input": x.update(x.plan, "aws_eks_cluster.main", {"version": "1.35"}), "want": {"aws_eks_cluster.main": "pass"}}

cases["deleted"] := {"input": x.delete(x.plan, "aws_eks_cluster.main"), "want": {"aws_eks_cluster.main": "fail"}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {"aws_eks_cluster.main": "fail"}}

cases["replaced because of an argument"] := {"input": x.replace(x.plan, "aws_eks_cluster.main", ["role_arn"], {}), "want": {"aws_eks_cluster.main": "fail"}}

cases["replaced with the new one first"] := {"input": x.replace_after(x.plan, "aws_eks_cluster.main", ["name"], {"name": "other"}), "want": {"aws_eks_cluster.main": "fail"}}

cases["replaced on demand"] := {"input": x.act(x.plan, "aws_eks_cluster.main", ["delete", "create"], {}), "want": {"aws_eks_cluster.main": "fail"}}

cases["forgotten by Terraform"] := {"input": x.act(x.plan, "aws_eks_cluster.main", ["forget"], {}), "want": {"aws_eks_cluster.main": "pass"}}

cases["forgotten by Terraform, and made anew"] := {"input": x.act(x.plan, "aws_eks_cluster.main", ["create", "forget"], {}), "want": {"aws_eks_cluster.main": "pass"}}

cases["one of several is deleted"] := {"input": x.delete(x.add(x.plan, [x.there("aws_eks_cluster.other[\"a\"]", {"name": "other"})]), "aws_eks_cluster.other[\"a\"]"), "want": {"aws_eks_cluster.main": "pass", "aws_eks_cluster.other[\"a\"]": "fail"}}

cases["a cluster that is created"] := {"input": p.merge([p.ec2, {"kind": "plan", "resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"actions": ["create"]}}}}]), "want": {}}

cases["a cluster that is read"] := {"input": x.add(x.without(x.plan, "aws_eks_cluster.main"), [p.resource("data.aws_eks_cluster.main", {"name": "main"}, {}), {"resources": {"aws_eks_cluster": {"data.aws_eks_cluster.main": {"actions": ["read"]}}}}]), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
