package eksgate.rules["shared-responsibility"]["cni-permissions-separate_test"]

import data.eksgate.rules["shared-responsibility"]["cni-permissions-separate"] as rule
import data.eksgate.testing.platform as p

_attach(role) := p.resource("aws_iam_role_policy_attachment.cni", {"policy_arn": "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"}, {"role": [p.ref(role, "name")]})

_own := p.merge([
	p.resource("aws_iam_role.cni", {"name": "cni"}, {}),
	p.point("aws_eks_addon.vpc_cni", "service_account_role_arn", [p.ref("aws_iam_role.cni", "arn")]),
])

cases["the role of the nodes"] := {"input": p.platform(p.ec2, [], [_attach("aws_iam_role.node")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role of its own"] := {"input": p.platform(p.ec2, [], [_own, _attach("aws_iam_role.cni")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a role of its own, and the policy on the nodes as well"] := {"input": p.platform(p.ec2, [], [_own, _attach("aws_iam_role.node")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role of its own that is not made here"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_addon.vpc_cni", {"service_account_role_arn": "arn:aws:iam::111122223333:role/cni"})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an association that may be the CNIs"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_pod_identity_association.some", {"namespace": "kube-system"}, {"service_account": [p.unknown("var.account")], "cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["another CNI"] := {"input": object.union(p.ec2, {"settings": {"cni": "cilium"}}), "want": {}}

cases["Fargate alone"] := {"input": p.fargate, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
