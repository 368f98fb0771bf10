# METADATA
# title: Egress over IPv6
# description: >-
#   Whether a carrier's traffic on tcp 443 reaches the internet by IPv6: its groups let it out, its subnets' routes lead to an egress-only
#   or an internet gateway, and the network ACLs of its subnets pass request and answer.
package eksgate.lib.egress_ipv6

import data.eksgate.lib.acl_hops
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.default_routes
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.public_access
import data.eksgate.lib.range_routes
import data.eksgate.lib.ranges
import data.eksgate.lib.remote_networks
import data.eksgate.lib.routes
import data.eksgate.lib.subnets
import data.eksgate.lib.values

_internet := range_routes.ipv6_internet

of(carrier) := values.first_worst([
	_groups_let_out(carrier),
	flow.subnets_known(carrier),
	values.of_all(interfaces.all[carrier].subnets, {subnet: _subnet_leads_out(carrier, subnet) |
		some subnet in interfaces.all[carrier].subnets.possible
	}),
])

# A part of the internet may be all that is needed.
_groups_let_out(carrier) := values.judgement(
	values.maybe, judged.why, judged.related,
	judged.missing | {$"whether {concat(", ", sort(parts))} holds the addresses that are needed"},
) if {
	judged := remote_networks.groups_let(carrier, cluster_flows.of.https.need, "egress", _internet)
	judged.value != values.yes
	parts := {range |
		some range in ranges.of_family(flow.reach[cluster_flows.of.https.need].egress[carrier].possible_ranges, "ipv6")
		not ranges.private(range)
	}
	count(parts) > 0
} else := remote_networks.groups_let(carrier, cluster_flows.of.https.need, "egress", _internet)

_need := needs.all[cluster_flows.of.https.need]

_subnet_leads_out(carrier, subnet) := values.first_worst([
	_leads_out(subnet),
	acl_hops.request(subnet, "egress", "ipv6", "internet", _need),
	acl_hops.answer(subnet, "ingress", "ipv6", "internet", _need, acl_hops.clients(carrier)),
])

_leads_out(subnet) := values.all_of({_route_leads_out(route, subnet) | some route in taken}) if {
	taken := range_routes.to_ipv6_internet(subnet)
} else := values.judgement(
	values.maybe,
	$"whether a route leads from {subnet} to the internet by IPv6 is not known",
	{subnet}, missing,
) if {
	missing := range_routes.doubts(subnet, _internet)
	count(missing) > 0
} else := values.judgement(
	values.no,
	$"no route leads from {subnet} to the internet by IPv6: {values.named(routes.table_of[subnet])} has no default route for it",
	{subnet, routes.table_of[subnet]}, set(),
)

_route_leads_out(route, _) := default_routes.without_target(route) if count(route.ways) == 0

_route_leads_out(route, subnet) := values.all_of({_way_leads_out(route, way, subnet) | some way in route.ways}) if count(route.ways) > 0

_way_leads_out(route, way, subnet) := values.first_worst([
	default_routes.attached(route.address, way.id, subnet),
	public_access.lets_out("internet gateway", subnet),
]) if {
	way.kind == "internet gateway"
}

_way_leads_out(route, way, subnet) := values.first_worst([
	_egress_only(route, way, subnet),
	public_access.lets_out("egress-only gateway", subnet),
]) if {
	way.kind == "egress-only gateway"
}

_way_leads_out(route, way, subnet) := values.judgement(
	values.no,
	$"{route.address} takes IPv6 traffic for the internet from {subnet} to {way.id}, which is no way out for it",
	{route.address, subnet}, set(),
) if {
	way.kind in {"NAT gateway", "local"}
}

_way_leads_out(route, way, subnet) := values.judgement(
	values.maybe,
	$"{route.address} leads from {subnet} to {way.id}, and whether that reaches the internet by IPv6 is not known",
	{route.address, subnet}, {way.id},
) if {
	way.kind in {"other", "not known"}
}

# An egress-only gateway serves the VPC that it is made for.
_egress_only(route, way, subnet) := values.judgement(
	values.no,
	$"{route.address} leads from {subnet} to {way.id}, which is of another VPC",
	{route.address, subnet}, set(),
) if {
	_vpc_of(way.id) != subnets.vpc[subnet]
} else := values.holds if {
	_vpc_of(way.id) == subnets.vpc[subnet]
} else := values.judgement(
	values.maybe,
	$"{route.address} leads from {subnet} to {way.id}, and which VPC that is of is not known",
	{route.address, subnet}, {$"{way.id}: vpc_id"},
)

_vpc_of(id) := values.target(gateway, "vpc_id", values.single(gateway.values, "vpc_id")) if {
	gateway := input.resources.aws_egress_only_internet_gateway[id]
}
