package eksgate.rules["shared-responsibility"]["data-plane-present_test"]

import data.eksgate.rules["shared-responsibility"]["data-plane-present"] as rule
import data.eksgate.testing.platform as p

_entry(values, edges) := p.resource(
	"aws_eks_access_entry.node",
	object.union({"principal_arn": "arn:aws:iam::111122223333:role/own"}, values),
	object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, edges),
)

_bare := p.platform(p.ec2, ["aws_eks_node_group.main", "aws_iam_role.node"], [])

cases["a managed group"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["Fargate profiles"] := {"input": p.platform(p.fargate, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["nothing"] := {"input": p.platform(_bare, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["a self-managed group"] := {"input": p.platform(_bare, [], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a group of something else"] := {"input": p.platform(_bare, [], [p.resource("aws_autoscaling_group.web", {"tag": [{"key": "Name", "value": "web"}]}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["Auto Mode"] := {"input": p.platform(_bare, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["Auto Mode is off"] := {"input": p.platform(_bare, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": false}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["whether Auto Mode is on is not known"] := {"input": p.platform(_bare, [], [p.forget("aws_eks_cluster.main", "compute_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether Auto Mode is on for another cluster is not known"] := {"input": p.platform(_bare, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.forget("aws_eks_cluster.other", "compute_config")]), "want": {"aws_eks_cluster.main": "fail", "aws_eks_cluster.other": "undetermined"}}

cases["a managed group of another cluster"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_eks_cluster.main": "pass", "aws_eks_cluster.other": "fail"}}

cases["a managed group of a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an access entry of type EC2"] := {"input": p.platform(_bare, [], [_entry({"type": "EC2"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an access entry of type EC2_LINUX"] := {"input": p.platform(_bare, [], [_entry({"type": "EC2_LINUX"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an access entry of type EC2_WINDOWS"] := {"input": p.platform(_bare, [], [_entry({"type": "EC2_WINDOWS"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an access entry of type HYBRID_LINUX"] := {"input": p.platform(_bare, [], [_entry({"type": "HYBRID_LINUX"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an access entry of type HYPERPOD_LINUX"] := {"input": p.platform(_bare, [], [_entry({"type": "HYPERPOD_LINUX"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an access entry for a person"] := {"input": p.platform(_bare, [], [_entry({}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an access entry whose type is not known"] := {"input": p.platform(_bare, [], [_entry({}, {}), p.forget("aws_eks_access_entry.node", "type")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an access entry for nodes of a cluster that is not known"] := {"input": p.platform(_bare, [], [_entry({"type": "EC2_LINUX"}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an access entry for a person in a cluster that is not known"] := {"input": p.platform(_bare, [], [_entry({}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an access entry of a type and a cluster that are not known"] := {"input": p.platform(_bare, [], [_entry({}, {"cluster_name": [p.unknown("var.cluster")]}), p.forget("aws_eks_access_entry.node", "type")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an access entry for nodes of a cluster elsewhere"] := {"input": p.platform(_bare, [], [p.resource("aws_eks_access_entry.node", {"type": "EC2_LINUX", "cluster_name": "other"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an access entry of a type that is not known, of a cluster elsewhere"] := {"input": p.platform(_bare, [], [p.resource("aws_eks_access_entry.node", {"cluster_name": "other"}, {}), p.forget("aws_eks_access_entry.node", "type")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["Karpenter's role"] := {"input": p.platform(_bare, [], [p.resource("aws_iam_role.karpenter_node", {"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"]}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["Karpenter's role beside two clusters"] := {"input": p.platform(_bare, [], [p.resource("aws_iam_role.karpenter_node", {"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"]}, {}), p.resource("aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_cluster.other": "undetermined"}}

cases["a role of nodes that nothing here starts"] := {"input": p.platform(_bare, [], [p.resource("aws_iam_role.own", {"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"]}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Karpenter's controller's role"] := {"input": p.platform(_bare, [], [p.resource("aws_iam_role.karpenter", {}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
