# METADATA
# title: Egress
# description: >-
#   Whether a carrier's traffic on tcp 443 reaches the internet: its groups let it out, its subnets' routes lead to a way out, and the
#   network ACLs on the way pass request and answer.
package eksgate.lib.egress

import data.eksgate.lib.acl_hops
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.nat_gateways
import data.eksgate.lib.needs
import data.eksgate.lib.ranges
import data.eksgate.lib.values
import data.eksgate.lib.ways_out

# By carrier, and by pods in subnets of their own: a judgement of their egress on tcp 443, the worst of their subnets.
_of[source] := of_need(source, cluster_flows.of.https.need) if some source in _sources

_sources := object.keys(clusters.placed) | object.keys(interfaces.pods)

of := _of

# The same of any interfaces and any need.
of_need(id, need) := values.first_worst([
	groups_let_out(id, need),
	flow.subnets_known(id),
	values.of_all(interfaces.all[id].subnets, {subnet: values.first_worst([hop.judged | some hop in hops(id, subnet, need)]) |
		some subnet in interfaces.all[id].subnets.possible
	}),
])

groups_let_out(id, need) := _groups_let_out(id, need, flow.reach[need].egress[id])

_groups_let_out(carrier, need, reached) := values.holds if {
	ranges.cover(reached.certain_ranges, ranges.everything.ipv4)
} else := values.judgement(
	values.no,
	$"no egress rule of the security groups of {interfaces.all[carrier].label} lets {need} out to the internet",
	interfaces.all[carrier].groups.possible, set(),
) if {
	count(reached.missing) == 0
	not _reaches_public(reached.possible_ranges)
} else := values.judgement(
	values.maybe,
	$"whether the security groups of {interfaces.all[carrier].label} let {need} out to all of the internet is not known",
	interfaces.all[carrier].groups.possible, reached.missing | _partial(reached),
)

_partial(reached) := {$"the ranges {concat(", ", sort(reached.possible_ranges))}, which hold a part of it" |
	count(reached.possible_ranges) > 0
}

_reaches_public(some_ranges) if {
	some range in ranges.of_family(some_ranges, "ipv4")
	not ranges.private(range)
}

# The hops from a subnet to the internet: by its routes, and through the network ACLs of its own and the NAT gateway's subnet, with what
# each is asked to pass.
hops(id, subnet, need) := array.concat(
	[
		{"subnet": subnet, "judged": ways_out.leads_out(subnet, public_address(id, subnet))},
		_hop(subnet, "egress", "internet", needs.all[need], acl_hops.asked_request(needs.all[need])),
		_hop(subnet, "ingress", "internet", needs.all[need], acl_hops.asked_answer(acl_hops.clients(id))),
	],
	[hop |
		some nat in sort(ways_out.nat_gateways(subnet))
		some hop in _nat_hops(nat_gateways.subnet_of[nat], subnet, needs.all[need], acl_hops.clients(id))
	],
)

_hop(subnet, direction, peer, need, asked) := {
	"subnet": subnet,
	"direction": direction,
	"peer": peer,
	"asked": asked,
	"judged": acl_hops.passes(subnet, direction, "ipv4", peer, need, asked),
}

# The ports that a NAT gateway sends from.
_nat_ports := [1024, 65535]

_nat_hops(nat_subnet, subnet, need, clients) := array.concat(
	[
		_hop(nat_subnet, "egress", "internet", need, acl_hops.asked_request(need)),
		_hop(nat_subnet, "ingress", "internet", need, acl_hops.asked_answer(_nat_ports)),
	],
	_inner_hops(nat_subnet, subnet, need, clients),
)

_inner_hops(subnet, subnet, _, _) := []

_inner_hops(nat_subnet, subnet, need, clients) := [
	_hop(nat_subnet, "ingress", subnet, need, acl_hops.asked_request(need)),
	_hop(nat_subnet, "egress", subnet, need, acl_hops.asked_answer(clients)),
] if {
	nat_subnet != subnet
}

# Whether what a carrier runs in a subnet has a public address: the template decides, else the subnet. Fargate never gives one,
# and what AWS places for the control plane, an endpoint, or pods in subnets of their own has none.
public_address(carrier, _) := values.no if clusters.carriers[carrier].kind == "Fargate profile"

public_address(id, _) := values.no if not clusters.carriers[id]

public_address(carrier, subnet) := _by_subnet(subnet) if clusters.carriers[carrier].kind == "Auto Mode"

public_address(carrier, subnet) := _by_subnet(subnet) if clusters.template[carrier] == null

public_address(carrier, _) := values.maybe if {
	clusters.node_groups[carrier]
	not clusters.template[carrier]
}

public_address(carrier, subnet) := _by_template(template, subnet) if {
	template := clusters.resource(clusters.template[carrier])
}

_by_subnet(subnet) := _as_value(values.argument(
	resource, resource.values, "map_public_ip_on_launch",
	"map_public_ip_on_launch", false,
)) if {
	resource := input.resources.aws_subnet[subnet]
	_is_told(resource)
} else := values.maybe

# Of a subnet that is only looked up, what is left out is not known.
_is_told(resource) if resource.mode == "managed"

_is_told(resource) if is_boolean(resource.values.map_public_ip_on_launch)

_by_template(template, subnet) := _by_subnet(subnet) if {
	given := _given_by_template(template)
	count(given) == 0
} else := min({_as_value(value) | some value in _given_by_template(template)})

_given_by_template(template) := ({values.argument(
	template, block, "associate_public_ip_address",
	$"network_interfaces.{index}.associate_public_ip_address", "left out",
) |
	some index, block in template.values.network_interfaces
} | {values.argument(
	template, template.values, "associate_public_ip_address",
	"associate_public_ip_address", "left out",
)}) - {"left out"}

_as_value(true) := values.yes

_as_value(false) := values.no

_as_value(null) := values.maybe
