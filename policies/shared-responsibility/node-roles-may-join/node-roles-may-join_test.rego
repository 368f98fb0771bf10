package eksgate.rules["shared-responsibility"]["node-roles-may-join_test"]

import data.eksgate.rules["shared-responsibility"]["node-roles-may-join"] as rule
import data.eksgate.testing.platform as p

_self_managed := p.merge([
	p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "launch_template.0.version": [p.ref("aws_launch_template.node", "latest_version")]}),
	p.change("aws_launch_template.node", {"iam_instance_profile": [{}]}),
	p.point("aws_launch_template.node", "iam_instance_profile.0.arn", [p.ref("aws_iam_instance_profile.node", "arn")]),
	p.resource("aws_iam_instance_profile.node", {"name": "node"}, {"role": [p.ref("aws_iam_role.node", "name")]}),
])

_entry(name, values, edges) := p.resource(
	$"aws_eks_access_entry.{name}", values,
	object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, edges),
)

# A self-managed group alone, in a cluster that asks access entries alone.
_base := p.platform(p.ec2, ["aws_eks_node_group.main"], [_self_managed, p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]})])

_node_role := {"principal_arn": [p.ref("aws_iam_role.node", "arn")]}

# A role of nodes that nothing here starts.
_own(address, values, policy) := p.merge([
	p.resource(address, values, {}),
	p.resource("aws_iam_role_policy_attachment.own", {"policy_arn": $"arn:aws:iam::aws:policy/{policy}"}, {"role": [p.ref(address, "name")]}),
])

_auto_node := "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy"

_permission(values, edges) := p.resource(
	"aws_eks_access_policy_association.own",
	object.union({"policy_arn": _auto_node, "access_scope": [{"type": "cluster"}]}, values),
	object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "principal_arn": [p.ref("aws_iam_role.own", "arn")]}, edges),
)

cases["an entry for the role of a self-managed group"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX"}, _node_role)]), "want": {"aws_iam_role.node": "pass"}}

cases["an entry for Windows"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_WINDOWS"}, _node_role)]), "want": {"aws_iam_role.node": "pass"}}

cases["no entry"] := {"input": p.platform(_base, [], []), "want": {"aws_iam_role.node": "fail"}}

cases["an entry of a type for people"] := {"input": p.platform(_base, [], [_entry("a", {"type": "STANDARD"}, _node_role)]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry whose type is left out"] := {"input": p.platform(_base, [], [_entry("a", {}, _node_role)]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry of a type for hybrid nodes"] := {"input": p.platform(_base, [], [_entry("a", {"type": "HYBRID_LINUX"}, _node_role)]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry whose type is not known"] := {"input": p.platform(_base, [], [_entry("a", {}, _node_role), p.forget("aws_eks_access_entry.a", "type")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry for another role"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX", "principal_arn": "arn:aws:iam::111122223333:role/other"}, {})]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry for an ARN of the name of the role"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX", "principal_arn": "arn:aws:iam::111122223333:role/node"}, {})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry for the ARN of the role"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX", "principal_arn": "arn:aws:iam::111122223333:role/node"}, {}), p.change("aws_iam_role.node", {"arn": "arn:aws:iam::111122223333:role/node"})]), "want": {"aws_iam_role.node": "pass"}}

cases["an entry for a principal that is not known"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX"}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry of a cluster that is not known"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX"}, object.union(_node_role, {"cluster_name": [p.unknown("var.cluster")]}))]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry of a cluster that is not known, beside one for a person"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX"}, object.union(_node_role, {"cluster_name": [p.unknown("var.cluster")]})), _entry("b", {}, object.union(_node_role, {"cluster_name": [p.unknown("var.cluster")]}))]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry of another cluster"] := {"input": p.platform(_base, [], [_entry("a", {"type": "EC2_LINUX"}, object.union(_node_role, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")]})), p.resource("aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_iam_role.node": "fail"}}

cases["no entry, where the ConfigMap is asked too"] := {"input": p.platform(_base, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API_AND_CONFIG_MAP"}]})]), "want": {}}

cases["no entry, where the ConfigMap alone is asked"] := {"input": p.platform(_base, [["aws_eks_cluster.main", "values", "access_config"]], []), "want": {}}

cases["no entry, where what is asked is not known"] := {"input": p.platform(_base, [["aws_eks_cluster.main", "values", "access_config"]], [p.change("aws_eks_cluster.main", {"access_config": [{}]}), p.forget("aws_eks_cluster.main", "access_config.0.authentication_mode")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry, where what is asked is not known"] := {"input": p.platform(_base, [["aws_eks_cluster.main", "values", "access_config"]], [p.change("aws_eks_cluster.main", {"access_config": [{}]}), p.forget("aws_eks_cluster.main", "access_config.0.authentication_mode"), _entry("a", {"type": "EC2_LINUX"}, _node_role)]), "want": {"aws_iam_role.node": "pass"}}

cases["a role that is not told"] := {"input": p.platform(_base, ["aws_iam_instance_profile.node", "aws_iam_role.node"], []), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["a group whose cluster is not told"] := {"input": p.platform(_base, [], [p.change("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/other", "value": "owned"}]})]), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["a managed group alone"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]})]), "want": {}}

cases["a managed group whose cluster is not told"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["no entry for Karpenter's role"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy")]), "want": {"aws_iam_role.karpenter": "fail"}}

cases["an entry for Karpenter's role"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy"), _entry("a", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.karpenter", "arn")]})]), "want": {"aws_iam_role.karpenter": "pass"}}

cases["an entry of another type for Karpenter's role"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy"), _entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.karpenter", "arn")]})]), "want": {"aws_iam_role.karpenter": "fail"}}

