package eksgate.rules["shared-responsibility"]["fargate-role-complete_test"]

import data.eksgate.rules["shared-responsibility"]["fargate-role-complete"] as rule
import data.eksgate.testing.platform as p

_trust(service) := _trusting([{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}])

_trusting(statements) := {"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": statements})}

_attach(name) := p.resource($"aws_iam_role_policy_attachment.{name}", {"policy_arn": $"arn:aws:iam::aws:policy/{name}"}, {"role": [p.ref("aws_iam_role.pods", "name")]})

_inline(statement) := p.resource("aws_iam_role_policy.own", {"policy": json.marshal({"Statement": [statement]})}, {"role": [p.ref("aws_iam_role.pods", "name")]})

_one := p.platform(p.fargate, ["aws_eks_fargate_profile.system"], [])

_role(trusted) := p.resource("aws_iam_role.pods", object.union({"name": "pods"}, trusted), {})

_with(trusted, parts) := p.merge(array.concat([_one, _role(trusted)], parts))

_execution := _attach("AmazonEKSFargatePodExecutionRolePolicy")

_fargate := _trust("eks-fargate-pods.amazonaws.com")

cases["trusted, with the policy"] := {"input": _with(_fargate, [_execution]), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["without the policy"] := {"input": _with(_fargate, []), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["with statements of ones own"] := {"input": _with(_fargate, [_inline({"Effect": "Allow", "Action": "ecr:*", "Resource": "*"})]), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["with statements that leave an action out"] := {"input": _with(_fargate, [_inline({"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], "Resource": "*"})]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["with a policy that is not known"] := {"input": _with(_fargate, [_attach("x"), p.point("aws_iam_role_policy_attachment.x", "policy_arn", [p.unknown("var.policy")])]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["another service trusted"] := {"input": _with(_trust("eks.amazonaws.com"), [_execution]), "want": {"aws_eks_fargate_profile.default": "fail"}}

cases["several services trusted"] := {"input": _with(_trust(["ecs.amazonaws.com", "eks-fargate-pods.amazonaws.com"]), [_execution]), "want": {"aws_eks_fargate_profile.default": "pass"}}

cases["a trust policy that is not known"] := {"input": p.platform(_with(_fargate, [_execution]), [["aws_iam_role.pods", "values", "assume_role_policy"]], [p.forget("aws_iam_role.pods", "assume_role_policy")]), "want": {"aws_eks_fargate_profile.default": "undetermined"}}

cases["a role that is not made here"] := {"input": _one, "want": {"aws_eks_fargate_profile.default": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
