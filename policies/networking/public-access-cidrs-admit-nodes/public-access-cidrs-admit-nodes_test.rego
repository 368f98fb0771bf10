package eksgate.rules.networking["public-access-cidrs-admit-nodes_test"]

import data.eksgate.rules.networking["public-access-cidrs-admit-nodes"] as rule
import data.eksgate.testing.platform as p

_plan := {"kind": "plan"}

# A public endpoint alone, which admits some ranges, and an elastic IP of the NAT gateway.
_with(ranges) := p.platform(p.ec2, [], [
	p.change("aws_eks_cluster.main", {"vpc_config": [{
		"endpoint_private_access": false,
		"endpoint_public_access": true,
		"public_access_cidrs": ranges,
	}]}),
	p.resource("aws_eip.nat", {}, {}),
])

_changed(ranges, removed, changes) := p.platform(_with(ranges), removed, changes)

_known_ip := p.change("aws_eip.nat", {"public_ip": "203.0.113.7"})

_refers_to(addresses) := p.point(
	"aws_eks_cluster.main", "vpc_config.0.public_access_cidrs",
	[p.ref(address, "public_ip") | some address in addresses],
)

_office := ["198.51.100.0/24"]

_direct := p.resource(
	"aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"},
	{"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]},
)

_public_subnets := p.merge([p.change($"aws_subnet.private_{zone}", {"map_public_ip_on_launch": true}) | some zone, _ in p.subnets])

_regional := p.merge([
	p.change("aws_nat_gateway.main", {"availability_mode": "regional"}),
	p.point("aws_nat_gateway.main", "vpc_id", [p.id("aws_vpc.main")]),
])

_no_subnet := [["aws_nat_gateway.main", part, path] | some part in ["edges", "unknown"]; some path in ["subnet_id", "allocation_id"]]

_halves := ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"]

_ipv6 := p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})

_pass := {"aws_eks_cluster.main": "pass"}

_fail := {"aws_eks_cluster.main": "fail"}

_open := {"aws_eks_cluster.main": "undetermined"}

# By list

cases["the private endpoint is on"] := {"input": p.ec2, "want": {}}

cases["both endpoints are on"] := {"input": _changed(_office, ["aws_eks_cluster.main"], [p.control_plane, p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": true, "endpoint_public_access": true, "public_access_cidrs": _office}]})]), "want": {}}

cases["the list is left out"] := {"input": p.platform(_with(_office), [["aws_eks_cluster.main", "values", "vpc_config"]], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]})]), "want": {}}

cases["the list is empty"] := {"input": _with([]), "want": {}}

cases["the list is everything"] := {"input": _with(["0.0.0.0/0"]), "want": {}}

cases["the list is all public addresses"] := {"input": _with(_halves), "want": {}}

cases["the list holds the address of the NAT gateway"] := {"input": _changed(["203.0.113.0/24", "198.51.100.0/24"], [], [_known_ip]), "want": _pass}

cases["the list does not hold it"] := {"input": _changed(_office, [], [_known_ip]), "want": _fail}

cases["the list has IPv6 ranges beside"] := {"input": _changed(["198.51.100.0/24", "2001:db8::/32"], [], [_known_ip]), "want": _fail}

cases["the list does not hold an address that is to be assigned"] := {"input": _with(_office), "want": _fail}

cases["a single address in a configuration may be the one that there is already"] := {"input": _with(["198.51.100.7/32"]), "want": _open}

cases["a single private address is none"] := {"input": _with(["10.0.0.7/32"]), "want": _fail}

cases["a single IPv6 address is none"] := {"input": _with(["2001:db8::/32", "10.0.0.0/8"]), "want": _fail}

cases["a single address in a plan is another"] := {"input": object.union(_with(["198.51.100.7/32"]), _plan), "want": _fail}

cases["the list holds most of the internet"] := {"input": _with(["0.0.0.0/1", "128.0.0.0/2"]), "want": _open}

