package eksgate.rules["shared-responsibility"]["workload-roles-scoped_test"]

import data.eksgate.rules["shared-responsibility"]["workload-roles-scoped"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

_app := p.platform(identity.ec2, [], [
	identity.role("app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"])]),
	_association("app", "shop", "inventory"),
])

_association(name, namespace, account) := p.resource(
	$"aws_eks_pod_identity_association.{name}",
	{"namespace": namespace, "service_account": account},
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "role_arn": [p.ref($"aws_iam_role.{name}", "arn")]},
)

_host := "oidc.eks.eu-central-1.amazonaws.com/id/ABC"

_oidc(conditions) := _federated($"arn:aws:iam::111122223333:oidc-provider/{_host}", conditions)

_federated(id, conditions) := {"Effect": "Allow", "Principal": {"Federated": id}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": conditions}

_audience := {$"{_host}:aud": "sts.amazonaws.com"}

_by_oidc(conditions) := p.platform(identity.ec2, [], [identity.role("app", [_oidc(conditions)])])

cases["pod identity"] := {"input": _app, "want": {"aws_iam_role.app": "pass"}}

cases["no role of pods"] := {"input": identity.ec2, "want": {}}

cases["pod identity for one namespace"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [object.union(identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Condition": {"StringEquals": {"aws:RequestTag/kubernetes-namespace": "shop"}}})])]), "want": {"aws_iam_role.app": "pass"}}

cases["pod identity for one cluster"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [object.union(identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:eks:eu-central-1:111122223333:cluster/main"}}})])]), "want": {"aws_iam_role.app": "pass"}}

cases["pod identity under another condition"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [object.union(identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Condition": {"StringEquals": {"aws:PrincipalTag/x": "y"}}})])]), "want": {"aws_iam_role.app": "undetermined"}}

cases["pod identity without tagging sessions"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", "sts:AssumeRole")])]), "want": {"aws_iam_role.app": "fail"}}

cases["pod identity without an association, and without tagging sessions"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [identity.service(["pods.eks.amazonaws.com"], "sts:AssumeRole")])]), "want": {"aws_iam_role.app": "fail"}}

cases["an association with a role that trusts EC2"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("ec2.amazonaws.com", "sts:*")])]), "want": {"aws_iam_role.app": "fail"}}

cases["an association with a role that trusts nobody"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [])]), "want": {"aws_iam_role.app": "fail"}}

cases["pods beside a service"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service(["pods.eks.amazonaws.com", "ec2.amazonaws.com"], ["sts:AssumeRole", "sts:TagSession"])])]), "want": {"aws_iam_role.app": "fail"}}

cases["pods beside an account"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.app": "fail"}}

cases["pods beside everyone"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.app": "fail"}}

cases["pods beside all but some"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Effect": "Allow", "NotPrincipal": {"AWS": "1"}, "Action": "sts:AssumeRole"}])]), "want": {"aws_iam_role.app": "fail"}}

cases["pods beside the role itself, by a condition"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}}}])]), "want": {"aws_iam_role.app": "undetermined"}}

cases["pods beside another identity provider"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), _federated("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", {})])]), "want": {"aws_iam_role.app": "fail"}}

