package eksgate.rules["shared-responsibility"]["cni-has-permissions_test"]

import data.eksgate.rules["shared-responsibility"]["cni-has-permissions"] as rule
import data.eksgate.testing.platform as p

_attach(role) := p.resource("aws_iam_role_policy_attachment.cni", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"}, {"role": [p.ref(role, "name")]})

_inline(actions) := p.resource("aws_iam_role_policy.cni", {"policy": json.marshal({"Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]})}, {"role": [p.ref("aws_iam_role.node", "name")]})

# A role of the add-on's own.
_own := p.merge([
	p.resource("aws_iam_role.cni", {"name": "cni"}, {}),
	p.point("aws_eks_addon.vpc_cni", "service_account_role_arn", [p.ref("aws_iam_role.cni", "arn")]),
])

_ipv6 := p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})

cases["on the role of the nodes"] := {"input": p.platform(p.ec2, [], [_attach("aws_iam_role.node")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["on no role"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["on the role of the add-on"] := {"input": p.platform(p.ec2, [], [_own, _attach("aws_iam_role.cni")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["on the role of the nodes, where the add-on has its own"] := {"input": p.platform(p.ec2, [], [_own, _attach("aws_iam_role.node")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["statements of ones own"] := {"input": p.platform(p.ec2, [], [_inline(["ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface"])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["statements that leave an action out"] := {"input": p.platform(p.ec2, [], [_inline(["ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface"])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["another CNI"] := {"input": object.union(p.ec2, {"settings": {"cni": "cilium"}}), "want": {}}

cases["Fargate alone"] := {"input": p.fargate, "want": {}}

cases["a role that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_addon.vpc_cni", "service_account_role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["IPv6 with the policy for IPv4"] := {"input": p.platform(p.ec2, [], [_ipv6, _attach("aws_iam_role.node")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["IPv6 with its statements"] := {"input": p.platform(p.ec2, [], [_ipv6, _inline(["ec2:AssignIpv6Addresses", "ec2:DescribeInstances"])]), "want": {"aws_eks_cluster.main": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
