package eksgate.rules["shared-responsibility"]["cluster-admins-listed_test"]

import data.eksgate.rules["shared-responsibility"]["cluster-admins-listed"] as rule
import data.eksgate.testing.platform as p

_entry(name, values, edges) := p.resource($"aws_eks_access_entry.{name}", values, edges)

_association(values, edges) := p.resource("aws_eks_access_policy_association.admin", values, edges)

_policy(name) := $"arn:aws:eks::aws:cluster-access-policy/{name}"

_admin := {"policy_arn": _policy("AmazonEKSClusterAdminPolicy"), "principal_arn": "arn:aws:iam::111122223333:role/platform-admin", "access_scope": [{"type": "cluster"}]}

_main := {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}

_associated(values, edges) := p.platform(p.ec2, [], [_association(values, edges)])

_listed(base, admins) := object.union(base, {"settings": {"cluster_admins": admins}})

_unnamed := object.remove(_admin, ["principal_arn"])

_of_role := object.union(_main, {"principal_arn": [p.ref("aws_iam_role.admin", "arn")]})

_role(values) := p.resource("aws_iam_role.admin", values, {})

cases["a named role"] := {"input": _associated(_admin, _main), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a role of the list"] := {"input": _listed(_associated(_admin, _main), ["arn:aws:iam::111122223333:role/other", "arn:aws:iam::111122223333:role/platform-admin"]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a role that is not on the list"] := {"input": _listed(_associated(_admin, _main), ["arn:aws:iam::111122223333:role/other"]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a list of nobody"] := {"input": _listed(_associated(_admin, _main), []), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["the root of an account"] := {"input": _associated(object.union(_unnamed, {"principal_arn": "arn:aws:iam::111122223333:root"}), _main), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["an account"] := {"input": _associated(object.union(_unnamed, {"principal_arn": "111122223333"}), _main), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a wildcard"] := {"input": _associated(object.union(_unnamed, {"principal_arn": "arn:aws:iam::111122223333:role/*"}), _main), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["the root, on the list"] := {"input": _listed(_associated(object.union(_unnamed, {"principal_arn": "arn:aws:iam::111122223333:root"}), _main), ["arn:aws:iam::111122223333:root"]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a role made here"] := {"input": p.merge([_associated(_unnamed, _of_role), _role({"name": "admin"})]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a role made here that is on the list by its name"] := {"input": _listed(p.merge([_associated(_unnamed, _of_role), _role({"name": "admin"})]), ["arn:aws:iam::111122223333:role/teams/admin"]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a role made here that is not on the list"] := {"input": _listed(p.merge([_associated(_unnamed, _of_role), _role({"name": "admin"})]), ["arn:aws:iam::111122223333:role/superadmin"]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a role that is there, whose ARN is on the list"] := {"input": _listed(p.merge([_associated(_unnamed, _of_role), _role({"name": "admin", "arn": "arn:aws:iam::111122223333:role/admin"})]), ["arn:aws:iam::111122223333:role/admin"]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a role that is there, and has the name of one of another account"] := {"input": _listed(p.merge([_associated(_unnamed, _of_role), _role({"name": "admin", "arn": "arn:aws:iam::111122223333:role/admin"})]), ["arn:aws:iam::999999999999:role/admin"]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a role whose name is not known"] := {"input": _listed(p.merge([_associated(_unnamed, _of_role), _role({}), p.forget("aws_iam_role.admin", "name")]), ["arn:aws:iam::111122223333:role/admin"]), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["whoever runs Terraform"] := {"input": _listed(_associated(_unnamed, object.union(_main, {"principal_arn": [p.ref("data.aws_caller_identity.current", "arn")]})), ["arn:aws:iam::111122223333:role/admin"]), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a principal that is not known"] := {"input": _associated(_unnamed, object.union(_main, {"principal_arn": [p.unknown("var.admin")]})), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a policy that only lets read"] := {"input": _associated(object.union(_admin, {"policy_arn": _policy("AmazonEKSViewPolicy")}), _main), "want": {}}

cases["a namespace alone"] := {"input": _associated(object.union(_admin, {"access_scope": [{"type": "namespace"}]}), _main), "want": {}}

cases["a policy that is not known, with the root"] := {"input": _associated({"principal_arn": "arn:aws:iam::111122223333:root", "access_scope": [{"type": "cluster"}]}, object.union(_main, {"policy_arn": [p.unknown("var.policy")]})), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a policy that is not known, with a named role"] := {"input": _associated(object.remove(_admin, ["policy_arn"]), object.union(_main, {"policy_arn": [p.unknown("var.policy")]})), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["the group of masters"] := {"input": p.platform(p.ec2, [], [_entry("ops", {"kubernetes_groups": ["system:masters"], "principal_arn": "arn:aws:iam::111122223333:role/ops"}, _main)]), "want": {"aws_eks_access_entry.ops": "fail"}}

cases["another group"] := {"input": p.platform(p.ec2, [], [_entry("ops", {"kubernetes_groups": ["ops"], "principal_arn": "arn:aws:iam::111122223333:role/ops"}, _main)]), "want": {}}

cases["groups that are not known"] := {"input": p.platform(p.ec2, [], [_entry("ops", {"principal_arn": "arn:aws:iam::111122223333:role/ops"}, object.union(_main, {"kubernetes_groups": [p.unknown("var.groups")]}))]), "want": {"aws_eks_access_entry.ops": "undetermined"}}

cases["the group of masters beside groups that are not known"] := {"input": p.platform(p.ec2, [], [_entry("ops", {"kubernetes_groups": ["system:masters"]}, object.union(_main, {"kubernetes_groups": [p.unknown("var.groups")]}))]), "want": {"aws_eks_access_entry.ops": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
