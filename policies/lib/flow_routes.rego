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

stay(source, target, family) := values.all_of({_detour(route, from, to) |
	some pair in [[source, target], [target, source]]
	some from in interfaces.all[pair[0]].subnets.possible
	some route in _detours[from]
	_of_family(route.destination, family)
	some to in interfaces.all[pair[1]].subnets.possible
	from != to
	_touches(route.destination, to, family)
})

# The same between two subnets.
stay_between(from, to, family) := values.all_of({_detour(route, pair[0], pair[1]) |
	some pair in [[from, to], [to, from]]
	from != to
	some route in _detours[pair[0]]
	_of_family(route.destination, family)
	_touches(route.destination, pair[1], family)
})

# Routes of a subnet to a target of its own that may be for a part of its VPC.
_detours[subnet] contains route if {
	some subnet, table in routes.table_of
	some route in routes.possible_of(table)
	some way in route.ways
	way.kind != "local"
	_may_be_inside(route.destination, subnets.vpc[subnet])
}

_may_be_inside(null, _)

_may_be_inside(destination, vpc) if {
	some range in subnets.vpc_ranges[vpc]
	net.cidr_contains(range, destination)
}

# The range of a VPC that is not known may hold any but the default route.
_may_be_inside(destination, vpc) if {
	ranges.valid(destination)
	not destination in {range | some range in ranges.everything}
	not subnets.vpc_ranges[vpc]
}

_of_family(null, _)

_of_family(destination, family) if ranges.family(destination) == family

_touches(null, _, _)

_touches(destination, subnet, family) if net.cidr_intersects(destination, subnets.range(subnet, family))

_touches(_, subnet, family) if not subnets.range(subnet, family)

_detour(route, from, to) := values.judgement(
	values.maybe,
	$"{route.address} takes traffic from {from} to {to} out of the VPC's own routing, to a target that may or may not pass it on",
	{route.address, from, to}, {$"what {route.address} leads to"},
)
