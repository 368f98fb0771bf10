# METADATA
# title: Ways out of a VPC
# description: Where the routes of a subnet lead to for the internet, and whether that is a way out.
package eksgate.lib.ways_out

import data.eksgate.lib.default_routes
import data.eksgate.lib.nat_gateways
import data.eksgate.lib.public_access
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# Whether a subnet's routes lead to the internet, for a source that has a public address (`yes`), has none (`no`), or may (`maybe`).
_leads_out[subnet][public] := values.all_of({_way_leads_out(route, way, subnet, public) |
	some route in taken
	some way in route.ways
} | {default_routes.without_target(route) |
	some route in taken
	count(route.ways) == 0
}) if {
	some subnet, taken in default_routes.of
	some public in [values.no, values.maybe, values.yes]
}

leads_out(subnet, public) := _leads_out[subnet][public] if {
	_leads_out[subnet][public]
} else := default_routes.by_parts(subnet, taken) if {
	taken := {route |
		some route in default_routes.wide[subnet]
		some way in route.ways
		_way_leads_out(route, way, subnet, public).value != values.no
	}
	count(taken) > 0
} else := default_routes.without(subnet)

# The NAT gateways that a subnet's traffic to the internet goes through.
nat_gateways(subnet) := {way.id |
	some route in object.get(default_routes.of, subnet, object.get(default_routes.wide, subnet, set()))
	some way in route.ways
	way.kind == "NAT gateway"
	input.resources.aws_nat_gateway[way.id]
}

# With several targets that a route may have, each alone must lead out.
_way_leads_out(route, way, subnet, _) := values.first_worst([
	nat_gateways.leads_out[way.id],
	_beside(route, way.id, subnet),
	public_access.lets_through(subnet),
]) if {
	way.kind == "NAT gateway"
	input.resources.aws_nat_gateway[way.id].mode == "managed"
}

# A route cannot lead to a NAT gateway of another VPC.
_beside(route, nat, subnet) := values.judgement(
	values.no,
	$"{route.address} leads from {subnet} to {nat}, which is in another VPC",
	{route.address, nat}, set(),
) if {
	nat_gateways.vpc_of(nat) != subnets.vpc[subnet]
} else := values.holds

_way_leads_out(route, way, _, _) := values.judgement(
	values.maybe,
	$"{route.address} leads to {way.id}, which this input does not hold",
	{route.address}, {way.id},
) if {
	way.kind == "NAT gateway"
	not input.resources.aws_nat_gateway[way.id].mode == "managed"
}

_way_leads_out(route, way, subnet, public) := values.first_worst([
	default_routes.attached(route.address, way.id, subnet),
	_public_source(route, subnet, public),
	public_access.lets_out("internet gateway", subnet),
]) if {
	way.kind == "internet gateway"
}

_way_leads_out(route, way, _, _) := values.judgement(
	values.no,
	$"{route.address} sends traffic for the internet to an egress-only gateway, which is for IPv6",
	{route.address}, set(),
) if {
	way.kind == "egress-only gateway"
}

_way_leads_out(route, way, _, _) := values.judgement(
	values.no,
	$"{route.address} keeps traffic for the internet inside the VPC",
	{route.address}, set(),
) if {
	way.kind == "local"
}

_way_leads_out(route, way, _, _) := values.judgement(
	values.maybe,
	$"{route.address} leads to {way.id}, and whether that reaches the internet is not known",
	{route.address}, {way.id},
) if {
	way.kind in {"other", "not known"}
}

_public_source(_, _, 2) := values.holds

_public_source(route, subnet, 1) := values.judgement(
	values.maybe,
	$"{route.address} leads from {subnet} to an internet gateway, and whether the nodes have public addresses is not known",
	{route.address, subnet}, {$"{subnet}: map_public_ip_on_launch"},
)

_public_source(route, subnet, 0) := values.judgement(
	values.no,
	$"{route.address} leads from {subnet} straight to an internet gateway, which serves public addresses only, and there are none",
	{route.address, subnet}, set(),
)
