package eksgate_networks_test

import data.eksgate
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_control_plane := "aws_eks_cluster.main#control_plane"

_main := "aws_eks_node_group.main"

_private := ["aws_subnet.private_a", "aws_subnet.private_b", "aws_subnet.private_c"]

_endpoints(on) := p.platform(p.ec2, [], [p.change(_cluster, {"vpc_config": [on]})])

_unknown_endpoint := p.platform(p.ec2, [["aws_eks_cluster.main", "values", "vpc_config"]], [p.change(_cluster, {"vpc_config": [{}]}), p.forget(_cluster, "vpc_config.0.endpoint_private_access")])

# A second group with the same groups and subnets, and one that differs.
_other_groups := p.merge([
	p.ec2,
	p.node_group("aws_eks_node_group.alike", "aws_launch_template.node"),
	p.platform(p.node_group("aws_eks_node_group.one_zone", "aws_launch_template.node"), [], [p.point("aws_eks_node_group.one_zone", "subnet_ids", [p.id("aws_subnet.private_a")])]),
])

_metrics_server := p.merge([p.ec2, p.addon("metrics-server", {})])

_unplaced := p.platform(p.ec2, [], [p.point(_main, "cluster_name", [p.unknown("var.cluster")])])

_gaps := object.union(p.ec2, {"gaps": [{"address": "module.vpc", "reason": "it is not read"}]})

_pods := p.merge([
	p.ec2,
	p.resource("aws_subnet.pods_a", {"cidr_block": "100.64.0.0/18", "availability_zone": "eu-central-1a", "id": "subnet-0a"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.addon("vpc-cni", {"configuration_values": json.marshal({
		"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"},
		"eniConfig": {"create": true, "subnets": {"eu-central-1a": {"id": "subnet-0a"}}},
	})}),
])

# Subnets that are given by their ids alone.
_literal := p.platform(
	p.ec2,
	[["aws_eks_node_group.main", part, "subnet_ids"] | some part in ["edges", "unknown"]],
	[p.change(_main, {"subnet_ids": ["subnet-0a"]})],
)

_open := p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.unknown("var.subnets")])])

_without_subnets := p.platform(p.ec2, [["aws_eks_node_group.main", part, "subnet_ids"] | some part in ["edges", "unknown"]], [])

_one_of_two := p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.id("aws_subnet.private_c"), p.over("local.subnets", ["aws_subnet.private_a", "aws_subnet.private_b"])])])

_zone_not_known := p.platform(p.ec2, [["aws_subnet.private_a", "values", path] | some path in ["availability_zone", "cidr_block"]], [p.forget("aws_subnet.private_a", "availability_zone"), p.forget("aws_subnet.private_a", "cidr_block")])

_route_not_told := p.platform(p.ec2, [], [p.point("aws_route.private", "route_table_id", [p.over("var.a ? x : y", ["aws_route_table.private", "aws_route_table.public"])])])

_table_not_told := p.platform(p.ec2, ["aws_route.private"], [p.forget("aws_route_table.private", "route")])

# Whether a route leads to the internet is not known, but not to an internet gateway.
_default_not_told := p.platform(p.ec2, [["aws_route.private", "values", "destination_cidr_block"]], [p.forget("aws_route.private", "destination_cidr_block")])

_nat(changes) := p.platform(p.ec2, [], changes)

_gateway_perhaps := p.platform(p.private, [], [p.point("aws_vpc_endpoint.s3", "route_table_ids", [p.over("local.tables", ["aws_route_table.private", "aws_route_table.public"])])])

_needs(from, to, protocol, port) := $"{from} {to} {protocol} {port}"

_sound_flows := {
	_needs(_main, _control_plane, "tcp", 443): "networking/nodes-reach-api-server",
	_needs(_control_plane, _main, "tcp", 10250): "networking/control-plane-reaches-kubelet",
	_needs(_control_plane, _main, "tcp", 443): "networking/control-plane-reaches-webhooks",
	_needs(_control_plane, _main, "tcp", 8443): "networking/control-plane-reaches-webhooks",
	_needs(_control_plane, _main, "tcp", 9443): "networking/control-plane-reaches-webhooks",
	_needs(_main, _main, "tcp", 53): "networking/nodes-reach-cluster-dns",
	_needs(_main, _main, "udp", 53): "networking/nodes-reach-cluster-dns",
	_needs(_main, "internet", "tcp", 443): "networking/nodes-reach-aws-services",
}

_default := "aws_eks_fargate_profile.default"

