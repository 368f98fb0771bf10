package eksgate.rules.networking["network-policy-enabled_test"]

import data.eksgate.rules.networking["network-policy-enabled"] as rule
import data.eksgate.testing.platform as p

_configured(text) := p.platform(p.ec2, [], [p.change("aws_eks_addon.vpc_cni", {"configuration_values": text})])

_auto_mode := p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]})

_self_managed := p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {"vpc_zone_identifier": p.private_subnets})

cases["the add-on turns it on"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["as a boolean, among other values"] := {"input": _configured(`{"env": {"ENABLE_PREFIX_DELEGATION": "true"}, "enableNetworkPolicy": true}`), "want": {"aws_eks_cluster.main": "pass"}}

cases["the add-on turns it off"] := {"input": _configured(`{"enableNetworkPolicy": "false"}`), "want": {"aws_eks_cluster.main": "fail"}}

cases["the add-on turns it off, as a boolean"] := {"input": _configured(`{"enableNetworkPolicy": false}`), "want": {"aws_eks_cluster.main": "fail"}}

cases["the add-on says something else"] := {"input": _configured(`{"env": {"enableNetworkPolicy": "true"}}`), "want": {"aws_eks_cluster.main": "fail"}}

cases["the configuration is empty"] := {"input": _configured(""), "want": {"aws_eks_cluster.main": "fail"}}

cases["the configuration is left out"] := {"input": p.platform(p.ec2, [["aws_eks_addon.vpc_cni", "values", "configuration_values"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["the configuration is no JSON"] := {"input": _configured("enableNetworkPolicy: \"true\""), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the configuration is a list"] := {"input": _configured(`["enableNetworkPolicy"]`), "want": {"aws_eks_cluster.main": "fail"}}

cases["the configuration is not known"] := {"input": p.platform(p.ec2, [["aws_eks_addon.vpc_cni", "values", "configuration_values"]], [p.forget("aws_eks_addon.vpc_cni", "configuration_values")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["no add-on"] := {"input": p.platform(p.ec2, ["aws_eks_addon.vpc_cni"], []), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["another add-on with the value"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_addon.vpc_cni", {"addon_name": "coredns"})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the name of the add-on is not known"] := {"input": p.platform(p.ec2, [["aws_eks_addon.vpc_cni", "values", "addon_name"]], [p.forget("aws_eks_addon.vpc_cni", "addon_name")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the cluster of the add-on is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the add-on is another cluster's"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an add-on that turns it on beside one of another cluster that does not"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_addon.other", {"addon_name": "vpc-cni", "cluster_name": "other"}, {})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["two add-ons, of which one does not turn it on"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_addon.second", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["another plug-in"] := {"input": object.union(_configured(""), {"settings": {"cni": "cilium"}}), "want": {}}

cases["the VPC CNI by its name"] := {"input": object.union(_configured(""), {"settings": {"cni": "vpc-cni"}}), "want": {"aws_eks_cluster.main": "fail"}}

cases["Fargate alone"] := {"input": p.fargate, "want": {}}

cases["self-managed nodes"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_self_managed]), "want": {"aws_eks_cluster.main": "pass"}}

cases["self-managed nodes, and the add-on turns it off"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_self_managed, p.change("aws_eks_addon.vpc_cni", {"configuration_values": ""})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["Auto Mode alone"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main", "aws_eks_addon.vpc_cni"], [_auto_mode]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Auto Mode alone, and an add-on that nothing runs"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_auto_mode, p.change("aws_eks_addon.vpc_cni", {"configuration_values": ""})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Auto Mode beside nodes that enforce them"] := {"input": p.platform(p.ec2, [], [_auto_mode]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Auto Mode beside nodes that do not"] := {"input": p.platform(p.ec2, [], [_auto_mode, p.change("aws_eks_addon.vpc_cni", {"configuration_values": ""})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["Auto Mode beside a Fargate profile"] := {"input": p.platform(p.fargate, [], [_auto_mode]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether it is Auto Mode is not known"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.forget("aws_eks_cluster.main", "compute_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["whether another cluster is in Auto Mode is not known"] := {"input": p.platform(p.fargate, [], [p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.forget("aws_eks_cluster.other", "compute_config")]), "want": {"aws_eks_cluster.other": "undetermined"}}

cases["nodes of a cluster that is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["nodes of a cluster that is not told, and the add-on turns it off"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")]), p.change("aws_eks_addon.vpc_cni", {"configuration_values": ""})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["nodes of a cluster that is not told, with another plug-in"] := {"input": object.union(p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), {"settings": {"cni": "cilium"}}), "want": {}}

cases["nodes of a cluster that is not told beside others, and the add-on turns it off"] := {"input": p.platform(_configured(""), [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.point("aws_eks_node_group.second", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a profile of a cluster that is not told"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.system"], [p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["no nodes at all"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], []), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_missing(plan) := found.missing if some found in rule.results with input as plan

test_what_may_be_the_addon_is_named if {
	others := [
		p.addon("coredns", {}),
		p.point("aws_eks_addon.coredns", "cluster_name", [p.unknown("var.cluster")]),
		p.resource("aws_eks_addon.named", {"cluster_name": "elsewhere"}, {}),
		p.forget("aws_eks_addon.named", "addon_name"),
		p.resource("aws_eks_cluster.other", {"name": "other"}, {}),
		p.resource("aws_eks_addon.other", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.other", "name")]}),
	]
	not_told := "how the VPC CNI of aws_eks_cluster.main is configured"
	_missing(p.platform(p.ec2, ["aws_eks_addon.vpc_cni"], others)) == ["aws_eks_addon.named: addon_name", not_told]
	_missing(p.platform(p.ec2, [], [p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.unknown("var.cluster")])])) == ["aws_eks_addon.vpc_cni: cluster_name", not_told]
}
