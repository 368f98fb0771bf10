package eksgate.rules["shared-responsibility"]["auto-mode-consistent_test"]

import data.eksgate.rules["shared-responsibility"]["auto-mode-consistent"] as rule
import data.eksgate.testing.platform as p

_on := {"compute_config": [{"enabled": true}], "storage_config": [{"block_storage": [{"enabled": true}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": true}]}]}

_with(values) := p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", values)])

cases["nothing of it"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["all of it"] := {"input": _with(_on), "want": {"aws_eks_cluster.main": "pass"}}

cases["all of it off"] := {"input": _with({"compute_config": [{"enabled": false}], "storage_config": [{"block_storage": [{"enabled": false}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": false}]}]}), "want": {"aws_eks_cluster.main": "pass"}}

cases["compute alone"] := {"input": _with({"compute_config": [{"enabled": true}]}), "want": {"aws_eks_cluster.main": "fail"}}

cases["without storage"] := {"input": _with(object.remove(_on, ["storage_config"])), "want": {"aws_eks_cluster.main": "fail"}}

cases["without load balancing"] := {"input": _with(object.union(_on, {"kubernetes_network_config": [{"ip_family": "ipv4"}]})), "want": {"aws_eks_cluster.main": "fail"}}

cases["without compute"] := {"input": _with(object.remove(_on, ["compute_config"])), "want": {"aws_eks_cluster.main": "fail"}}

cases["compute that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", object.remove(_on, ["compute_config"])), p.forget("aws_eks_cluster.main", "compute_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["in part, whatever the rest is"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"storage_config": [{"block_storage": [{"enabled": true}]}]}), p.forget("aws_eks_cluster.main", "compute_config")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"storage_config": [{"block_storage": [{"enabled": true}]}]}), {"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["compute_config"]}}}}]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
