package eksgate.rules["shared-responsibility"]["cluster-role-minimal_test"]

import data.eksgate.rules["shared-responsibility"]["cluster-role-minimal"] as rule
import data.eksgate.testing.platform as p

_trust(service) := _trusting([{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}])

_trusting(statements) := {"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": statements})}

_attach(name) := p.resource($"aws_iam_role_policy_attachment.{name}", {"policy_arn": $"arn:aws:iam::aws:policy/{name}"}, {"role": [p.ref("aws_iam_role.cluster", "name")]})

_inline(statement) := p.resource("aws_iam_role_policy.own", {"policy": json.marshal({"Statement": [statement]})}, {"role": [p.ref("aws_iam_role.cluster", "name")]})

_with(trusted, parts) := p.platform(p.ec2, [], array.concat([p.change("aws_iam_role.cluster", trusted), _attach("AmazonEKSClusterPolicy")], parts))

_without(parts) := p.platform(p.ec2, [], array.concat([p.change("aws_iam_role.cluster", _trust("eks.amazonaws.com"))], parts))

_eks := _trust("eks.amazonaws.com")

cases["EKS alone"] := {"input": _with(_eks, []), "want": {"aws_iam_role.cluster": "pass"}}

cases["another service as well"] := {"input": _with(_trust(["eks.amazonaws.com", "lambda.amazonaws.com"]), []), "want": {"aws_iam_role.cluster": "fail"}}

cases["an account as well"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com", "AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.cluster": "fail"}}

cases["everybody"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.cluster": "fail"}}

cases["everybody but one"] := {"input": _with(_trusting([{"Effect": "Allow", "NotPrincipal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.cluster": "fail"}}

cases["a second statement for another service"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.cluster": "fail"}}

cases["a second statement that denies another service"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.cluster": "pass"}}

cases["nobody"] := {"input": _with(_trusting([]), []), "want": {"aws_iam_role.cluster": "fail"}}

cases["another action alone"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:TagSession"}]), []), "want": {"aws_iam_role.cluster": "fail"}}

cases["the service in China"] := {"input": _with(_trust("eks.amazonaws.com.cn"), []), "want": {"aws_iam_role.cluster": "pass"}}

cases["an administrator"] := {"input": _with(_trust("eks.amazonaws.com"), [_attach("AdministratorAccess")]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a power user"] := {"input": _with(_trust("eks.amazonaws.com"), [_attach("PowerUserAccess")]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a copy of the administrators policy"] := {"input": _with(_trust("eks.amazonaws.com"), [_inline({"Effect": "Allow", "Action": ["*"], "Resource": "*"})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["all but some actions"] := {"input": _with(_trust("eks.amazonaws.com"), [_inline({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["every action on one thing"] := {"input": _with(_trust("eks.amazonaws.com"), [_inline({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::logs"})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["some actions on everything"] := {"input": _with(_trust("eks.amazonaws.com"), [_inline({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["no action on anything"] := {"input": _with(_trust("eks.amazonaws.com"), [_inline({"Effect": "Deny", "Action": "*", "Resource": "*"})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["a policy that is not known"] := {"input": _with(_trust("eks.amazonaws.com"), [_attach("x"), p.point("aws_iam_role_policy_attachment.x", "policy_arn", [p.unknown("var.policy")])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["somebody's own policy"] := {"input": _with(_trust("eks.amazonaws.com"), [_attach("x"), p.change("aws_iam_role_policy_attachment.x", {"policy_arn": "arn:aws:iam::111122223333:policy/x"})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["without the policy"] := {"input": _without([]), "want": {"aws_iam_role.cluster": "fail"}}

cases["without the policy, beside one that is not known"] := {"input": _without([_attach("x"), p.point("aws_iam_role_policy_attachment.x", "policy_arn", [p.unknown("var.policy")])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["statements of ones own instead"] := {"input": _without([_inline({"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"})]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["no statements instead"] := {"input": _without([p.resource("aws_iam_role_policy.own", {"policy": json.marshal({"Statement": []})}, {"role": [p.ref("aws_iam_role.cluster", "name")]})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a trust policy that is not known"] := {"input": p.platform(_with(_eks, []), [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.unknown("local.trust")])]), "want": {"aws_iam_role.cluster": "undetermined"}}

cases["a trust policy from a policy document"] := {"input": p.platform(_with(_eks, []), [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "pass"}}

cases["a policy document that trusts everybody"] := {"input": p.platform(_with(_eks, []), [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com"]}, {"type": "*", "identifiers": ["*"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a policy document with all principals but one"] := {"input": p.platform(_with(_eks, []), [["aws_iam_role.cluster", "values", "assume_role_policy"]], [p.point("aws_iam_role.cluster", "assume_role_policy", [p.ref("data.aws_iam_policy_document.trust", "json")]), p.resource("data.aws_iam_policy_document.trust", {"statement": [{"actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["eks.amazonaws.com"]}], "not_principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::111122223333:root"]}]}]}, {})]), "want": {"aws_iam_role.cluster": "fail"}}

cases["a role that is not made here"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "edges", "role_arn"], ["aws_eks_cluster.main", "unknown", "role_arn"]], [p.change("aws_eks_cluster.main", {"role_arn": "arn:aws:iam::111122223333:role/elsewhere"})]), "want": {}}

cases["a role that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