cases["the list refers to the elastic IP"] := {"input": _changed([], [], [_refers_to(["aws_eip.nat"])]), "want": _pass}

cases["the list refers to the NAT gateway"] := {"input": _changed([], [], [_refers_to(["aws_nat_gateway.main"])]), "want": _pass}

cases["the list of a plan refers to the elastic IP"] := {"input": object.union(_changed([], [], [_refers_to(["aws_eip.nat"])]), _plan), "want": _pass}

cases["the list refers to another elastic IP"] := {"input": _changed([], [], [_refers_to(["aws_eip.other"])]), "want": _fail}

cases["what stands beside a reference in a plan is not known"] := {"input": object.union(_changed([], [], [_refers_to(["aws_eip.other"])]), _plan), "want": _open}

cases["the list may refer to the elastic IP"] := {
	"input": _changed([], [], [p.point("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs", [{
		"reference": "local.cidrs",
		"certainty": "over",
		"targets": [{"to": "aws_eip.nat", "type": "aws_eip", "attribute": "public_ip"}],
	}])]),
	"want": _open,
}

cases["the list may refer to another elastic IP"] := {
	"input": _changed([], [], [p.point("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs", [{
		"reference": "local.cidrs",
		"certainty": "over",
		"targets": [{"to": "aws_eip.other", "type": "aws_eip", "attribute": "public_ip"}],
	}])]),
	"want": _fail,
}

cases["the list may refer to the elastic IP, whose address is known"] := {
	"input": _changed([], [], [_known_ip, p.point("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs", [{
		"reference": "local.cidrs",
		"certainty": "over",
		"targets": [{"to": "aws_eip.nat", "type": "aws_eip", "attribute": "public_ip"}],
	}])]),
	"want": _open,
}

cases["a part of the list is not known"] := {"input": _changed(_office, [], [p.point("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs", [p.unknown("var.cidrs")])]), "want": _open}

cases["a part of the list is not known, and the rest holds the address"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.point("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs", [p.unknown("var.cidrs")])]), "want": _pass}

cases["nothing of the list is known"] := {"input": _changed([], [], [p.forget("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs")]), "want": _open}

cases["an entry is no range"] := {"input": _changed(["198.51.100.0"], [], [_known_ip]), "want": _open}

# By endpoint

cases["both endpoints are off"] := {"input": _changed(_office, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": false, "public_access_cidrs": _office}]})]), "want": {}}

cases["whether the private endpoint is on is not known, and the address is not held"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eip.nat", {}, {}), p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": _office}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_private_access")]), "want": _open}

cases["whether the private endpoint is on is not known, and the address is held"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eip.nat", {"public_ip": "198.51.100.1"}, {}), p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": _office}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_private_access")]), "want": _pass}

cases["whether the public endpoint is on is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eip.nat", {}, {}), p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": false, "public_access_cidrs": _office}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_public_access")]), "want": _open}

# By address

cases["an elastic IP from a pool"] := {"input": _changed(_office, [], [p.change("aws_eip.nat", {"public_ipv4_pool": "ipv4pool-ec2-012345"})]), "want": _open}

cases["an elastic IP from AWS's own pool"] := {"input": _changed(_office, [], [p.change("aws_eip.nat", {"public_ipv4_pool": "amazon"})]), "want": _fail}

cases["an elastic IP from an IPAM pool that is not known"] := {"input": _changed(_office, [], [p.forget("aws_eip.nat", "ipam_pool_id")]), "want": _open}

cases["an elastic IP from a customer-owned pool"] := {"input": _changed(_office, [], [p.change("aws_eip.nat", {"customer_owned_ipv4_pool": "ipv4pool-coip-012345"})]), "want": _open}

cases["an elastic IP from a pool, without an address yet"] := {"input": _changed(_office, [], [p.change("aws_eip.nat", {"public_ip": "", "public_ipv4_pool": "ipv4pool-ec2-012345"})]), "want": _open}