cases["an account may tag sessions"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:TagSession"}])]), "want": {"aws_iam_role.app": "pass"}}

cases["roles of another identity provider are not of pods"] := {"input": p.platform(identity.ec2, [], [identity.role("ci", [_federated("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", {})])]), "want": {}}

cases["an OIDC provider in a principal of another kind"] := {"input": p.platform(identity.ec2, [], [identity.role("ci", [{"Effect": "Allow", "Principal": {"AWS": $"arn:aws:iam::111122223333:oidc-provider/{_host}"}, "Action": "sts:AssumeRole"}])]), "want": {}}

cases["an administrator"] := {"input": p.platform(_app, [], [identity.attached("app", "AdministratorAccess")]), "want": {"aws_iam_role.app": "fail"}}

cases["a wildcard"] := {"input": p.platform(_app, [], [identity.inline("app", [{"Effect": "Allow", "Action": "*", "Resource": "*"}])]), "want": {"aws_iam_role.app": "fail"}}

cases["a narrow policy"] := {"input": p.platform(_app, [], [identity.attached("app", "AmazonDynamoDBReadOnlyAccess")]), "want": {"aws_iam_role.app": "pass"}}

cases["web identity for one service account"] := {"input": _by_oidc({"StringEquals": object.union(_audience, {$"{_host}:sub": "system:serviceaccount:shop:inventory"})}), "want": {"aws_iam_role.app": "pass"}}

cases["web identity for some service accounts"] := {"input": _by_oidc({"StringEquals": object.union(_audience, {$"{_host}:sub": ["system:serviceaccount:shop:a", "system:serviceaccount:shop:b"]})}), "want": {"aws_iam_role.app": "pass"}}

cases["web identity for a namespace"] := {"input": _by_oidc({"StringEquals": _audience, "StringLike": {$"{_host}:sub": "system:serviceaccount:shop:*"}}), "want": {"aws_iam_role.app": "pass"}}

cases["web identity for any namespace"] := {"input": _by_oidc({"StringEquals": _audience, "StringLike": {$"{_host}:sub": "system:serviceaccount:*:inventory"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for a namespace, or any"] := {"input": _by_oidc({"StringEquals": _audience, "StringLike": {$"{_host}:sub": ["system:serviceaccount:shop:*", "system:serviceaccount:sho?:*"]}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for a namespace by another key"] := {"input": _by_oidc({"StringEquals": _audience, "StringLike": {"x:sub": "system:serviceaccount:shop:*"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for everyone"] := {"input": _by_oidc({"StringEquals": _audience, "StringLike": {$"{_host}:sub": "*"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for a namespace of a variable"] := {"input": _by_oidc({"StringEquals": _audience, "StringLike": {$"{_host}:sub": "system:serviceaccount:$${aws:PrincipalTag/x}:*"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity without a subject"] := {"input": _by_oidc({"StringEquals": _audience}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity without an audience"] := {"input": _by_oidc({"StringEquals": {$"{_host}:sub": "system:serviceaccount:shop:inventory"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for any audience"] := {"input": _by_oidc({"StringEquals": {$"{_host}:sub": "system:serviceaccount:shop:inventory"}, "StringLike": {$"{_host}:aud": "*"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for one audience as a pattern"] := {"input": _by_oidc({"StringLike": object.union(_audience, {$"{_host}:sub": "system:serviceaccount:shop:inventory"})}), "want": {"aws_iam_role.app": "pass"}}

cases["web identity for all but one service account"] := {"input": _by_oidc({"StringEquals": _audience, "StringNotEquals": {$"{_host}:sub": "system:serviceaccount:shop:x"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for all values of the subject, which may be none"] := {"input": _by_oidc({"StringEquals": _audience, "ForAllValues:StringEquals": {$"{_host}:sub": "system:serviceaccount:shop:x"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity for any value of the subject, in another case"] := {"input": _by_oidc({"stringequals": _audience, "ForAnyValue:StringLike": {upper($"{_host}:sub"): "system:serviceaccount:shop:*"}, "ForAnyValue:StringEqualsIgnoreCase": _audience}), "want": {"aws_iam_role.app": "pass"}}

cases["web identity with conditions on another provider"] := {"input": _by_oidc({"StringEquals": {"oidc.eks.eu-central-1.amazonaws.com/id/XYZ:sub": "system:serviceaccount:shop:x", "oidc.eks.eu-central-1.amazonaws.com/id/XYZ:aud": "sts.amazonaws.com"}}), "want": {"aws_iam_role.app": "fail"}}

cases["web identity of a provider with IPv6 names, without conditions"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [_federated("arn:aws:iam::111122223333:oidc-provider/oidc-eks.eu-central-1.api.aws/id/ABC", {})])]), "want": {"aws_iam_role.app": "fail"}}

cases["web identity in China, without conditions"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [_federated("arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/ABC", {})])]), "want": {"aws_iam_role.app": "fail"}}

cases["web identity that may not be assumed by it"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [object.union(_oidc({"Bool": {"x": "y"}}), {"Action": "sts:AssumeRole"})])]), "want": {"aws_iam_role.app": "pass"}}

cases["web identity and pod identity"] := {"input": p.platform(_app, [], [identity.trusts("aws_iam_role.app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]), _oidc({"StringEquals": object.union(_audience, {$"{_host}:sub": "system:serviceaccount:kube-system:aws-node"})})])]), "want": {"aws_iam_role.app": "pass"}}

cases["a second statement without conditions"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [_oidc({"StringEquals": object.union(_audience, {$"{_host}:sub": "system:serviceaccount:kube-system:aws-node"})}), _oidc({})])]), "want": {"aws_iam_role.app": "fail"}}

cases["through a policy document"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.ref("data.aws_iam_policy_document.app", "json")]}), p.resource("data.aws_iam_policy_document.app", {"statement": [{"actions": ["sts:AssumeRoleWithWebIdentity"], "principals": [{"type": "Federated", "identifiers": [$"arn:aws:iam::111122223333:oidc-provider/{_host}"]}], "condition": [{"test": "StringEquals", "variable": $"{_host}:sub", "values": ["system:serviceaccount:shop:x"]}, {"test": "StringEquals", "variable": $"{_host}:aud", "values": ["sts.amazonaws.com"]}]}]}, {})]), "want": {"aws_iam_role.app": "pass"}}

cases["through a policy document without a condition on the audience"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.ref("data.aws_iam_policy_document.app", "json")]}), p.resource("data.aws_iam_policy_document.app", {"statement": [{"actions": ["sts:AssumeRoleWithWebIdentity"], "principals": [{"type": "Federated", "identifiers": [$"arn:aws:iam::111122223333:oidc-provider/{_host}"]}], "condition": [{"test": "StringEquals", "variable": $"{_host}:sub", "values": ["system:serviceaccount:shop:x"]}]}]}, {})]), "want": {"aws_iam_role.app": "fail"}}

