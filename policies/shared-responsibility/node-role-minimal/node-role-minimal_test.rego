package eksgate.rules["shared-responsibility"]["node-role-minimal_test"]

import data.eksgate.rules["shared-responsibility"]["node-role-minimal"] as rule
import data.eksgate.testing.platform as p

_trust(service) := _trusting([{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}])

_trusting(statements) := {"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": statements})}

_attach(name) := p.resource($"aws_iam_role_policy_attachment.{name}", {"policy_arn": $"arn:aws:iam::aws:policy/{name}"}, {"role": [p.ref("aws_iam_role.node", "name")]})

_inline(statement) := p.resource("aws_iam_role_policy.own", {"policy": json.marshal({"Statement": [statement]})}, {"role": [p.ref("aws_iam_role.node", "name")]})

_with(trusted, parts) := p.platform(p.ec2, [], array.concat([p.change("aws_iam_role.node", trusted)], parts))

cases["EC2 alone"] := {"input": _with(_trust("ec2.amazonaws.com"), []), "want": {"aws_iam_role.node": "pass"}}

cases["another service as well"] := {"input": _with(_trust(["ec2.amazonaws.com", "lambda.amazonaws.com"]), []), "want": {"aws_iam_role.node": "fail"}}

cases["an account as well"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com", "AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.node": "fail"}}

cases["everybody"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.node": "fail"}}

cases["everybody but one"] := {"input": _with(_trusting([{"Effect": "Allow", "NotPrincipal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.node": "fail"}}

cases["a second statement for another service"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.node": "fail"}}

cases["a second statement that denies another service"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]), []), "want": {"aws_iam_role.node": "pass"}}

cases["nobody"] := {"input": _with(_trusting([]), []), "want": {"aws_iam_role.node": "fail"}}

cases["another action alone"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:TagSession"}]), []), "want": {"aws_iam_role.node": "fail"}}

cases["the service in China"] := {"input": _with(_trust("ec2.amazonaws.com.cn"), []), "want": {"aws_iam_role.node": "pass"}}

cases["an administrator"] := {"input": _with(_trust("ec2.amazonaws.com"), [_attach("AdministratorAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["a power user"] := {"input": _with(_trust("ec2.amazonaws.com"), [_attach("PowerUserAccess")]), "want": {"aws_iam_role.node": "fail"}}

cases["a copy of the administrators policy"] := {"input": _with(_trust("ec2.amazonaws.com"), [_inline({"Effect": "Allow", "Action": ["*"], "Resource": "*"})]), "want": {"aws_iam_role.node": "fail"}}

cases["all but some actions"] := {"input": _with(_trust("ec2.amazonaws.com"), [_inline({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})]), "want": {"aws_iam_role.node": "fail"}}

cases["every action on one thing"] := {"input": _with(_trust("ec2.amazonaws.com"), [_inline({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::logs"})]), "want": {"aws_iam_role.node": "pass"}}

cases["some actions on everything"] := {"input": _with(_trust("ec2.amazonaws.com"), [_inline({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})]), "want": {"aws_iam_role.node": "pass"}}

cases["no action on anything"] := {"input": _with(_trust("ec2.amazonaws.com"), [_inline({"Effect": "Deny", "Action": "*", "Resource": "*"})]), "want": {"aws_iam_role.node": "pass"}}

cases["a policy that is not known"] := {"input": _with(_trust("ec2.amazonaws.com"), [_attach("x"), p.point("aws_iam_role_policy_attachment.x", "policy_arn", [p.unknown("var.policy")])]), "want": {"aws_iam_role.node": "undetermined"}}

cases["somebody's own policy"] := {"input": _with(_trust("ec2.amazonaws.com"), [_attach("x"), p.change("aws_iam_role_policy_attachment.x", {"policy_arn": "arn:aws:iam::111122223333:policy/x"})]), "want": {"aws_iam_role.node": "undetermined"}}

cases["a trust policy that is not known"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_iam_role.node": "undetermined"}}

cases["a role that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "node_role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
