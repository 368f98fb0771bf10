package eksgate.rules.networking["public-endpoint-justified_test"]

import data.eksgate.rules.networking["public-endpoint-justified"] as rule
import data.eksgate.testing.platform as p

_justified := {"settings": {"public_endpoint": true}}

cases["the public endpoint is off"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["the public endpoint is on"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["it is left out, which turns it on"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["it is on for few, and not meant to be"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["198.51.100.0/24"]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["it is on and meant to be"] := {"input": object.union(p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true}]})]), _justified), "want": {"aws_eks_cluster.main": "pass"}}

cases["it is on, and the setting says that it is not meant to be"] := {"input": object.union(p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true}]})]), {"settings": {"public_endpoint": false}}), "want": {"aws_eks_cluster.main": "fail"}}

cases["it is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_public_access")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["it is not known, and meant to be on"] := {"input": object.union(p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_public_access")]), _justified), "want": {"aws_eks_cluster.main": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
