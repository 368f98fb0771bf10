package eksgate.rules.networking["node-subnets-have-addresses_test"]

import data.eksgate.rules.networking["node-subnets-have-addresses"] as rule
import data.eksgate.testing.platform as p

_group := "aws_eks_node_group.main"

_a := "aws_subnet.private_a"

_want(outcome) := {"aws_subnet.private_a": outcome}

# A node group of a largest size in one subnet with a range.
_one(size, range) := p.platform(p.ec2, [], [
	p.change(_group, {"scaling_config": [{"desired_size": 1, "max_size": size, "min_size": 1}]}),
	p.point(_group, "subnet_ids", [p.id(_a)]),
	p.change(_a, {"cidr_block": range}),
])

_cni(configuration) := p.resource("aws_eks_addon.vpc_cni", {"addon_name": "vpc-cni", "configuration_values": configuration}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})

_with(base, changes) := p.platform(base, [], changes)

_prefixes := `{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}`

_custom := `{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true", "ENABLE_PREFIX_DELEGATION": "true"}}`

_second := p.platform(_one(4, "10.0.0.0/24"), [], [
	p.node_group("aws_eks_node_group.second", "aws_launch_template.node"),
	p.point("aws_eks_node_group.second", "subnet_ids", [p.id(_a)]),
	p.change("aws_eks_node_group.second", {"scaling_config": [{"max_size": 4}]}),
])

