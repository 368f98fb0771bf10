package eksgate.rules["shared-responsibility"]["control-plane-logs-retained_test"]

import data.eksgate.rules["shared-responsibility"]["control-plane-logs-retained"] as rule
import data.eksgate.testing.platform as p

_group(values, edges) := p.platform(p.ec2, [], [p.resource("aws_cloudwatch_log_group.logs", values, edges)])

_name := "/aws/eks/main/cluster"

cases["as long as is asked for"] := {"input": _group({"name": _name, "retention_in_days": 90}, {}), "want": {"aws_eks_cluster.main": "pass"}}

cases["a day less"] := {"input": _group({"name": _name, "retention_in_days": 89}, {}), "want": {"aws_eks_cluster.main": "fail"}}

cases["no retention"] := {"input": _group({"name": _name}, {}), "want": {"aws_eks_cluster.main": "pass"}}

cases["a retention of 0"] := {"input": _group({"name": _name, "retention_in_days": 0}, {}), "want": {"aws_eks_cluster.main": "pass"}}

cases["a retention that is not known"] := {"input": p.merge([_group({"name": _name}, {}), p.forget("aws_cloudwatch_log_group.logs", "retention_in_days")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the setting asks for more"] := {"input": object.union(_group({"name": _name, "retention_in_days": 90}, {}), {"settings": {"log_retention_days": 365}}), "want": {"aws_eks_cluster.main": "fail"}}

cases["the setting asks for less"] := {"input": object.union(_group({"name": _name, "retention_in_days": 7}, {}), {"settings": {"log_retention_days": 7}}), "want": {"aws_eks_cluster.main": "pass"}}

cases["no log group"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["the group of another cluster"] := {"input": _group({"name": "/aws/eks/other/cluster", "retention_in_days": 90}, {}), "want": {"aws_eks_cluster.main": "fail"}}

cases["a group whose name is not known"] := {"input": _group({"retention_in_days": 90}, {"name": [p.unknown("local.name")]}), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a group with a prefix, which is never that of a cluster"] := {"input": _group({"name_prefix": "/aws/eks/", "retention_in_days": 90}, {"name": []}), "want": {"aws_eks_cluster.main": "fail"}}

cases["a cluster whose name is not known"] := {"input": p.platform(_group({"name": _name, "retention_in_days": 90}, {}), [["aws_eks_cluster.main", "values", "name"]], [p.forget("aws_eks_cluster.main", "name")]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
