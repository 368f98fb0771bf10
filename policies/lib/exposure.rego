# METADATA
# title: Ways in from the internet
# description: >-
#   Whether the internet reaches interfaces by an address of their own: a route of the subnet to an internet gateway, a public address, the
#   network ACL of the subnet and the security groups. What stands in front of them, such as a load balancer, is not looked at.
package eksgate.lib.exposure

import data.eksgate.lib.acl_hops
import data.eksgate.lib.default_routes
import data.eksgate.lib.egress
import data.eksgate.lib.flow_groups
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.ranges
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# The families in which a subnet may have addresses.
families(subnet) := ["ipv4", "ipv6"] if {
	subnets.range(subnet, "ipv6")
} else := ["ipv4"] if {
	input.resources.aws_subnet[subnet].mode == "managed"
	not values.unknown_at(input.resources.aws_subnet[subnet], "ipv6_cidr_block")
} else := ["ipv4", "ipv6"]

# Whether anything leads in: of the subnets and families each one alone is enough.
reaches(id, need) := _best(id, [judged |
	some subnet in sort(interfaces.all[id].subnets.possible)
	some family in families(subnet)
	judged := _as_certain(_into(id, subnet, need, family), interfaces.all[id].subnets, subnet)
])

_into(id, subnet, need, family) := values.first_worst([
	routed(subnet),
	addressed(id, subnet, family),
	acl_hops.passes(subnet, "ingress", family, "internet", needs.all[need], acl_hops.asked_request(needs.all[need])),
	acl_hops.passes(subnet, "egress", family, "internet", needs.all[need], acl_hops.asked_answer(null)),
	groups_let_in(id, need, family),
])

_as_certain(judged, found, subnet) := values.judgement(
	values.maybe, $"whether {subnet} is used is not known", {subnet},
	{$"whether {subnet} is meant"},
) if {
	judged.value == values.yes
	not found.certain[subnet]
} else := judged

# Subnets that are not known may let the internet in.
_best(id, ways) := values.judgement(
	values.maybe, $"the subnets of {interfaces.all[id].label} are not all known",
	set(), interfaces.all[id].subnets.missing | {$"the subnets of {interfaces.all[id].label}" | count(ways) == 0},
) if {
	_may_lie_elsewhere(interfaces.all[id].subnets, ways)
	not values.yes in {way.value | some way in ways}
} else := [way | some way in ways; way.value == best][0] if {
	best := max({way.value | some way in ways})
}

_may_lie_elsewhere(found, _) if found.open

_may_lie_elsewhere(_, ways) if count(ways) == 0

routed(subnet) := object.union(found, {"value": values.yes, "why": ""}) if {
	found := default_routes.to_internet_gateway(subnet)
	found.value == values.yes
} else := default_routes.to_internet_gateway(subnet)

addressed(id, subnet, "ipv4") := _address_judged(egress.public_address(id, subnet), id, subnet)

# Every IPv6 address is public; whether one is assigned is up to the subnet, the template and the service.
addressed(id, subnet, "ipv6") := values.judgement(
	values.maybe,
	$"whether {interfaces.all[id].label} have IPv6 addresses in {subnet} is not known",
	{subnet}, {$"the IPv6 addresses of {interfaces.all[id].label}"},
)

_address_judged(2, _, _) := values.holds

_address_judged(1, id, subnet) := values.judgement(
	values.maybe,
	$"whether {interfaces.all[id].label} have public addresses in {subnet} is not known",
	{subnet}, {$"the public addresses of {interfaces.all[id].label}"},
)

_address_judged(0, id, subnet) := values.judgement(
	values.no,
	$"{interfaces.all[id].label} have no public addresses in {subnet}",
	{subnet}, set(),
)

groups_let_in(id, need, family) := values.holds if {
	ranges.cover(ranges.of_family(flow_groups.reach[need].ingress[id].certain_ranges, family), ranges.everything[family])
} else := values.judgement(
	values.no,
	$"no ingress rule of the security groups of {interfaces.all[id].label} ({values.names(interfaces.all[id].groups.possible)}) lets {need} in from the internet",
	interfaces.all[id].groups.possible, set(),
) if {
	count(flow_groups.reach[need].ingress[id].missing) == 0
	not _some_public(flow_groups.reach[need].ingress[id].possible_ranges, family)
} else := values.judgement(
	values.maybe,
	$"the security groups of {interfaces.all[id].label} ({values.names(interfaces.all[id].groups.possible)}) may let {need} in from a part of the internet only",
	interfaces.all[id].groups.possible,
	flow_groups.reach[need].ingress[id].missing | {$"where in the internet: {concat(", ", sort(some_ranges))}" |
		some_ranges := flow_groups.reach[need].ingress[id].possible_ranges
		count(some_ranges) > 0
	},
)

_some_public(some_ranges, family) if {
	some range in ranges.of_family(some_ranges, family)
	not ranges.private(range)
}
