package eksgate.rules["shared-responsibility"]["cni-has-permissions_test"]

import data.eksgate.rules["shared-responsibility"]["cni-has-permissions"] as rule
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

cases["on the role of the nodes"] := {"input": _by_nodes, "want": {"aws_eks_cluster.main": "pass"}}

cases["on the role of the add-on"] := {"input": _by_addon, "want": {"aws_eks_cluster.main": "pass"}}

cases["on neither"] := {"input": identity.ec2, "want": {"aws_eks_cluster.main": "fail"}}

cases["the add-on's role lacks it, though the nodes' role has it"] := {"input": p.platform(_by_addon, ["aws_iam_role_policy_attachment.cni_AmazonEKS_CNI_Policy"], [identity.attached("node", "AmazonEKS_CNI_Policy")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["one of two node groups lacks it"] := {"input": p.platform(_by_nodes, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.resource("aws_iam_role.second", {"name": "second"}, {}), p.point("aws_eks_node_group.second", "node_role_arn", [p.ref("aws_iam_role.second", "arn")])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["by an association"] := {"input": p.platform(identity.ec2, [], [identity.role("cni", []), identity.attached("cni", "AmazonEKS_CNI_Policy"), _association]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an association that may be another's"] := {"input": p.platform(p.platform(identity.ec2, [], [_association]), [["aws_eks_pod_identity_association.cni", "values", "service_account"]], [p.forget("aws_eks_pod_identity_association.cni", "service_account")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an association that may be another's, and the nodes' role has it"] := {"input": p.platform(p.platform(_by_nodes, [], [_association]), [["aws_eks_pod_identity_association.cni", "values", "service_account"]], [p.forget("aws_eks_pod_identity_association.cni", "service_account")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an add-on whose name is not known may have a role"] := {"input": p.platform(identity.ec2, [["aws_eks_addon.vpc_cni", "values", "addon_name"]], [p.forget("aws_eks_addon.vpc_cni", "addon_name")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an add-on whose name is not known, beside one that lacks it"] := {"input": p.platform(_by_addon, ["aws_iam_role_policy_attachment.cni_AmazonEKS_CNI_Policy"], [p.resource("aws_eks_addon.other", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "addon_name": [p.unknown("each.key")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an add-on of a cluster that is not known may have a role"] := {"input": p.platform(identity.ec2, [], [p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["by the add-on's service account"] := {"input": p.platform(identity.ec2, [], [identity.role("cni", []), identity.attached("cni", "AmazonEKS_CNI_Policy"), p.point("aws_eks_addon.vpc_cni", "service_account_role_arn", [p.ref("aws_iam_role.cni", "arn")])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the add-on's role is not made here"] := {"input": p.platform(_by_addon, [], [p.point("aws_eks_addon.vpc_cni", "pod_identity_association.0.role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the nodes' role is not made here"] := {"input": p.platform(identity.ec2, [], [p.point("aws_eks_node_group.main", "node_role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["another partition"] := {"input": p.platform(identity.ec2, [], [identity.by_arn("node", "arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["statements of one's own"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Describe*", "ec2:AssignPrivateIpAddresses", "ec2:*NetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses"], "Resource": "*"}, {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:network-interface/*"}])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["statements of one's own without tags"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Describe*", "ec2:AssignPrivateIpAddresses", "ec2:*NetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses"], "Resource": "*"}])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["statements of one's own that leave actions out"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Describe*"], "Resource": "*"}, {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:network-interface/*"}])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["statements of one's own under conditions"] := {"input": p.platform(identity.ec2, [], [identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Describe*", "ec2:AssignPrivateIpAddresses", "ec2:*NetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses"], "Resource": "*", "Condition": {"Bool": {"a": "b"}}}, {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:network-interface/*"}])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an administrator"] := {"input": p.platform(identity.ec2, [], [identity.attached("node", "AdministratorAccess")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["IPv6 by the policy for IPv4"] := {"input": p.platform(_by_nodes, [], [p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["IPv6 by statements"] := {"input": p.platform(identity.ec2, [], [p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]}), identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Describe*", "ec2:AssignIpv6Addresses"], "Resource": "*"}, {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:network-interface/*"}])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["IPv6 by statements without tags"] := {"input": p.platform(identity.ec2, [], [p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]}), identity.inline("node", [{"Effect": "Allow", "Action": ["ec2:Describe*", "ec2:AssignIpv6Addresses"], "Resource": "*"}])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a family that is not known, by the policy for IPv4"] := {"input": p.platform(_by_nodes, [], [p.forget("aws_eks_cluster.main", "kubernetes_network_config.0.ip_family")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a family that is not known, by neither"] := {"input": p.platform(identity.ec2, [], [p.forget("aws_eks_cluster.main", "kubernetes_network_config.0.ip_family")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["another CNI"] := {"input": p.platform(identity.ec2, [], [{"settings": {"cni": "cilium"}}]), "want": {}}

cases["another CNI, and nodes of a cluster that is not known"] := {"input": p.platform(identity.ec2, [], [{"settings": {"cni": "cilium"}}, p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["the VPC CNI by its setting"] := {"input": p.platform(_by_nodes, [], [{"settings": {"cni": "vpc-cni"}}]), "want": {"aws_eks_cluster.main": "pass"}}

cases["Fargate alone"] := {"input": p.fargate, "want": {}}

cases["Fargate alone, of a cluster that is not known"] := {"input": p.platform(p.fargate, [], [p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["nodes of a cluster that is not known"] := {"input": p.platform(_by_nodes, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
