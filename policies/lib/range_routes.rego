# METADATA
# title: Routes for a range
# description: Which routes of a subnet take its traffic for a range outside the VPC.
package eksgate.lib.range_routes

import data.eksgate.lib.clusters
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.values

# The routes that take traffic for a range: those within it and, where these leave a part of it, the narrowest one around it. Undefined
# where a part of the range has no route.
of(subnet, range) := _of(_certain(subnet), range)

# The same for the internet's IPv6 addresses, of which routes for small parts are left out.
to_ipv6_internet(subnet) := _of({pair | some pair in _certain(subnet); ranges.prefix_length(pair.range) <= 8}, ipv6_internet)

ipv6_internet := "2000::/3"

_of(pairs, range) := {pair.route | some pair in inside} if {
	inside := _inside(pairs, range)
	ranges.cover({pair.range | some pair in inside}, range)
} else := {pair.route | some pair in (_inside(pairs, range) | {pair | some pair in around; ranges.prefix_length(pair.range) == narrowest})} if {
	around := {pair | some pair in pairs; net.cidr_contains(pair.range, range)}
	narrowest := max({ranges.prefix_length(pair.range) | some pair in around})
}

_inside(pairs, range) := {pair | some pair in pairs; net.cidr_contains(range, pair.range)}

_certain(subnet) := {{"range": range, "route": route} |
	some route in routes.certain_of(routes.table_of[subnet])
	some range in _destinations(route)
}

# The ranges that a route is for: none of a prefix list that holds none. Undefined where they are not known.
_destinations(route) := {route.destination} if {
	ranges.valid(route.destination)
} else := set() if {
	route.destination == "a prefix list"
}

# What is not known that may be a route for the range.
doubts(subnet, range) := {$"{subnet}: its route table"} if {
	not routes.table_of[subnet]
} else := {$"{routes.table_of[subnet]}: its routes"} if {
	not routes.read[routes.table_of[subnet]]
} else := {$"{route.address}: {route.path}destination_cidr_block" |
	some route in routes.possible_of(routes.table_of[subnet])
	_may_be_for(route, routes.table_of[subnet], range)
}

_may_be_for(route, _, range) if {
	not _destinations(route)
	_may_be_of(clusters.resource(route.address), route.path, ranges.family(range))
}

_may_be_for(route, table, range) if {
	not routes.certain_of(table)[route]
	some destination in _destinations(route)
	net.cidr_intersects(destination, range)
}

_arguments := {"ipv4": ["cidr_block", "destination_cidr_block"], "ipv6": ["ipv6_cidr_block", "destination_ipv6_cidr_block"]}

# A route whose destination is not known is for the family that its argument is of; one of a prefix list may be for either.
_may_be_of(resource, path, family) if {
	some name in _arguments[family]
	values.unknown_at(resource, $"{path}{name}")
}

_may_be_of(resource, path, _) if {
	every names in _arguments {
		every name in names {
			not values.unknown_at(resource, $"{path}{name}")
		}
	}
}

# Tables that a VPN gateway propagates its routes into, or may.
_propagated contains address if {
	some address, table in input.resources.aws_route_table
	_has_propagation(table)
}

_propagated contains id if {
	some address, table in input.resources.aws_default_route_table
	_has_propagation(table)
	id := object.get(values.adopted, address, address)
}

_propagated contains table if {
	some propagation in input.resources.aws_vpn_gateway_route_propagation
	found := values.links(propagation, "route_table_id", values.single(propagation.values, "route_table_id"))
	some table in routes.read
	values.may_mean(found, table)
}

_has_propagation(table) if count(table.values.propagating_vgws) > 0

_has_propagation(table) if table.unknown.propagating_vgws

propagated := _propagated
