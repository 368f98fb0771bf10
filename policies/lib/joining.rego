# METADATA
# title: What nodes need to join
# description: >-
#   The parts of the network without which nodes do not reach the API server: the route table associations and default routes of their
#   subnets and of the NAT gateways that they leave by, and the security group rules between them and the API. What of it Terraform does not
#   certainly make before a node group is late.
package eksgate.lib.joining

import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.dependencies
import data.eksgate.lib.flow
import data.eksgate.lib.flow_groups
import data.eksgate.lib.interfaces
import data.eksgate.lib.nat_gateways
import data.eksgate.lib.routes
import data.eksgate.lib.values
import data.eksgate.lib.ways_out

_need := cluster_flows.of.api.need

_groups[group] := cluster if {
	some group, cluster in clusters.placed
	clusters.node_groups[group]
}

# The subnets that a group's traffic leaves by.
_subnets[group] := own | through if {
	some group, _ in _groups
	own := interfaces.all[group].subnets.possible
	through := {nat_gateways.subnet_of[nat] | some subnet in own; some nat in ways_out.nat_gateways(subnet)}
}

_subnets_asked := union({asked | some asked in _subnets})

# By subnet, what is certainly a part of its way out, and what may be.
_parts[subnet] contains association.address if {
	some association in _associations
	some subnet in association.subnets.certain
}

_parts[subnet] contains route.address if {
	some subnet in _subnets_asked
	some route in object.get(default_routes.of, subnet, object.get(default_routes.wide, subnet, set()))
	input.resources.aws_route[route.address]
}

_perhaps_parts[subnet] contains association.address if {
	some association in _associations
	values.unsure(association.subnets)
	some subnet in _subnets_asked
	values.may_mean(association.subnets, subnet)
}

_perhaps_parts[subnet] contains route.address if {
	some subnet in _subnets_asked
	some route in routes.possible_of(routes.table_of[subnet])
	input.resources.aws_route[route.address]
	_may_be_default(route, routes.table_of[subnet])
}

# Of a subnet made here whose route table is not told, any route may be.
_perhaps_parts[subnet] contains route if {
	some subnet in _subnets_asked
	input.resources.aws_subnet[subnet].mode == "managed"
	not routes.table_of[subnet]
	some route, _ in input.resources.aws_route
}

_may_be_default(route, _) if route.destination == null

_may_be_default(route, table) if not routes.certain_of(table)[route]

_associations contains {
	"address": address,
	"subnets": values.links(association, "subnet_id", values.single(association.values, "subnet_id")),
} if {
	some address, association in input.resources.aws_route_table_association
}

# Where it is not known which subnets a group is in, it may need the association of any.
_of_any[group] contains association.address if {
	some group, _ in _groups
	interfaces.all[group].subnets.open
	some association in _associations
}

# The security group rules between a group and each endpoint, in each direction that is filtered.
_ways.private[group] contains {"direction": "egress", "own": group, "peer": interfaces.control_plane(cluster)} if some group, cluster in _groups

_ways.private[group] contains {"direction": "ingress", "own": interfaces.control_plane(cluster), "peer": group} if some group, cluster in _groups

_ways.public[group] contains {"direction": "egress", "own": group, "peer": "internet"} if some group, _ in _groups

# The endpoint that a group uses: the private one while it is on. Where that is not known, either may be.
_endpoints[group][endpoint] := sureness if {
	some group, cluster in _groups
	private := clusters.private_endpoint(cluster)
	some endpoint, sureness in _endpoint_of[$"{private}"]
}

_endpoint_of := {
	"true": {"private": values.yes},
	"false": {"public": values.yes},
	"null": {"private": values.maybe, "public": values.maybe},
}

_late_rules[group] contains {"addresses": late, "lost": lost} if {
	some group, endpoints in _endpoints
	some endpoint, sureness in endpoints
	some filter in _ways[endpoint][group]
	whole := flow.reach[_need][filter.direction][filter.own]
	late := {match.rule.address | some match in whole.matches; _is_rule(match.rule.address); not _waits(group, match.rule.address)}
	count(late) > 0
	in_time := flow_groups.reached([match | some match in whole.matches; not late[match.rule.address]], filter.own, filter.direction)
	some family in _families(filter)
	lost := min([sureness, _passes(whole, filter, family) - _passes(in_time, filter, family)])
	lost > 0
}

_families(filter) := ["ipv4"] if filter.peer == "internet"

_families(filter) := flow.families(filter.own, filter.peer) if filter.peer != "internet"

_passes(reached, filter, family) := flow_groups.passes(
	reached, _need, filter.direction,
	filter.own, filter.peer, family,
).value if {
	filter.peer != "internet"
}

_passes(reached, filter, family) := values.yes if {
	filter.peer == "internet"
	reached.everything[family]
} else := values.maybe if {
	filter.peer == "internet"
	count(reached.missing) > 0
} else := values.no if {
	filter.peer == "internet"
}

_is_rule(address) if input.resources.aws_security_group_rule[address]

_is_rule(address) if input.resources.aws_vpc_security_group_ingress_rule[address]

_is_rule(address) if input.resources.aws_vpc_security_group_egress_rule[address]

_waits(group, address) if dependencies.before[group].certain[dependencies.block(address)]

# What each group certainly needs and does not wait for, and what it may need, or may wait for.
_late[group] := {"certain": certain - unsure, "possible": (perhaps | unsure)} if {
	some group, _ in _groups
	parts := union({object.get(_parts, subnet, set()) | some subnet in _subnets[group]})
	perhaps_parts := union({object.get(_perhaps_parts, subnet, set()) | some subnet in _subnets[group]})
	certain := {address | some address in parts; not _waits(group, address)} | union({found.addresses |
		some found in object.get(_late_rules, group, set())
		found.lost == values.yes
	})
	perhaps := {address | some address in (perhaps_parts | object.get(_of_any, group, set())); not _waits(group, address)} | union({found.addresses |
		some found in object.get(_late_rules, group, set())
		found.lost == values.maybe
	})
	unsure := {address | some address in certain; dependencies.before[group].possible[dependencies.block(address)]}
}

late := _late