cases["an elastic IP whose name is no address"] := {"input": _changed(_office, [], [p.change("aws_eip.nat", {"address": ""})]), "want": _open}

cases["an elastic IP that is named"] := {"input": _changed(_office, [], [p.change("aws_eip.nat", {"address": "198.51.100.9"})]), "want": _pass}

cases["an elastic IP that is named, outside the list"] := {"input": _changed(_office, [], [p.change("aws_eip.nat", {"address": "203.0.113.9"})]), "want": _fail}

cases["an elastic IP that is not made here"] := {"input": _changed(_office, [], [p.point("aws_nat_gateway.main", "allocation_id", [p.id("data.aws_eip.nat")]), p.resource("data.aws_eip.nat", {}, {})]), "want": _open}

cases["an elastic IP by its id"] := {"input": _changed(_office, [["aws_nat_gateway.main", "edges", "allocation_id"], ["aws_nat_gateway.main", "unknown", "allocation_id"]], [p.change("aws_nat_gateway.main", {"allocation_id": "eipalloc-012345"})]), "want": _open}

cases["an elastic IP by its id, of a gateway whose address is known"] := {"input": _changed(_office, [["aws_nat_gateway.main", "edges", "allocation_id"], ["aws_nat_gateway.main", "unknown", "allocation_id"]], [p.change("aws_nat_gateway.main", {"allocation_id": "eipalloc-012345", "public_ip": "203.0.113.7"})]), "want": _fail}

cases["an elastic IP by its id, of a gateway that the list refers to"] := {"input": _changed([], [["aws_nat_gateway.main", "edges", "allocation_id"], ["aws_nat_gateway.main", "unknown", "allocation_id"]], [p.change("aws_nat_gateway.main", {"allocation_id": "eipalloc-012345"}), _refers_to(["aws_nat_gateway.main"])]), "want": _pass}

cases["the elastic IP is not told"] := {"input": _changed(_office, [], [p.point("aws_nat_gateway.main", "allocation_id", [p.unknown("var.eip")])]), "want": _open}

cases["the elastic IP is one of two"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.resource("aws_eip.other", {"public_ip": "203.0.113.8"}, {}), p.point("aws_nat_gateway.main", "allocation_id", [p.over("local.eip", ["aws_eip.nat", "aws_eip.other"])])]), "want": _open}

cases["a gateway without an elastic IP"] := {"input": _changed(_office, [["aws_nat_gateway.main", "edges", "allocation_id"], ["aws_nat_gateway.main", "unknown", "allocation_id"]], []), "want": _open}

cases["a gateway that is not made here"] := {"input": _changed(_office, [], [p.point("aws_route.private", "nat_gateway_id", [p.unknown("var.nat")])]), "want": _open}

# Further addresses of a gateway

cases["a second address that the list does not hold"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.resource("aws_eip.second", {"public_ip": "203.0.113.8"}, {}), p.point("aws_nat_gateway.main", "secondary_allocation_ids", [p.id("aws_eip.second")])]), "want": _fail}

cases["a second address that the list refers to, beside the gateway's own"] := {"input": _changed([], [], [p.resource("aws_eip.second", {}, {}), p.point("aws_nat_gateway.main", "secondary_allocation_ids", [p.id("aws_eip.second")]), _refers_to(["aws_eip.second", "aws_nat_gateway.main"])]), "want": _pass}

cases["the address of the gateway is not that of its second elastic IP"] := {"input": _changed([], [], [p.resource("aws_eip.second", {}, {}), p.point("aws_nat_gateway.main", "secondary_allocation_ids", [p.id("aws_eip.second")]), _refers_to(["aws_nat_gateway.main"])]), "want": _fail}

cases["a second elastic IP by its id, of a gateway whose address is known"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.change("aws_nat_gateway.main", {"public_ip": "203.0.113.7", "secondary_allocation_ids": ["eipalloc-2"]})]), "want": _open}

