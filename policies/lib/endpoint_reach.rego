# METADATA
# title: Reaching endpoints
# description: Whether carriers reach the endpoints that they need, and what that comes to for each endpoint.
package eksgate.lib.endpoint_reach

import data.eksgate.lib.acl_hops
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.endpoint_needs
import data.eksgate.lib.endpoints
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.prefix_lists
import data.eksgate.lib.private_dns
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.values

# Carriers by endpoint that must reach it, with how sure that is. Where a gateway is on some route tables only, the others leave as
# they did, but the name of a service leads every carrier to the interfaces.
_wanted[endpoint][carrier] := need.uses if {
	some endpoint, needs in endpoint_needs.of
	endpoints.all[endpoint].kind != "Gateway"
	some carrier, need in needs
}

_wanted[endpoint][carrier] := need.alone if {
	some endpoint, needs in endpoint_needs.of
	endpoints.all[endpoint].kind == "Gateway"
	some carrier, need in needs
	need.alone > values.no
}

# What an endpoint comes to for all carriers that must reach it: it fails where one certainly must and has no other endpoint for it.
_judged[endpoint] := values.all_of({_as_sure(_with_others(endpoint, carrier), sureness, endpoint_needs.of[endpoint][carrier].missing) |
	some carrier, sureness in wanted
}) if {
	some endpoint, wanted in _wanted
}

_judged[endpoint] := judged if {
	some endpoint, judged in endpoint_needs.unplaced
	not _wanted[endpoint]
}

of := _judged

_as_sure(judged, 2, _) := judged

_as_sure(judged, 1, missing) := values.softened(judged, missing)

# By endpoint, carrier and subnet, whether what runs there reaches the endpoint.
_with_others(endpoint, carrier) := values.first_worst([
	flow.subnets_known(carrier),
	values.of_all(interfaces.all[carrier].subnets, {subnet: _best(endpoint, carrier, subnet) | some subnet in _subnets(carrier)}),
])

_best(endpoint, carrier, subnet) := _own[endpoint][carrier][subnet] if {
	_own[endpoint][carrier][subnet].value == values.yes
} else := values.holds if {
	some other in _others[endpoint]
	_own[other][carrier][subnet].value == values.yes
} else := object.union(own, {"value": values.maybe, "missing": (own.missing | doubts)}) if {
	own := _own[endpoint][carrier][subnet]
	doubts := {$"whether {carrier} reaches {other}" |
		some other in _others[endpoint]
		_own[other][carrier][subnet].value == values.maybe
	}
	count(doubts) > 0
} else := _own[endpoint][carrier][subnet]

# Endpoints for the same service in the same VPC.
_others[endpoint] contains other if {
	some endpoint, described in endpoints.all
	some other in endpoints.of_service(described.vpc, described.service)
	other != endpoint
}

# What must be reached, and what may stand in for it.
_met[endpoint] contains carrier if {
	some endpoint, wanted in _wanted
	some carrier, _ in wanted
}

_met[other] contains carrier if {
	some endpoint, wanted in _wanted
	some other in _others[endpoint]
	some carrier, _ in wanted
}

# No name leads to a gateway, so that this is undefined for it.
_own[endpoint][carrier][subnet] := judged if {
	some endpoint, wanted in _met
	some carrier in wanted
	judged := reaches_interface(carrier, endpoint)
	some subnet in _subnets(carrier)
}

_own[endpoint][carrier][subnet] := reaches_gateway(carrier, subnet, endpoint) if {
	some endpoint, wanted in _met
	endpoints.all[endpoint].kind == "Gateway"
	some carrier in wanted
	some subnet in _subnets(carrier)
}

_subnets(carrier) := interfaces.all[carrier].subnets.possible

# Whether the interfaces of a carrier reach an interface endpoint.
reaches_interface(source, endpoint) := values.first_worst([
	_kind_known(endpoint),
	private_dns.leads[endpoint],
	_has_subnets(endpoint),
	_in_common(source, endpoint),
	_flow(source, endpoint),
])

_kind_known(endpoint) := values.holds if {
	endpoints.all[endpoint].kind != null
} else := values.judgement(values.maybe, $"what kind of endpoint {endpoint} is is not known", {endpoint}, {$"{endpoint}: vpc_endpoint_type"})

_has_subnets(endpoint) := values.judgement(
	values.no,
	$"{endpoint} has no subnet, so that it has no network interface",
	{endpoint}, set(),
) if {
	found := interfaces.all[endpoint].subnets
	count(found.possible) == 0
	not found.open
} else := values.holds

_in_common(source, endpoint) := values.judgement(
	values.maybe,
	$"{endpoint} answers in IPv6 only, and whether {interfaces.all[source].label} use IPv6 is not known",
	{endpoint}, {$"{endpoint}: ip_address_type"},
) if {
	count(interfaces.families(source, endpoint)) == 0
} else := values.holds

_flow(source, endpoint) := values.holds if {
	count(interfaces.families(source, endpoint)) == 0
} else := flow.between(source, endpoint, cluster_flows.of["aws-services"].need)

# Whether what a carrier runs in a subnet reaches a gateway endpoint, which is public addresses behind a route.
reaches_gateway(source, subnet, endpoint) := values.first_worst([
	_routed(endpoint, subnet),
	_groups_let_out(source, endpoint),
	acl_hops.request(subnet, "egress", "ipv4", "internet", needs.all[_need]),
	acl_hops.answer(subnet, "ingress", "ipv4", "internet", needs.all[_need], acl_hops.clients(source)),
])

_need := cluster_flows.of.https.need

_routed(endpoint, subnet) := values.holds if {
	endpoint_needs.routed(endpoint, subnet) == values.yes
} else := values.judgement(
	values.no,
	$"{endpoint} is not on {values.named(routes.table_of[subnet])}, the route table of {subnet}",
	{endpoint, subnet, routes.table_of[subnet]}, set(),
) if {
	endpoint_needs.routed(endpoint, subnet) == values.no
} else := values.judgement(
	values.maybe,
	$"whether {endpoint} is on the route table of {subnet} is not known",
	{endpoint, subnet}, missing,
) if {
	unknown_table := {$"{subnet}: its route table" | not routes.table_of[subnet]}
	missing := (endpoint_needs.tables[endpoint].missing | unknown_table) | {$"{endpoint}: route_table_ids"}
}

_groups_let_out(source, endpoint) := _let_out(source, endpoint, flow.reach[_need].egress[source])

_let_out(source, endpoint, reached) := values.holds if {
	ranges.cover(ranges.of_family(reached.certain_ranges, "ipv4"), ranges.everything.ipv4)
} else := values.holds if {
	some rule in prefix_lists.naming[endpoint]
	prefix_lists.lets_out(rule, source, _need)
} else := values.judgement(
	values.no,
	$"no egress rule of the security groups of {interfaces.all[source].label} lets {_need} out to {endpoint}",
	interfaces.all[source].groups.possible | {endpoint}, set(),
) if {
	count(reached.missing) == 0
	every range in ranges.of_family(reached.possible_ranges, "ipv4") {
		ranges.private(range)
	}
} else := values.judgement(
	values.maybe,
	$"whether the security groups of {interfaces.all[source].label} let {_need} out to {endpoint} is not known",
	interfaces.all[source].groups.possible | {endpoint},
	reached.missing | {$"the ranges that {endpoint} leads to"},
)
