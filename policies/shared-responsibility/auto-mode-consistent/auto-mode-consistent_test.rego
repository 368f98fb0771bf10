package eksgate.rules["shared-responsibility"]["auto-mode-consistent_test"]

import data.eksgate.rules["shared-responsibility"]["auto-mode-consistent"] as rule
import data.eksgate.testing.platform as p

cases["all on"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}], "storage_config": [{"block_storage": [{"enabled": true}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": true}]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["all off"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": false}], "storage_config": [{"block_storage": [{"enabled": false}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": false}]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["all left out, which is off"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["blocks that say nothing, which is off"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{}], "storage_config": [{"block_storage": [{}]}], "kubernetes_network_config": [{"ip_family": "ipv4"}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["compute alone, the others left out"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["compute alone"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}], "storage_config": [{"block_storage": [{"enabled": false}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": false}]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["all but compute"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": false}], "storage_config": [{"block_storage": [{"enabled": true}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": true}]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["all but block storage"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}], "storage_config": [{"block_storage": [{"enabled": false}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": true}]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["all but load balancing"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}], "storage_config": [{"block_storage": [{"enabled": true}]}], "kubernetes_network_config": [{"elastic_load_balancing": [{"enabled": false}]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["one on, one off, one not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}], "storage_config": [{"block_storage": [{"enabled": false}]}]}), p.forget("aws_eks_cluster.main", "kubernetes_network_config")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["two on, one not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}], "storage_config": [{"block_storage": [{"enabled": true}]}]}), p.forget("aws_eks_cluster.main", "kubernetes_network_config.0.elastic_load_balancing")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["compute is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "compute_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["nothing is known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "compute_config"), p.forget("aws_eks_cluster.main", "storage_config.0.block_storage.0.enabled"), p.forget("aws_eks_cluster.main", "kubernetes_network_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a provider that does not have it"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_eks_cluster": {"aws_eks_cluster.main": {"lacks": ["compute_config"]}}}}]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