_system := "aws_eks_fargate_profile.system"

# What an answer must have among others, by path; and of the flows all ids.
cases["nodes behind a NAT gateway"] := {
	"input": p.ec2,
	"flows": object.keys(_sound_flows),
	"want": [
		["clusters.aws_eks_cluster\\.main.name", "main"],
		["clusters.aws_eks_cluster\\.main.private_endpoint", true],
		["clusters.aws_eks_cluster\\.main.public_endpoint", false],
		["clusters.aws_eks_cluster\\.main.control_plane", {"id": _control_plane, "groups": ["aws_security_group.eni", "the cluster security group of aws_eks_cluster.main"], "certain": _private, "may": [], "missing": []}],
		["clusters.aws_eks_cluster\\.main.carriers.aws_eks_node_group\\.main", {"id": _main, "kind": "managed node group", "like": _main, "groups": ["aws_security_group.node"], "certain": _private, "may": [], "missing": []}],
		["clusters.aws_eks_cluster\\.main.pods", {}],
		["unplaced", []],
		["vpcs", {"aws_vpc.main": ["10.0.0.0/16"]}],
		["subnets.aws_subnet\\.private_a", {"vpc": "aws_vpc.main", "zone": "eu-central-1a", "ranges": ["10.0.0.0/20"], "table": "aws_route_table.private", "tier": "private", "missing": [], "gateway_endpoints": {}}],
		["subnets.aws_subnet\\.public_a.tier", "public"],
		["tables.aws_route_table\\.private", {"read": true, "routes": [{"address": "aws_route.private", "destination": "0.0.0.0/0", "certain": true, "ways": [{"kind": "NAT gateway", "id": "aws_nat_gateway.main"}]}]}],
		["nat_gateways", {"aws_nat_gateway.main": {"subnet": "aws_subnet.public_a", "vpc": "aws_vpc.main", "leads_out": "yes"}}],
		["internet_gateways", {"aws_internet_gateway.main": "aws_vpc.main"}],
		["endpoints", {}],
	],
}

cases["pods of Fargate, with endpoints and no way out"] := {
	"input": p.fargate,
	"flows": ((({_needs(profile, _control_plane, "tcp", 443) | some profile in [_default, _system]} | {_needs(_control_plane, profile, "tcp", 10250) | some profile in [_default, _system]}) | {_needs(profile, $"aws_vpc_endpoint.{service}", "tcp", 443) |
		some profile in [_default, _system]
		some service in ["ecr_api", "ecr_dkr"]
	}) | {_needs(_default, _default, protocol, 53) | some protocol in ["tcp", "udp"]}),
	"want": [
		["subnets.aws_subnet\\.private_a.tier", "isolated"],
		["subnets.aws_subnet\\.private_a.gateway_endpoints", {"aws_vpc_endpoint.s3": "yes"}],
		["endpoints.aws_vpc_endpoint\\.s3", {"service": "s3", "kind": "Gateway", "vpc": "aws_vpc.main"}],
		["endpoints.aws_vpc_endpoint\\.ecr_api.service", "ecr.api"],
		["endpoints.aws_vpc_endpoint\\.ecr_api.interfaces.certain", _private],
		["clusters.aws_eks_cluster\\.main.carriers.aws_eks_fargate_profile\\.system.like", _default],
		["nat_gateways", {}],
	],
}

cases["the private endpoint is off"] := {
	"input": _endpoints({"endpoint_private_access": false, "endpoint_public_access": true}),
	"flows": object.keys(_sound_flows) - {_needs(_main, _control_plane, "tcp", 443)},
	"want": [["clusters.aws_eks_cluster\\.main.public_endpoint", true]],
}

cases["which endpoint is on is not known"] := {
	"input": _unknown_endpoint,
	"flows": object.keys(_sound_flows),
	"want": [["clusters.aws_eks_cluster\\.main.private_endpoint", null]],
}

cases["the metrics server is an add-on"] := {
	"input": _metrics_server,
	"flows": (object.keys(_sound_flows) | {_needs(_control_plane, _main, "tcp", 10251)}),
	"want": [],
}

cases["nothing leads out and nothing stands for it"] := {
	"input": p.platform(p.ec2, ["aws_route.private"], []),
	"flows": object.keys(_sound_flows),
	"want": [["subnets.aws_subnet\\.private_a.tier", "isolated"], ["tables.aws_route_table\\.private", {"read": true, "routes": []}]],
}

