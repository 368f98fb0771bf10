package eksgate.rules["shared-responsibility"]["data-plane-present_test"]

import data.eksgate.rules["shared-responsibility"]["data-plane-present"] as rule
import data.eksgate.testing.platform as p

_entry(values, edges) := p.resource("aws_eks_access_entry.nodes", object.union({"principal_arn": "arn:aws:iam::111122223333:role/karpenter"}, values), edges)

_main := {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}

_bare := [p.network, p.control_plane]

cases["a node group"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["Fargate profiles"] := {"input": p.fargate, "want": {"aws_eks_cluster.main": "pass"}}

cases["Auto Mode"] := {"input": p.platform(p.merge(_bare), [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["nothing"] := {"input": p.merge(_bare), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role that may join"] := {"input": p.merge(array.concat(_bare, [_entry({"type": "EC2_LINUX"}, _main)])), "want": {"aws_eks_cluster.main": "pass"}}

cases["an entry of people"] := {"input": p.merge(array.concat(_bare, [_entry({"type": "STANDARD"}, _main)])), "want": {"aws_eks_cluster.main": "fail"}}

cases["an entry that does not say its type"] := {"input": p.merge(array.concat(_bare, [_entry({}, _main)])), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role that may join another cluster"] := {"input": p.merge(array.concat(_bare, [_entry({"type": "EC2_LINUX", "cluster_name": "other"}, {})])), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role that may join a cluster that is not known"] := {"input": p.merge(array.concat(_bare, [_entry({"type": "EC2_LINUX"}, {"cluster_name": [p.unknown("var.cluster")]})])), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an entry of people of a cluster that is not known"] := {"input": p.merge(array.concat(_bare, [_entry({"type": "STANDARD"}, {"cluster_name": [p.unknown("var.cluster")]})])), "want": {"aws_eks_cluster.main": "fail"}}

cases["an entry whose type is not known"] := {"input": p.merge(array.concat(_bare, [_entry({}, _main), p.forget("aws_eks_access_entry.nodes", "type")])), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a node group of a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
