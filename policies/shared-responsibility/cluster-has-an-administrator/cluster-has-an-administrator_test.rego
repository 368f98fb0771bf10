package eksgate.rules["shared-responsibility"]["cluster-has-an-administrator_test"]

import data.eksgate.rules["shared-responsibility"]["cluster-has-an-administrator"] as rule
import data.eksgate.testing.platform as p

_admin := "arn:aws:iam::111122223333:role/admin"

_cluster_admin := "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

_association(values, edges) := p.resource(
	"aws_eks_access_policy_association.admin",
	object.union({"principal_arn": _admin, "policy_arn": _cluster_admin, "access_scope": [{"type": "cluster"}]}, values),
	object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, edges),
)

cases["an access policy in the whole cluster"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the lesser policy for administrators"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["in the partition of China"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"policy_arn": "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["in the partition of GovCloud"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"policy_arn": "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["in all namespaces"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"access_scope": [{"type": "namespace", "namespaces": ["*"]}]}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["in one namespace"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"access_scope": [{"type": "namespace", "namespaces": ["default"]}]}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["in namespaces of a pattern"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"access_scope": [{"type": "namespace", "namespaces": ["dev-*"]}]}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a policy that lets look alone"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a policy of IAM, which is no access policy"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"policy_arn": "arn:aws:iam::aws:policy/AmazonEKSClusterAdminPolicy"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the creator"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"bootstrap_cluster_creator_admin_permissions": true}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the creator, by default"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["nobody"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an entry without a policy"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.resource("aws_eks_access_entry.admin", {"principal_arn": _admin}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["of a cluster that is named by text"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.resource("aws_eks_access_policy_association.admin", {"cluster_name": "main", "principal_arn": _admin, "policy_arn": _cluster_admin, "access_scope": [{"type": "cluster"}]}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["of a cluster elsewhere"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.resource("aws_eks_access_policy_association.admin", {"cluster_name": "other", "principal_arn": _admin, "policy_arn": _cluster_admin, "access_scope": [{"type": "cluster"}]}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["of a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["of one of two clusters"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {"cluster_name": [p.over("x", ["aws_eks_cluster.main", "aws_eks_cluster.other"])]}), p.resource("aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_cluster.other": "pass"}}

cases["of one of two clusters of the same name"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.resource("aws_eks_access_policy_association.admin", {"cluster_name": "main", "principal_arn": _admin, "policy_arn": _cluster_admin, "access_scope": [{"type": "cluster"}]}, {}), p.resource("aws_eks_cluster.other", {"name": "main"}, {})]), "want": {"aws_eks_cluster.main": "undetermined", "aws_eks_cluster.other": "pass"}}

cases["named by text, where a cluster has a name that is not known"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "name"]], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.forget("aws_eks_cluster.main", "name"), p.resource("aws_eks_access_policy_association.admin", {"cluster_name": "main", "principal_arn": _admin, "policy_arn": _cluster_admin, "access_scope": [{"type": "cluster"}]}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a policy that is not known"] := {"input": p.platform(p.platform(p.ec2, [], [_association({}, {})]), [["aws_eks_access_policy_association.admin", "values", "policy_arn"]], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.forget("aws_eks_access_policy_association.admin", "policy_arn")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a scope that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"access_scope": [{}]}, {}), p.forget("aws_eks_access_policy_association.admin", "access_scope.0.type")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a block of scope that is not known"] := {"input": p.platform(p.platform(p.ec2, [], [_association({}, {})]), [["aws_eks_access_policy_association.admin", "values", "access_scope"]], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.forget("aws_eks_access_policy_association.admin", "access_scope")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["namespaces that are not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"access_scope": [{"type": "namespace"}]}, {}), p.forget("aws_eks_access_policy_association.admin", "access_scope.0.namespaces")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a policy for looking in a scope that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"access_scope": [{}], "policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"}, {}), p.forget("aws_eks_access_policy_association.admin", "access_scope.0.type")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["whether the creator is one is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "access_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether the creator is one is not known, and somebody else is"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "access_config"), _association({}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a creator that is one, beside what is not known"] := {"input": p.platform(p.ec2, [], [_association({}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an access policy for a wildcard"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({"principal_arn": "*"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["nobody, in a cluster that is read alone"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_eks_cluster.other", {"name": "other"}, {}), p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["of a cluster that a data source reads, which is made here"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {"cluster_name": [p.ref("data.aws_eks_cluster.main", "name")]}), p.resource("data.aws_eks_cluster.main", {"name": "main"}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["of a cluster that a data source reads, which is another"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {"cluster_name": [p.ref("data.aws_eks_cluster.main", "name")]}), p.resource("data.aws_eks_cluster.main", {"name": "other"}, {})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["of a cluster that a data source reads, whose name is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {"cluster_name": [p.ref("data.aws_eks_cluster.main", "name")]}), p.resource("data.aws_eks_cluster.main", {}, {}), p.forget("data.aws_eks_cluster.main", "name")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["of a cluster that something else names"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), _association({}, {"cluster_name": [p.ref("aws_ssm_parameter.cluster", "name")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a scope that is not known, in a cluster elsewhere"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false}]}), p.resource("aws_eks_access_policy_association.admin", {"cluster_name": "other", "principal_arn": _admin, "policy_arn": _cluster_admin, "access_scope": [{}]}, {}), p.forget("aws_eks_access_policy_association.admin", "access_scope.0.type")]), "want": {"aws_eks_cluster.main": "fail"}}

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
	"of a cluster that is not known": {"aws_eks_access_policy_association.admin: cluster_name"},
	"a policy that is not known": {"aws_eks_access_policy_association.admin: policy_arn"},
	"a scope that is not known": {"aws_eks_access_policy_association.admin: access_scope"},
}

test_missing if {
	every name, wanted in _missing {
		results := rule.results with input as cases[name].input
		{missing | some found in results; some missing in found.missing} == wanted
	}
}