cases["no entry for Karpenter's role, where the ConfigMap is asked too"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API_AND_CONFIG_MAP"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy")]), "want": {}}

cases["no entry for Karpenter's role, told by its name"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.own", {"name": "KarpenterNodeRole-main"}, "AmazonEKSWorkerNodePolicy")]), "want": {"aws_iam_role.own": "fail"}}

cases["no entry for a role of nodes that nothing here starts"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.own", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy")]), "want": {"aws_iam_role.own": "undetermined"}}

cases["an entry for a role of nodes that nothing here starts"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.own", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy"), _entry("a", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]})]), "want": {"aws_iam_role.own": "pass"}}

cases["no entry for a role with the lesser policy of nodes"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodeMinimalPolicy")]), "want": {"aws_iam_role.karpenter": "fail"}}

cases["a role that is not of nodes"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonSSMManagedInstanceCore")]), "want": {}}

cases["a role that is read alone"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("data.aws_iam_role.karpenter", {"name": "karpenter", "managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"]}, {})]), "want": {}}

cases["no entry for Karpenter's role, in any of two clusters"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy"), p.resource("aws_eks_cluster.other", {"name": "other", "access_config": [{"authentication_mode": "API"}]}, {})]), "want": {"aws_iam_role.karpenter": "undetermined"}}

cases["no entry for Karpenter's role, beside a cluster that asks the ConfigMap"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy"), p.resource("aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_iam_role.karpenter": "undetermined"}}

cases["an entry for Karpenter's role in the second of two clusters"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy"), p.resource("aws_eks_cluster.other", {"name": "other", "access_config": [{"authentication_mode": "API"}]}, {}), _entry("a", {"type": "EC2_LINUX"}, object.union({"principal_arn": [p.ref("aws_iam_role.karpenter", "arn")]}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")]}))]), "want": {"aws_iam_role.karpenter": "pass"}}

cases["an entry for Karpenter's role in the first of two clusters"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.karpenter", {"name": "nodes"}, "AmazonEKSWorkerNodePolicy"), p.resource("aws_eks_cluster.other", {"name": "other", "access_config": [{"authentication_mode": "API"}]}, {}), _entry("a", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.karpenter", "arn")]})]), "want": {"aws_iam_role.karpenter": "pass"}}

