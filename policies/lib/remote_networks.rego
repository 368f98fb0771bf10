# METADATA
# title: Networks outside the VPC
# description: >-
#   The networks of a cluster's hybrid nodes and their pods, whether the route tables of subnets lead to a range outside the VPC, and
#   whether the groups of an interface let it in or out.
package eksgate.lib.remote_networks

import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.range_routes
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.values

# Clusters with remote networks, and those that may have some.
clusters_with contains cluster if {
	some cluster, resource in clusters.all
	count(resource.values.remote_network_config) > 0
}

clusters_that_may contains cluster if {
	some cluster, resource in clusters.all
	resource.unknown.remote_network_config
	not clusters_with[cluster]
}

nodes(cluster) := _known(cluster, "remote_node_networks")

pods(cluster) := _known(cluster, "remote_pod_networks")

_given(cluster, kind) := {range |
	some config in clusters.all[cluster].values.remote_network_config
	some block in config[kind]
	some range in block.cidrs
}

_known(cluster, kind) := {range | some range in _given(cluster, kind); ranges.valid(range)}

# What is not known of the remote networks of a cluster.
doubts(cluster) := {$"{cluster}: {path}" |
	some path, _ in clusters.all[cluster].unknown
	startswith(path, "remote_network_config")
} | {$"{cluster}: remote_network_config.0.{kind}" |
	some kind in ["remote_node_networks", "remote_pod_networks"]
	count(_given(cluster, kind)) > count(_known(cluster, kind))
}

# Whether the groups of an interface let a need through to or from all of a range.
groups_let(id, need, direction, range) := _let(
	need, direction, range, interfaces.all[id].label,
	interfaces.all[id].groups.possible, flow.reach[need][direction][id],
)

_let(need, direction, range, label, groups, reached) := values.holds if {
	ranges.cover(ranges.of_family(reached.certain_ranges, ranges.family(range)), range)
} else := values.judgement(
	values.maybe,
	$"whether the security groups of {label} ({values.names(groups)}) let {need} {_way[direction]} {range} is not known",
	groups, doubts,
) if {
	doubts := reached.missing | {$"which rule applies: {values.names(reached.rules)}" |
		ranges.cover(ranges.of_family(reached.possible_ranges, ranges.family(range)), range)
	}
	count(doubts) > 0
} else := values.judgement(
	values.no,
	$"no {direction} rule of the security groups of {label} ({values.names(groups)}) lets {need} {_way[direction]} {range}",
	groups, set(),
)

_way := {"egress": "out to", "ingress": "in from"}

# Whether the routes of a subnet lead to all of a range outside the VPC.
routed(subnet, range) := values.judgement(
	values.maybe,
	$"where the routes of {subnet} lead to for {range} is not known",
	{subnet}, missing,
) if {
	missing := range_routes.doubts(subnet, range)
	count(missing) > 0
} else := _by_routes(subnet, range, routes.table_of[subnet])

_by_routes(subnet, range, table) := judged if {
	judged := _by_stated_routes(subnet, range, table)
	judged.value != values.no
} else := values.judgement(
	values.maybe,
	$"whether the routes that a VPN gateway propagates into {values.named(table)} lead from {subnet} to {range} is not known",
	{subnet, table}, {$"the routes that a VPN gateway propagates into {values.named(table)}"},
) if {
	range_routes.propagated[table]
} else := _by_stated_routes(subnet, range, table)

_by_stated_routes(subnet, range, table) := values.all_of({_taken(route, subnet, range) | some route in taken}) if {
	taken := range_routes.of(subnet, range)
} else := values.judgement(
	values.no,
	$"no route of {values.named(table)} leads from {subnet} to {range}",
	{subnet, table}, set(),
)

_taken(route, _, _) := default_routes.without_target(route) if count(route.ways) == 0

_taken(route, subnet, range) := values.all_of({_way_leads(route, way, subnet, range) | some way in route.ways}) if count(route.ways) > 0

# What a gateway or a connection that is made here leads to, it is made for. Gateways to the internet lead to no private network, and what
# they do for addresses of their own is no way back.
_way_leads(route, way, subnet, range) := values.holds if {
	regex.match(`^aws_(vpn_gateway|ec2_transit_gateway|vpc_peering_connection)\.`, way.id)
} else := values.judgement(
	values.no,
	$"{route.address} takes traffic for {range} from {subnet} to {way.id}, which does not lead out of the VPC to a private network",
	{route.address, subnet}, set(),
) if {
	way.kind in {"internet gateway", "egress-only gateway", "local", "NAT gateway"}
} else := values.judgement(
	values.maybe,
	$"{route.address} takes traffic for {range} from {subnet} to {way.id}, and what that leads to is not known",
	{route.address, subnet}, {way.id},
)