cases["a carrier whose cluster is not told"] := {
	"input": _unplaced,
	"flows": set(),
	"want": [
		["unplaced", [{"address": _main, "why": "the cluster of aws_eks_node_group.main is not told by this input", "missing": "aws_eks_node_group.main: cluster_name"}]],
		["clusters.aws_eks_cluster\\.main.carriers", {}],
	],
}

cases["pods in subnets of their own"] := {
	"input": _pods,
	"flows": object.keys(_sound_flows),
	"want": [["clusters.aws_eks_cluster\\.main.pods", {"aws_eks_addon.vpc_cni#pods.eu-central-1a on aws_eks_node_group.main": {
		"id": "aws_eks_addon.vpc_cni#pods.eu-central-1a on aws_eks_node_group.main", "place": "eu-central-1a",
		"groups": ["aws_security_group.node"], "certain": ["aws_subnet.pods_a"], "may": [], "missing": [],
	}}]],
}

cases["a subnet that is given by its id"] := {
	"input": _literal,
	"flows": object.keys(_sound_flows),
	"want": [["subnets.subnet-0a", {"vpc": null, "zone": null, "ranges": [], "table": null, "tier": null, "missing": ["subnet-0a: its route table"], "gateway_endpoints": {}}]],
}

cases["subnets that are not told"] := {
	"input": _open,
	"flows": object.keys(_sound_flows),
	"want": [["clusters.aws_eks_cluster\\.main.carriers.aws_eks_node_group\\.main.missing", ["aws_eks_node_group.main: var.subnets"]]],
}

cases["no subnets at all"] := {
	"input": _without_subnets,
	"flows": object.keys(_sound_flows),
	"want": [["clusters.aws_eks_cluster\\.main.carriers.aws_eks_node_group\\.main.missing", ["the subnets of the nodes of aws_eks_node_group.main"]]],
}

cases["subnets that may be meant"] := {
	"input": _one_of_two,
	"flows": object.keys(_sound_flows),
	"want": [
		["clusters.aws_eks_cluster\\.main.carriers.aws_eks_node_group\\.main.certain", ["aws_subnet.private_c"]],
		["clusters.aws_eks_cluster\\.main.carriers.aws_eks_node_group\\.main.may", ["aws_subnet.private_a", "aws_subnet.private_b"]],
	],
}

cases["zone and range are not known"] := {
	"input": _zone_not_known,
	"flows": object.keys(_sound_flows),
	"want": [["subnets.aws_subnet\\.private_a.zone", null], ["subnets.aws_subnet\\.private_a.ranges", []]],
}

cases["a route that may be of another table"] := {
	"input": _route_not_told,
	"flows": object.keys(_sound_flows),
	"want": [
		["tables.aws_route_table\\.private.routes", [{"address": "aws_route.private", "destination": "0.0.0.0/0", "certain": false, "ways": [{"kind": "NAT gateway", "id": "aws_nat_gateway.main"}]}]],
		["subnets.aws_subnet\\.private_a.tier", null],
		["subnets.aws_subnet\\.private_a.missing", ["aws_route.private: destination_cidr_block"]],
		["subnets.aws_subnet\\.public_a.tier", "public"],
	],
}

cases["routes that are not read"] := {
	"input": _table_not_told,
	"flows": object.keys(_sound_flows),
	"want": [
		["tables.aws_route_table\\.private.read", false],
		["subnets.aws_subnet\\.private_a.tier", null],
		["subnets.aws_subnet\\.private_a.missing", ["aws_route_table.private: its routes"]],
	],
}

cases["a destination that is not known"] := {
	"input": _default_not_told,
	"flows": object.keys(_sound_flows),
	"want": [
		["tables.aws_route_table\\.private.routes", [{"address": "aws_route.private", "destination": null, "certain": true, "ways": [{"kind": "NAT gateway", "id": "aws_nat_gateway.main"}]}]],
		["subnets.aws_subnet\\.private_a.tier", null],
	],
}

cases["a private NAT gateway"] := {
	"input": _nat([p.change("aws_nat_gateway.main", {"connectivity_type": "private"})]),
	"flows": object.keys(_sound_flows),
	"want": [["nat_gateways.aws_nat_gateway\\.main.leads_out", "no"], ["subnets.aws_subnet\\.private_a.tier", "private"]],
}

cases["a NAT gateway whose subnet is not told"] := {
	"input": _nat([p.point("aws_nat_gateway.main", "subnet_id", [p.unknown("var.subnet")])]),
	"flows": object.keys(_sound_flows),
	"want": [["nat_gateways.aws_nat_gateway\\.main", {"subnet": null, "vpc": null, "leads_out": "perhaps"}]],
}