cases["a trust policy that is not known, of no known use"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.unknown("x")]})]), "want": {"aws_iam_role.app": "undetermined"}}

cases["a trust policy that is not known, with an association"] := {"input": p.platform(_app, [["aws_iam_role.app", "values", "assume_role_policy"]], [p.point("aws_iam_role.app", "assume_role_policy", [p.unknown("x")])]), "want": {"aws_iam_role.app": "undetermined"}}

cases["trust policies that are not known, of a cluster and nodes"] := {"input": p.platform(identity.ec2, [], [p.change("aws_iam_role.cluster", {"assume_role_policy": "{}"}), p.change("aws_iam_role.node", {"assume_role_policy": "{}"})]), "want": {}}

cases["trust policies that are not known, of Fargate and Karpenter's nodes"] := {"input": p.platform(p.fargate, [], [p.resource("aws_iam_role.pods", {"name": "pods"}, {"assume_role_policy": [p.unknown("x")]}), p.resource("aws_iam_role.karpenter", {"name": "karpenter"}, {"assume_role_policy": [p.unknown("x")]}), p.resource("aws_eks_access_entry.karpenter", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.karpenter", "arn")]})]), "want": {}}

cases["a role that is looked up, of which the trust policy is known"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_iam_role.app", {"name": "app", "assume_role_policy": identity.text([identity.service("pods.eks.amazonaws.com", "sts:AssumeRole")])}, {})]), "want": {}}

cases["a role that is looked up"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_iam_role.app", {"name": "app"}, {"assume_role_policy": [p.unknown("x")]})]), "want": {}}

cases["an association with a role that is not made here"] := {"input": p.platform(_app, [], [p.point("aws_eks_pod_identity_association.app", "role_arn", [p.unknown("var.role")])]), "want": {"aws_iam_role.app": "pass", "aws_eks_pod_identity_association.app": "undetermined"}}

cases["two associations, one with a role that is not made here"] := {"input": p.platform(_app, [], [_association("other", "shop", "other")]), "want": {"aws_iam_role.app": "pass", "aws_eks_pod_identity_association.other": "undetermined"}}

cases["an association that is looked up"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_eks_pod_identity_association.app", {"target_role_arn": "arn:aws:iam::444455556666:role/target"}, {"role_arn": [p.unknown("var.role")]})]), "want": {}}

cases["an association with a target role that is an administrator"] := {"input": p.platform(_app, [], [identity.role("target", [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "sts:*"}]), identity.attached("target", "AdministratorAccess"), p.point("aws_eks_pod_identity_association.app", "target_role_arn", [p.ref("aws_iam_role.target", "arn")])]), "want": {"aws_iam_role.app": "pass", "aws_iam_role.target": "fail"}}

cases["an association with a target role"] := {"input": p.platform(_app, [], [identity.role("target", [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "sts:*"}]), p.point("aws_eks_pod_identity_association.app", "target_role_arn", [p.ref("aws_iam_role.target", "arn")])]), "want": {"aws_iam_role.app": "pass", "aws_iam_role.target": "pass"}}

cases["an association with a target role elsewhere"] := {"input": p.platform(_app, [], [p.change("aws_eks_pod_identity_association.app", {"target_role_arn": "arn:aws:iam::444455556666:role/target"})]), "want": {"aws_iam_role.app": "pass", "aws_eks_pod_identity_association.app": "undetermined"}}

cases["a target role that pods assume too"] := {"input": p.platform(_app, [], [identity.role("target", [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "sts:*"}]), p.point("aws_eks_pod_identity_association.app", "target_role_arn", [p.ref("aws_iam_role.target", "arn")]), _association("target", "shop", "other")]), "want": {"aws_iam_role.app": "pass", "aws_iam_role.target": "fail"}}

cases["a pod identity in an add-on"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [identity.service("ec2.amazonaws.com", "sts:*")]), p.resource("aws_eks_addon.ebs", {"addon_name": "ebs", "pod_identity_association": [{"service_account": "x"}]}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "pod_identity_association.0.role_arn": [p.ref("aws_iam_role.app", "arn")]})]), "want": {"aws_iam_role.app": "fail"}}

