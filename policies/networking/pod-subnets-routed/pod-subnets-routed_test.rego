package eksgate.rules.networking["pod-subnets-routed_test"]

import data.eksgate.rules.networking["pod-subnets-routed"] as rule
import data.eksgate.testing.platform as p

_cluster(outcome) := {"aws_eks_cluster.main": outcome}

_subnet := p.resource(
	"aws_subnet.pods_a",
	{"cidr_block": "100.64.0.0/18", "availability_zone": "eu-central-1a", "id": "subnet-0a"},
	{"vpc_id": [p.id("aws_vpc.main")]},
)

_association(table) := p.resource("aws_route_table_association.pods_a", {}, {
	"subnet_id": [p.id("aws_subnet.pods_a")],
	"route_table_id": [p.id(table)],
})

_rule(name, direction, group, values) := p.resource(
	$"aws_vpc_security_group_{direction}_rule.{name}", values,
	{"security_group_id": [p.id(group)]},
)

# The pods' group lets all out, and all that comes from the pods' subnet in; the control plane's lets them in.
_network := p.merge([
	_subnet,
	_association("aws_route_table.private"),
	p.resource("aws_security_group.pods", {"name": "pods", "id": "sg-0b"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	_rule("pods_out", "egress", "aws_security_group.pods", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}),
	_rule("pods_in", "ingress", "aws_security_group.pods", {"ip_protocol": "-1", "cidr_ipv4": "100.64.0.0/16"}),
	_rule("eni_from_pods", "ingress", "aws_security_group.eni", {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "100.64.0.0/16"}),
])

_addon(values, edges) := p.resource("aws_eks_addon.cni", object.union({"addon_name": "vpc-cni"}, values), object.union(
	{"cluster_name": [p.ref("aws_eks_cluster.main", "name")]},
	edges,
))

_on := {"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"}}

_configuration(subnets) := object.union(_on, {"eniConfig": {"create": true, "subnets": subnets}})

_with_groups := {"eu-central-1a": {"id": "subnet-0a", "securityGroups": ["sg-0b"]}}

_without_groups := {"eu-central-1a": {"id": "subnet-0a"}}

_configured(configuration) := {"configuration_values": json.marshal(configuration)}

_sound := p.merge([p.ec2, _network, _addon(_configured(_configuration(_with_groups)), {})])

_nodes_rules := [
	_rule("nodes_from_pods", "ingress", "aws_security_group.node", {"ip_protocol": "-1", "cidr_ipv4": "100.64.0.0/16"}),
]

