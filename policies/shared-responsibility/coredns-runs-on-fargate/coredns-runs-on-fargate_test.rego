package eksgate.rules["shared-responsibility"]["coredns-runs-on-fargate_test"]

import data.eksgate.rules["shared-responsibility"]["coredns-runs-on-fargate"] as rule
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_system := "aws_eks_fargate_profile.system"

_addon := "aws_eks_addon.coredns"

_configured(text) := p.addon("coredns", {"configuration_values": text})

_dns := _configured("{\"computeType\": \"Fargate\"}")

_sound := p.platform(p.fargate, [], [_dns])

_bad := p.platform(p.fargate, [], [_configured("{}")])

_entry(values) := p.resource("aws_eks_access_entry.nodes", values, {"cluster_name": [p.ref(_cluster, "name")]})

_group := p.merge([p.node_group("aws_eks_node_group.main", "aws_launch_template.node"), p.resource("aws_launch_template.node", {}, {})])

cases["the add-on is told and a profile selects kube-system"] := {"input": _sound, "want": {_cluster: "pass"}}

cases["the compute type in lower case"] := {"input": p.platform(p.fargate, [], [_configured("{\"computeType\": \"fargate\"}")]), "want": {_cluster: "pass"}}

cases["EC2 nodes alone are not asked"] := {"input": p.platform(p.ec2, [], []), "want": {}}

cases["nor are Fargate and EC2 nodes together"] := {"input": p.platform(_bad, [], [_group]), "want": {}}

cases["nor is a cluster without anything that carries pods"] := {"input": p.platform(_bad, ["aws_eks_fargate_profile.default", _system], []), "want": {}}

cases["nor is Fargate beside Auto Mode"] := {"input": p.platform(_bad, [], [p.change(_cluster, {"compute_config": [{"enabled": true}]})]), "want": {}}

cases["no add-on"] := {"input": p.platform(p.fargate, [], []), "want": {_cluster: "fail"}}

cases["beside another add-on, which is not told"] := {"input": p.platform(_sound, [], [p.addon("metrics-server", {})]), "want": {_cluster: "pass"}}

cases["another add-on"] := {"input": p.platform(p.fargate, [], [p.addon("metrics-server", {"configuration_values": "{\"computeType\": \"Fargate\"}"})]), "want": {_cluster: "fail"}}

cases["an add-on without configuration"] := {"input": p.platform(p.fargate, [], [p.addon("coredns", {})]), "want": {_cluster: "fail"}}

cases["an add-on with an empty configuration"] := {"input": p.platform(p.fargate, [], [_configured(" ")]), "want": {_cluster: "fail"}}

cases["another compute type"] := {"input": p.platform(p.fargate, [], [_configured("{\"computeType\": \"ec2\"}")]), "want": {_cluster: "fail"}}

cases["the compute type at another place"] := {"input": p.platform(p.fargate, [], [_configured("{\"env\": {\"computeType\": \"Fargate\"}}")]), "want": {_cluster: "fail"}}

cases["a configuration in YAML"] := {"input": p.platform(p.fargate, [], [_configured("computeType: Fargate")]), "want": {_cluster: "undetermined"}}

cases["a configuration that is not known"] := {"input": p.platform(p.fargate, [], [p.addon("coredns", {}), p.forget(_addon, "configuration_values")]), "want": {_cluster: "undetermined"}}

cases["an add-on that is looked up, without its configuration"] := {"input": p.platform(p.fargate, [], [p.resource("data.aws_eks_addon.coredns", {"addon_name": "coredns"}, {"cluster_name": [p.ref(_cluster, "name")]})]), "want": {_cluster: "undetermined"}}

cases["an add-on that is looked up, with its configuration"] := {"input": p.platform(p.fargate, [], [p.resource("data.aws_eks_addon.coredns", {"addon_name": "coredns", "configuration_values": "{\"computeType\": \"Fargate\"}"}, {"cluster_name": [p.ref(_cluster, "name")]})]), "want": {_cluster: "pass"}}

