package eksgate.rules["shared-responsibility"]["access-entries-unique_test"]

import data.eksgate.rules["shared-responsibility"]["access-entries-unique"] as rule
import data.eksgate.testing.platform as p

_role := "arn:aws:iam::111122223333:role/admin"

_entry(name, values, edges) := p.resource(
	$"aws_eks_access_entry.{name}", values,
	object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, edges),
)

_of(name, arn, type) := _entry(name, {"principal_arn": arn, "type": type}, {})

_self_managed := p.merge([
	p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "launch_template.0.version": [p.ref("aws_launch_template.node", "latest_version")]}),
	p.change("aws_launch_template.node", {"iam_instance_profile": [{}]}),
	p.point("aws_launch_template.node", "iam_instance_profile.0.arn", [p.ref("aws_iam_instance_profile.node", "arn")]),
	p.resource("aws_iam_instance_profile.node", {"name": "node"}, {"role": [p.ref("aws_iam_role.node", "name")]}),
])

cases["no entries"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["one entry"] := {"input": p.platform(p.ec2, [], [_entry("a", {"principal_arn": _role}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["two principals"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "STANDARD"), _of("b", "arn:aws:iam::111122223333:role/other", "STANDARD")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one principal twice"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "STANDARD"), _of("b", _role, "STANDARD")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["one role twice, by reference"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), _entry("b", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), p.resource("aws_iam_role.admin", {"name": "admin"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role by reference, and by its known ARN"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), _of("b", _role, "STANDARD"), p.resource("aws_iam_role.admin", {"name": "admin", "arn": _role}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role by reference, and an ARN of its name"] := {"input": p.platform(p.ec2, [], [_entry("b", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), _of("a", _role, "STANDARD"), p.resource("aws_iam_role.admin", {"name": "admin"}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the same, the other way round"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), _of("b", _role, "STANDARD"), p.resource("aws_iam_role.admin", {"name": "admin"}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a role by reference whose known ARN is another of its name"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), _of("b", _role, "STANDARD"), p.resource("aws_iam_role.admin", {"name": "admin", "arn": "arn:aws:iam::444455556666:role/admin"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a role by reference, and an ARN of another name"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), _of("b", "arn:aws:iam::111122223333:role/super-admin", "STANDARD"), p.resource("aws_iam_role.admin", {"name": "admin"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a role read by a data source, and the same made here"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("data.aws_iam_role.admin", "arn")]}), _entry("b", {}, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]}), p.resource("aws_iam_role.admin", {"name": "admin", "arn": _role}, {}), p.resource("data.aws_iam_role.admin", {"name": "admin", "arn": _role}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a user made here, twice"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_user.ada", "arn")]}), _entry("b", {}, {"principal_arn": [p.ref("aws_iam_user.ada", "arn")]}), p.resource("aws_iam_user.ada", {"name": "ada"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["one principal in two clusters"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "STANDARD"), _entry("b", {"principal_arn": _role}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")]}), p.resource("aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_eks_cluster.main": "pass", "aws_eks_cluster.other": "pass"}}

cases["one principal in a cluster that is not known"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "STANDARD"), _entry("b", {"principal_arn": _role}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["another principal in a cluster that is not known"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "STANDARD"), _entry("b", {"principal_arn": "arn:aws:iam::111122223333:role/other"}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one principal in a cluster elsewhere"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "STANDARD"), p.resource("aws_eks_access_entry.b", {"cluster_name": "other", "principal_arn": _role}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one principal, read by a data source"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "STANDARD"), p.resource("data.aws_eks_access_entry.a", {"cluster_name": "main", "principal_arn": _role}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a principal that is not known"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.unknown("var.admin")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["two principals, one of which is not known"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.unknown("var.admin")]}), _of("b", _role, "STANDARD")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whoever runs Terraform"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("data.aws_caller_identity.current", "arn")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a session"] := {"input": p.platform(p.ec2, [], [_of("a", "arn:aws:sts::111122223333:assumed-role/admin/ada", "STANDARD")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a federated user"] := {"input": p.platform(p.ec2, [], [_of("a", "arn:aws-us-gov:sts::111122223333:federated-user/ada", "STANDARD")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a service-linked role"] := {"input": p.platform(p.ec2, [], [_of("a", "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS", "STANDARD")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a session, in a cluster that is not known"] := {"input": p.platform(p.ec2, [], [_entry("a", {"principal_arn": "arn:aws:sts::111122223333:assumed-role/admin/ada"}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a user"] := {"input": p.platform(p.ec2, [], [_of("a", "arn:aws:iam::111122223333:user/ada", "STANDARD")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a user as a node"] := {"input": p.platform(p.ec2, [], [_of("a", "arn:aws:iam::111122223333:user/ada", "EC2_LINUX")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a user made here as a node"] := {"input": p.platform(p.ec2, [], [_entry("a", {"type": "HYBRID_LINUX"}, {"principal_arn": [p.ref("aws_iam_user.ada", "arn")]}), p.resource("aws_iam_user.ada", {"name": "ada"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a role as a node"] := {"input": p.platform(p.ec2, [], [_of("a", _role, "EC2_LINUX")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a type that is not known"] := {"input": p.platform(p.ec2, [], [_entry("a", {"principal_arn": _role}, {}), p.forget("aws_eks_access_entry.a", "type")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a managed group's role as that of a person"] := {"input": p.platform(p.ec2, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a managed group's role as that of nodes"] := {"input": p.platform(p.ec2, [], [_entry("a", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a managed group's role as that of Windows nodes"] := {"input": p.platform(p.ec2, [], [_entry("a", {"type": "EC2_WINDOWS"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a managed group's role as that of Auto Mode"] := {"input": p.platform(p.ec2, [], [_entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an ARN of the name of a managed group's role, as that of a person"] := {"input": p.platform(p.ec2, [], [_of("a", "arn:aws:iam::111122223333:role/node", "STANDARD")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a Fargate profile's role as that of a person"] := {"input": p.platform(p.fargate, [], [_entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.pods", "arn")]}), p.resource("aws_iam_role.pods", {"name": "pods"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a Fargate profile's role as that of Fargate"] := {"input": p.platform(p.fargate, [], [_entry("a", {"type": "FARGATE_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.pods", "arn")]}), p.resource("aws_iam_role.pods", {"name": "pods"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a Fargate profile's role by its ARN, as that of nodes"] := {"input": p.platform(p.fargate, [["aws_eks_fargate_profile.default", "edges", "pod_execution_role_arn"], ["aws_eks_fargate_profile.default", "unknown", "pod_execution_role_arn"], "aws_eks_fargate_profile.system"], [_of("a", "arn:aws:iam::111122223333:role/pods", "EC2_LINUX"), p.resource("aws_iam_role.pods", {"name": "pods", "arn": "arn:aws:iam::111122223333:role/pods"}, {}), p.change("aws_eks_fargate_profile.default", {"pod_execution_role_arn": "arn:aws:iam::111122223333:role/pods"})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["Auto Mode's role as that of nodes on EC2"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["general-purpose"]}]}), p.point("aws_eks_cluster.main", "compute_config.0.node_role_arn", [p.ref("aws_iam_role.node", "arn")]), _entry("a", {"type": "EC2_LINUX"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["Auto Mode's role as that of Auto Mode"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["general-purpose"]}]}), p.point("aws_eks_cluster.main", "compute_config.0.node_role_arn", [p.ref("aws_iam_role.node", "arn")]), _entry("a", {"type": "EC2"}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a self-managed group's role as that of a person"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_self_managed, _entry("a", {}, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})]), "want": {"aws_eks_cluster.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

# What is not known is named, and nothing else.
_missing := {
	"a managed group's role as that of a person": set(),
	"one principal in a cluster that is not known": {"aws_eks_access_entry.b: cluster_name"},
	"a role by reference, and an ARN of its name": {"aws_eks_access_entry.a: principal_arn", "aws_eks_access_entry.b: principal_arn"},
	"an ARN of the name of a managed group's role, as that of a person": {"aws_eks_access_entry.a: principal_arn"},
}

test_missing if {
	every name, wanted in _missing {
		results := rule.results with input as cases[name].input
		{missing | some found in results; some missing in found.missing} == wanted
	}
}

test_of_an_entry_that_fits_nothing_is_said if {
	results := rule.results with input as cases["one entry"].input
	{result.message | some result in results} == {""}
}
