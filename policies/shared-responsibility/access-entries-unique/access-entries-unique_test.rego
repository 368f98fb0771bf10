package eksgate.rules["shared-responsibility"]["access-entries-unique_test"]

import data.eksgate.rules["shared-responsibility"]["access-entries-unique"] as rule
import data.eksgate.testing.platform as p

_entry(name, values, edges) := p.resource($"aws_eks_access_entry.{name}", values, edges)

_association(values, edges) := p.resource("aws_eks_access_policy_association.admin", values, edges)

_policy(name) := $"arn:aws:eks::aws:cluster-access-policy/{name}"

_admin := {"policy_arn": _policy("AmazonEKSClusterAdminPolicy"), "principal_arn": "arn:aws:iam::111122223333:role/platform-admin", "access_scope": [{"type": "cluster"}]}

_main := {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}

_ops := "arn:aws:iam::111122223333:role/ops"

_with(parts) := p.platform(p.ec2, [], parts)

_node := object.union(_main, {"principal_arn": [p.ref("aws_iam_role.node", "arn")]})

cases["no entries"] := {"input": _with([]), "want": {"aws_eks_cluster.main": "pass"}}

cases["two principals"] := {"input": _with([_entry("a", {"principal_arn": _ops}, _main), _entry("b", {"principal_arn": "arn:aws:iam::111122223333:role/dev"}, _main)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one principal twice"] := {"input": _with([_entry("a", {"principal_arn": _ops}, _main), _entry("b", {"principal_arn": _ops}, _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["one principal in two clusters"] := {"input": _with([_entry("a", {"principal_arn": _ops}, _main), _entry("b", {"principal_arn": _ops, "cluster_name": "other"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a role by reference and by its ARN"] := {"input": _with([_entry("a", {"type": "EC2_LINUX"}, _node), _entry("b", {"type": "EC2_LINUX", "principal_arn": "arn:aws:iam::111122223333:role/node"}, _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a principal that is not known, and another"] := {"input": _with([_entry("a", {"principal_arn": _ops}, _main), _entry("b", {}, object.union(_main, {"principal_arn": [p.unknown("var.role")]}))]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a principal that is not known, before another"] := {"input": _with([_entry("b", {"principal_arn": _ops}, _main), _entry("a", {}, object.union(_main, {"principal_arn": [p.unknown("var.role")]}))]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["two principals that are not known"] := {"input": _with([_entry("a", {}, object.union(_main, {"principal_arn": [p.unknown("var.a")]})), _entry("b", {}, object.union(_main, {"principal_arn": [p.unknown("var.b")]}))]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a principal that is not known, alone"] := {"input": _with([_entry("a", {}, object.union(_main, {"principal_arn": [p.unknown("var.a")]}))]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the role of nodes, as that of nodes"] := {"input": _with([_entry("a", {"type": "EC2_LINUX"}, _node)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the role of nodes, as that of people"] := {"input": _with([_entry("a", {"type": "STANDARD"}, _node)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the role of nodes, left out"] := {"input": _with([_entry("a", {}, _node)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the role of Auto Mode nodes"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]}), p.point("aws_eks_cluster.main", "compute_config.0.node_role_arn", [p.ref("aws_iam_role.node", "arn")]), _entry("a", {"type": "EC2"}, _node)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the role of Auto Mode nodes, as that of other nodes"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]}), p.point("aws_eks_cluster.main", "compute_config.0.node_role_arn", [p.ref("aws_iam_role.node", "arn")]), _entry("a", {"type": "EC2_LINUX"}, _node)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the role of Fargate pods"] := {"input": p.platform(p.fargate, [], [p.resource("aws_iam_role.pods", {"name": "pods"}, {}), _entry("a", {"type": "FARGATE_LINUX"}, object.union(_main, {"principal_arn": [p.ref("aws_iam_role.pods", "arn")]}))]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the role of Fargate pods, as that of nodes"] := {"input": p.platform(p.fargate, [], [p.resource("aws_iam_role.pods", {"name": "pods"}, {}), _entry("a", {"type": "EC2_LINUX"}, object.union(_main, {"principal_arn": [p.ref("aws_iam_role.pods", "arn")]}))]), "want": {"aws_eks_cluster.main": "fail"}}

cases["nodes with groups"] := {"input": _with([_entry("a", {"type": "EC2_LINUX", "kubernetes_groups": ["ops"]}, _node)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["people with groups"] := {"input": _with([_entry("a", {"principal_arn": _ops, "kubernetes_groups": ["ops"]}, _main)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["nodes without groups"] := {"input": _with([_entry("a", {"type": "EC2_LINUX", "kubernetes_groups": []}, _node)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a user as nodes"] := {"input": _with([_entry("a", {"type": "HYBRID_LINUX", "principal_arn": "arn:aws:iam::111122223333:user/jo"}, _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a user as a person"] := {"input": _with([_entry("a", {"principal_arn": "arn:aws:iam::111122223333:user/jo"}, _main)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a type that is not known"] := {"input": p.merge([_with([_entry("a", {"principal_arn": _ops}, _main)]), p.forget("aws_eks_access_entry.a", "type")]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