cases["a gateway endpoint that may be on the table"] := {
	"input": _gateway_perhaps,
	"flows": ((object.keys(_sound_flows) - {_needs(_main, "internet", "tcp", 443)}) | {_needs(_main, $"aws_vpc_endpoint.{service}", "tcp", 443) | some service in ["ec2", "ecr_api", "ecr_dkr"]}),
	"want": [["subnets.aws_subnet\\.private_a.gateway_endpoints", {"aws_vpc_endpoint.s3": "perhaps"}]],
}

_at(answer, path) := object.get(answer, [replace(part, "\\", ".") | some part in split(replace(path, "\\.", "\\"), ".")], "nothing there")

_wrong contains [label, path, _at(answer, path)] if {
	some label, case in cases
	answer := eksgate.networks with input as case.input
	some [path, wanted] in case.want
	_at(answer, path) != wanted
}

_wrong contains [label, "flows", object.keys(answer.flows)] if {
	some label, case in cases
	answer := eksgate.networks with input as case.input
	object.keys(answer.flows) != case.flows
}

test_answers if count(_wrong) == 0

test_every_flow_says_what_it_is_for if {
	answer := eksgate.networks with input as p.ec2
	{id: rules | some id, flow in answer.flows; rules := flow.rules} == {id: [rule] | some id, rule in _sound_flows}
	{flow.cluster | some flow in answer.flows} == {_cluster}
	{flow.outcome | some flow in answer.flows} == {"allowed"}
}

test_a_flow_is_what_a_question_about_it_is_answered if {
	answer := eksgate.networks with input as p.ec2
	asked := eksgate.flow with input as object.union(p.ec2, {"query": {"from": "control-plane", "to": _main, "protocol": "tcp"}})
	needed := answer.flows[_needs(_control_plane, _main, "tcp", 10250)]
	object.remove(needed, ["cluster", "rules", "certain"]) == object.remove(asked, ["problems"])
}

test_one_way_that_two_rules_ask_for_is_one_flow if {
	answer := eksgate.networks with input as _endpoints({"endpoint_private_access": false, "endpoint_public_access": true})
	answer.flows[_needs(_main, "internet", "tcp", 443)].rules == ["networking/nodes-reach-api-server", "networking/nodes-reach-aws-services"]
}

test_of_carriers_that_are_alike_one_asks_for_dns if {
	answer := eksgate.networks with input as _other_groups
	{[flow.from.id, flow.to.id] | some flow in answer.flows; flow.protocol == "udp"} == {[from, to] |
		some from in ["aws_eks_node_group.alike", "aws_eks_node_group.one_zone"]
		some to in ["aws_eks_node_group.alike", "aws_eks_node_group.one_zone"]
	}
	answer.clusters[_cluster].carriers[_main].like == "aws_eks_node_group.alike"
}

test_nothing_flows_for_certain_where_a_part_is_not_read if {
	answer := eksgate.networks with input as _gaps
	{flow.outcome | some flow in answer.flows} == {"undetermined"}
	every flow in answer.flows {
		"module.vpc: it is not read" in flow.missing
	}
}

_doubtful(case_input) := {id | some id, flow in answer.flows; flow.certain == false} if {
	answer := eksgate.networks with input as case_input
}

test_what_is_needed_may_not_be_certain if {
	_doubtful(p.ec2) == set()
	_doubtful(_unknown_endpoint) == {_needs(_main, _control_plane, "tcp", 443)}
	_doubtful(p.platform(p.ec2, [], [p.forget(_main, "taint")])) == {_needs(_main, _main, protocol, 53) | some protocol in ["tcp", "udp"]}
	_doubtful(p.platform(p.private, ["aws_vpc_endpoint.s3"], [p.platform(p.endpoint("s3", "Gateway"), [["aws_vpc_endpoint.s3", "values", "service_name"]], [p.forget("aws_vpc_endpoint.s3", "service_name")])])) == {_needs(_main, "internet", "tcp", 443)}
	_doubtful(p.platform(_metrics_server, [["aws_eks_addon.metrics_server", "values", "addon_name"]], [p.forget("aws_eks_addon.metrics_server", "addon_name")])) == {_needs(_control_plane, _main, "tcp", 10251)}
}

test_a_way_out_is_needed_where_the_subnets_tell_no_vpc_for_endpoints if {
	answer := eksgate.networks with input as _without_subnets
	answer.flows[_needs(_main, "internet", "tcp", 443)]
}
