package eksgate.rules.networking["remote-networks-routed_test"]

import data.eksgate.rules.networking["remote-networks-routed"] as rule
import data.eksgate.testing.platform as p

_route(name, range, target) := p.resource(
	$"aws_route.{name}", {"destination_cidr_block": range},
	object.union({"route_table_id": [p.id("aws_route_table.private")]}, target),
)

_transit := {"transit_gateway_id": [p.id("aws_ec2_transit_gateway.main")]}

_rule(name, values) := p.resource(
	$"aws_vpc_security_group_ingress_rule.{name}",
	object.union({"ip_protocol": "tcp", "from_port": 443, "to_port": 443}, values),
	{"security_group_id": [p.id("aws_security_group.eni")]},
)

_config(nodes, pods) := p.change("aws_eks_cluster.main", {"remote_network_config": [{
	"remote_node_networks": [{"cidrs": nodes}],
	"remote_pod_networks": [{"cidrs": pods}],
}]})

# Remote nodes in 192.168.0.0/20 and their pods in 192.168.16.0/20, behind a transit gateway.
_hybrid := p.platform(p.ec2, [], [
	_config(["192.168.0.0/20"], ["192.168.16.0/20"]),
	_route("remote", "192.168.0.0/19", _transit),
	_rule("remote", {"cidr_ipv4": "192.168.0.0/19"}),
])

_pass := {"aws_eks_cluster.main": "pass"}

_fail := {"aws_eks_cluster.main": "fail"}

_open := {"aws_eks_cluster.main": "undetermined"}

_changed(removed, changes) := {"input": p.platform(_hybrid, removed, changes)}

_is(case, want) := object.union(case, {"want": want})

cases["a cluster without remote networks"] := {"input": p.ec2, "want": {}}

cases["routes and rules for all"] := {"input": _hybrid, "want": _pass}

cases["remote nodes alone"] := _is(_changed([["aws_eks_cluster.main", "values", "remote_network_config"]], [p.change("aws_eks_cluster.main", {"remote_network_config": [{"remote_node_networks": [{"cidrs": ["192.168.0.0/20"]}]}]})]), _pass)

# Networks

cases["whether there are remote networks is not known"] := _is(_changed([["aws_eks_cluster.main", "values", "remote_network_config"]], [p.forget("aws_eks_cluster.main", "remote_network_config")]), _open)

cases["the ranges of the pods are not all known"] := _is(_changed([], [p.forget("aws_eks_cluster.main", "remote_network_config.0.remote_pod_networks.0.cidrs")]), _open)

cases["the ranges of the pods are not all known, and the known ones are not routed"] := _is(_changed(["aws_route.remote"], [p.forget("aws_eks_cluster.main", "remote_network_config.0.remote_pod_networks.0.cidrs")]), _fail)

cases["no networks of nodes"] := _is(_changed([["aws_eks_cluster.main", "values", "remote_network_config"]], [p.change("aws_eks_cluster.main", {"remote_network_config": [{}]})]), _open)

cases["a network of nodes that is no range"] := _is(_changed([], [_config(["192.168.0.0/20", "192.168.0.0"], [])]), _open)

cases["a network of pods that is no range"] := _is(_changed([], [_config(["192.168.0.0/20"], ["192.168.16.0"])]), _open)

# Routes

cases["no route"] := _is(_changed(["aws_route.remote"], [p.change("aws_route.private", {"destination_cidr_block": "172.16.0.0/16"})]), _fail)

cases["the default route to a NAT gateway alone"] := _is(_changed(["aws_route.remote"], []), _fail)

cases["the default route to an internet gateway alone"] := _is(_changed(["aws_route.remote", "aws_route.private"], [_route("direct", "0.0.0.0/0", {"gateway_id": [p.id("aws_internet_gateway.main")]})]), _fail)

cases["the default route to a transit gateway"] := _is(_changed(["aws_route.remote", "aws_route.private"], [_route("out", "0.0.0.0/0", _transit)]), _pass)

cases["a route for the nodes alone"] := _is(_changed([], [p.change("aws_route.remote", {"destination_cidr_block": "192.168.0.0/20"})]), _fail)

