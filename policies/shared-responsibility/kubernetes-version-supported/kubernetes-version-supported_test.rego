package eksgate.rules["shared-responsibility"]["kubernetes-version-supported_test"]

import data.eksgate.rules["shared-responsibility"]["kubernetes-version-supported"] as rule
import data.eksgate.testing.platform as p

cases["in standard support"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["on the last day of standard support"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "1.34"}), {"date": "2026-12-02"}]), "want": {"aws_eks_cluster.main": "pass"}}

cases["in extended support on the day after"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "1.34"}), {"date": "2026-12-03"}]), "want": {"aws_eks_cluster.main": "fail"}}

cases["on the last day of extended support"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "1.31"}), {"date": "2026-11-26"}]), "want": {"aws_eks_cluster.main": "fail"}}

cases["out of support"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "1.30"})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the oldest of the data, while it was supported"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "1.23"}), {"date": "2023-10-11"}]), "want": {"aws_eks_cluster.main": "pass"}}

cases["older than the data"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "1.19"})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["newer than the data"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "1.99"})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["not a version"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"version": "latest"})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["left out"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "version"]], []), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "version"]], [p.forget("aws_eks_cluster.main", "version")]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