cases["an add-on whose name is not known"] := {"input": p.platform(p.fargate, [], [p.resource("aws_eks_addon.any", {}, {"cluster_name": [p.ref(_cluster, "name")], "addon_name": [p.unknown("var.name")]})]), "want": {_cluster: "undetermined"}}

cases["an add-on whose cluster is not known"] := {"input": p.platform(p.fargate, [], [_dns, p.point(_addon, "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "undetermined"}}

cases["an add-on of another cluster whose name is not known"] := {"input": p.platform(p.fargate, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.resource("aws_eks_addon.any", {}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")], "addon_name": [p.unknown("var.name")]})]), "want": {_cluster: "fail"}}

cases["no profile for kube-system"] := {"input": p.platform(_sound, [_system], []), "want": {_cluster: "fail"}}

cases["a profile for other pods of kube-system"] := {"input": p.platform(_sound, [], [p.change(_system, {"selector": [{"namespace": "kube-system", "labels": {"k8s-app": "metrics-server"}}]})]), "want": {_cluster: "fail"}}

cases["a profile for the pods of CoreDNS"] := {"input": p.platform(_sound, [], [p.change(_system, {"selector": [{"namespace": "kube-*", "labels": {"k8s-app": "kube-dns"}}]})]), "want": {_cluster: "pass"}}

cases["a profile for a namespace that is not known"] := {"input": p.platform(_sound, [], [p.change(_system, {"selector": [{}]}), p.forget(_system, "selector.0.namespace")]), "want": {_cluster: "undetermined"}}

cases["a profile for kube-system of a cluster that is not known"] := {"input": p.platform(_sound, [], [p.point(_system, "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "undetermined"}}

cases["a profile for something else of a cluster that is not known"] := {"input": p.platform(_sound, [], [p.point(_system, "cluster_name", [p.unknown("var.cluster")]), p.change(_system, {"selector": [{"namespace": "shop"}]})]), "want": {_cluster: "fail"}}

cases["all profiles are of a cluster that is not known"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.default"], [p.point(_system, "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "undetermined"}}

cases["a node group of a cluster that is not known"] := {"input": p.platform(_bad, [], [_group, p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "undetermined"}}

cases["a node group of a cluster that is not known, beside what is sound"] := {"input": p.platform(_sound, [], [_group, p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "pass"}}

cases["whether it is in Auto Mode is not known"] := {"input": p.platform(_bad, [], [p.forget(_cluster, "compute_config.0.enabled")]), "want": {_cluster: "undetermined"}}

cases["whether another cluster is in Auto Mode is not known"] := {"input": p.platform(_bad, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.forget("aws_eks_cluster.other", "compute_config.0.enabled")]), "want": {_cluster: "fail"}}

cases["an access entry of nodes"] := {"input": p.platform(_bad, [], [_entry({"type": "EC2_LINUX"})]), "want": {_cluster: "undetermined"}}

cases["an access entry whose type is not known"] := {"input": p.platform(_bad, [], [_entry({}), p.forget("aws_eks_access_entry.nodes", "type")]), "want": {_cluster: "undetermined"}}

cases["an access entry of nodes of a cluster that is not known"] := {"input": p.platform(_bad, [], [_entry({"type": "EC2_LINUX"}), p.point("aws_eks_access_entry.nodes", "cluster_name", [p.unknown("var.cluster")])]), "want": {_cluster: "undetermined"}}

cases["an access entry of nodes of another cluster"] := {"input": p.platform(_bad, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), _entry({"type": "EC2_LINUX"}), p.point("aws_eks_access_entry.nodes", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), "want": {_cluster: "fail"}}

cases["an access entry of Fargate pods"] := {"input": p.platform(_bad, [], [_entry({"type": "FARGATE_LINUX"})]), "want": {_cluster: "fail"}}

cases["an access entry of people"] := {"input": p.platform(_bad, [], [_entry({})]), "want": {_cluster: "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
