package eksgate.rules["shared-responsibility"]["cni-before-nodes_test"]

import data.eksgate.rules["shared-responsibility"]["cni-before-nodes"] as rule
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_group := "aws_eks_node_group.main"

_addon := "aws_eks_addon.vpc_cni"

_bare := p.platform(p.ec2, [], [p.change(_cluster, {"bootstrap_self_managed_addons": false})])

_waits(address, names) := {"resources": {split(address, ".")[0]: {address: {"depends_on": names}}}}

_late := p.platform(_bare, [], [_waits(_addon, [_group])])

# The same in modules: the resource under another address, in a module.
_moved(address, module) := {"resources": {type: {moved: object.union(_bare.resources[type][address], {"address": moved, "module": module})}}} if {
	type := split(address, ".")[0]
	moved := $"{module}.{address}"
}

_in_module(group_module, names) := p.platform(_bare, [_group], [_moved(_group, group_module), _waits(_addon, names)])

cases["it waits for nothing"] := {"input": _bare, "want": {_group: "pass"}}

cases["it waits for the node group"] := {"input": _late, "want": {_group: "fail"}}

cases["EKS installs one by default"] := {"input": p.platform(_late, [[_cluster, "values", "bootstrap_self_managed_addons"]], []), "want": {}}

cases["EKS is told to install one"] := {"input": p.platform(_late, [], [p.change(_cluster, {"bootstrap_self_managed_addons": true})]), "want": {}}

cases["whether EKS installs one is not known"] := {"input": p.platform(_late, [[_cluster, "values", "bootstrap_self_managed_addons"]], [p.forget(_cluster, "bootstrap_self_managed_addons")]), "want": {_group: "undetermined"}}

cases["whether EKS installs one is not known, and the add-on waits for nothing"] := {"input": p.platform(_bare, [[_cluster, "values", "bootstrap_self_managed_addons"]], [p.forget(_cluster, "bootstrap_self_managed_addons")]), "want": {_group: "pass"}}

cases["no add-on"] := {"input": p.platform(_late, [_addon], []), "want": {}}

cases["another add-on waits for the node group"] := {"input": p.platform(_bare, [], [p.addon("coredns", {}), _waits("aws_eks_addon.coredns", [_group])]), "want": {_group: "pass"}}

cases["an add-on whose name is not known waits for the node group"] := {"input": p.platform(_late, [[_addon, "values", "addon_name"]], [p.forget(_addon, "addon_name")]), "want": {_group: "undetermined"}}

cases["an add-on whose cluster is not known waits for the node group"] := {"input": p.platform(_late, [], [p.point(_addon, "cluster_name", [p.unknown("var.cluster")])]), "want": {_group: "undetermined"}}

cases["an add-on whose cluster is not known waits for nothing"] := {"input": p.platform(_bare, [], [p.point(_addon, "cluster_name", [p.unknown("var.cluster")])]), "want": {_group: "pass"}}

cases["it waits for another group"] := {"input": p.platform(_late, [], [p.node_group("aws_eks_node_group.other", "aws_launch_template.node")]), "want": {_group: "fail", "aws_eks_node_group.other": "pass"}}

cases["it waits through a reference"] := {"input": p.platform(_bare, [], [p.point(_addon, "service_account_role_arn", [p.ref("aws_iam_role.cni", "arn")]), p.resource("aws_iam_role.cni", {"assume_role_policy": "{}"}, {}), _waits("aws_iam_role.cni", [_group])]), "want": {_group: "fail"}}

cases["it waits through another add-on"] := {"input": p.platform(_bare, [], [p.addon("coredns", {}), _waits(_addon, ["aws_eks_addon.coredns"]), _waits("aws_eks_addon.coredns", [_group])]), "want": {_group: "fail"}}

cases["it refers to the node group"] := {"input": p.platform(_bare, [], [p.point(_addon, "configuration_values", [p.ref(_group, "id")])]), "want": {_group: "fail"}}

cases["it refers to the node group, or to another"] := {"input": p.platform(_bare, [], [p.point(_addon, "configuration_values", [p.over("local.x", [_group, "aws_eks_cluster.main"])])]), "want": {_group: "undetermined"}}

cases["it refers to something that cannot be followed"] := {"input": p.platform(_bare, [], [p.point(_addon, "configuration_values", [p.unknown("local.x")])]), "want": {_group: "undetermined"}}

cases["it refers to something that cannot be followed, for a value that is known"] := {"input": p.platform(_bare, [], [{"resources": {"aws_eks_addon": {_addon: {"edges": {"configuration_values": [p.unknown("local.x")]}}}}}]), "want": {_group: "pass"}}

cases["it refers to a variable"] := {"input": p.platform(_bare, [], [p.point(_addon, "configuration_values", [p.unknown("var.x")])]), "want": {_group: "pass"}}

cases["it waits for what is not read"] := {"input": p.platform(_bare, [], [_waits(_addon, ["helm_release.cilium"])]), "want": {_group: "undetermined"}}

