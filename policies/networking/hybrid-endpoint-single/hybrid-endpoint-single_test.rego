package eksgate.rules.networking["hybrid-endpoint-single_test"]

import data.eksgate.rules.networking["hybrid-endpoint-single"] as rule
import data.eksgate.testing.platform as p

_remote := {"remote_network_config": [{"remote_node_networks": [{"cidrs": ["192.168.0.0/20"]}]}]}

_with(endpoints) := p.platform(p.ec2, [["aws_eks_cluster.main", "values", "vpc_config"]], [
	p.change("aws_eks_cluster.main", _remote),
	p.change("aws_eks_cluster.main", {"vpc_config": [endpoints]}),
])

_perhaps(endpoints) := p.platform(_with(endpoints), [["aws_eks_cluster.main", "values", "remote_network_config"]], [p.forget("aws_eks_cluster.main", "remote_network_config")])

_private := "vpc_config.0.endpoint_private_access"

_public := "vpc_config.0.endpoint_public_access"

cases["a cluster without remote networks"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": true, "endpoint_public_access": true}]})]), "want": {}}

cases["no blocks of remote networks"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"remote_network_config": []})]), "want": {}}

cases["the private endpoint alone"] := {"input": _with({"endpoint_private_access": true, "endpoint_public_access": false}), "want": {"aws_eks_cluster.main": "pass"}}

cases["the public endpoint alone"] := {"input": _with({"endpoint_private_access": false, "endpoint_public_access": true}), "want": {"aws_eks_cluster.main": "pass"}}

cases["both endpoints"] := {"input": _with({"endpoint_private_access": true, "endpoint_public_access": true}), "want": {"aws_eks_cluster.main": "fail"}}

cases["the private endpoint, and the public one by default"] := {"input": _with({"endpoint_private_access": true}), "want": {"aws_eks_cluster.main": "fail"}}

cases["everything is left out"] := {"input": _with({}), "want": {"aws_eks_cluster.main": "pass"}}

cases["whether the public endpoint is on is not known"] := {"input": p.platform(_with({"endpoint_private_access": true}), [], [p.forget("aws_eks_cluster.main", _public)]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether the private endpoint is on is not known"] := {"input": p.platform(_with({}), [], [p.forget("aws_eks_cluster.main", _private)]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one endpoint is off, and the other is not known"] := {"input": p.platform(_with({"endpoint_public_access": false}), [], [p.forget("aws_eks_cluster.main", _private)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["whether there are remote networks is not known, with both endpoints"] := {"input": _perhaps({"endpoint_private_access": true, "endpoint_public_access": true}), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether there are remote networks is not known, with one endpoint"] := {"input": _perhaps({"endpoint_private_access": true, "endpoint_public_access": false}), "want": {"aws_eks_cluster.main": "pass"}}

cases["some of the remote networks are not known"] := {"input": p.platform(_with({"endpoint_private_access": true, "endpoint_public_access": true}), [], [p.forget("aws_eks_cluster.main", "remote_network_config")]), "want": {"aws_eks_cluster.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_what_is_missing_is_named if {
	results := rule.results with input as cases["whether the public endpoint is on is not known"].input
	{result.missing | some result in results} == {[$"aws_eks_cluster.main: {_public}"]}
}
