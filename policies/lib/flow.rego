# METADATA
# title: Flows
# description: >-
#   Whether traffic flows from one set of interfaces to another: the source's groups let it out, the target's let it in, the network
#   ACLs of their subnets pass request and answer, and a route leads there.
package eksgate.lib.flow

import data.eksgate.lib.acl_hops
import data.eksgate.lib.clusters
import data.eksgate.lib.interfaces
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.security_groups
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# What the groups of an interface let through for a need in a direction: the peers and ranges of the rules that certainly hold
# for it, and of those that may.
_reach[need][direction][carrier] := {
	"certain_peers": union({_peers(match.rule, "certain") | some match in certain}),
	"possible_peers": union({_peers(match.rule, "possible") | some match in possible}),
	"certain_ranges": union({match.rule.ranges | some match in certain}),
	"possible_ranges": union({match.rule.ranges | some match in possible}),
	"missing": (union({_missing(match, interface) | some match in possible}) | _unread(interface, direction)),
	"rules": {match.rule.address | some match in possible},
} if {
	some need, _ in security_groups.needs
	some direction in ["ingress", "egress"]
	some carrier, interface in interfaces.all
	matches := object.get(security_groups.matching, [need, direction], {})
	ids := union({object.get(_ids_by_group, [need, direction, group], set()) |
		some group in interface.groups.possible
	}) | object.get(_ids_of_any, [need, direction], set())
	possible := [matches[id] | some id in ids]
	certain := [match |
		some match in possible
		match.value == values.yes
		count(match.rule.groups.certain & interface.groups.certain) > 0
	]
}

reach := _reach

# The matching rules by the group that they may belong to, and those that may belong to any.
_ids_by_group[need][direction][group] contains id if {
	some need, directions in security_groups.matching
	some direction, matches in directions
	some id, match in matches
	some group in match.rule.groups.possible
}

_ids_of_any[need][direction] contains id if {
	some need, directions in security_groups.matching
	some direction, matches in directions
	some id, match in matches
	match.rule.groups.open
}

_peers(rule, sureness) := rule.peers[sureness] | rule.groups[sureness] if rule.self == true

_peers(rule, sureness) := rule.peers[sureness] if rule.self == false

_peers(rule, "certain") := rule.peers.certain if rule.self == null

_peers(rule, "possible") := rule.peers.possible | rule.groups.possible if rule.self == null

# What about a rule is not known, so that it may let more through than it certainly does.
_missing(match, _) := (match.rule.peers.missing | match.rule.open_ranges) | _missing_match(match)

_missing_match(match) := match.rule.groups.missing if match.value == values.yes

_missing_match(match) := match.rule.groups.missing | {$"{match.rule.address}: {match.rule.path}from_port"} if {
	match.value == values.maybe
}

_unread(interface, direction) := interface.groups.missing | {$"the {direction} rules of {group}" |
	some group in interface.groups.possible
	security_groups.unread(group, direction)
}

# Whether a need is met from one interface to another: the first hop that does not let it through, or that it holds.
between(source, target, need) := judged if {
	judgements := [_in_family(source, target, need, family) | some family in sort(clusters.families(interfaces.all[source].cluster))]
	judged := _together(judgements)
}

# Where a cluster uses both families, one that works beside one that does not is no proof of either.
_together(judgements) := values.first_worst(judgements) if count({judgement.value | some judgement in judgements}) == 1

_together(judgements) := object.union(worst, {"value": values.maybe}) if {
	count({judgement.value | some judgement in judgements}) > 1
	worst := values.first_worst(judgements)
}

_in_family(source, target, need, family) := values.first_worst([
	subnets_known(source),
	subnets_known(target),
	_one_vpc(source, target),
	_groups_pass(need, "egress", source, target, family),
	_groups_pass(need, "ingress", target, source, family),
	_acls_pass(source, target, security_groups.needs[need], family),
	_routes_stay(source, target, family),
])

subnets_known(id) := values.judgement(
	values.maybe,
	$"the subnets of {interfaces.all[id].label} are not all known",
	set(), missing,
) if {
	missing := _subnet_doubts(interfaces.all[id].subnets)
	count(missing) > 0
} else := values.judgement(
	values.maybe,
	$"the subnets of {interfaces.all[id].label} are not told",
	set(), {$"the subnets of {interfaces.all[id].label}"},
) if {
	count(interfaces.all[id].subnets.possible) == 0
} else := values.holds

