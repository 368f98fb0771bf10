package eksgate.rules["shared-responsibility"]["cni-permissions-separate_test"]

import data.eksgate.rules["shared-responsibility"]["cni-permissions-separate"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

# By the role of the nodes, and by a role of the add-on's.
_by_nodes := p.platform(identity.ec2, [], [identity.attached("node", "AmazonEKS_CNI_Policy")])

_by_addon := p.platform(identity.ec2, [], [
	identity.role("cni", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"])]),
	identity.attached("cni", "AmazonEKS_CNI_Policy"),
	p.change("aws_eks_addon.vpc_cni", {"pod_identity_association": [{"service_account": "aws-node"}]}),
	p.point("aws_eks_addon.vpc_cni", "pod_identity_association.0.role_arn", [p.ref("aws_iam_role.cni", "arn")]),
])

_association := p.resource(
	"aws_eks_pod_identity_association.cni",
	{"namespace": "kube-system", "service_account": "aws-node"},
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "role_arn": [p.ref("aws_iam_role.cni", "arn")]},
)

cases["on the add-on's role alone"] := {"input": _by_addon, "want": {"aws_eks_cluster.main": "pass"}}

cases["on the nodes' role"] := {"input": _by_nodes, "want": {"aws_eks_cluster.main": "fail"}}

cases["on neither, without a role of its own"] := {"input": identity.ec2, "want": {"aws_eks_cluster.main": "fail"}}

cases["on both"] := {"input": p.platform(_by_addon, [], [identity.attached("node", "AmazonEKS_CNI_Policy")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["on the add-on's role and that of a second node group"] := {"input": p.platform(_by_addon, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.resource("aws_iam_role.second", {"name": "second"}, {}), p.point("aws_eks_node_group.second", "node_role_arn", [p.ref("aws_iam_role.second", "arn")]), identity.attached("second", "AmazonEKS_CNI_Policy")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the add-on has the nodes' role"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "AmazonEKS_CNI_Policy"), p.point("aws_eks_addon.vpc_cni", "service_account_role_arn", [p.ref("aws_iam_role.node", "arn")])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["by an association"] := {"input": p.platform(identity.ec2, [], [identity.role("cni", []), _association]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an association that may be another's"] := {"input": p.platform(p.platform(identity.ec2, [], [_association]), [["aws_eks_pod_identity_association.cni", "values", "service_account"]], [p.forget("aws_eks_pod_identity_association.cni", "service_account")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an add-on whose name is not known may have a role"] := {"input": p.platform(identity.ec2, [["aws_eks_addon.vpc_cni", "values", "addon_name"]], [p.forget("aws_eks_addon.vpc_cni", "addon_name")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the nodes' role has statements for IPv4"] := {"input": p.platform(_by_addon, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Assign*"], "Resource": "*"}])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the nodes' role has statements for IPv6 alone"] := {"input": p.platform(_by_addon, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:AssignIpv6Addresses"], "Resource": "*"}])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the nodes' role has statements under conditions"] := {"input": p.platform(_by_addon, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Assign*"], "Resource": "*", "Condition": {"Bool": {"a": "b"}}}])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the nodes' role is not made here"] := {"input": p.platform(_by_addon, [], [p.point("aws_eks_node_group.main", "node_role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the nodes' role has a policy that is not made here"] := {"input": p.platform(_by_addon, [], [identity.by_arn("node", "arn:aws:iam::111122223333:policy/own")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a Fargate profile beside"] := {"input": p.platform(_by_addon, [], [p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["another CNI"] := {"input": p.platform(_by_nodes, [], [{"settings": {"cni": "cilium"}}]), "want": {}}

cases["Fargate alone"] := {"input": p.fargate, "want": {}}

cases["nodes of a cluster that is not known"] := {"input": p.platform(_by_nodes, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["another cluster whose nodes' role has it"] := {"input": p.platform(_by_addon, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.resource("aws_iam_role.second", {"name": "second"}, {}), p.point("aws_eks_node_group.second", "node_role_arn", [p.ref("aws_iam_role.second", "arn")]), identity.attached("second", "AmazonEKS_CNI_Policy"), p.point("aws_eks_node_group.second", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), "want": {"aws_eks_cluster.main": "pass", "aws_eks_cluster.other": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
