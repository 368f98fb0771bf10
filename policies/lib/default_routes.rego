# METADATA
# title: Default routes
# description: The routes of a subnet that take its IPv4 traffic to the internet, and where internet gateways belong.
package eksgate.lib.default_routes

import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# Whether a subnet has a route to an internet gateway, whatever its destination.
to_internet_gateway(subnet) := values.judgement(
	values.yes,
	$"{subnet} has a route to an internet gateway ({concat(", ", sort(direct))})",
	direct | {routes.table_of[subnet]}, set(),
) if {
	direct := {route.address | some route in routes.certain_of(routes.table_of[subnet]); _direct(route)}
	count(direct) > 0
} else := values.judgement(
	values.maybe,
	$"whether {subnet} has a route to an internet gateway is not known",
	set(), missing,
) if {
	missing := _gateway_doubts(subnet)
	count(missing) > 0
} else := values.judgement(values.no, $"{subnet} has no route to an internet gateway", set(), set())

_direct(route) if {
	count(route.ways) == 1
	some way in route.ways
	way.kind == "internet gateway"
}

# What is not known about where a subnet's routes lead, none of which certainly leads to an internet gateway.
_gateway_doubts(subnet) := {$"{subnet}: its route table"} if {
	not routes.table_of[subnet]
} else := {$"{routes.table_of[subnet]}: its routes"} if {
	not routes.read[routes.table_of[subnet]]
} else := {$"{route.address}: {route.path}gateway_id" |
	some route in routes.possible_of(routes.table_of[subnet])
	some way in route.ways
	way.kind in {"internet gateway", "not known"}
}

# The routes that take a subnet's IPv4 traffic to the internet: the default route, or several that make it up.
_of[subnet] := taken if {
	some subnet, parts in wide
	ranges.cover_public({route.destination | some route in parts}, "ipv4")
	taken := {route | some route in parts; not _overridden(route, parts)}
}

# The routes of a subnet for a /8 of public addresses or more, in one piece or in several.
_wide_routes[subnet] := {route | some route in found; _wide(route.destination)} | _wide_together(found) if {
	some subnet, table in routes.table_of
	found := routes.certain_of(table)
}

wide := _wide_routes

_wide_together(found) := {route |
	some route in narrow
	ranges.cover({other.destination | some other in narrow}, $"{split(route.destination, ".")[0]}.0.0.0/8")
} if {
	narrow := {route | some route in found; _public(route.destination); ranges.prefix_length(route.destination) > 8}
}

# A route whose whole range narrower ones take.
_overridden(route, others) if {
	inner := {other.destination | some other in others; other.destination != route.destination; net.cidr_contains(route.destination, other.destination)}
	ranges.cover(inner, route.destination)
}

_wide(destination) if {
	_public(destination)
	ranges.prefix_length(destination) <= 8
}

# Of a destination that is no range, the family or the length is undefined.
_public(destination) if {
	ranges.family(destination) == "ipv4"
	not ranges.private(destination)
}

# What is not known that could give a subnet a default route.
_doubts(subnet) := {$"{subnet}: its route table"} if {
	not routes.table_of[subnet]
} else := {$"{routes.table_of[subnet]}: its routes"} if {
	not routes.read[routes.table_of[subnet]]
} else := {$"{route.address}: {route.path}{route.asked}" |
	some route in routes.possible_of(routes.table_of[subnet])
	_may_be_default(route, routes.table_of[subnet])
}

_may_be_default(route, _) if route.destination == null

_may_be_default(route, table) if {
	_wide(route.destination)
	not routes.certain_of(table)[route]
}

of := _of

# What is to be said of a subnet without a default route, some of whose other routes may lead out.
by_parts(subnet, taken) := values.judgement(
	values.maybe,
	$"{values.named(routes.table_of[subnet])} leads from {subnet} to a part of the internet only",
	{route.address | some route in taken} | {subnet, routes.table_of[subnet]},
	{$"whether {route.address} is for the addresses that are needed" | some route in taken},
)

# What is to be said of a subnet without a default route.
without(subnet) := values.judgement(
	values.maybe,
	$"whether a route leads from {subnet} to the internet is not known",
	{subnet}, doubts,
) if {
	doubts := _doubts(subnet)
	count(doubts) > 0
} else := values.judgement(
	values.no,
	$"no route leads from {subnet} to the internet: {values.named(routes.table_of[subnet])} has no default route",
	{subnet, routes.table_of[subnet]}, set(),
)

# Whether an internet gateway is attached to the VPC of a subnet.
attached(by, gateway, subnet) := values.holds if {
	routes.vpc_of_gateway(gateway) == subnets.vpc[subnet]
} else := values.judgement(
	values.no,
	$"{gateway}, where {by} leads to, is attached to {routes.vpc_of_gateway(gateway)}, not to the VPC of {subnet}",
	{by, gateway}, set(),
) if {
	routes.vpc_of_gateway(gateway) != subnets.vpc[subnet]
} else := values.judgement(
	values.maybe,
	$"which VPC {gateway}, where {by} leads to, is attached to is not known",
	{by, gateway}, {$"{gateway}: vpc_id"},
)

without_target(route) := values.judgement(values.no, $"{route.address} has no target", {route.address}, set())
