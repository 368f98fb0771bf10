package eksgate.rules["shared-responsibility"]["pod-identity-agent-present_test"]

import data.eksgate.rules["shared-responsibility"]["pod-identity-agent-present"] as rule
import data.eksgate.testing.identity
import data.eksgate.testing.platform as p

_app := p.platform(identity.ec2, [], [p.resource(
	"aws_eks_pod_identity_association.app",
	{"namespace": "shop", "service_account": "inventory"},
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "role_arn": [p.ref("aws_iam_role.app", "arn")]},
)])

cases["an association and the agent"] := {"input": p.platform(_app, [], [p.addon("eks-pod-identity-agent", {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["an association without the agent"] := {"input": _app, "want": {"aws_eks_cluster.main": "fail"}}

cases["no association"] := {"input": identity.ec2, "want": {}}

cases["Auto Mode"] := {"input": p.platform(_app, [], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["whether it is in Auto Mode is not known"] := {"input": p.platform(_app, [], [p.forget("aws_eks_cluster.main", "compute_config.0.enabled")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the agent is looked up"] := {"input": p.platform(_app, [], [p.resource("data.aws_eks_addon.agent", {"addon_name": "eks-pod-identity-agent", "cluster_name": "main"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the agent of another cluster"] := {"input": p.platform(_app, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.resource("aws_eks_addon.agent", {"addon_name": "eks-pod-identity-agent"}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["the agent of a cluster that is not known"] := {"input": p.platform(_app, [], [p.resource("aws_eks_addon.agent", {"addon_name": "eks-pod-identity-agent"}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an add-on whose name is not known"] := {"input": p.platform(_app, [], [p.resource("aws_eks_addon.any", {}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "addon_name": [p.unknown("each.key")]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["another add-on of a cluster that is not known"] := {"input": p.platform(_app, [], [p.resource("aws_eks_addon.any", {"addon_name": "coredns"}, {"cluster_name": [p.unknown("var.cluster")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["an association in an add-on"] := {"input": p.platform(identity.ec2, [], [p.resource("aws_eks_addon.vpc_cni", {"pod_identity_association": [{"service_account": "aws-node"}]}, {"pod_identity_association.0.role_arn": [p.ref("aws_iam_role.app", "arn")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["associations in an add-on that are not known"] := {"input": p.platform(identity.ec2, [], [p.forget("aws_eks_addon.vpc_cni", "pod_identity_association")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["associations in an add-on that are not known, and the agent"] := {"input": p.platform(identity.ec2, [], [p.forget("aws_eks_addon.vpc_cni", "pod_identity_association"), p.addon("eks-pod-identity-agent", {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["associations in an add-on that are not known, and one of its own"] := {"input": p.platform(_app, [], [p.forget("aws_eks_addon.vpc_cni", "pod_identity_association")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["no associations in an add-on"] := {"input": p.platform(identity.ec2, [], [p.change("aws_eks_addon.vpc_cni", {"pod_identity_association": []})]), "want": {}}

cases["an association in a cluster that is not known"] := {"input": p.platform(_app, [], [p.point("aws_eks_pod_identity_association.app", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_pod_identity_association.app": "undetermined"}}

cases["an association in a cluster by its name"] := {"input": p.platform(_app, [["aws_eks_pod_identity_association.app", "edges", "cluster_name"], ["aws_eks_pod_identity_association.app", "unknown", "cluster_name"]], [p.change("aws_eks_pod_identity_association.app", {"cluster_name": "main"})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["what is looked up"] := {"input": p.platform(identity.ec2, [], [p.resource("data.aws_eks_pod_identity_association.x", {"cluster_name": "main"}, {}), p.resource("data.aws_eks_addon.x", {"addon_name": "x", "cluster_name": "main", "pod_identity_association": [{}]}, {"pod_identity_association": [p.unknown("x")]})]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
