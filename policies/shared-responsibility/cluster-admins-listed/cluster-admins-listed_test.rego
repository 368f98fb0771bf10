package eksgate.rules["shared-responsibility"]["cluster-admins-listed_test"]

import data.eksgate.rules["shared-responsibility"]["cluster-admins-listed"] as rule
import data.eksgate.testing.platform as p

_admin := "arn:aws:iam::111122223333:role/admin"

_cluster_admin := "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

_association(values, edges) := p.resource(
	"aws_eks_access_policy_association.admin",
	object.union({"principal_arn": _admin, "policy_arn": _cluster_admin, "access_scope": [{"type": "cluster"}]}, values),
	object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, edges),
)

_for(references) := p.resource(
	"aws_eks_access_policy_association.admin",
	{"policy_arn": _cluster_admin, "access_scope": [{"type": "cluster"}]},
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "principal_arn": references},
)

cases["a role, where none are listed"] := {"input": p.platform(p.ec2, [], [_association({}, {})]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a user, where none are listed"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "arn:aws:iam::111122223333:user/ada"}, {})]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["everybody"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "*"}, {})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["every role of an account"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "arn:aws:iam::111122223333:role/*"}, {})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["roles of a pattern"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "arn:aws:iam::111122223333:role/admin-?"}, {})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["the root of an account"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "arn:aws:iam::111122223333:root"}, {})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["the root of an account in China"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "arn:aws-cn:iam::111122223333:root"}, {})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["an account by its number"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "111122223333"}, {})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a role that is called root"] := {"input": p.platform(p.ec2, [], [_association({"principal_arn": "arn:aws:iam::111122223333:role/root"}, {})]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["the root of an account, listed"] := {"input": object.union(p.platform(p.ec2, [], [_association({"principal_arn": "arn:aws:iam::111122223333:root"}, {})]), {"settings": {"cluster_admins": ["arn:aws:iam::111122223333:root"]}}), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["listed"] := {"input": object.union(p.platform(p.ec2, [], [_association({}, {})]), {"settings": {"cluster_admins": [_admin, "arn:aws:iam::111122223333:role/other"]}}), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["not listed"] := {"input": object.union(p.platform(p.ec2, [], [_association({}, {})]), {"settings": {"cluster_admins": ["arn:aws:iam::111122223333:role/other"]}}), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["nobody is listed"] := {"input": object.union(p.platform(p.ec2, [], [_association({}, {})]), {"settings": {"cluster_admins": []}}), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["of the same name as one that is listed, in another account"] := {"input": object.union(p.platform(p.ec2, [], [_association({}, {})]), {"settings": {"cluster_admins": ["arn:aws:iam::444455556666:role/admin"]}}), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a role made here of the name of one that is listed"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_iam_role.admin", {"name": "admin"}, {}), _for([p.ref("aws_iam_role.admin", "arn")])]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a role made here of another name"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_iam_role.admin", {"name": "boss"}, {}), _for([p.ref("aws_iam_role.admin", "arn")])]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a role made here whose name is made"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_iam_role.admin", {}, {}), _for([p.ref("aws_iam_role.admin", "arn")])]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a role made here whose ARN is listed"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_iam_role.admin", {"name": "admin", "arn": _admin}, {}), _for([p.ref("aws_iam_role.admin", "arn")])]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a role made here whose ARN is known and not listed"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_iam_role.admin", {"name": "admin", "arn": "arn:aws:iam::444455556666:role/admin"}, {}), _for([p.ref("aws_iam_role.admin", "arn")])]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a role made here, where none are listed"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_role.admin", {}, {}), _for([p.ref("aws_iam_role.admin", "arn")])]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a user made here, where none are listed"] := {"input": p.platform(p.ec2, [], [p.resource("aws_iam_user.ada", {"name": "ada"}, {}), _for([p.ref("aws_iam_user.ada", "arn")])]), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["whoever runs Terraform"] := {"input": p.platform(p.ec2, [], [_for([p.ref("data.aws_caller_identity.current", "arn")])]), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["whoever runs Terraform, where some are listed"] := {"input": object.union(p.platform(p.ec2, [], [_for([p.ref("data.aws_caller_identity.current", "arn")])]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a principal that is not known"] := {"input": p.platform(p.ec2, [], [_for([p.unknown("var.admin")])]), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a known ARN that comes from what cannot be followed"] := {"input": object.union(p.platform(p.ec2, [], [_association({}, {}), {"resources": {"aws_eks_access_policy_association": {"aws_eks_access_policy_association.admin": {"edges": {"principal_arn": [p.ref("data.aws_iam_session_context.current", "issuer_arn")]}}}}}]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a lesser policy"] := {"input": p.platform(p.ec2, [], [_association({"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy", "principal_arn": "*"}, {})]), "want": {}}

cases["one namespace"] := {"input": p.platform(p.ec2, [], [_association({"access_scope": [{"type": "namespace", "namespaces": ["default"]}], "principal_arn": "*"}, {})]), "want": {}}

cases["all namespaces"] := {"input": p.platform(p.ec2, [], [_association({"access_scope": [{"type": "namespace", "namespaces": ["default", "**"]}], "principal_arn": "*"}, {})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["an administrator of a cluster elsewhere"] := {"input": p.platform(p.ec2, [], [_association({"cluster_name": "other", "principal_arn": "*"}, {"cluster_name": []})]), "want": {"aws_eks_access_policy_association.admin": "fail"}}

cases["a scope that is not known, for everybody"] := {"input": p.platform(p.ec2, [], [_association({"access_scope": [{}], "principal_arn": "*"}, {}), p.forget("aws_eks_access_policy_association.admin", "access_scope.0.type")]), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["a scope that is not known, for one who may be"] := {"input": object.union(p.platform(p.ec2, [], [_association({"access_scope": [{}]}, {}), p.forget("aws_eks_access_policy_association.admin", "access_scope.0.type")]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_policy_association.admin": "pass"}}

cases["a scope that is not known, for one who may not be"] := {"input": object.union(p.platform(p.ec2, [], [_association({"access_scope": [{}]}, {}), p.forget("aws_eks_access_policy_association.admin", "access_scope.0.type")]), {"settings": {"cluster_admins": []}}), "want": {"aws_eks_access_policy_association.admin": "undetermined"}}

cases["the group of masters"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_access_entry.admin", {"principal_arn": _admin, "kubernetes_groups": ["readers", "system:masters"]}, object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, {}))]), "want": {"aws_eks_access_entry.admin": "fail"}}

cases["the group of masters, for one that is listed"] := {"input": object.union(p.platform(p.ec2, [], [p.resource("aws_eks_access_entry.admin", {"principal_arn": _admin, "kubernetes_groups": ["system:masters"]}, object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, {}))]), {"settings": {"cluster_admins": [_admin]}}), "want": {"aws_eks_access_entry.admin": "fail"}}

cases["the group of masters, beside groups that are not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_access_entry.admin", {"principal_arn": _admin, "kubernetes_groups": ["system:masters"]}, object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, {})), p.forget("aws_eks_access_entry.admin", "kubernetes_groups")]), "want": {"aws_eks_access_entry.admin": "fail"}}

cases["another group"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_access_entry.admin", {"principal_arn": _admin, "kubernetes_groups": ["readers"]}, object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, {}))]), "want": {}}

cases["no groups"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_access_entry.admin", {"principal_arn": _admin}, object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, {}))]), "want": {}}

cases["groups that are not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_access_entry.admin", {"principal_arn": _admin}, object.union({"cluster_name": [p.ref("aws_eks_cluster.main", "name")]}, {})), p.forget("aws_eks_access_entry.admin", "kubernetes_groups")]), "want": {}}

cases["an entry that is read alone"] := {"input": p.platform(p.ec2, [], [p.resource("data.aws_eks_access_entry.admin", {"cluster_name": "main", "principal_arn": _admin, "kubernetes_groups": ["system:masters"]}, {})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