cases["pod identities in an add-on that are not known"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_addon.ebs", {"addon_name": "ebs"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "pod_identity_association": [p.unknown("var.associations")]})]), "want": {"aws_eks_addon.ebs": "undetermined"}}

cases["an add-on's service account"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [_oidc({"StringEquals": object.union(_audience, {$"{_host}:sub": "system:serviceaccount:kube-system:aws-node"})})]), p.resource("aws_eks_addon.ebs", {"addon_name": "ebs"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "service_account_role_arn": [p.ref("aws_iam_role.app", "arn")]})]), "want": {"aws_iam_role.app": "pass"}}

cases["an add-on's service account with a role for pod identity"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [identity.service("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"])]), p.resource("aws_eks_addon.ebs", {"addon_name": "ebs"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "service_account_role_arn": [p.ref("aws_iam_role.app", "arn")]})]), "want": {"aws_iam_role.app": "fail"}}

cases["an add-on's service account with a role that its provider may not assume"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [object.union(_oidc({"StringEquals": object.union(_audience, {$"{_host}:sub": "system:serviceaccount:kube-system:aws-node"})}), {"Action": "sts:AssumeRole"})]), p.resource("aws_eks_addon.ebs", {"addon_name": "ebs"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "service_account_role_arn": [p.ref("aws_iam_role.app", "arn")]})]), "want": {"aws_iam_role.app": "fail"}}

cases["an add-on's service account with a role for another provider"] := {"input": p.platform(identity.ec2, [], [identity.role("app", [_federated("cognito-identity.amazonaws.com", {"Bool": {"x": "y"}})]), p.resource("aws_eks_addon.ebs", {"addon_name": "ebs"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "service_account_role_arn": [p.ref("aws_iam_role.app", "arn")]})]), "want": {"aws_iam_role.app": "fail"}}

cases["an add-on's service account with a role by its ARN elsewhere"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_addon.ebs", {"addon_name": "ebs", "service_account_role_arn": "arn:aws:iam::111122223333:role/elsewhere"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_addon.ebs": "undetermined"}}

cases["an add-on that is looked up"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_eks_addon.ebs", {"addon_name": "ebs", "service_account_role_arn": "arn:aws:iam::111122223333:role/elsewhere", "pod_identity_association": [{}]}, {"pod_identity_association": [p.unknown("x")]})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