cases["a second address by an association"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.resource("aws_eip.second", {"public_ip": "203.0.113.8"}, {}), p.resource("aws_nat_gateway_eip_association.second", {}, {"allocation_id": [p.id("aws_eip.second")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), "want": _fail}

cases["an association of another gateway"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.resource("aws_eip.second", {"public_ip": "203.0.113.8"}, {}), p.resource("aws_nat_gateway_eip_association.second", {}, {"allocation_id": [p.id("aws_eip.second")], "nat_gateway_id": [p.id("aws_nat_gateway.other")]})]), "want": _pass}

cases["an association of one of two gateways"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.resource("aws_eip.second", {"public_ip": "203.0.113.8"}, {}), p.resource("aws_nat_gateway_eip_association.second", {}, {"allocation_id": [p.id("aws_eip.second")], "nat_gateway_id": [p.over("local.nat", ["aws_nat_gateway.main", "aws_nat_gateway.other"])]})]), "want": _open}

cases["an association of a gateway that is not told"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.resource("aws_eip.second", {"public_ip": "203.0.113.8"}, {}), p.resource("aws_nat_gateway_eip_association.second", {}, {"allocation_id": [p.id("aws_eip.second")], "nat_gateway_id": [p.unknown("var.nat")]})]), "want": _open}

cases["an association of an elastic IP that is not told"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.resource("aws_nat_gateway_eip_association.second", {}, {"allocation_id": [p.unknown("var.eip")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]})]), "want": _open}

# Regional gateways

cases["a regional gateway with its own elastic IPs"] := {"input": _changed(["203.0.113.7/32"], _no_subnet, [_regional, _known_ip, p.change("aws_nat_gateway.main", {"availability_zone_address": [{"availability_zone": "eu-central-1a"}]}), p.point("aws_nat_gateway.main", "availability_zone_address.0.allocation_ids", [p.id("aws_eip.nat")])]), "want": _pass}

cases["a regional gateway with an elastic IP that the list does not hold"] := {"input": _changed(["203.0.113.7/32"], _no_subnet, [_regional, _known_ip, p.resource("aws_eip.second", {"public_ip": "203.0.113.8"}, {}), p.change("aws_nat_gateway.main", {"availability_zone_address": [{"availability_zone": "eu-central-1a"}, {"availability_zone": "eu-central-1b"}]}), p.point("aws_nat_gateway.main", "availability_zone_address.0.allocation_ids", [p.id("aws_eip.nat")]), p.point("aws_nat_gateway.main", "availability_zone_address.1.allocation_ids", [p.id("aws_eip.second")])]), "want": _fail}

cases["a regional gateway with elastic IPs by their ids"] := {"input": _changed(["203.0.113.7/32"], _no_subnet, [_regional, p.change("aws_nat_gateway.main", {"availability_zone_address": [{"allocation_ids": ["eipalloc-1"]}]})]), "want": _open}

cases["a regional gateway that takes AWS's addresses"] := {"input": _changed(["203.0.113.0/24"], _no_subnet, [_regional]), "want": _fail}

cases["a regional gateway that takes AWS's addresses, to which the list refers"] := {"input": _changed([], _no_subnet, [_regional, _refers_to(["aws_nat_gateway.main"])]), "want": _fail}

cases["a regional gateway whose addresses are not known"] := {"input": _changed(["203.0.113.0/24"], _no_subnet, [_regional, p.forget("aws_nat_gateway.main", "availability_zone_address")]), "want": _open}

# By way out

cases["nodes with public addresses of their own"] := {"input": _changed(_office, ["aws_route.private"], [_direct, _public_subnets]), "want": _fail}

cases["nodes with public addresses of their own, and most of the internet in the list"] := {"input": _changed(["0.0.0.0/1", "128.0.0.0/2"], ["aws_route.private"], [_direct, _public_subnets]), "want": _open}