_isolated := p.merge([
	p.resource("aws_route_table.isolated", {}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.point("aws_route_table_association.pods_a", "route_table_id", [p.id("aws_route_table.isolated")]),
])

cases["pods in a subnet with a way out"] := {"input": _sound, "want": _cluster("pass")}

cases["pods in the nodes' subnets"] := {"input": p.ec2, "want": {}}

cases["an add-on that turns custom networking off"] := {"input": p.platform(p.ec2, [], [_addon(_configured({"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "false"}}), {})]), "want": {}}

cases["an add-on without configuration"] := {"input": p.platform(p.ec2, [], [_addon({}, {})]), "want": {}}

cases["an add-on with another configuration"] := {"input": p.platform(p.ec2, [], [_addon(_configured({"env": {"ENABLE_PREFIX_DELEGATION": "true"}}), {})]), "want": {}}

cases["another add-on that says the same"] := {"input": p.platform(p.ec2, [], [_addon(object.union({"addon_name": "coredns"}, _configured(_on)), {})]), "want": {}}

cases["another spelling of true"] := {
	"input": p.platform(_sound, [], [_isolated, p.change("aws_eks_addon.cni", _configured(object.union(
		_configuration(_with_groups),
		{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "1"}},
	)))]),
	"want": _cluster("fail"),
}

cases["true without quotes"] := {
	"input": p.platform(_sound, [], [_isolated, p.change("aws_eks_addon.cni", _configured(object.union(
		_configuration(_with_groups),
		{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": true}},
	)))]),
	"want": _cluster("fail"),
}

cases["pods in a subnet without a way out"] := {"input": p.platform(_sound, [], [_isolated]), "want": _cluster("fail")}

cases["pods in a subnet that leads straight to the internet gateway, though it gives addresses to nodes"] := {
	"input": p.platform(_sound, [], [
		p.point("aws_route_table_association.pods_a", "route_table_id", [p.id("aws_route_table.public")]),
		p.change("aws_subnet.pods_a", {"map_public_ip_on_launch": true}),
	]),
	"want": _cluster("fail"),
}

cases["whether the pods' subnet has a way out is not known"] := {"input": p.platform(_sound, [], [p.point("aws_route_table_association.pods_a", "route_table_id", [p.unknown("var.table")])]), "want": _cluster("undetermined")}

cases["the pods' group lets nothing out"] := {"input": p.platform(_sound, ["aws_vpc_security_group_egress_rule.pods_out"], []), "want": _cluster("fail")}

cases["the control plane's groups do not let the pods in"] := {"input": p.platform(_sound, ["aws_vpc_security_group_ingress_rule.eni_from_pods"], []), "want": _cluster("fail")}

cases["the pods' group does not let DNS in"] := {"input": p.platform(_sound, ["aws_vpc_security_group_ingress_rule.pods_in"], []), "want": _cluster("fail")}

cases["the pods' group lets DNS in by tcp alone"] := {"input": p.platform(_sound, [], [p.change("aws_vpc_security_group_ingress_rule.pods_in", {"ip_protocol": "tcp", "from_port": 53, "to_port": 53})]), "want": _cluster("fail")}

cases["the pods' group lets DNS in by udp alone"] := {"input": p.platform(_sound, [], [p.change("aws_vpc_security_group_ingress_rule.pods_in", {"ip_protocol": "udp", "from_port": 53, "to_port": 53})]), "want": _cluster("fail")}

cases["the pods' group does not let DNS in, which a Fargate profile may serve"] := {"input": p.platform(_sound, ["aws_vpc_security_group_ingress_rule.pods_in"], [p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system"})]), "want": _cluster("undetermined")}

_public_alone := p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": false, "endpoint_public_access": true}]})

cases["the control plane's groups do not let the pods in, and the private endpoint is off"] := {"input": p.platform(_sound, ["aws_vpc_security_group_ingress_rule.eni_from_pods"], [_public_alone]), "want": _cluster("pass")}

_not_known := [
	p.change("aws_eks_cluster.main", {"vpc_config": [{}]}),
	p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_private_access"),
]

cases["the control plane's groups do not let the pods in, and whether the private endpoint is on is not known"] := {"input": p.platform(_sound, ["aws_vpc_security_group_ingress_rule.eni_from_pods"], _not_known), "want": _cluster("undetermined")}

cases["whether the private endpoint is on is not known"] := {"input": p.platform(_sound, [], _not_known), "want": _cluster("pass")}

_private := p.platform(_sound, ["aws_route.private", "aws_nat_gateway.main"], [
	p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("ec2", "Interface"),
	p.endpoint("s3", "Gateway"),
	_rule("endpoints_from_pods", "ingress", "aws_security_group.endpoints", {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "100.64.0.0/16"}),
])

cases["pods without a way out, and the endpoints that nodes need"] := {"input": _private, "want": _cluster("pass")}

cases["pods without a way out, and the public endpoint alone"] := {"input": p.platform(_private, [], [_public_alone]), "want": _cluster("fail")}

cases["pods without a way out, and one endpoint too few"] := {"input": p.platform(_private, ["aws_vpc_endpoint.ec2"], []), "want": _cluster("fail")}

cases["pods without a way out, and endpoints that do not let them in"] := {"input": p.platform(_private, ["aws_vpc_security_group_ingress_rule.endpoints_from_pods"], []), "want": _cluster("fail")}

cases["pods without a way out, and a gateway that is not on their route table"] := {"input": p.platform(_private, [], [_isolated]), "want": _cluster("fail")}

cases["pods without a way out, and an endpoint that they may need"] := {"input": p.platform(_private, [], [p.resource("aws_iam_role.app", {"name": "app", "assume_role_policy": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0"}, {})]), "want": _cluster("undetermined")}

_interface_for_s3 := p.resource(
	"aws_vpc_endpoint.s3_interface",
	{
		"service_name": "com.amazonaws.eu-central-1.s3", "vpc_endpoint_type": "Interface", "private_dns_enabled": true,
		"dns_options": [{"private_dns_only_for_inbound_resolver_endpoint": false}],
	},
	{"vpc_id": [p.id("aws_vpc.main")], "security_group_ids": [p.id("aws_security_group.endpoints")], "subnet_ids": p.private_subnets},
)

cases["pods without a way out, and an interface beside a gateway that is not on their route table"] := {"input": p.platform(_private, [], [_isolated, _interface_for_s3]), "want": _cluster("pass")}

cases["pods without a way out, a gateway that is not on their route table, and an interface that may serve them"] := {
	"input": p.platform(_private, [], [
		_isolated,
		p.platform(_interface_for_s3, [["aws_vpc_endpoint.s3_interface", "values", "dns_options"]], []),
	]),
	"want": _cluster("undetermined"),
}

_another := p.merge([
	p.resource("aws_eks_cluster.another", {"name": "another", "vpc_config": [{"endpoint_private_access": true}]}, {"vpc_config.0.subnet_ids": p.private_subnets}),
	p.node_group("aws_eks_node_group.another", "aws_launch_template.node"),
	p.point("aws_eks_node_group.another", "cluster_name", [p.ref("aws_eks_cluster.another", "name")]),
])

_of_another := p.point("aws_eks_addon.another", "cluster_name", [p.ref("aws_eks_cluster.another", "name")])

cases["pods of another cluster without a way out"] := {
	"input": p.platform(_sound, [], [
		_another,
		p.resource("aws_subnet.another", {"cidr_block": "100.64.128.0/18", "id": "subnet-0d"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.resource("aws_security_group.another", {"name": "another", "id": "sg-0d"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		_rule("another_out", "egress", "aws_security_group.another", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}),
		_rule("another_in", "ingress", "aws_security_group.another", {"ip_protocol": "-1", "cidr_ipv4": "100.64.128.0/18"}),
		p.resource(
			"aws_eks_addon.another", object.union(
				{"addon_name": "vpc-cni"},
				_configured(_configuration({"eu-central-1a": {"id": "subnet-0d", "securityGroups": ["sg-0d"]}})),
			),
			{},
		),
		_of_another,
	]),
	"want": {"aws_eks_cluster.main": "pass", "aws_eks_cluster.another": "fail"},
}

cases["the pods' group does not let DNS in, beside a Fargate profile of another cluster"] := {
	"input": p.platform(_sound, ["aws_vpc_security_group_ingress_rule.pods_in"], [
		_another,
		p.fargate_profile("aws_eks_fargate_profile.another", {"namespace": "kube-system"}),
		p.point("aws_eks_fargate_profile.another", "cluster_name", [p.ref("aws_eks_cluster.another", "name")]),
	]),
	"want": _cluster("fail"),
}

cases["pods without a way out, beside another cluster that needs one endpoint more"] := {
	"input": p.platform(_private, [], [
		_another,
		p.resource("aws_eks_pod_identity_association.another", {}, {"cluster_name": [p.ref("aws_eks_cluster.another", "name")]}),
	]),
	"want": _cluster("pass"),
}

cases["pods without a way out, beside another VPC with an endpoint that no name leads to"] := {
	"input": p.platform(_private, [], [
		p.resource("aws_vpc.other", {}, {}),
		p.resource("aws_subnet.other", {"cidr_block": "10.9.0.0/20"}, {"vpc_id": [p.id("aws_vpc.other")]}),
		p.resource(
			"aws_vpc_endpoint.other",
			{"service_name": "com.amazonaws.eu-central-1.ec2", "vpc_endpoint_type": "Interface"},
			{"vpc_id": [p.id("aws_vpc.other")], "subnet_ids": [p.id("aws_subnet.other")]},
		),
	]),
	"want": _cluster("pass"),
}

cases["no groups are named, so that the pods have the nodes' ones, which let them in"] := {"input": p.platform(_sound, [], array.concat(_nodes_rules, [p.change("aws_eks_addon.cni", _configured(_configuration(_without_groups)))])), "want": _cluster("pass")}

cases["no groups are named, so that the pods have the nodes' ones, which let nothing out"] := {"input": p.platform(_sound, ["aws_vpc_security_group_egress_rule.node_out"], [p.change("aws_eks_addon.cni", _configured(_configuration(_without_groups)))]), "want": _cluster("fail")}

cases["an empty list of groups is none"] := {"input": p.platform(_sound, ["aws_vpc_security_group_egress_rule.node_out"], [p.change("aws_eks_addon.cni", _configured(_configuration({"eu-central-1a": {"id": "subnet-0a", "securityGroups": []}})))]), "want": _cluster("fail")}

cases["no groups are named, and a Fargate profile has others"] := {
	"input": p.platform(_sound, [], array.concat(_nodes_rules, [
		p.change("aws_eks_addon.cni", _configured(_configuration(_without_groups))),
		p.fargate_profile("aws_eks_fargate_profile.app", {"namespace": "app"}),
	])),
	"want": _cluster("pass"),
}

cases["no groups are named, and there are no nodes"] := {"input": p.platform(_sound, ["aws_eks_node_group.main"], [p.change("aws_eks_addon.cni", _configured(_configuration(_without_groups)))]), "want": _cluster("undetermined")}

_two_zones := {"eu-central-1a": {"id": "subnet-0a", "securityGroups": ["sg-0b"]}, "eu-central-1b": {"id": "subnet-0c", "securityGroups": ["sg-0b"]}}

_second := [
	p.resource("aws_subnet.pods_b", {"cidr_block": "100.64.64.0/18", "availability_zone": "eu-central-1b", "id": "subnet-0c"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.change("aws_eks_addon.cni", _configured(_configuration(_two_zones))),
]

cases["the subnet of one zone of two has no way out"] := {"input": p.platform(_sound, [], _second), "want": _cluster("fail")}

cases["the subnets of both zones have a way out"] := {
	"input": p.platform(_sound, [], array.concat(_second, [p.resource("aws_route_table_association.pods_b", {}, {
		"subnet_id": [p.id("aws_subnet.pods_b")],
		"route_table_id": [p.id("aws_route_table.private")],
	})])),
	"want": _cluster("pass"),
}

cases["the groups of two zones do not let each other in"] := {
	"input": p.platform(_sound, [], array.concat(_second, [
		p.resource("aws_route_table_association.pods_b", {}, {
			"subnet_id": [p.id("aws_subnet.pods_b")],
			"route_table_id": [p.id("aws_route_table.private")],
		}),
		p.change("aws_vpc_security_group_ingress_rule.pods_in", {"cidr_ipv4": "100.64.0.0/18"}),
	])),
	"want": _cluster("fail"),
}

cases["subnets that are not made here"] := {"input": p.platform(_sound, [], [p.change("aws_eks_addon.cni", _configured(_configuration({"eu-central-1a": {"id": "subnet-09", "securityGroups": ["sg-0b"]}})))]), "want": _cluster("undetermined")}

cases["subnets that are made here, and read again by a data source"] := {"input": p.platform(_sound, [], [p.resource("data.aws_subnet.pods_a", {"id": "subnet-0a"}, {})]), "want": _cluster("pass")}

cases["groups that are not made here"] := {"input": p.platform(_sound, [], [p.change("aws_eks_addon.cni", _configured(_configuration({"eu-central-1a": {"id": "subnet-0a", "securityGroups": ["sg-09"]}})))]), "want": _cluster("undetermined")}

cases["ENIConfig objects that are made by other means"] := {"input": p.platform(_sound, [], [p.change("aws_eks_addon.cni", _configured(_on))]), "want": _cluster("undetermined")}

cases["ENIConfig objects that the add-on does not make"] := {"input": p.platform(_sound, [], [p.change("aws_eks_addon.cni", _configured(object.union(_on, {"eniConfig": {"create": false, "subnets": _with_groups}})))]), "want": _cluster("undetermined")}

cases["ENIConfig objects for no zone"] := {"input": p.platform(_sound, [], [p.change("aws_eks_addon.cni", _configured(_configuration({})))]), "want": _cluster("undetermined")}

cases["a zone without the id of a subnet beside one with it"] := {"input": p.platform(_sound, [], [p.change("aws_eks_addon.cni", _configured(_configuration(object.union(_with_groups, {"eu-central-1b": {}}))))]), "want": _cluster("undetermined")}

cases["a configuration that is YAML"] := {"input": p.platform(p.ec2, [], [_addon({"configuration_values": "env:\n  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: \"true\"\n"}, {})]), "want": _cluster("undetermined")}

cases["a configuration that is YAML about something else"] := {"input": p.platform(p.ec2, [], [_addon({"configuration_values": "env:\n  ENABLE_PREFIX_DELEGATION: \"true\"\n"}, {})]), "want": {}}

_referring(references) := p.merge([p.ec2, _network, _addon({}, {"configuration_values": references})])

_subnet_and_group := [p.id("aws_subnet.pods_a"), p.id("aws_security_group.pods")]

cases["a configuration that is not known, with references to what does"] := {"input": p.platform(_referring(_subnet_and_group), [], _nodes_rules), "want": _cluster("pass")}

cases["a configuration that is not known, with references to a group that is closed"] := {"input": p.platform(_referring(_subnet_and_group), ["aws_vpc_security_group_egress_rule.pods_out"], _nodes_rules), "want": _cluster("undetermined")}

cases["a configuration that is not known, where the nodes' groups would not do"] := {"input": p.platform(_referring(_subnet_and_group), ["aws_vpc_security_group_egress_rule.node_out"], _nodes_rules), "want": _cluster("undetermined")}

cases["a configuration that is not known, with a reference to a subnet alone"] := {"input": p.platform(_referring([p.id("aws_subnet.pods_a")]), [], _nodes_rules), "want": _cluster("pass")}

cases["a configuration that is not known, with a reference to a subnet without a way out"] := {"input": p.platform(_referring(_subnet_and_group), [], array.concat(_nodes_rules, [_isolated])), "want": _cluster("undetermined")}

cases["a configuration that is not known, with a reference that cannot be followed"] := {"input": p.platform(_referring(array.concat(_subnet_and_group, [p.unknown("var.more")])), [], _nodes_rules), "want": _cluster("undetermined")}

cases["a configuration that is not known, with no reference to a subnet"] := {"input": _referring([p.ref("aws_iam_role.node", "arn")]), "want": _cluster("undetermined")}

cases["a configuration that is known counts, not what it refers to"] := {"input": p.platform(_sound, [], [{"resources": {"aws_eks_addon": {"aws_eks_addon.cni": {"edges": {"configuration_values": _subnet_and_group}}}}}]), "want": _cluster("pass")}

cases["a configuration that is not known at all"] := {"input": p.platform(p.ec2, [], [_addon({}, {}), p.forget("aws_eks_addon.cni", "configuration_values")]), "want": _cluster("undetermined")}

cases["an add-on whose name is not known"] := {"input": p.platform(_sound, [["aws_eks_addon.cni", "values", "addon_name"]], [_isolated, p.forget("aws_eks_addon.cni", "addon_name")]), "want": _cluster("undetermined")}

cases["the cluster of the add-on is not told"] := {"input": p.platform(_sound, [], [p.point("aws_eks_addon.cni", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_addon.cni": "undetermined"}}

_discovered(configuration, changes) := p.platform(
	p.merge([p.ec2, _network, p.change("aws_subnet.pods_a", {"tags": {"kubernetes.io/role/cni": "1"}})]),
	[],
	array.concat(array.concat([p.addon("vpc-cni", _configured(configuration))], _nodes_rules), changes),
)

_discovering := {"env": {"ENABLE_SUBNET_DISCOVERY": "true"}}

cases["a subnet that the plug-in discovers, with a way out"] := {"input": _discovered(_discovering, []), "want": _cluster("pass")}

cases["a subnet that the plug-in discovers, without a way out"] := {"input": _discovered(_discovering, [_isolated]), "want": _cluster("fail")}

cases["a subnet without a way out that the plug-in may discover by itself"] := {"input": _discovered({}, [_isolated]), "want": _cluster("undetermined")}

cases["a subnet without a way out, and a plug-in that is told not to look for it"] := {"input": _discovered({"env": {"ENABLE_SUBNET_DISCOVERY": "false"}}, [_isolated]), "want": {}}

cases["a subnet without a way out that another tag is on"] := {"input": _discovered(_discovering, [_isolated, p.change("aws_subnet.pods_a", {"tags": {"kubernetes.io/role/cni": "0"}})]), "want": {}}

cases["a subnet without a way out whose tags are not known"] := {"input": p.platform(_discovered(_discovering, [_isolated]), [["aws_subnet.pods_a", "values", "tags"]], [p.forget("aws_subnet.pods_a", "tags")]), "want": _cluster("undetermined")}

cases["an empty list of groups is none, so that the pods have the nodes' ones, which let them in"] := {"input": p.platform(_sound, [], array.concat(_nodes_rules, [p.change("aws_eks_addon.cni", _configured(_configuration({"eu-central-1a": {"id": "subnet-0a", "securityGroups": []}})))])), "want": _cluster("pass")}

cases["custom networking in a subnet that the plug-in could discover as well"] := {"input": p.platform(_sound, [], [p.change("aws_subnet.pods_a", {"tags": {"kubernetes.io/role/cni": "1"}})]), "want": _cluster("pass")}

cases["a subnet without a way out, and a configuration in YAML that does not say whether to look for it"] := {"input": p.platform(_discovered({}, [_isolated]), [], [p.change("aws_eks_addon.vpc_cni", {"configuration_values": "env:\n  ENABLE_PREFIX_DELEGATION: \"true\"\n"})]), "want": _cluster("undetermined")}

cases["a subnet of another VPC whose tags are not known"] := {"input": p.platform(_discovered(_discovering, [_isolated]), [["aws_subnet.pods_a", "values", "tags"]], [p.forget("aws_subnet.pods_a", "tags"), p.resource("aws_vpc.other", {}, {}), p.point("aws_subnet.pods_a", "vpc_id", [p.id("aws_vpc.other")])]), "want": {}}

cases["a subnet of another VPC with the tag"] := {"input": _discovered(_discovering, [_isolated, p.resource("aws_vpc.other", {}, {}), p.point("aws_subnet.pods_a", "vpc_id", [p.id("aws_vpc.other")])]), "want": {}}

cases["no groups are named, and the nodes of another cluster have closed ones"] := {
	"input": p.platform(_sound, [], array.concat(_nodes_rules, [
		p.change("aws_eks_addon.cni", _configured(_configuration(_without_groups))),
		_another,
		p.resource("aws_security_group.closed", {"name": "closed"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.resource("aws_launch_template.another", {"name": "another"}, {"vpc_security_group_ids": [p.id("aws_security_group.closed")]}),
		p.point("aws_eks_node_group.another", "launch_template.0.id", [p.id("aws_launch_template.another")]),
		p.point("aws_eks_node_group.another", "launch_template.0.version", [p.ref("aws_launch_template.another", "latest_version")]),
	])),
	"want": _cluster("pass"),
}

cases["a subnet that is only looked up, whose tags are not known"] := {"input": _discovered(_discovering, [p.platform(p.resource("data.aws_subnet.more", {"cidr_block": "10.0.64.0/20"}, {"vpc_id": [p.id("aws_vpc.main")]}), [], [p.forget("data.aws_subnet.more", "tags")])]), "want": _cluster("pass")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_a_configuration_that_names_no_subnet_does_not_tell_them if {
	results := rule.results with input as cases["a configuration that is not known, with no reference to a subnet"].input
	some result in results
	contains(result.message, "are not told by its configuration")
}

test_the_setting_that_would_tell_whether_subnets_are_discovered_is_named if {
	results := rule.results with input as cases["a subnet without a way out that the plug-in may discover by itself"].input
	some result in results
	"aws_eks_addon.vpc_cni: ENABLE_SUBNET_DISCOVERY in configuration_values" in result.missing
}

test_a_setting_that_is_given_is_not_named if {
	results := rule.results with input as p.platform(cases["a subnet that the plug-in discovers, without a way out"].input, [], [p.point("aws_route_table_association.pods_a", "route_table_id", [p.unknown("var.table")])])
	some result in results
	every missing in result.missing {
		not contains(missing, "ENABLE_SUBNET_DISCOVERY")
	}
}
