package eksgate.rules["shared-responsibility"]["pod-identity-not-on-fargate_test"]

import data.eksgate.rules["shared-responsibility"]["pod-identity-not-on-fargate"] as rule
import data.eksgate.testing.platform as p

_app := p.platform(p.fargate, [], [p.resource(
	"aws_eks_pod_identity_association.app",
	{"namespace": "shop", "service_account": "inventory"},
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "role_arn": [p.ref("aws_iam_role.app", "arn")]},
)])

cases["a namespace that no profile selects"] := {"input": _app, "want": {"aws_eks_pod_identity_association.app": "pass"}}

cases["a namespace that a profile selects"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "shop"}]})]), "want": {"aws_eks_pod_identity_association.app": "fail"}}

cases["a namespace that a second selector takes"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "x"}, {"namespace": "shop"}]})]), "want": {"aws_eks_pod_identity_association.app": "fail"}}

cases["a namespace that a pattern takes"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "sh*"}]})]), "want": {"aws_eks_pod_identity_association.app": "fail"}}

cases["a namespace that a pattern of characters takes"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "sho?"}]})]), "want": {"aws_eks_pod_identity_association.app": "fail"}}

cases["a namespace that a pattern does not take"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "shop-*"}]})]), "want": {"aws_eks_pod_identity_association.app": "pass"}}

cases["a profile that takes labels"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "shop", "labels": {"fargate": "true"}}]})]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["a profile that takes labels of another namespace"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "x", "labels": {"fargate": "true"}}]})]), "want": {"aws_eks_pod_identity_association.app": "pass"}}

cases["a profile whose labels are not known"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "shop"}]}), p.forget("aws_eks_fargate_profile.default", "selector.0.labels")]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["a profile whose namespace is not known"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{}]}), p.forget("aws_eks_fargate_profile.default", "selector.0.namespace")]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["a profile whose selectors are not known"] := {"input": p.platform(_app, [["aws_eks_fargate_profile.default", "values", "selector"]], [p.forget("aws_eks_fargate_profile.default", "selector")]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["a namespace that is not known"] := {"input": p.platform(_app, [["aws_eks_pod_identity_association.app", "values", "namespace"]], [p.forget("aws_eks_pod_identity_association.app", "namespace")]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["a namespace that is not known, and no profile"] := {"input": p.platform(_app, [["aws_eks_pod_identity_association.app", "values", "namespace"], "aws_eks_fargate_profile.default", "aws_eks_fargate_profile.system"], [p.forget("aws_eks_pod_identity_association.app", "namespace")]), "want": {"aws_eks_pod_identity_association.app": "pass"}}

cases["a profile of another cluster"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "shop"}]}), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_eks_fargate_profile.default", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), "want": {"aws_eks_pod_identity_association.app": "pass"}}

cases["a profile of another cluster that takes labels, or whose selectors are not known"] := {"input": p.platform(_app, [], [p.forget("aws_eks_fargate_profile.default", "selector"), p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "shop", "labels": {"a": "b"}}]}), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_eks_fargate_profile.default", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), "want": {"aws_eks_pod_identity_association.app": "pass"}}

cases["a profile of a cluster that is not known"] := {"input": p.platform(_app, [], [p.change("aws_eks_fargate_profile.default", {"selector": [{"namespace": "shop"}]}), p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["a profile of a cluster that is not known, for another namespace"] := {"input": p.platform(_app, [], [p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_pod_identity_association.app": "pass"}}

cases["a profile of a cluster that is not known, whose selectors are not known"] := {"input": p.platform(_app, [["aws_eks_fargate_profile.default", "values", "selector"]], [p.forget("aws_eks_fargate_profile.default", "selector"), p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["an association in a cluster that is not known"] := {"input": p.platform(_app, [], [p.point("aws_eks_pod_identity_association.app", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["an association that is looked up"] := {"input": p.platform(p.fargate, [], [p.resource("data.aws_eks_pod_identity_association.x", {"cluster_name": "main", "namespace": "default"}, {})]), "want": {}}

cases["no association"] := {"input": p.fargate, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
