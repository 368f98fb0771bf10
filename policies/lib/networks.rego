# METADATA
# title: Networks of clusters
# description: >-
#   What the input tells of each cluster's network, for a drawing: where its interfaces and those of its carriers lie, the subnets with
#   their zones, ranges, tables and tiers, the ways out and the endpoints, and the flows that the cluster needs. The entry point
#   `eksgate/networks` describes the shape.
package eksgate.lib.networks

import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.endpoint_needs
import data.eksgate.lib.endpoints
import data.eksgate.lib.explained_flows
import data.eksgate.lib.interfaces
import data.eksgate.lib.nat_gateways
import data.eksgate.lib.needed_flows
import data.eksgate.lib.node_flows
import data.eksgate.lib.routes
import data.eksgate.lib.subnets
import data.eksgate.lib.values

answer := {
	"clusters": _clusters,
	"unplaced": [{"address": address, "why": reason.why, "missing": reason.missing} | some address, reason in clusters.unplaced],
	"vpcs": {vpc: sort(object.get(subnets.vpc_ranges, vpc, set())) | some vpc in _vpcs},
	"subnets": {subnet: _described(subnet) | some subnet in _subnets},
	"tables": {table: _routes_of(table) | some table in _tables},
	"nat_gateways": {nat: _nat_gateway(nat) | some nat, _ in input.resources.aws_nat_gateway},
	"internet_gateways": {gateway: _or_null({vpc | vpc := routes.vpc_of_gateway(gateway)}) | some gateway, _ in input.resources.aws_internet_gateway},
	"endpoints": {endpoint: _endpoint(endpoint) | some endpoint, _ in endpoints.all},
	"flows": {id: object.union(explained_flows.all[id], {"cluster": needed.cluster, "rules": needed.rules, "certain": needed.certain}) | some id, needed in needed_flows.all},
}

_clusters[cluster] := {
	"name": object.get(resource.values, "name", null),
	"private_endpoint": clusters.private_endpoint(cluster),
	"public_endpoint": clusters.public_endpoint(cluster),
	"control_plane": _placed(interfaces.control_plane(cluster)),
	"carriers": {carrier: _carrier(carrier) | some carrier in object.get(clusters.carriers_of, cluster, set())},
	"pods": {id: object.union(_placed(id), {"place": pods.place}) | some id, pods in interfaces.pods; pods.cluster == cluster},
} if {
	some cluster, resource in clusters.all
}

_carrier(carrier) := object.union(_placed(carrier), {
	"kind": clusters.carriers[carrier].kind,
	"like": node_flows.first_of[carrier],
})

# Where interfaces lie: `certain` subnets, those that they `may` lie in, and what of that is not known.
_placed(id) := {
	"id": id,
	"groups": sort({values.named(group) | some group in interface.groups.possible}),
	"certain": sort(interface.subnets.certain),
	"may": sort(interface.subnets.possible - interface.subnets.certain),
	"missing": sort(interface.subnets.missing | {$"the subnets of {interface.label}" |
		count(interface.subnets.possible) == 0
		count(interface.subnets.missing) == 0
	}),
} if {
	interface := interfaces.all[id]
}

_subnets contains subnet if some subnet, _ in input.resources.aws_subnet

_subnets contains subnet if {
	some interface in interfaces.all
	some subnet in interface.subnets.possible
}

_subnets contains subnet if some subnet in nat_gateways.subnet_of

_vpcs contains vpc if some vpc in subnets.vpc

_tables contains table if some table in routes.table_of

_described(subnet) := {
	"vpc": _or_null({vpc | vpc := subnets.vpc[subnet]}),
	"zone": _or_null({zone | zone := subnets.zone[subnet].zone}),
	"ranges": [range | some family in ["ipv4", "ipv6"]; range := subnets.range(subnet, family)],
	"table": _or_null({table | table := routes.table_of[subnet]}),
	"tier": tier.name,
	"missing": sort(tier.missing),
	"gateway_endpoints": {endpoint: _words[endpoint_needs.routed(endpoint, subnet)] |
		some endpoint, described in endpoints.all
		described.kind == "Gateway"
		endpoint_needs.routed(endpoint, subnet) > values.no
	},
} if {
	tier := _tier(subnet)
}

_words := {0: "no", 1: "perhaps", 2: "yes"}

# `public` leads to an internet gateway, `private` out of the VPC by another way, `isolated` nowhere beyond it; `null` is not known.
_tier(subnet) := {"name": "public", "missing": set()} if {
	default_routes.to_internet_gateway(subnet).value == values.yes
} else := {"name": null, "missing": default_routes.to_internet_gateway(subnet).missing} if {
	default_routes.to_internet_gateway(subnet).value == values.maybe
} else := {"name": "private", "missing": set()} if {
	count(object.get(default_routes.wide, subnet, set())) > 0
} else := {"name": null, "missing": default_routes.without(subnet).missing} if {
	default_routes.without(subnet).value == values.maybe
} else := {"name": "isolated", "missing": set()}

_routes_of(table) := {
	"read": table in routes.read,
	"routes": [{
		"address": route.address,
		"destination": route.destination,
		"ways": sort(route.ways),
		"certain": route in routes.certain_of(table),
	} |
		some route in sort(routes.possible_of(table))
	],
}

_nat_gateway(nat) := {
	"subnet": _or_null({subnet | subnet := nat_gateways.subnet_of[nat]}),
	"vpc": _or_null({vpc | vpc := nat_gateways.vpc_of(nat)}),
	"leads_out": _words[object.get(nat_gateways.leads_out, nat, {"value": values.maybe}).value],
}

_endpoint(endpoint) := object.union(
	{"service": described.service, "kind": described.kind, "vpc": described.vpc},
	_interfaces_of(endpoint),
) if {
	described := endpoints.all[endpoint]
}

_interfaces_of(endpoint) := {"interfaces": _placed(endpoint)} if {
	interfaces.all[endpoint]
} else := {}

_or_null(one) := null if count(one) == 0

_or_null(one) := sort(one)[0] if count(one) > 0