cases["it waits for what is not read and for the node group"] := {"input": p.platform(_bare, [], [_waits(_addon, ["helm_release.cilium", _group])]), "want": {_group: "fail"}}

cases["another resource waits for what is not read"] := {"input": p.platform(_bare, [], [_waits("aws_flow_log.main", ["helm_release.cilium"])]), "want": {_group: "pass"}}

cases["the cluster waits for what is not read"] := {"input": p.platform(_bare, [], [_waits(_cluster, ["helm_release.ready"])]), "want": {_group: "pass"}}

cases["the cluster refers to something that cannot be followed"] := {"input": p.platform(_bare, [], [p.point(_cluster, "vpc_config.0.security_group_ids", [p.unknown("local.x")])]), "want": {_group: "pass"}}

cases["the cluster waits for what may refer to something that cannot be followed"] := {"input": p.platform(_bare, [], [p.point(_cluster, "role_arn", [p.over("local.role", ["aws_iam_role.cluster", "aws_iam_role.other"])]), p.point("aws_iam_role.cluster", "name", [p.unknown("local.name")])]), "want": {_group: "pass"}}

cases["the group waits for the add-on, which refers to something that cannot be followed"] := {"input": p.platform(_bare, [], [p.point(_addon, "configuration_values", [p.unknown("local.x")]), _waits(_group, [_addon])]), "want": {_group: "pass"}}

_each(key, values) := p.merge([p.resource($"aws_eks_addon.each[\"{key}\"]", object.union({"addon_name": key}, values), {"cluster_name": [p.ref(_cluster, "name")]})])

cases["another add-on of its block refers to something that cannot be followed"] := {"input": p.platform(_bare, [_addon], [_each("vpc-cni", {}), _each("coredns", {}), p.point("aws_eks_addon.each[\"coredns\"]", "configuration_values", [p.unknown("each.value")])]), "want": {_group: "pass"}}

cases["an add-on that it waits for refers to something that cannot be followed"] := {"input": p.platform(_bare, [], [p.addon("coredns", {}), p.point("aws_eks_addon.coredns", "configuration_values", [p.unknown("each.value")]), _waits(_addon, ["aws_eks_addon.coredns"])]), "want": {_group: "undetermined"}}

cases["it waits for the module of the node group"] := {"input": _in_module("module.nodes[\"a.b\"]", ["module.nodes"]), "want": {"module.nodes[\"a.b\"].aws_eks_node_group.main": "fail"}}

cases["it waits for a module around that of the node group"] := {"input": _in_module("module.cluster.module.nodes", ["module.cluster"]), "want": {"module.cluster.module.nodes.aws_eks_node_group.main": "fail"}}

cases["it waits for the node group's block in a module"] := {"input": _in_module("module.nodes[0]", ["module.nodes.aws_eks_node_group.main"]), "want": {"module.nodes[0].aws_eks_node_group.main": "fail"}}

cases["it waits for another module"] := {"input": p.platform(_in_module("module.nodes", ["module.node"]), [], [_moved("aws_route_table.private", "module.node")]), "want": {"module.nodes.aws_eks_node_group.main": "pass"}}

cases["it waits for an output of a module"] := {"input": _in_module("module.nodes", ["module.nodes.ids"]), "want": {"module.nodes.aws_eks_node_group.main": "undetermined"}}

cases["it waits for a module of its own stack"] := {"input": _in_module("cluster:module.nodes[0]", ["cluster:module.nodes"]), "want": {"cluster:module.nodes[0].aws_eks_node_group.main": "fail"}}

cases["it waits for another resource of its own stack"] := {"input": _in_module("cluster:module.nodes", ["cluster:aws_vpc.main"]), "want": {"cluster:module.nodes.aws_eks_node_group.main": "pass"}}

cases["it is one of several, which all wait for the block of the group"] := {"input": p.platform(_bare, [_group, _addon], [p.merge([p.node_group("aws_eks_node_group.main[\"a\"]", "aws_launch_template.node"), p.resource("aws_eks_addon.all[\"vpc-cni\"]", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref(_cluster, "name")]}), {"resources": {"aws_eks_addon": {"aws_eks_addon.all[\"vpc-cni\"]": {"depends_on": [_group]}}}}])]), "want": {"aws_eks_node_group.main[\"a\"]": "fail"}}

cases["a node group of a cluster that is not known"] := {"input": p.platform(_late, [], [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": {_group: "undetermined"}}

cases["a node group of a cluster that is not known, where EKS installs a CNI"] := {"input": p.platform(p.ec2, [], [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["a node group of a cluster that is not known, without an add-on"] := {"input": p.platform(_late, [_addon], [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["a Fargate profile of a cluster that is not known"] := {"input": p.platform(p.fargate, [], [p.change(_cluster, {"bootstrap_self_managed_addons": false}), p.addon("vpc-cni", {}), p.point("aws_eks_fargate_profile.system", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["self-managed nodes"] := {"input": p.platform(_bare, [_group], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {}), _waits(_addon, ["aws_autoscaling_group.self"])]), "want": {"aws_autoscaling_group.self": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
