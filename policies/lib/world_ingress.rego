# METADATA
# title: Ingress from the world
# description: >-
#   Whether the rules of a security group together let the internet in on some port. Which rules hold for a port changes only where one
#   of them begins, so that it is enough to look there.
package eksgate.lib.world_ingress

import data.eksgate.lib.carried_groups
import data.eksgate.lib.clusters
import data.eksgate.lib.group_rules
import data.eksgate.lib.ranges
import data.eksgate.lib.security_groups
import data.eksgate.lib.values

# By group that something carries: whether it is closed to the world.
_closed[group] := _judgement(group) if some group, _ in carried_groups.possible

closed := _closed

_judgement(group) := values.judgement(values.no, _why(group, opened), opened.rules, set()) if {
	opened := _first(_certain_openings(group))
} else := values.judgement(
	values.maybe,
	$"whether {values.named(group)} lets the internet in is not known",
	_unsure_rules(group), missing,
) if {
	missing := _doubts(group)
	count(missing) > 0
} else := values.holds

_first(openings) := sort(openings)[0]

_why(group, opened) := $"{values.named(group)} lets {opened.what} in from {concat(", ", sort(opened.ranges))} ({concat(", ", sort(opened.rules))})"

# The rules of each group that let ranges in: rules for groups alone open nothing to the internet.
_certain[group][id] := rule if {
	some group, _ in carried_groups.possible
	some id, rule in group_rules.certain("ingress", group)
	_opening[id]
}

_possible[group][id] := rule if {
	some group, _ in carried_groups.possible
	some id, rule in group_rules.possible("ingress", group)
	_opening[id]
}

_certain_rules := _certain

_possible_rules := _possible

_from_ranges contains id if {
	some id, rule in group_rules.by_id.ingress
	count(rule.ranges | _unknown_ranges(rule)) > 0
}

_opening := _from_ranges

# What is not known of the ranges of a rule. Those of a VPC or subnet, whose values AWS may give later, are never the internet.
_unknown_ranges(rule) := (rule.open_ranges - _bounded) | {$"{rule.address}: {range}, which is no CIDR range" |
	some range in rule.ranges
	not ranges.valid(range)
}

_of_networks contains missing if {
	some rule in group_rules.by_id.ingress
	some missing in rule.open_ranges
	references := clusters.resource(rule.address).edges[trim_prefix(missing, $"{rule.address}: ")]
	every reference in references {
		_means_networks(reference)
	}
}

_bounded := _of_networks

_means_networks(reference) if {
	reference.certainty != "unknown"
	every edge in reference.targets {
		edge.type in {"aws_vpc", "aws_subnet"}
		edge.attribute in {"cidr_block", "ipv6_cidr_block"}
	}
}

# Where a rule begins: the protocol and port (of ICMP, type and code) to look at.
_begins(rule) := {"id": $"{rule.address} {rule.path}", "protocol": rule.protocol, "from": rule.from, "to": rule.to}

_certain_openings(group) := {{"what": _label(at), "ranges": open, "rules": rules} |
	some rule in _certain_rules[group]
	at := _begins(rule)
	_discovery(at) == values.no
	holding := [other | some id, other in _certain_rules[group]; _holds_at(id, other, at) == values.yes]
	open := {range | some other in holding; some range in other.ranges}
	ranges.world(open)
	rules := {other.address | some other in holding}
}

# What is not known that could open the group.
_doubts(group) := {$"the ingress rules of {values.named(group)}" |
	security_groups.unread(group, "ingress")
} | union({missing |
	some rule in object.get(_possible_rules, group, {})
	missing := _doubts_at(group, _begins(rule))
})

_doubts_at(group, at) := set() if {
	_discovery(at) == values.yes
} else := union({_doubt(group, id, other) | some id, other in holding}) if {
	holding := {id: other | some id, other in _possible_rules[group]; _holds_at(id, other, at) != values.no}
	_may_be_world(holding)
} else := set()

_may_be_world(rules) if ranges.world({range | some rule in rules; some range in rule.ranges})

_may_be_world(rules) if {
	some rule in rules
	count(_unknown_ranges(rule)) > 0
}

_doubt(group, id, rule) := ((_unknown_ranges(rule) | rule.groups.missing) | {$"whether {rule.address} is a rule of {values.named(group)}" |
	not _certain_rules[group][id]
}) | {$"{rule.address}: {rule.path}{name}" |
	some name, value in {"protocol": rule.protocol, "from_port": rule.from, "to_port": rule.to}
	value == null
}

_unsure_rules(group) := {rule.address | some rule in object.get(_possible_rules, group, {})}

# Whether a rule holds where another begins. Where it begins itself it always does.
_holds_at(id, rule, at) := values.yes if {
	id == at.id
} else := values.yes if {
	rule.protocol == "-1"
} else := values.maybe if {
	null in {rule.protocol, at.protocol}
} else := values.no if {
	rule.protocol != at.protocol
} else := _covers_port(rule, at) if {
	rule.protocol in {"6", "17"}
} else := _covers_type(rule, at) if {
	rule.protocol in {"1", "58"}
} else := values.yes

_covers_port(rule, at) := values.maybe if {
	null in {rule.from, rule.to, at.from}
} else := values.yes if {
	rule.from <= at.from
	at.from <= rule.to
} else := values.no

# Of ICMP, -1 is any type or code.
_covers_type(rule, at) := values.maybe if {
	null in {rule.from, rule.to, at.from, at.to}
} else := values.yes if {
	rule.from in {-1, at.from}
	rule.to in {-1, at.to}
} else := values.no

# The messages by which a sender learns how large a packet may be, as type and code: without them connections stall.
_discovery_messages := {"1": {"from": 3, "to": 4}, "58": {"from": 2, "to": 0}}

_discovery(at) := values.no if {
	every protocol, message in _discovery_messages {
		not _may_be_message(at, protocol, message)
	}
} else := values.maybe if {
	null in {at.protocol, at.from, at.to}
} else := values.yes

_may_be_message(at, protocol, message) if {
	at.protocol in {protocol, null}
	at.from in {message.from, null}
	at.to in {message.to, null}
}

_names := {"6": "tcp", "17": "udp", "1": "ICMP", "58": "ICMPv6"}

_label(at) := "all traffic" if {
	at.protocol == "-1"
} else := "traffic of a protocol that is not known" if {
	at.protocol == null
} else := $"{name} on ports that are not known" if {
	null in {at.from, at.to}
	name := object.get(_names, at.protocol, $"protocol {at.protocol}")
} else := $"{_names[at.protocol]} {at.from}" if {
	at.protocol in {"6", "17"}
	at.from == at.to
} else := $"{_names[at.protocol]} {at.from}-{at.to}" if {
	at.protocol in {"6", "17"}
} else := $"{_names[at.protocol]} of type {at.from} and code {at.to}" if {
	at.protocol in {"1", "58"}
} else := $"protocol {at.protocol}"