_one_vpc(source, target) := values.judgement(
	values.maybe,
	$"{interfaces.all[source].label} and {interfaces.all[target].label} are in different VPCs ({concat(", ", sort(vpcs))}), and whether these are connected is not known",
	vpcs, {"what connects the VPCs"},
) if {
	vpcs := {subnets.vpc[subnet] | some id in [source, target]; some subnet in interfaces.all[id].subnets.possible}
	count(vpcs) > 1
} else := values.holds

_subnet_doubts(links) := links.missing | {$"which of {values.names(links.possible)} is meant" | links.possible != links.certain}

_way := {"egress": "out to", "ingress": "in from"}

# Whether the groups of an interface (`own`) let a need through to or from all of a peer's subnets.
_groups_pass(need, direction, own, peer, family) := values.holds if {
	count(reach[need][direction][own].certain_peers & interfaces.all[peer].groups.certain) > 0
} else := values.holds if {
	ranges.cover(
		ranges.of_family(reach[need][direction][own].certain_ranges, family),
		ranges.everything[family],
	)
} else := values.all_of({_ranges_pass(need, direction, own, peer, subnet, family) |
	some subnet in interfaces.all[peer].subnets.possible
})

_ranges_pass(need, direction, own, peer, subnet, family) := values.holds if {
	ranges.cover(
		ranges.of_family(reach[need][direction][own].certain_ranges, family),
		subnets.range(subnet, family),
	)
} else := values.judgement(
	values.maybe,
	$"whether the security groups of {interfaces.all[own].label} ({_group_names(own)}) let {need} {_way[direction]} {interfaces.all[peer].label} in {subnet} is not known",
	((interfaces.all[own].groups.possible | interfaces.all[peer].groups.possible) | {subnet}),
	doubts,
) if {
	doubts := _doubts(reach[need][direction][own], interfaces.all[peer], subnet, family)
	count(doubts) > 0
} else := values.judgement(
	values.no,
	$"no {direction} rule of the security groups of {interfaces.all[own].label} ({_group_names(own)}) lets {need} {_way[direction]} {interfaces.all[peer].label} ({_group_names(peer)}) in {subnet}",
	((interfaces.all[own].groups.possible | interfaces.all[peer].groups.possible) | {subnet}),
	set(),
)

_group_names(id) := values.names(interfaces.all[id].groups.possible)

# What is not known that could let the traffic through.
_doubts(reached, peer, subnet, family) := (((reached.missing | {$"which security group is meant: {values.names(both)}" |
	both := reached.possible_peers & peer.groups.possible
	count(both) > 0
}) | {missing |
	count(reached.possible_peers) > 0
	some missing in peer.groups.missing
}) | {$"which rule applies: {values.names(reached.rules)}" |
	ranges.cover(ranges.of_family(reached.possible_ranges, family), subnets.range(subnet, family))
}) | {$"{subnet}: {_range_argument[family]}" |
	not subnets.range(subnet, family)
	count(ranges.of_family(reached.possible_ranges, family)) > 0
}

_range_argument := {"ipv4": "cidr_block", "ipv6": "ipv6_cidr_block"}

# Between different subnets, the ACLs pass the request on its port and the answer to the client's.
_acls_pass(source, target, need, family) := values.holds if {
	_open_everywhere[source]
	_open_everywhere[target]
} else := values.all_of({_pair_passes(from, to, need, family, acl_hops.clients(source)) |
	some from in interfaces.all[source].subnets.possible
	some to in interfaces.all[target].subnets.possible
	from != to
})

# Interfaces whose subnets all have ACLs that let everything through.
_open_everywhere contains id if {
	some id, interface in interfaces.all
	every subnet in interface.subnets.possible {
		acl_hops.passes_everything(subnet)
	}
}

_pair_passes(from, to, need, family, clients) := values.first_worst([
	acl_hops.request(from, "egress", family, to, need),
	acl_hops.request(to, "ingress", family, from, need),
	acl_hops.answer(to, "egress", family, from, need, clients),
	acl_hops.answer(from, "ingress", family, to, need, clients),
])

# Inside one VPC a route exists always, unless one within the VPC's own range leads elsewhere.
_routes_stay(source, target, family) := values.all_of({_detour(route, from, to) |
	some pair in {[source, target], [target, source]}
	some from in interfaces.all[pair[0]].subnets.possible
	some route in _detours[from]
	_of_family(route.destination, family)
	some to in interfaces.all[pair[1]].subnets.possible
	_touches(route.destination, to, family)
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
	ranges.valid(destination)
	some range in subnets.vpc_ranges[vpc]
	ranges.family(range) == ranges.family(destination)
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