_self_managed(values) := p.platform(_one(1, "10.0.0.0/24"), [_group], [p.resource("aws_autoscaling_group.nodes", object.union({"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, values), {"vpc_zone_identifier": [p.id(_a)]})])

cases["large subnets"] := {"input": p.ec2, "want": {"aws_subnet.private_a": "pass", "aws_subnet.private_b": "pass", "aws_subnet.private_c": "pass"}}

cases["eight nodes with 30 pods in a /24"] := {"input": _one(8, "10.0.0.0/24"), "want": _want("pass")}

cases["nine nodes with 30 pods in a /24"] := {"input": _one(9, "10.0.0.0/24"), "want": _want("fail")}

cases["nine nodes with fewer pods"] := {"input": object.union(_one(9, "10.0.0.0/24"), {"settings": {"pods_per_node": 26}}), "want": _want("pass")}

cases["as many addresses as are usable"] := {"input": object.union(_one(1, "10.0.0.0/28"), {"settings": {"pods_per_node": 10}}), "want": _want("pass")}

cases["one address more than are usable"] := {"input": object.union(_one(1, "10.0.0.0/28"), {"settings": {"pods_per_node": 11}}), "want": _want("fail")}

cases["two groups, each of which would fit alone"] := {"input": _with(_second, [p.change("aws_eks_node_group.second", {"scaling_config": [{"max_size": 5}]})]), "want": _want("fail")}

cases["two groups that fit together"] := {"input": _second, "want": _want("pass")}

cases["a group over three subnets counts evenly"] := {"input": p.platform(_one(24, "10.0.0.0/24"), [], [p.point(_group, "subnet_ids", p.private_subnets)]), "want": {"aws_subnet.private_a": "pass", "aws_subnet.private_b": "pass", "aws_subnet.private_c": "pass"}}

cases["one node more does not fit evenly"] := {"input": p.platform(_one(25, "10.0.0.0/24"), [], [p.point(_group, "subnet_ids", p.private_subnets)]), "want": {"aws_subnet.private_a": "fail", "aws_subnet.private_b": "pass", "aws_subnet.private_c": "pass"}}

cases["self-managed nodes that fit"] := {"input": _self_managed({"max_size": 8}), "want": _want("pass")}

cases["self-managed nodes that do not fit"] := {"input": _self_managed({"max_size": 9}), "want": _want("fail")}

cases["self-managed nodes of another cluster take at least nothing"] := {"input": _self_managed({"max_size": 900, "tag": [{"key": "kubernetes.io/cluster/other", "value": "owned"}]}), "want": _want("undetermined")}

cases["the largest size of self-managed nodes is not known"] := {"input": p.platform(_self_managed({}), [], [p.forget("aws_autoscaling_group.nodes", "max_size")]), "want": _want("undetermined")}

cases["the largest size is not known"] := {"input": p.platform(_one(1, "10.0.0.0/24"), [[_group, "values", "scaling_config"]], [p.point(_group, "scaling_config.0.max_size", [p.unknown("var.size")])]), "want": _want("undetermined")}

cases["a largest size that is not known beside a group that alone does not fit"] := {"input": p.platform(_second, [[_group, "values", "scaling_config"]], [p.forget(_group, "scaling_config.0.max_size"), p.change("aws_eks_node_group.second", {"scaling_config": [{"max_size": 9}]})]), "want": _want("fail")}

cases["no size at all"] := {"input": p.platform(_one(1, "10.0.0.0/24"), [[_group, "values", "scaling_config"]], []), "want": _want("undetermined")}

cases["prefix delegation takes two blocks for 30 pods"] := {"input": _with(_one(7, "10.0.0.0/24"), [_cni(_prefixes)]), "want": _want("pass")}

cases["prefix delegation rounds up to whole blocks"] := {"input": object.union(_with(_one(7, "10.0.0.0/24"), [_cni(_prefixes)]), {"settings": {"pods_per_node": 33}}), "want": _want("fail")}

cases["as many nodes with blocks as fit"] := {"input": _with(_one(15, "10.0.0.0/23"), [_cni(_prefixes)]), "want": _want("pass")}

cases["33 pods without blocks"] := {"input": object.union(_one(7, "10.0.0.0/24"), {"settings": {"pods_per_node": 33}}), "want": _want("pass")}

cases["eight nodes with blocks"] := {"input": _with(_one(8, "10.0.0.0/24"), [_cni(_prefixes)]), "want": _want("fail")}

cases["custom networking takes nodes' addresses alone"] := {"input": _with(_one(251, "10.0.0.0/24"), [_cni(_custom)]), "want": _want("pass")}

cases["custom networking with more nodes than addresses"] := {"input": _with(_one(252, "10.0.0.0/24"), [_cni(_custom)]), "want": _want("fail")}

cases["custom networking by its other spellings"] := {"input": _with(_one(251, "10.0.0.0/24"), [_cni(`{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": true}}`)]), "want": _want("pass")}

cases["custom networking turned off"] := {"input": _with(_one(9, "10.0.0.0/24"), [_cni(`{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "false"}}`)]), "want": _want("fail")}

cases["an add-on with another configuration"] := {"input": _with(_one(8, "10.0.0.0/24"), [_cni(`{"enableNetworkPolicy": "true"}`)]), "want": _want("pass")}

cases["an add-on without a configuration"] := {"input": _with(_one(9, "10.0.0.0/24"), [p.resource("aws_eks_addon.vpc_cni", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": _want("fail")}

cases["a configuration in YAML is not read"] := {"input": _with(_one(9, "10.0.0.0/24"), [_cni("env:\n  ENABLE_PREFIX_DELEGATION: \"true\"\n")]), "want": _want("undetermined")}

cases["a configuration in YAML where it does not matter"] := {"input": _with(_one(7, "10.0.0.0/24"), [_cni("env: {}")]), "want": _want("pass")}

cases["a configuration that is not known"] := {"input": p.platform(_one(9, "10.0.0.0/24"), [["aws_eks_addon.vpc_cni", "values", "configuration_values"]], [p.resource("aws_eks_addon.vpc_cni", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "configuration_values": [p.unknown("var.configuration")]})]), "want": _want("undetermined")}

cases["a configuration that is not known, and too few addresses for the nodes alone"] := {"input": p.platform(_one(252, "10.0.0.0/24"), [["aws_eks_addon.vpc_cni", "values", "configuration_values"]], [p.resource("aws_eks_addon.vpc_cni", {"addon_name": "vpc-cni"}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")], "configuration_values": [p.unknown("var.configuration")]})]), "want": _want("fail")}

cases["another add-on"] := {"input": _with(_one(9, "10.0.0.0/24"), [_cni(_custom), p.change("aws_eks_addon.vpc_cni", {"addon_name": "coredns"})]), "want": _want("fail")}

cases["an add-on whose name is not known"] := {"input": p.platform(_with(_one(9, "10.0.0.0/24"), [_cni(_custom)]), [["aws_eks_addon.vpc_cni", "values", "addon_name"]], [p.forget("aws_eks_addon.vpc_cni", "addon_name")]), "want": _want("undetermined")}

cases["an add-on of another cluster"] := {"input": _with(_one(9, "10.0.0.0/24"), [_cni(_custom), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), "want": _want("fail")}

cases["an add-on without a name, of another cluster"] := {"input": p.platform(_with(_one(9, "10.0.0.0/24"), [_cni(_custom), p.resource("aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.ref("aws_eks_cluster.other", "name")])]), [["aws_eks_addon.vpc_cni", "values", "addon_name"]], []), "want": _want("fail")}

cases["an add-on of a cluster that cannot be told"] := {"input": _with(_one(9, "10.0.0.0/24"), [_cni(_custom), p.point("aws_eks_addon.vpc_cni", "cluster_name", [p.unknown("var.cluster")])]), "want": _want("undetermined")}

cases["another CNI"] := {"input": object.union(_one(9, "10.0.0.0/24"), {"settings": {"cni": "cilium"}}), "want": _want("undetermined")}

cases["another CNI where it does not matter"] := {"input": object.union(_one(7, "10.0.0.0/24"), {"settings": {"cni": "cilium"}}), "want": _want("pass")}

cases["an IPv6 cluster takes nodes' addresses alone"] := {"input": _with(_one(251, "10.0.0.0/24"), [p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})]), "want": _want("pass")}

cases["the family is not known"] := {"input": _with(_one(9, "10.0.0.0/24"), [p.forget("aws_eks_cluster.main", "kubernetes_network_config.0.ip_family")]), "want": _want("undetermined")}

cases["the family is not known, and does not matter"] := {"input": _with(_one(8, "10.0.0.0/24"), [p.forget("aws_eks_cluster.main", "kubernetes_network_config.0.ip_family")]), "want": _want("pass")}

cases["the family is not known, and the nodes alone fill the subnet"] := {"input": _with(_one(251, "10.0.0.0/24"), [p.forget("aws_eks_cluster.main", "kubernetes_network_config.0.ip_family")]), "want": _want("undetermined")}

cases["the cluster cannot be told"] := {"input": _with(_one(9, "10.0.0.0/24"), [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": _want("undetermined")}

cases["the cluster cannot be told, and does not matter"] := {"input": _with(_one(7, "10.0.0.0/24"), [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": _want("pass")}

cases["a subnet that is tagged for pods"] := {"input": _with(_one(9, "10.0.0.0/24"), [p.change("aws_subnet.private_c", {"tags": {"kubernetes.io/role/cni": "1"}})]), "want": _want("undetermined")}

cases["a subnet that may be tagged for pods"] := {"input": _with(_one(9, "10.0.0.0/24"), [p.forget("aws_subnet.private_c", "tags")]), "want": _want("undetermined")}

cases["the range is not known"] := {"input": p.platform(_one(1, "10.0.0.0/24"), [[_a, "values", "cidr_block"]], []), "want": _want("undetermined")}

cases["a subnet for IPv6 alone"] := {"input": p.platform(_one(1, "10.0.0.0/24"), [[_a, "values", "cidr_block"]], [p.change(_a, {"ipv6_native": true})]), "want": _want("fail")}

cases["a subnet for IPv6 alone has no address for a single node of an IPv6 cluster"] := {"input": p.platform(_one(1, "10.0.0.0/24"), [[_a, "values", "cidr_block"]], [p.change(_a, {"ipv6_native": true}), p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})]), "want": _want("fail")}

cases["a group that may be in the subnet"] := {"input": _with(_one(9, "10.0.0.0/24"), [p.point(_group, "subnet_ids", [p.over("x", [_a, "aws_subnet.private_b"])])]), "want": {"aws_subnet.private_a": "undetermined", "aws_subnet.private_b": "pass"}}

cases["a group with subnets that are not known, which could not hold it alone"] := {"input": _with(_one(9, "10.0.0.0/24"), [p.point(_group, "subnet_ids", [p.id(_a), p.unknown("var.subnet")])]), "want": {"aws_subnet.private_a": "undetermined", "aws_eks_node_group.main": "undetermined"}}

cases["a group with subnets that are not known, which could hold it alone"] := {"input": _with(_one(8, "10.0.0.0/24"), [p.point(_group, "subnet_ids", [p.id(_a), p.unknown("var.subnet")])]), "want": {"aws_subnet.private_a": "pass", "aws_eks_node_group.main": "undetermined"}}

cases["a group that is in one subnet, and may be in the other"] := {"input": _with(_one(16, "10.0.0.0/24"), [p.change("aws_subnet.private_b", {"cidr_block": "10.0.16.0/24"}), p.point(_group, "subnet_ids", [p.id(_a), p.over("x", ["aws_subnet.private_b", "aws_subnet.private_c"])])]), "want": {"aws_subnet.private_a": "undetermined", "aws_subnet.private_b": "pass", "aws_subnet.private_c": "pass"}}

cases["Fargate pods are no nodes"] := {"input": p.fargate, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_said(changed) := result if {
	results := rule.results with input as changed
	some result in results
	startswith(result.address, "aws_subnet.private_a")
}

test_the_groups_are_named_with_what_they_take if {
	result := _said(_with(_second, [p.change("aws_eks_node_group.second", {"scaling_config": [{"max_size": 5}]})]))
	result.message == "aws_subnet.private_a has 251 usable IPv4 addresses (10.0.0.0/24); aws_eks_node_group.main has 4 nodes there with 31 addresses each, aws_eks_node_group.second has 5 nodes there with 31 addresses each, which takes 279"
	result.related == ["aws_eks_node_group.main", "aws_eks_node_group.second"]
}

test_only_groups_that_certainly_take_some_are_named if {
	result := _said(p.platform(_second, [[_group, "values", "scaling_config"]], [p.forget(_group, "scaling_config.0.max_size"), p.change("aws_eks_node_group.second", {"scaling_config": [{"max_size": 9}]})]))
	result.message == "aws_subnet.private_a has 251 usable IPv4 addresses (10.0.0.0/24); aws_eks_node_group.second has 9 nodes there with 31 addresses each, which takes 279"
}

test_a_size_that_is_not_known_is_named if {
	result := _said(p.platform(_one(1, "10.0.0.0/24"), [[_group, "values", "scaling_config"]], []))
	result.missing == ["aws_eks_node_group.main: scaling_config.0.max_size"]
	result.related == ["aws_eks_node_group.main"]
}

test_the_size_of_self_managed_nodes_is_named if {
	_said(_self_managed({})).missing == ["aws_autoscaling_group.nodes: max_size"]
}

test_what_is_not_known_of_pods_is_named if {
	_said(_with(_one(9, "10.0.0.0/24"), [_cni("env: {}")])).missing == ["how the pods of aws_eks_node_group.main get addresses"]
}

test_where_the_nodes_are_is_named if {
	result := _said(_with(_one(9, "10.0.0.0/24"), [p.point(_group, "subnet_ids", [p.over("x", [_a, "aws_subnet.private_b"])])]))
	result.missing == ["how many nodes of aws_eks_node_group.main are in aws_subnet.private_a"]
}
