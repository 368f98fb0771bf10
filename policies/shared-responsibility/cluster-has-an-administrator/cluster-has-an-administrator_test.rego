package eksgate.rules["shared-responsibility"]["cluster-has-an-administrator_test"]

import data.eksgate.rules["shared-responsibility"]["cluster-has-an-administrator"] as rule
import data.eksgate.testing.platform as p

_entry(name, values, edges) := p.resource($"aws_eks_access_entry.{name}", values, edges)

_association(values, edges) := p.resource("aws_eks_access_policy_association.admin", values, edges)

_policy(name) := $"arn:aws:eks::aws:cluster-access-policy/{name}"

_admin := {"policy_arn": _policy("AmazonEKSClusterAdminPolicy"), "principal_arn": "arn:aws:iam::111122223333:role/platform-admin", "access_scope": [{"type": "cluster"}]}

_main := {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}

_modern := {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}

_with(parts) := p.platform(p.ec2, [], array.concat([p.change("aws_eks_cluster.main", _modern)], parts))

cases["the maker"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["an associated policy"] := {"input": _with([_association(_admin, _main)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an associated policy in another partition"] := {"input": _with([_association(object.union(_admin, {"policy_arn": "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}), _main)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the policy of administrators of namespaces, for the whole cluster"] := {"input": _with([_association(object.union(_admin, {"policy_arn": _policy("AmazonEKSAdminPolicy")}), _main)]), "want": {"aws_eks_cluster.main": "pass"}}

cases["nobody"] := {"input": _with([]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a policy that only lets read"] := {"input": _with([_association(object.union(_admin, {"policy_arn": _policy("AmazonEKSViewPolicy")}), _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the policy for a namespace alone"] := {"input": _with([_association(object.union(_admin, {"access_scope": [{"type": "namespace", "namespaces": ["apps"]}]}), _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the policy without a scope"] := {"input": _with([_association(object.remove(_admin, ["access_scope"]), _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a scope that is not known"] := {"input": p.merge([_with([_association(object.remove(_admin, ["access_scope"]), _main)]), p.forget("aws_eks_access_policy_association.admin", "access_scope")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a policy that is not known"] := {"input": _with([_association(object.remove(_admin, ["policy_arn"]), object.union(_main, {"policy_arn": [p.unknown("var.policy")]}))]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an association with another cluster"] := {"input": _with([_association(object.union(_admin, {"cluster_name": "other"}), {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an association with a cluster that is not known"] := {"input": _with([_association(_admin, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an entry without groups"] := {"input": _with([_entry("ops", {"principal_arn": "arn:aws:iam::111122223333:role/ops"}, _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an entry with groups, whose bindings are in the cluster"] := {"input": _with([_entry("ops", {"principal_arn": "arn:aws:iam::111122223333:role/ops", "kubernetes_groups": ["ops"]}, _main)]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an entry with no groups at all"] := {"input": _with([_entry("ops", {"principal_arn": "arn:aws:iam::111122223333:role/ops", "kubernetes_groups": []}, _main)]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an entry whose groups are not known"] := {"input": _with([_entry("ops", {"principal_arn": "arn:aws:iam::111122223333:role/ops"}, object.union(_main, {"kubernetes_groups": [p.unknown("var.groups")]}))]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an entry with groups of another cluster"] := {"input": _with([_entry("ops", {"cluster_name": "other", "kubernetes_groups": ["ops"]}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the ConfigMap, which is not in the input"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": false}]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a mode that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": false}]}), p.forget("aws_eks_cluster.main", "access_config.0.authentication_mode")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether the maker does is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API"}]}), p.forget("aws_eks_cluster.main", "access_config.0.bootstrap_cluster_creator_admin_permissions")]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
