package eksgate.rules["shared-responsibility"]["auto-mode-role-complete_test"]

import data.eksgate.rules["shared-responsibility"]["auto-mode-role-complete"] as rule
import data.eksgate.testing.platform as p

_trust(service) := _trusting([{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}])

_trusting(statements) := {"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": statements})}

_attach(name) := p.resource($"aws_iam_role_policy_attachment.{name}", {"policy_arn": $"arn:aws:iam::aws:policy/{name}"}, {"role": [p.ref("aws_iam_role.cluster", "name")]})

_inline(statement) := p.resource("aws_iam_role_policy.own", {"policy": json.marshal({"Statement": [statement]})}, {"role": [p.ref("aws_iam_role.cluster", "name")]})

_names := ["AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy"]

_auto := p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]})

_tagging := _trusting([{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}])

_with(trusted, names, parts) := p.platform(p.ec2, [], array.concat(
	array.concat([_auto, p.change("aws_iam_role.cluster", trusted)], [_attach(name) | some name in names]),
	parts,
))

cases["all of them"] := {"input": _with(_tagging, _names, []), "want": {"aws_eks_cluster.main": "pass"}}

cases["not in Auto Mode"] := {"input": p.platform(p.ec2, [], []), "want": {}}

cases["without AmazonEKSComputePolicy"] := {"input": _with(_tagging, [name | some name in _names; name != "AmazonEKSComputePolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["without AmazonEKSBlockStoragePolicy"] := {"input": _with(_tagging, [name | some name in _names; name != "AmazonEKSBlockStoragePolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["without AmazonEKSLoadBalancingPolicy"] := {"input": _with(_tagging, [name | some name in _names; name != "AmazonEKSLoadBalancingPolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["without AmazonEKSNetworkingPolicy"] := {"input": _with(_tagging, [name | some name in _names; name != "AmazonEKSNetworkingPolicy"], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["without sessions that are tagged"] := {"input": _with(_trust("eks.amazonaws.com"), _names, []), "want": {"aws_eks_cluster.main": "fail"}}

cases["every action of the security token service"] := {"input": _with(_trusting([{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:*"}]), _names, []), "want": {"aws_eks_cluster.main": "pass"}}

cases["statements of ones own instead"] := {"input": _with(_tagging, [], [_inline({"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Auto Mode that is not known"] := {"input": p.platform(_with(_trust("eks.amazonaws.com"), _names, []), [["aws_eks_cluster.main", "values", "compute_config"]], [p.forget("aws_eks_cluster.main", "compute_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Auto Mode that is not known, with a role that is complete"] := {"input": p.platform(_with(_tagging, _names, []), [["aws_eks_cluster.main", "values", "compute_config"]], [p.forget("aws_eks_cluster.main", "compute_config")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a role that is not known"] := {"input": p.platform(p.ec2, [], [_auto, p.point("aws_eks_cluster.main", "role_arn", [p.unknown("var.role")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
