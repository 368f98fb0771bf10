# METADATA
# title: Flows through security groups
# description: >-
#   What the security groups of an interface let out and in: by the groups that the other interface has, or by ranges that hold the whole of
#   its subnet.
package eksgate.lib.flow_groups

import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.ranges
import data.eksgate.lib.security_groups
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# What the groups of an interface let through for a need in a direction: the peers and ranges of the rules that certainly hold
# for it, and of those that may.
_reach[need][direction][id] := reached(possible, id, direction) if {
	some need, _ in needs.all
	some direction in ["ingress", "egress"]
	some id, interface in interfaces.all
	matches := object.get(security_groups.matching, [need, direction], {})
	ids := union({object.get(_ids_by_group, [need, direction, group], set()) |
		some group in interface.groups.possible
	}) | object.get(_ids_of_any, [need, direction], set())
	possible := [matches[id] | some id in ids]
}

reach := _reach

# The same from the rules that may match, each with how sure that is. What the certain ranges hold is found out once for all that may lie
# there: the families of which they hold everything, and the subnets of the same VPC that they hold.
reached(possible, id, direction) := {
	"certain_peers": union({peers_of(match.rule, "certain") | some match in certain}),
	"possible_peers": union({peers_of(match.rule, "possible") | some match in possible}),
	"certain_ranges": certain_ranges,
	"possible_ranges": union({match.rule.ranges | some match in possible}),
	"everything": {family | some family, whole in ranges.everything; ranges.cover(ranges.of_family(certain_ranges, family), whole)},
	"covered": _covered(certain_ranges, id),
	"missing": (union({_missing(match) | some match in possible}) | _unread(interfaces.all[id], direction)),
	"unsure": union({match.rule.groups.missing | some match in possible}),
	"rules": {match.rule.address | some match in possible},
	"matches": possible,
} if {
	certain := [match |
		some match in possible
		holds_for(match, interfaces.all[id])
	]
	certain_ranges := union({match.rule.ranges | some match in certain})
}

_covered(some_ranges, id) := {"ipv4": set(), "ipv6": set()} if {
	count(some_ranges) == 0
} else := {family: covered |
	some family, _ in ranges.everything
	of_family := ranges.of_family(some_ranges, family)
	covered := {subnet | some subnet in _near[id]; ranges.cover(of_family, subnets.range(subnet, family))}
}

# The subnets of the VPC of an interface.
_near[id] contains subnet if {
	some id, interface in interfaces.all
	some vpc in {subnets.vpc[own] | some own in interface.subnets.possible}
	some subnet in _subnets_of[vpc]
}

_subnets_of[vpc] contains subnet if some subnet, vpc in subnets.vpc

# Whether a rule that may match certainly does, for the groups that an interface certainly has.
holds_for(match, interface) if {
	match.value == values.yes
	count(match.rule.groups.certain & interface.groups.certain) > 0
}

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

# The groups that a rule is for.
peers_of(rule, sureness) := rule.peers[sureness] | rule.groups[sureness] if rule.self == true

peers_of(rule, sureness) := rule.peers[sureness] if rule.self == false

peers_of(rule, "certain") := rule.peers.certain if rule.self == null

peers_of(rule, "possible") := rule.peers.possible | rule.groups.possible if rule.self == null

# What about a rule is not known, so that it may let more through than it certainly does. Which group it is for says that of a rule for its
# own group alone: of any other, what it may let through is among what is possible.
_missing(match) := ((match.rule.peers.missing | match.rule.open_ranges) | {missing |
	match.rule.self in {true, null}
	some missing in match.rule.groups.missing
}) | {$"{match.rule.address}: {match.rule.path}from_port" | match.value == values.maybe}

_unread(interface, direction) := interface.groups.missing | {$"the {direction} rules of {group}" |
	some group in interface.groups.possible
	security_groups.unread(group, direction)
}

_way := {"egress": "out to", "ingress": "in from"}

# Whether the groups of an interface (`own`) let a need through to or from all of a peer's subnets.
pass(need, direction, own, peer, family) := passes(reach[need][direction][own], need, direction, own, peer, family)

# The same by what was reached.
passes(reached, need, direction, own, peer, family) := values.holds if {
	everywhere(reached, peer, family)
} else := values.holds if {
	count(interfaces.all[peer].subnets.possible - reached.covered[family]) == 0
} else := values.of_all(interfaces.all[peer].subnets, {subnet: in_subnet(reached, need, direction, own, peer, subnet, family) |
	some subnet in interfaces.all[peer].subnets.possible
})

# Whether they let it through whatever the subnet.
everywhere(reached, peer, family) if {
	count(reached.certain_peers & interfaces.all[peer].groups.certain) > 0
} else if {
	family in reached.everything
}

in_subnet(reached, need, direction, own, peer, subnet, family) := values.holds if {
	ranges.cover(
		ranges.of_family(reached.certain_ranges, family),
		subnets.range(subnet, family),
	)
} else := values.judgement(
	values.maybe,
	$"whether the security groups of {words[own]} let {need} {_way[direction]} {interfaces.all[peer].label} in {subnet} is not known",
	((interfaces.all[own].groups.possible | interfaces.all[peer].groups.possible) | {subnet}),
	doubts,
) if {
	doubts := _doubts(reached, interfaces.all[peer], subnet, family)
	count(doubts) > 0
} else := values.judgement(
	values.no,
	$"no {direction} rule of the security groups of {words[own]} lets {need} {_way[direction]} {words[peer]} in {subnet}",
	((interfaces.all[own].groups.possible | interfaces.all[peer].groups.possible) | {subnet}),
	set(),
)

# What an interface is called with its groups, put into words once.
_words[id] := $"{interface.label} ({values.names(interface.groups.possible)})" if some id, interface in interfaces.all

words := _words

# What is not known that could let the traffic through.
_doubts(reached, peer, subnet, family) := (reached.missing | applying) | {missing | count(applying) > 0; some missing in reached.unsure} if {
	applying := _applying(reached, peer, subnet, family)
}

# Rules that are possible, and would let it through.
_applying(reached, peer, subnet, family) := (({$"which security group is meant: {values.names(both)}" |
	both := reached.possible_peers & peer.groups.possible
	count(both) > 0
} | {missing |
	count(reached.possible_peers) > 0
	some missing in peer.groups.missing
}) | {$"which rule applies: {values.names(reached.rules)}" |
	ranges.cover(ranges.of_family(reached.possible_ranges, family), subnets.range(subnet, family))
}) | {$"{subnet}: {_range_argument[family]}" |
	not subnets.range(subnet, family)
	count(ranges.of_family(reached.possible_ranges, family)) > 0
}

_range_argument := {"ipv4": "cidr_block", "ipv6": "ipv6_cidr_block"}
