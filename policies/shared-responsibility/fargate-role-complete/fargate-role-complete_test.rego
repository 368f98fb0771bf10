package eksgate.rules["shared-responsibility"]["fargate-role-complete_test"]

import data.eksgate.rules["shared-responsibility"]["fargate-role-complete"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

_fargate := p.platform(p.fargate, [], [
	identity.role("pods", [identity.service("eks-fargate-pods.amazonaws.com", "sts:AssumeRole")]),
	identity.attached("pods", "AmazonEKSFargatePodExecutionRolePolicy"),
])

cases["trust and policy"] := {"input": _fargate, "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["no Fargate profile"] := {"input": identity.ec2, "want": {}}

cases["another service"] := {"input": p.platform(_fargate, [], [identity.trusts("aws_iam_role.pods", [identity.service("eks.amazonaws.com", "sts:AssumeRole")])]), "want": {"aws_eks_fargate_profile.default": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["beside another service"] := {"input": p.platform(_fargate, [], [identity.trusts("aws_iam_role.pods", [identity.service(["eks.amazonaws.com", "eks-fargate-pods.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["the condition that EKS documents"] := {"input": p.platform(_fargate, [], [identity.trusts("aws_iam_role.pods", [object.union(identity.service("eks-fargate-pods.amazonaws.com", "sts:AssumeRole"), {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:eks:eu-central-1:111122223333:fargateprofile/main/*"}}})])]), "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["a condition of one's own"] := {"input": p.platform(_fargate, [], [identity.trusts("aws_iam_role.pods", [object.union(identity.service("eks-fargate-pods.amazonaws.com", "sts:AssumeRole"), {"Condition": {"StringEquals": {"aws:RequestTag/x": "y"}}})])]), "want": {"aws_eks_fargate_profile.default": "undetermined", "aws_eks_fargate_profile.system": "undetermined"}}

cases["a trust policy that is not known"] := {"input": p.platform(_fargate, [["aws_iam_role.pods", "values", "assume_role_policy"]], [p.point("aws_iam_role.pods", "assume_role_policy", [p.unknown("x")])]), "want": {"aws_eks_fargate_profile.default": "undetermined", "aws_eks_fargate_profile.system": "undetermined"}}

cases["no policy"] := {"input": p.platform(_fargate, ["aws_iam_role_policy_attachment.pods_AmazonEKSFargatePodExecutionRolePolicy"], []), "want": {"aws_eks_fargate_profile.default": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["statements in its place"] := {"input": p.platform(_fargate, ["aws_iam_role_policy_attachment.pods_AmazonEKSFargatePodExecutionRolePolicy"], [identity.inline("pods", [{"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}])]), "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["statements that leave an action out"] := {"input": p.platform(_fargate, ["aws_iam_role_policy_attachment.pods_AmazonEKSFargatePodExecutionRolePolicy"], [identity.inline("pods", [{"Effect": "Allow", "Action": ["ecr:Batch*", "ecr:GetAuthorizationToken"], "Resource": "*"}])]), "want": {"aws_eks_fargate_profile.default": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["statements on some repositories"] := {"input": p.platform(_fargate, ["aws_iam_role_policy_attachment.pods_AmazonEKSFargatePodExecutionRolePolicy"], [identity.inline("pods", [{"Effect": "Allow", "Action": "ecr:*", "Resource": "arn:aws:ecr:eu-central-1:111122223333:repository/x"}])]), "want": {"aws_eks_fargate_profile.default": "undetermined", "aws_eks_fargate_profile.system": "undetermined"}}

cases["a policy looked up by ARN"] := {"input": p.platform(_fargate, [["aws_iam_role_policy_attachment.pods_AmazonEKSFargatePodExecutionRolePolicy", "values", "policy_arn"]], [p.resource("data.aws_iam_policy.pods", {"arn": "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"}, {}), p.point("aws_iam_role_policy_attachment.pods_AmazonEKSFargatePodExecutionRolePolicy", "policy_arn", [p.ref("data.aws_iam_policy.pods", "arn")])]), "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["a role that is not made here"] := {"input": p.platform(_fargate, [], [p.point("aws_eks_fargate_profile.default", "pod_execution_role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_fargate_profile.default": "undetermined", "aws_eks_fargate_profile.system": "pass"}}

cases["a role by its ARN"] := {"input": p.platform(_fargate, [["aws_eks_fargate_profile.default", "edges", "pod_execution_role_arn"], ["aws_eks_fargate_profile.default", "unknown", "pod_execution_role_arn"], "aws_iam_role_policy_attachment.pods_AmazonEKSFargatePodExecutionRolePolicy"], [p.change("aws_eks_fargate_profile.default", {"pod_execution_role_arn": "arn:aws:iam::111122223333:role/pods"})]), "want": {"aws_eks_fargate_profile.default": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile that is looked up"] := {"input": p.platform(_fargate, [], [p.resource("data.aws_eks_fargate_profile.other", {}, {"pod_execution_role_arn": [p.unknown("x")]})]), "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
