# METADATA
# title: Flows and routes inside a VPC
# description: >-
#   Inside one VPC a route exists always, unless one within the VPC's own range leads elsewhere; whether that passes the traffic on is not
#   known. Within a subnet nothing is routed.
package eksgate.lib.flow_routes

import data.eksgate.lib.interfaces
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.subnets
import data.eksgate.lib.values
import data.eksgate.lib.vpc_addresses

stay(source, target, family) := values.all_of({detour |
	some pair in [[source, target], [target, source]]
	some from in interfaces.all[pair[0]].subnets.possible
	some to in interfaces.all[pair[1]].subnets.possible
	some detour in _detours(from, to, family)
})

# The same between two subnets.
stay_between(from, to, family) := values.all_of(_detours(from, to, family) | _detours(to, from, family))

_detours(from, to, family) := {_detour(route, from, to) |
	from != to
	some route in _routes_elsewhere[from]
	_of_family(route.destination, family)
	_may_take(route.destination, _vpc(from), to, family)
}

# Routes of a subnet to a target of its own that may be for a part of its VPC.
_routes_elsewhere[subnet] contains route if {
	some subnet, table in routes.table_of
	some route in routes.possible_of(table)
	some way in route.ways
	way.kind != "local"
	_may_be_inside(route.destination)
}

_may_be_inside(null)

# The default route is none of them, nor is one that is wider than any range of a VPC: /16, and /44 of IPv6.
_may_be_inside(destination) if {
	to_number(split(destination, "/")[1]) >= {"ipv4": 16, "ipv6": 44}[ranges.family(destination)]
}

_vpc(subnet) := object.get(subnets.vpc, subnet, "")

# Whether a route may take what goes to a subnet: it lies within the range of the VPC that the subnet is in.
_may_take(null, _, _, _)

_may_take(destination, vpc, to, family) if {
	some range in subnets.vpc_ranges[vpc]
	net.cidr_contains(range, destination)
	_touches(destination, to, family)
}

# A subnet may be in a range of the VPC that is not known.
_may_take(destination, vpc, to, family) if {
	range := subnets.range(to, family)
	net.cidr_intersects(destination, range)
	not _is_in_known_range(vpc, range)
}

_may_take(_, vpc, to, family) if {
	not subnets.range(to, family)
	not _knows_ranges(vpc, family)
}

_is_in_known_range(vpc, subnet) if {
	some range in subnets.vpc_ranges[vpc]
	net.cidr_contains(range, subnet)
}

_knows_ranges(vpc, "ipv4") if {
	count(vpc_addresses.missing(vpc)) == 0
}

_knows_ranges(vpc, "ipv6") if ranges.valid(input.resources.aws_vpc[vpc].values.ipv6_cidr_block)

_of_family(null, _)

_of_family(destination, family) if ranges.family(destination) == family

_touches(destination, subnet, family) if net.cidr_intersects(destination, subnets.range(subnet, family))

_touches(_, subnet, family) if not subnets.range(subnet, family)

_detour(route, from, to) := values.judgement(
	values.maybe,
	$"{route.address} takes traffic from {from} to {to} out of the VPC's own routing, to a target that may or may not pass it on",
	{route.address, from, to}, {$"what {route.address} leads to"},
)
