# METADATA
# title: Hops of a flow
# description: >-
#   The hops that a flow between two subnets takes, in the order in which they are judged, each with the rules, network ACL entries or routes that
#   decide it and the smallest change that would open it.
package eksgate.lib.explain_hops

import data.eksgate.lib.acl_decisions
import data.eksgate.lib.acl_hops
import data.eksgate.lib.changes
import data.eksgate.lib.default_routes
import data.eksgate.lib.egress
import data.eksgate.lib.exposure
import data.eksgate.lib.flow
import data.eksgate.lib.flow_groups
import data.eksgate.lib.flow_routes
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.network_acls
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.subnets
import data.eksgate.lib.values
import data.eksgate.lib.ways_out

# Between interfaces, from one subnet to another.
inside(source, target, from, to, need, family) := array.concat(
	[
		_groups(need, "egress", source, target, to, family),
		_groups(need, "ingress", target, source, from, family),
	],
	array.concat(_acls(source, from, to, needs.all[need], family), [_hop(
		"route", flow_routes.stay_between(from, to, family),
		{$"the local route of {_table_of(from)}"}, [],
	)]),
)

# To the internet, from one subnet.
outward(source, from, need) := array.concat(
	[_hop(
		"security groups of the source, out", egress.groups_let_out(source, need),
		_to_everything(flow.reach[need].egress[source], source),
		[changes.rule(need, "egress", source, "internet")],
	)],
	[_on_the_way(hop, from, needs.all[need]) | some hop in egress.hops(source, from, need)],
)

# From the internet, into one subnet.
inward(target, to, need, family) := array.concat(
	[
		_hop("route", exposure.routed(to), _direct_routes(to), ["route the subnet to an internet gateway"]),
		_hop("public address", exposure.addressed(target, to, family), {to}, ["give what runs there a public address"]),
		_acl_hop("ingress", to, "internet", family, needs.all[need], acl_hops.asked_request(needs.all[need])),
		_acl_hop("egress", to, "internet", family, needs.all[need], acl_hops.asked_answer(null)),
	],
	[_hop(
		"security groups of the target, in", exposure.groups_let_in(target, need, family),
		_to_everything(flow.reach[need].ingress[target], target),
		[changes.rule(need, "ingress", target, "internet")],
	)],
)

_hop(name, judged, deciders, change) := {
	"hop": name,
	"judged": judged,
	"decided_by": deciders,
	"change": {one | judged.value == values.no; some one in change},
}

_side := {"egress": "security groups of the source, out", "ingress": "security groups of the target, in"}

_groups(need, direction, own, peer, subnet, family) := _hop(
	_side[direction], judged,
	_deciding_rules(judged, reached, own, peer, subnet, family),
	[changes.rule(need, direction, own, peer)],
) if {
	reached := flow.reach[need][direction][own]
	judged := _groups_judged(reached, need, direction, own, peer, subnet, family)
}

_groups_judged(reached, need, direction, own, peer, subnet, family) := values.holds if {
	flow_groups.everywhere(reached, peer, family)
} else := flow_groups.in_subnet(reached, need, direction, own, peer, subnet, family)

# The rules for a group of the peer, else those for ranges; where none lets it through, the groups that lack one.
_deciding_rules(judged, reached, own, peer, subnet, family) := {values.named(group) | some group in interfaces.all[own].groups.possible} if {
	judged.value != values.yes
} else := by_group if {
	by_group := {_rule_name(match.rule) |
		some match in reached.matches
		flow_groups.holds_for(match, interfaces.all[own])
		count(flow_groups.peers_of(match.rule, "certain") & interfaces.all[peer].groups.certain) > 0
	}
	count(by_group) > 0
} else := {_rule_name(match.rule) |
	some match in reached.matches
	flow_groups.holds_for(match, interfaces.all[own])
	some range in ranges.of_family(match.rule.ranges, family)
	_meets(range, subnet, family)
}

_meets(range, subnet, family) if net.cidr_intersects(range, subnets.range(subnet, family))

