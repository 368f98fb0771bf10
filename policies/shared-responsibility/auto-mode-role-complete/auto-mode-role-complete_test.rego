package eksgate.rules["shared-responsibility"]["auto-mode-role-complete_test"]

import data.eksgate.rules["shared-responsibility"]["auto-mode-role-complete"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

_auto := p.platform(identity.ec2, [], [
	p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]}),
	identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"])]),
	identity.attached("cluster", "AmazonEKSBlockStoragePolicy"),
	identity.attached("cluster", "AmazonEKSComputePolicy"),
	identity.attached("cluster", "AmazonEKSLoadBalancingPolicy"),
	identity.attached("cluster", "AmazonEKSNetworkingPolicy"),
])

cases["all four policies, and sessions may be tagged"] := {"input": _auto, "want": {"aws_eks_cluster.main": "pass"}}

cases["not in Auto Mode"] := {"input": identity.ec2, "want": {}}

cases["Auto Mode off"] := {"input": p.platform(identity.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": false}]})]), "want": {}}

cases["whether it is in Auto Mode is not known"] := {"input": p.platform(identity.ec2, [], [p.change("aws_eks_cluster.main", {"compute_config": [{}]}), p.forget("aws_eks_cluster.main", "compute_config.0.enabled")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether it is in Auto Mode is not known, and all is there"] := {"input": p.platform(_auto, [["aws_eks_cluster.main", "values", "compute_config", "0", "enabled"]], [p.forget("aws_eks_cluster.main", "compute_config.0.enabled")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["sessions may not be tagged"] := {"input": p.platform(_auto, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", ["sts:AssumeRole"])])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["sessions may be tagged, but the role not assumed"] := {"input": p.platform(_auto, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", ["sts:TagSession"])])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["both actions in statements of their own"] := {"input": p.platform(_auto, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), identity.service(["eks.amazonaws.com"], "sts:TagSession")])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["both actions, one of them under a condition of one's own"] := {"input": p.platform(_auto, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:AssumeRole"), object.union(identity.service("eks.amazonaws.com", "sts:TagSession"), {"Condition": {"Bool": {"x": "y"}}})])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a denial of tagging"] := {"input": p.platform(_auto, [], [identity.trusts("aws_iam_role.cluster", [identity.service("eks.amazonaws.com", "sts:*"), {"Effect": "Deny", "Principal": "*", "Action": "sts:TagSession", "Condition": {"Bool": {"x": "y"}}}])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["everyone may"] := {"input": p.platform(_auto, [], [identity.trusts("aws_iam_role.cluster", [{"Effect": "Allow", "Principal": "*", "Action": "sts:*"}])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["no AmazonEKSBlockStoragePolicy"] := {"input": p.platform(_auto, ["aws_iam_role_policy_attachment.cluster_AmazonEKSBlockStoragePolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["no AmazonEKSComputePolicy"] := {"input": p.platform(_auto, ["aws_iam_role_policy_attachment.cluster_AmazonEKSComputePolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["no AmazonEKSLoadBalancingPolicy"] := {"input": p.platform(_auto, ["aws_iam_role_policy_attachment.cluster_AmazonEKSLoadBalancingPolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["no AmazonEKSNetworkingPolicy"] := {"input": p.platform(_auto, ["aws_iam_role_policy_attachment.cluster_AmazonEKSNetworkingPolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["statements in the place of a policy"] := {"input": p.platform(_auto, ["aws_iam_role_policy_attachment.cluster_AmazonEKSLoadBalancingPolicy"], [identity.inline("cluster", [{"Effect": "Allow", "Action": "elasticloadbalancing:*", "Resource": "*"}])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a policy that is not known in its place"] := {"input": p.platform(_auto, [["aws_iam_role_policy_attachment.cluster_AmazonEKSComputePolicy", "values", "policy_arn"]], [p.point("aws_iam_role_policy_attachment.cluster_AmazonEKSComputePolicy", "policy_arn", [p.unknown("var.policy")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a role that is not made here"] := {"input": p.platform(_auto, [], [p.point("aws_eks_cluster.main", "role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["inline statements of a role that is not known"] := {"input": p.platform(_auto, ["aws_iam_role_policy_attachment.cluster_AmazonEKSLoadBalancingPolicy"], [p.resource("aws_iam_role_policy.any", {"policy": identity.text([{"Effect": "Allow", "Action": "elasticloadbalancing:*", "Resource": "*"}])}, {"role": [p.unknown("var.role")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