cases["nodes with public addresses of their own, and a list that is not known"] := {"input": _changed(_office, ["aws_route.private"], [_direct, _public_subnets, p.forget("aws_eks_cluster.main", "vpc_config.0.public_access_cidrs")]), "want": _open}

cases["nodes with public addresses of their own, and a single address in the list"] := {"input": _changed(["198.51.100.7/32"], ["aws_route.private"], [_direct, _public_subnets]), "want": _fail}

cases["nodes without a way out"] := {"input": _changed(_office, ["aws_route.private"], []), "want": _fail}

cases["nodes that leave by a transit gateway"] := {"input": _changed(_office, ["aws_route.private"], [p.resource("aws_route.transit", {"destination_cidr_block": "0.0.0.0/0", "transit_gateway_id": "tgw-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": _open}

cases["one of several subnets leaves by another NAT gateway"] := {
	"input": _changed(["203.0.113.7/32"], ["aws_route_table_association.private_b"], [
		_known_ip,
		p.resource("aws_eip.second", {"public_ip": "203.0.113.8"}, {}),
		p.resource("aws_nat_gateway.second", {"connectivity_type": "public"}, {"subnet_id": [p.id("aws_subnet.public_a")], "allocation_id": [p.id("aws_eip.second")]}),
		p.resource("aws_route_table.second", {}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.resource("aws_route.second", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.id("aws_route_table.second")], "nat_gateway_id": [p.id("aws_nat_gateway.second")]}),
		p.resource("aws_route_table_association.private_b", {}, {"subnet_id": [p.id("aws_subnet.private_b")], "route_table_id": [p.id("aws_route_table.second")]}),
	]),
	"want": _fail,
}

# By node

cases["the subnets of the nodes are not known"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": _open}

cases["a cluster without nodes in this input"] := {"input": _changed(["203.0.113.7/32"], ["aws_eks_node_group.main"], [_known_ip]), "want": _open}

cases["nodes whose cluster is not told"] := {"input": _changed(["203.0.113.7/32"], [], [_known_ip, p.node_group("aws_eks_node_group.stray", "aws_launch_template.node"), p.point("aws_eks_node_group.stray", "cluster_name", [p.unknown("var.cluster")])]), "want": _open}

cases["nodes whose cluster is not told beside others that are not admitted"] := {"input": _changed(_office, [], [_known_ip, p.node_group("aws_eks_node_group.stray", "aws_launch_template.node"), p.point("aws_eks_node_group.stray", "cluster_name", [p.unknown("var.cluster")])]), "want": _fail}

cases["Fargate pods leave by NAT too"] := {"input": _changed(_office, ["aws_eks_node_group.main"], [_known_ip, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), "want": _fail}

cases["a cluster in Auto Mode"] := {"input": _changed(["203.0.113.7/32"], ["aws_eks_node_group.main"], [_known_ip, p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]})]), "want": _pass}

cases["nodes of an IPv6 cluster may arrive by IPv6"] := {"input": _changed(["2001:db8::/32"], [], [_known_ip, _ipv6]), "want": _open}

cases["nodes of an IPv6 cluster whose list has IPv4 ranges alone"] := {"input": _changed(_office, [], [_known_ip, _ipv6]), "want": _fail}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_a_failure_names_the_address_and_the_gateway if {
	results := rule.results with input as _changed(_office, [], [_known_ip])
	{result.message | some result in results} == {"`public_access_cidrs` of aws_eks_cluster.main does not hold 203.0.113.7, the address of aws_eip.nat, by which nodes leave"}
	{result.related | some result in results} == {["aws_eip.nat", "aws_nat_gateway.main"]}
}

test_what_is_missing_is_named if {
	results := rule.results with input as _with(["198.51.100.7/32"])
	{result.missing | some result in results} == {["aws_eip.nat: public_ip"]}
}

test_what_is_no_range_holds_nothing if {
	results := rule.results with input as _with(["300.0.0.0/1"])
	{result.missing | some result in results} == {["aws_eks_cluster.main: vpc_config.0.public_access_cidrs"]}
}
