package eksgate.rules.networking["private-endpoint-enabled_test"]

import data.eksgate.rules.networking["private-endpoint-enabled"] as rule
import data.eksgate.testing.platform as p

cases["the private endpoint is on"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["the private endpoint is off"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": false}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["it is left out"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["it is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_private_access")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["nothing of the network configuration is known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "vpc_config"]], [p.forget("aws_eks_cluster.main", "vpc_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a cluster that is made elsewhere"] := {"input": p.platform(p.network, [], [p.resource("data.aws_eks_cluster.other", {"name": "other"}, {})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