_meets(range, _, family) if range == ranges.everything[family]

# The certain rules of an interface that reach beyond the VPC, or where there are none its groups.
_to_everything(reached, own) := rules if {
	rules := {_rule_name(match.rule) |
		some match in reached.matches
		flow_groups.holds_for(match, interfaces.all[own])
		some range in match.rule.ranges
		not ranges.private(range)
	}
	count(rules) > 0
} else := {values.named(group) | some group in interfaces.all[own].groups.possible}

# A rule by its address; one that AWS makes by its group.
_rule_name(rule) := $"{rule.address} ({trim_suffix(rule.path, ".")})" if {
	rule.path != ""
} else := values.names(rule.groups.certain) if {
	rule.address in {owner | some group in rule.groups.certain; owner := split(group, "#")[0]; owner != group}
} else := rule.address

_acls(_, subnet, subnet, _, _) := []

_acls(source, from, to, need, family) := [
	_acl_hop("egress", from, to, family, need, acl_hops.asked_request(need)),
	_acl_hop("ingress", to, from, family, need, acl_hops.asked_request(need)),
	_acl_hop("egress", to, from, family, need, acl_hops.asked_answer(acl_hops.clients(source))),
	_acl_hop("ingress", from, to, family, need, acl_hops.asked_answer(acl_hops.clients(source))),
] if {
	from != to
}

_direction_words := {"egress": "out", "ingress": "in"}

_acl_hop(direction, subnet, peer, family, need, asked) := _asked_of_acl(
	{
		"subnet": subnet, "direction": direction, "peer": peer, "asked": asked,
		"judged": acl_hops.passes(subnet, direction, family, peer, need, asked),
	},
	family,
	need,
)

_asked_of_acl(hop, family, need) := _hop(
	$"network ACL, {hop.asked.is} {_direction_words[hop.direction]}", hop.judged,
	_deciding_acl(hop.subnet, numbers),
	[changes.entry(hop.subnet, hop.direction, family, hop.peer, $"{needs.protocol(need)} {needs.ports(ports[0], ports[1])}", numbers)],
) if {
	ports := hop.asked.ports
	numbers := _numbers(hop.direction, hop.subnet, hop.peer, family, need, ports)
}

_numbers(direction, subnet, peer, family, need, ports) := acl_decisions.deciding(
	acl, direction, family,
	acl_hops.range_of(peer, family), need.protocol, ports,
) if {
	acl := network_acls.acl_of[subnet]
	not network_acls.unread[acl]
} else := set()

_deciding_acl(subnet, numbers) := {$"{values.named(network_acls.acl_of[subnet])}, entry {_number(number)}" | some number in numbers} if {
	count(numbers) > 0
} else := {values.named(acl)} if {
	acl := network_acls.acl_of[subnet]
} else := {$"the network ACL of {subnet}"}

_number(32767) := "* (no other matches)"

_number(number) := $"{number}" if number != 32767

_table_of(subnet) := values.named(table) if {
	table := routes.table_of[subnet]
} else := $"the route table of {subnet}"

# A hop of egress: by a route, or through the network ACL of the source's or the NAT gateway's subnet.
_on_the_way(hop, subnet, need) := _hop("route", hop.judged, _routes_out(hop.subnet), [changes.way_out(hop.subnet)]) if {
	not hop.asked
} else := object.union(shown, {"hop": $"{shown.hop}{_where(hop.subnet, subnet)}"}) if {
	shown := _asked_of_acl(hop, "ipv4", need)
}

_where(subnet, subnet) := ""

_where(nat_subnet, subnet) := " of the NAT gateway's subnet" if nat_subnet != subnet

_routes_out(subnet) := {route.address | some route in default_routes.of[subnet]} | ways_out.nat_gateways(subnet) if {
	default_routes.of[subnet]
} else := {_table_of(subnet)}

_direct_routes(subnet) := direct if {
	direct := default_routes.to_internet_gateway(subnet).related
	count(direct) > 0
} else := {_table_of(subnet)}
