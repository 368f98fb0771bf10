package eksgate.rules["shared-responsibility"]["node-roles-may-join_test"]

import data.eksgate.rules["shared-responsibility"]["node-roles-may-join"] as rule
import data.eksgate.testing.platform as p

_entry(name, values, edges) := p.resource($"aws_eks_access_entry.{name}", values, edges)

_association(values, edges) := p.resource("aws_eks_access_policy_association.admin", values, edges)

_policy(name) := $"arn:aws:eks::aws:cluster-access-policy/{name}"

_admin := {"policy_arn": _policy("AmazonEKSClusterAdminPolicy"), "principal_arn": "arn:aws:iam::111122223333:role/platform-admin", "access_scope": [{"type": "cluster"}]}

_main := {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}

_api := p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]})

_group := p.resource(
	"aws_autoscaling_group.own",
	{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]},
	{"launch_template.0.id": [p.id("aws_launch_template.node")]},
)

_profile := p.merge([
	p.resource("aws_iam_instance_profile.node", {"name": "node"}, {"role": [p.ref("aws_iam_role.node", "name")]}),
	p.change("aws_launch_template.node", {"iam_instance_profile": [{}]}),
	p.point("aws_launch_template.node", "iam_instance_profile.0.arn", [p.ref("aws_iam_instance_profile.node", "arn")]),
])

# A self-managed group in place of the managed one.
_own(parts) := p.platform(p.ec2, ["aws_eks_node_group.main"], array.concat([_api, _group, _profile], parts))

# The role of Karpenter's nodes, which nothing here uses.
_karpenter(parts) := p.platform(p.ec2, ["aws_eks_node_group.main"], array.concat([_api], parts))

_node := object.union(_main, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})

_auto := p.resource("aws_eks_access_policy_association.auto", {"policy_arn": _policy("AmazonEKSAutoNodePolicy"), "access_scope": [{"type": "cluster"}]}, _node)

cases["managed groups join by themselves"] := {"input": p.platform(p.ec2, [], [_api]), "want": {}}

cases["a self-managed group with an entry"] := {"input": _own([_entry("node", {"type": "EC2_LINUX"}, _node)]), "want": {"aws_iam_role.node": "pass"}}

cases["a self-managed group of Windows nodes"] := {"input": _own([_entry("node", {"type": "EC2_WINDOWS"}, _node)]), "want": {"aws_iam_role.node": "pass"}}

cases["an entry that names the role by its ARN"] := {"input": _own([_entry("node", {"type": "EC2_LINUX", "principal_arn": "arn:aws:iam::111122223333:role/node"}, _main)]), "want": {"aws_iam_role.node": "pass"}}

cases["a self-managed group without an entry"] := {"input": _own([]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry of the wrong type"] := {"input": _own([_entry("node", {"type": "STANDARD"}, _node)]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry in another cluster"] := {"input": _own([_entry("node", {"type": "EC2_LINUX", "cluster_name": "other"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry for another role"] := {"input": _own([_entry("node", {"type": "EC2_LINUX", "principal_arn": "arn:aws:iam::111122223333:role/other"}, _main)]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry for a role that is not known"] := {"input": _own([_entry("node", {"type": "EC2_LINUX"}, object.union(_main, {"principal_arn": [p.unknown("var.role")]}))]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry of people for a role that is not known"] := {"input": _own([_entry("node", {"type": "STANDARD"}, object.union(_main, {"principal_arn": [p.unknown("var.role")]}))]), "want": {"aws_iam_role.node": "fail"}}

cases["an entry whose type is not known"] := {"input": p.merge([_own([_entry("node", {}, _node)]), p.forget("aws_eks_access_entry.node", "type")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry of a cluster that is not known"] := {"input": _own([_entry("node", {"type": "EC2_LINUX"}, {"cluster_name": [p.unknown("var.cluster")], "principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["the ConfigMap may let them in"] := {"input": _own([p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API_AND_CONFIG_MAP"}]})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["the ConfigMap beside an entry"] := {"input": _own([_entry("node", {"type": "EC2_LINUX"}, _node), p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API_AND_CONFIG_MAP"}]})]), "want": {"aws_iam_role.node": "pass"}}

cases["a mode that is left out"] := {"input": p.platform(_own([]), [["aws_eks_cluster.main", "values", "access_config"]], []), "want": {"aws_iam_role.node": "undetermined"}}

cases["Karpenter with an entry"] := {"input": _karpenter([_entry("node", {"type": "EC2_LINUX"}, _node)]), "want": {"aws_iam_role.node": "pass"}}

cases["Karpenter without an entry"] := {"input": _karpenter([]), "want": {"aws_iam_role.node": "fail"}}

cases["a role with the minimal policy"] := {"input": _karpenter([p.change("aws_iam_role_policy_attachment.node_worker", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy"})]), "want": {"aws_iam_role.node": "fail"}}

cases["a role of something else"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main", "aws_iam_role_policy_attachment.node_worker"], [_api]), "want": {}}

cases["a node class with its entry and policy"] := {"input": _karpenter([_entry("node", {"type": "EC2"}, _node), _auto]), "want": {"aws_iam_role.node": "pass"}}

cases["a node class without the policy"] := {"input": _karpenter([_entry("node", {"type": "EC2"}, _node)]), "want": {"aws_iam_role.node": "fail"}}

cases["a node class whose policy is for another role"] := {"input": p.platform(_karpenter([_entry("node", {"type": "EC2"}, _node), _auto]), [["aws_eks_access_policy_association.auto", "edges", "principal_arn"], ["aws_eks_access_policy_association.auto", "unknown", "principal_arn"]], [p.change("aws_eks_access_policy_association.auto", {"principal_arn": "arn:aws:iam::111122223333:role/other"})]), "want": {"aws_iam_role.node": "fail"}}

cases["a node class with another policy"] := {"input": _karpenter([_entry("node", {"type": "EC2"}, _node), _auto, p.change("aws_eks_access_policy_association.auto", {"policy_arn": _policy("AmazonEKSViewPolicy")})]), "want": {"aws_iam_role.node": "fail"}}

cases["a node class whose policy is of another cluster"] := {"input": p.platform(_karpenter([_entry("node", {"type": "EC2"}, _node), _auto]), [["aws_eks_access_policy_association.auto", "edges", "cluster_name"], ["aws_eks_access_policy_association.auto", "unknown", "cluster_name"]], [p.change("aws_eks_access_policy_association.auto", {"cluster_name": "other"})]), "want": {"aws_iam_role.node": "fail"}}

cases["Karpenter with two clusters"] := {"input": _karpenter([p.resource("aws_eks_cluster.second", {"name": "second"}, {})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["an entry of the second cluster"] := {"input": _own([p.resource("aws_eks_cluster.second", {"name": "second"}, {}), _entry("node", {"type": "EC2_LINUX"}, object.union(_node, {"cluster_name": [p.ref("aws_eks_cluster.second", "name")]}))]), "want": {"aws_iam_role.node": "fail"}}

cases["a group whose cluster is not known"] := {"input": p.platform(_own([]), [["aws_autoscaling_group.own", "values", "tag"]], [p.forget("aws_autoscaling_group.own", "tag")]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a group whose role is not known"] := {"input": p.platform(_own([]), ["aws_iam_instance_profile.node", "aws_iam_role.node"], []), "want": {"aws_autoscaling_group.own": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