cases["hybrid nodes without an entry"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.change("aws_eks_cluster.main", {"remote_network_config": [{"remote_node_networks": [{"cidrs": ["10.80.0.0/16"]}]}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["hybrid nodes with an entry"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.change("aws_eks_cluster.main", {"remote_network_config": [{"remote_node_networks": [{"cidrs": ["10.80.0.0/16"]}]}]}), _entry("a", {"type": "HYBRID_LINUX"}, {"principal_arn": [p.unknown("var.hybrid")]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["hybrid nodes with an entry for others"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.change("aws_eks_cluster.main", {"remote_network_config": [{"remote_node_networks": [{"cidrs": ["10.80.0.0/16"]}]}]}), _entry("a", {"type": "EC2_LINUX"}, {"principal_arn": [p.unknown("var.hybrid")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["hybrid nodes, where the ConfigMap is asked too"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API_AND_CONFIG_MAP"}]}), p.change("aws_eks_cluster.main", {"remote_network_config": [{"remote_node_networks": [{"cidrs": ["10.80.0.0/16"]}]}]})]), "want": {}}

cases["perhaps hybrid nodes, without an entry"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.forget("aws_eks_cluster.main", "remote_network_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["perhaps hybrid nodes, with an entry"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.forget("aws_eks_cluster.main", "remote_network_config"), _entry("a", {"type": "HYBRID_LINUX"}, {"principal_arn": [p.unknown("var.hybrid")]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["perhaps hybrid nodes, where the ConfigMap is asked too"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API_AND_CONFIG_MAP"}]}), p.forget("aws_eks_cluster.main", "remote_network_config")]), "want": {}}

cases["an own node class"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({}, {})]), "want": {"aws_iam_role.own": "pass"}}

cases["an own node class whose role has the policy of nodes"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.own", {"name": "own"}, "AmazonEKSWorkerNodeMinimalPolicy"), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({}, {})]), "want": {"aws_iam_role.own": "pass"}}

cases["an own node class whose role has the policy of nodes, without the access policy"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _own("aws_iam_role.own", {"name": "own"}, "AmazonEKSWorkerNodeMinimalPolicy"), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]})]), "want": {"aws_iam_role.own": "fail"}}

cases["an own node class without the policy"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]})]), "want": {"aws_iam_role.own": "fail"}}

cases["an own node class with another policy"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"}, {})]), "want": {"aws_iam_role.own": "fail"}}

cases["an own node class with the policy in one namespace"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({"access_scope": [{"type": "namespace", "namespaces": ["default"]}]}, {})]), "want": {"aws_iam_role.own": "fail"}}

cases["an own node class with the policy in a partition of its own"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({"policy_arn": "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy"}, {})]), "want": {"aws_iam_role.own": "pass"}}

cases["an own node class with the policy for another principal"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({}, {"principal_arn": [p.ref("aws_iam_role.cluster", "arn")]})]), "want": {"aws_iam_role.own": "fail"}}

cases["an own node class with the policy for a principal that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({}, {"principal_arn": [p.unknown("var.role")]})]), "want": {"aws_iam_role.own": "undetermined"}}

cases["an own node class with the policy in another cluster"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), _permission({}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")]})]), "want": {"aws_iam_role.own": "fail"}}

cases["an own node class with the policy in a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]}), _permission({}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_iam_role.own": "undetermined"}}

cases["an own node class in a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, object.union({"principal_arn": [p.ref("aws_iam_role.own", "arn")]}, {"cluster_name": [p.unknown("var.cluster")]})), _permission({}, {})]), "want": {"aws_iam_role.own": "undetermined"}}

cases["an own node class with the policy, both in a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")], "cluster_name": [p.unknown("var.cluster")]}), _permission({}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_iam_role.own": "undetermined"}}

cases["an own node class without the policy, where the ConfigMap is asked too"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]})]), "want": {"aws_iam_role.own": "fail"}}

cases["an own node class of a role that is not made here"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), _entry("a", {"type": "EC2", "principal_arn": "arn:aws:iam::111122223333:role/own"}, {})]), "want": {"aws_eks_access_entry.a": "fail"}}

cases["an own node class of a role that is read alone"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("data.aws_iam_role.own", {"name": "own"}, {}), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("data.aws_iam_role.own", "arn")]})]), "want": {"aws_eks_access_entry.a": "fail"}}

cases["an own node class in a cluster elsewhere"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.resource("aws_iam_role.own", {"name": "own"}, {}), p.resource("aws_eks_access_entry.a", {"type": "EC2", "cluster_name": "other"}, {"principal_arn": [p.ref("aws_iam_role.own", "arn")]})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

# What is not known is named, and nothing else.
_missing := {
	"an entry whose type is not known": {"aws_eks_access_entry.a: type"},
	"an entry for a principal that is not known": {"aws_eks_access_entry.a: principal_arn"},
	"an entry of a cluster that is not known, beside one for a person": {"aws_eks_access_entry.a: cluster_name"},
	"an entry of a cluster that is not known": {"aws_eks_access_entry.a: cluster_name"},
}

test_missing if {
	every name, wanted in _missing {
		results := rule.results with input as cases[name].input
		{missing | some found in results; some missing in found.missing} == wanted
	}
}