cases["a route for a part of the nodes"] := _is(_changed([], [p.change("aws_route.remote", {"destination_cidr_block": "192.168.0.0/21"}), _route("pods", "192.168.16.0/20", _transit)]), _fail)

cases["a route for each half"] := _is(_changed(["aws_route.private"], [p.change("aws_route.remote", {"destination_cidr_block": "192.168.0.0/21"}), _route("half", "192.168.8.0/21", _transit), _route("pods", "192.168.16.0/20", _transit)]), _pass)

cases["a route for each half, one of which leads to the internet"] := _is(_changed(["aws_route.private"], [p.change("aws_route.remote", {"destination_cidr_block": "192.168.0.0/21"}), _route("half", "192.168.8.0/21", {"gateway_id": [p.id("aws_internet_gateway.main")]}), _route("pods", "192.168.16.0/20", _transit)]), _fail)

cases["a narrower route to the internet"] := _is(_changed([], [_route("narrow", "192.168.4.0/24", {"nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), _fail)

cases["a narrower route to the internet, for another range"] := _is(_changed([], [_route("narrow", "172.16.4.0/24", {"nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), _pass)

cases["a wider route to the internet"] := _is(_changed([], [_route("wide", "192.168.0.0/16", {"nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), _pass)

cases["a route to a VPN gateway"] := _is(_changed(["aws_route.remote"], [_route("vpn", "192.168.0.0/16", {"gateway_id": [p.id("aws_vpn_gateway.main")]})]), _pass)

cases["a route to a peering connection"] := _is(_changed(["aws_route.remote"], [_route("peer", "192.168.0.0/16", {"vpc_peering_connection_id": [p.id("aws_vpc_peering_connection.main")]})]), _pass)

cases["a route to a transit gateway that is not made here"] := _is(_changed(["aws_route.remote"], [p.platform(_route("transit", "192.168.0.0/16", {}), [], [p.change("aws_route.transit", {"transit_gateway_id": "tgw-0123456789abcdef0"})])]), _open)

cases["a route to a transit gateway of a data source"] := _is(_changed(["aws_route.remote"], [_route("transit", "192.168.0.0/16", {"transit_gateway_id": [p.id("data.aws_ec2_transit_gateway.main")]})]), _open)

cases["a route to a gateway that is not told"] := _is(_changed(["aws_route.remote"], [_route("transit", "192.168.0.0/16", {"transit_gateway_id": [p.unknown("var.gateway")]})]), _open)

cases["a route to an appliance"] := _is(_changed(["aws_route.remote"], [_route("appliance", "192.168.0.0/16", {"network_interface_id": [p.id("aws_network_interface.appliance")]})]), _open)

cases["a route without a target"] := _is(_changed(["aws_route.remote"], [_route("nowhere", "192.168.0.0/16", {})]), _fail)

cases["a route to a transit gateway or to the internet"] := _is(_changed(["aws_route.remote"], [_route("either", "192.168.0.0/16", {"transit_gateway_id": [p.id("aws_ec2_transit_gateway.main")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), _fail)

cases["the destination of a route is not known"] := _is(_changed([["aws_route.remote", "values", "destination_cidr_block"]], [p.forget("aws_route.remote", "destination_cidr_block")]), _open)

cases["the destination of another route is not known"] := _is(_changed([["aws_route.private", "values", "destination_cidr_block"]], [p.forget("aws_route.private", "destination_cidr_block")]), _open)

cases["the table of a route for the range is not known"] := _is(_changed([], [_route("other", "192.168.4.0/24", {"nat_gateway_id": [p.id("aws_nat_gateway.main")], "route_table_id": [p.unknown("var.table")]})]), _open)

cases["the table of a route for another range is not known"] := _is(_changed([], [_route("other", "172.16.0.0/16", {"nat_gateway_id": [p.id("aws_nat_gateway.main")], "route_table_id": [p.unknown("var.table")]})]), _pass)

cases["the routes of the table are not known"] := _is(_changed([], [p.forget("aws_route_table.private", "route")]), _open)

cases["the table of a subnet is not known"] := _is(_changed([], [p.point("aws_route_table_association.private_a", "route_table_id", [p.unknown("var.table")])]), _open)

cases["the table of one subnet has no route"] := _is(_changed(["aws_route_table_association.private_a"], [p.resource("aws_route_table_association.public_for_a", {}, {"subnet_id": [p.id("aws_subnet.private_a")], "route_table_id": [p.id("aws_route_table.public")]})]), _fail)

cases["the table of one subnet that may not be the cluster's has no route"] := _is(_changed([], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.over("local.subnets", ["aws_subnet.private_a", "aws_subnet.public_a"])])]), _open)

cases["the subnets of the cluster are not known"] := _is(_changed([], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])]), _open)

cases["an inline route"] := _is(_changed(["aws_route.remote"], [p.change("aws_route_table.private", {"route": [{"cidr_block": "192.168.0.0/16"}]}), p.point("aws_route_table.private", "route.0.transit_gateway_id", [p.id("aws_ec2_transit_gateway.main")])]), _pass)

# Prefix lists

_list(ranges) := p.resource("aws_ec2_managed_prefix_list.remote", {"entry": [{"cidr": range} | some range in ranges]}, {})

_by_list := p.resource("aws_route.list", {}, {
	"route_table_id": [p.id("aws_route_table.private")],
	"transit_gateway_id": [p.id("aws_ec2_transit_gateway.main")],
	"destination_prefix_list_id": [p.id("aws_ec2_managed_prefix_list.remote")],
})

cases["a route for a prefix list"] := _is(_changed(["aws_route.remote"], [_list(["192.168.0.0/20", "192.168.16.0/20"]), _by_list]), _pass)

cases["a route for a prefix list that holds the nodes alone"] := _is(_changed(["aws_route.remote"], [_list(["192.168.0.0/20"]), p.resource("aws_ec2_managed_prefix_list.other", {"entry": [{"cidr": "192.168.0.0/16"}]}, {}), _by_list]), _fail)

cases["a route for a prefix list that is not known"] := _is(_changed(["aws_route.remote"], [_by_list]), _open)

_inline_by_list := [
	p.change("aws_route_table.private", {"route": [{"cidr_block": "172.16.0.0/16", "gateway_id": "vgw-0123456789abcdef0"}, {}]}),
	p.point("aws_route_table.private", "route.1.transit_gateway_id", [p.id("aws_ec2_transit_gateway.main")]),
]

cases["an inline route for a prefix list"] := _is(_changed(["aws_route.remote"], array.concat(_inline_by_list, [_list(["192.168.0.0/16"]), p.point("aws_route_table.private", "route.1.destination_prefix_list_id", [p.id("aws_ec2_managed_prefix_list.remote")])])), _pass)

cases["no route but one for the prefix list of a service"] := _is(
	_changed(["aws_route.remote"], [p.resource("data.aws_prefix_list.s3", {"name": "com.amazonaws.eu-central-1.s3"}, {}), p.resource("aws_route.list", {}, {
		"route_table_id": [p.id("aws_route_table.private")],
		"vpc_endpoint_id": [p.id("aws_vpc_endpoint.s3")],
		"destination_prefix_list_id": [p.id("data.aws_prefix_list.s3")],
	})]),
	_fail,
)

cases["a route with a range and a prefix list"] := _is(_changed(["aws_route.remote"], [_list(["192.168.0.0/16"]), _by_list, p.change("aws_route.list", {"destination_cidr_block": "172.16.0.0/16"})]), _fail)

cases["an inline route for a prefix list by its id"] := _is(_changed(["aws_route.remote"], [p.change("aws_route_table.private", {"route": [{"destination_prefix_list_id": "pl-0123456789abcdef0", "transit_gateway_id": "tgw-0123456789abcdef0"}]})]), _open)

# Propagated routes

cases["a table into which a VPN gateway propagates routes"] := _is(_changed(["aws_route.remote", "aws_route.private"], [p.resource("aws_vpn_gateway_route_propagation.main", {}, {"route_table_id": [p.id("aws_route_table.private")]})]), _open)

cases["another table into which a VPN gateway propagates routes"] := _is(_changed(["aws_route.remote", "aws_route.private"], [p.resource("aws_vpn_gateway_route_propagation.main", {}, {"route_table_id": [p.id("aws_route_table.public")]})]), _fail)

cases["a table that may have propagated routes"] := _is(_changed(["aws_route.remote", "aws_route.private"], [p.resource("aws_vpn_gateway_route_propagation.main", {}, {"route_table_id": [p.unknown("var.table")]})]), _open)

cases["a table that names a VPN gateway to propagate routes"] := _is(_changed(["aws_route.remote", "aws_route.private"], [p.change("aws_route_table.private", {"propagating_vgws": ["vgw-0123"]})]), _open)

cases["a table that names no VPN gateway to propagate routes"] := _is(_changed(["aws_route.remote", "aws_route.private"], [p.change("aws_route_table.private", {"propagating_vgws": []})]), _fail)

cases["a table that refers to a VPN gateway to propagate routes"] := _is(_changed(["aws_route.remote", "aws_route.private"], [p.point("aws_route_table.private", "propagating_vgws", [p.id("aws_vpn_gateway.main")])]), _open)

cases["an adopted main table that names a VPN gateway to propagate routes"] := _is(_changed(array.concat(["aws_route.remote"], [$"aws_route_table_association.private_{zone}" | some zone, _ in p.subnets]), [p.resource("aws_default_route_table.main", {"propagating_vgws": ["vgw-0123"]}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")]})]), _open)

cases["an adopted main table that names no VPN gateway"] := _is(_changed(array.concat(["aws_route.remote"], [$"aws_route_table_association.private_{zone}" | some zone, _ in p.subnets]), [p.resource("aws_default_route_table.main", {}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")]})]), _fail)

cases["propagated routes beside the default route to a NAT gateway"] := _is(_changed(["aws_route.remote"], [p.resource("aws_vpn_gateway_route_propagation.main", {}, {"route_table_id": [p.id("aws_route_table.private")]})]), _open)

cases["propagated routes beside a route"] := _is(_changed([], [p.resource("aws_vpn_gateway_route_propagation.main", {}, {"route_table_id": [p.id("aws_route_table.private")]})]), _pass)

# Security groups

cases["no rule lets the remote networks in"] := _is(_changed(["aws_vpc_security_group_ingress_rule.remote"], []), _fail)

cases["a rule lets the nodes in alone"] := _is(_changed([], [p.change("aws_vpc_security_group_ingress_rule.remote", {"cidr_ipv4": "192.168.0.0/20"})]), _fail)

cases["a rule lets the pods in alone"] := _is(_changed([], [p.change("aws_vpc_security_group_ingress_rule.remote", {"cidr_ipv4": "192.168.16.0/20"})]), _fail)

cases["a rule for each network"] := _is(_changed([], [p.change("aws_vpc_security_group_ingress_rule.remote", {"cidr_ipv4": "192.168.0.0/20"}), _rule("pods", {"cidr_ipv4": "192.168.16.0/20"})]), _pass)

cases["a rule lets another port in"] := _is(_changed([], [p.change("aws_vpc_security_group_ingress_rule.remote", {"from_port": 80, "to_port": 80})]), _fail)

cases["a rule whose range is not known"] := _is(_changed([["aws_vpc_security_group_ingress_rule.remote", "values", "cidr_ipv4"]], [p.forget("aws_vpc_security_group_ingress_rule.remote", "cidr_ipv4")]), _open)

cases["a rule whose group is not known"] := _is(_changed([], [p.point("aws_vpc_security_group_ingress_rule.remote", "security_group_id", [p.over("local.group", ["aws_security_group.eni", "aws_security_group.node"])])]), _open)

# Network ACLs

_acl(entries) := p.resource(
	"aws_network_acl.main",
	{
		"ingress": [object.union({"rule_no": 100 + number, "protocol": "-1", "action": "allow"}, entry) | some number, entry in entries.ingress],
		"egress": [object.union({"rule_no": 100 + number, "protocol": "-1", "action": "allow"}, entry) | some number, entry in entries.egress],
	},
	{"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": p.private_subnets},
)

_all := [{"cidr_block": "0.0.0.0/0"}]

_remote_denied := [{"action": "deny", "cidr_block": "192.168.0.0/20"}, {"cidr_block": "0.0.0.0/0"}]

cases["an ACL that passes all"] := _is(_changed([], [_acl({"ingress": _all, "egress": _all})]), _pass)

cases["an ACL that keeps the remote nodes out"] := _is(_changed([], [_acl({"ingress": _remote_denied, "egress": _all})]), _fail)

cases["an ACL that keeps answers to the remote nodes in"] := _is(_changed([], [_acl({"ingress": _all, "egress": _remote_denied})]), _fail)

_port(action, from, to) := {"action": action, "protocol": "tcp", "cidr_block": "192.168.0.0/19", "from_port": from, "to_port": to}

cases["an ACL that keeps tcp 443 out"] := _is(_changed([], [_acl({"ingress": array.concat([_port("deny", 443, 443)], _all), "egress": _all})]), _fail)

cases["an ACL that keeps tcp 10250 in"] := _is(_changed([], [_acl({"ingress": _all, "egress": array.concat([_port("deny", 10250, 10250)], _all)})]), _fail)

cases["an ACL that keeps the port of a webhook in"] := _is(_changed([], [_acl({"ingress": _all, "egress": array.concat([_port("deny", 9443, 9443)], _all)})]), _fail)

_webhooks(ports) := {"settings": {"webhook_ports": ports}}

cases["an ACL that keeps the port of a webhook in that the settings do not name"] := {"input": object.union(p.platform(_hybrid, [], [_acl({"ingress": _all, "egress": array.concat([_port("deny", 9443, 9443)], _all)})]), _webhooks([443])), "want": _pass}

cases["an ACL that keeps the port of a webhook in that the settings name"] := {"input": object.union(p.platform(_hybrid, [], [_acl({"ingress": _all, "egress": array.concat([_port("deny", 9999, 9999)], _all)})]), _webhooks([9999])), "want": _fail}

cases["an ACL that keeps the answers of webhooks out"] := _is(_changed([], [_acl({"ingress": array.concat([_port("deny", 32768, 60999)], _all), "egress": _all})]), _fail)

cases["an ACL that keeps the first of the ports of Linux hosts in"] := _is(_changed([], [_acl({"ingress": _all, "egress": array.concat([_port("deny", 32767, 32768)], _all)})]), _fail)

cases["an ACL that keeps the last of the ports of Linux hosts in"] := _is(_changed([], [_acl({"ingress": _all, "egress": array.concat([_port("deny", 60999, 61000)], _all)})]), _fail)

cases["an ACL that keeps a port below those of Linux hosts in"] := _is(_changed([], [_acl({"ingress": _all, "egress": array.concat([_port("deny", 32767, 32767), _port("deny", 61000, 61000)], _all)})]), _pass)

cases["an ACL whose entries are not known"] := _is(_changed([], [p.platform(_acl({"ingress": _all, "egress": _all}), [], [p.forget("aws_network_acl.main", "ingress")])]), _open)

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_a_message_names_the_subnet_the_range_and_the_route if {
	results := rule.results with input as cases["the default route to a NAT gateway alone"].input
	{result.message | some result in results} == {"aws_route.private takes traffic for 192.168.0.0/20 from aws_subnet.private_a to aws_nat_gateway.main, which does not lead out of the VPC to a private network"}
}

test_a_message_names_the_range_that_no_rule_lets_in if {
	results := rule.results with input as cases["a rule lets the nodes in alone"].input
	{result.message | some result in results} == {"no ingress rule of the security groups of the control plane's network interfaces of aws_eks_cluster.main (aws_security_group.eni, the cluster security group of aws_eks_cluster.main) lets tcp 443 in from 192.168.16.0/20"}
}

test_a_range_is_nothing_that_a_result_rests_on if {
	results := rule.results with input as cases["an ACL that keeps the remote nodes out"].input
	{result.related | some result in results} == {["aws_network_acl.main", "aws_subnet.private_a"]}
}
