package eksgate.rules["shared-responsibility"]["core-addons-managed_test"]

import data.eksgate.rules["shared-responsibility"]["core-addons-managed"] as rule
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_group := "aws_eks_node_group.main"

_ec2 := p.merge([p.ec2, p.addon("coredns", {}), p.addon("kube-proxy", {})])

_with(settings) := object.union(_ec2, {"settings": settings})

_other := p.resource("aws_eks_cluster.other", {"name": "other"}, {})

_of_other(name) := p.resource($"aws_eks_addon.{name}_other", {"addon_name": name}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")]})

_any := p.resource("aws_eks_addon.any", {}, {"cluster_name": [p.ref(_cluster, "name")], "addon_name": [p.unknown("each.key")]})

_auto(value) := p.change(_cluster, {"compute_config": [{"enabled": value}]})

cases["all three"] := {"input": p.platform(_ec2, [], []), "want": {_cluster: "pass"}}

cases["no coredns"] := {"input": p.platform(_ec2, ["aws_eks_addon.coredns"], []), "want": {_cluster: "fail"}}

cases["no vpc-cni"] := {"input": p.platform(_ec2, ["aws_eks_addon.vpc_cni"], []), "want": {_cluster: "fail"}}

cases["no kube-proxy"] := {"input": p.platform(_ec2, ["aws_eks_addon.kube_proxy"], []), "want": {_cluster: "fail"}}

cases["those of another cluster"] := {"input": p.platform(_ec2, ["aws_eks_addon.coredns"], [_other, _of_other("coredns")]), "want": {_cluster: "fail"}}

cases["another CNI"] := {"input": p.platform(_with({"cni": "cilium"}), ["aws_eks_addon.vpc_cni"], []), "want": {_cluster: "pass"}}

cases["another CNI, and no coredns"] := {"input": p.platform(_with({"cni": "cilium"}), ["aws_eks_addon.coredns"], []), "want": {_cluster: "fail"}}

cases["another CNI, and no kube-proxy"] := {"input": p.platform(_with({"cni": "cilium"}), ["aws_eks_addon.kube_proxy"], []), "want": {_cluster: "fail"}}

cases["the VPC CNI by name"] := {"input": p.platform(_with({"cni": "vpc-cni"}), ["aws_eks_addon.vpc_cni"], []), "want": {_cluster: "fail"}}

cases["something in place of kube-proxy"] := {"input": p.platform(_with({"kube_proxy": false}), ["aws_eks_addon.kube_proxy"], []), "want": {_cluster: "pass"}}

cases["kube-proxy by name"] := {"input": p.platform(_with({"kube_proxy": true}), ["aws_eks_addon.kube_proxy"], []), "want": {_cluster: "fail"}}

cases["an add-on that is looked up"] := {"input": p.platform(_ec2, ["aws_eks_addon.coredns"], [p.resource("data.aws_eks_addon.coredns", {"addon_name": "coredns"}, {"cluster_name": [p.ref(_cluster, "name")]})]), "want": {_cluster: "pass"}}

cases["an add-on whose name is not known"] := {"input": p.platform(_ec2, ["aws_eks_addon.coredns"], [_any]), "want": {_cluster: "undetermined"}}

cases["an add-on whose name is not known, beside all three"] := {"input": p.platform(_ec2, [], [_any]), "want": {_cluster: "pass"}}

cases["an add-on whose cluster is not known"] := {"input": p.platform(_ec2, [], [p.point("aws_eks_addon.coredns", "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "undetermined"}}

cases["one that may be and one that is not"] := {"input": p.platform(_ec2, ["aws_eks_addon.kube_proxy"], [p.point("aws_eks_addon.coredns", "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "fail"}}

cases["the cluster by its name"] := {"input": p.platform(_ec2, ["aws_eks_addon.coredns"], [p.resource("aws_eks_addon.coredns_by_name", {"addon_name": "coredns", "cluster_name": "main"}, {})]), "want": {_cluster: "pass"}}

cases["no nodes"] := {"input": p.platform(p.fargate, [], []), "want": {}}

cases["self-managed nodes"] := {"input": p.platform(p.fargate, [], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {})]), "want": {_cluster: "fail"}}

cases["Auto Mode"] := {"input": p.platform(p.ec2, [], [_auto(true)]), "want": {}}

cases["Auto Mode that is off"] := {"input": p.platform(p.ec2, [], [_auto(false)]), "want": {_cluster: "fail"}}

cases["whether it is in Auto Mode is not known"] := {"input": p.platform(p.ec2, [], [p.forget(_cluster, "compute_config.0.enabled")]), "want": {_cluster: "undetermined"}}

cases["whether it is in Auto Mode is not known, without nodes"] := {"input": p.platform(p.fargate, [], [p.forget(_cluster, "compute_config.0.enabled")]), "want": {}}

cases["whether it is in Auto Mode is not known, with all three"] := {"input": p.platform(_ec2, [], [p.forget(_cluster, "compute_config.0.enabled")]), "want": {_cluster: "pass"}}

cases["nodes of a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "undetermined"}}

cases["nodes of a cluster that is not known, beside Auto Mode"] := {"input": p.platform(p.ec2, [], [_auto(true), p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["a Fargate profile of a cluster that is not known"] := {"input": p.platform(p.fargate, [], [p.point("aws_eks_fargate_profile.system", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["nodes of a cluster that is not known, and of this one"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.loose", "aws_launch_template.node"), p.point("aws_eks_node_group.loose", "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_severities(removed, values) := {object.get(found, "severity", "") | some found in results} if {
	results := rule.results with input as p.platform(_ec2, removed, [p.change(_cluster, values)])
}

test_what_nothing_brings_is_critical if {
	_severities(["aws_eks_addon.coredns"], {"bootstrap_self_managed_addons": false}) == {"critical"}
	_severities(["aws_eks_addon.coredns"], {"bootstrap_self_managed_addons": true}) == {""}
	_severities(["aws_eks_addon.coredns"], {}) == {""}
}

_message(values) := found.message if {
	results := rule.results with input as p.platform(_ec2, ["aws_eks_addon.coredns", "aws_eks_addon.kube_proxy"], [p.change(_cluster, values)])
	some found in results
}

test_the_message_names_all_that_are_missing if {
	_message({}) == "aws_eks_cluster.main does not have coredns, kube-proxy as an EKS add-on"
	contains(_message({"bootstrap_self_managed_addons": false}), "coredns, kube-proxy as an EKS add-on, and `bootstrap_self_managed_addons` is false")
}
