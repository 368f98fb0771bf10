# METADATA
# title: Repeated rules of a security group
# description: >-
#   Which rules of a group say the same thing twice: same direction, protocol, ports and source, in whatever encoding. AWS refuses the
#   second one.
package eksgate.lib.repeated_rules

import data.eksgate.lib.clusters
import data.eksgate.lib.group_rules
import data.eksgate.lib.values

# What a rule says, in a form that can be compared: protocol and ports, `null` where not known, and its sources.
_said[direction][id] := {
	"address": rule.address,
	"stated": trim_space($"{rule.address} {trim_suffix(rule.path, ".")}"),
	"block": _block(rule, direction),
	"ports": _ports(rule),
	"certain": _sources(rule, "certain"),
	"possible": _sources(rule, "possible"),
	"open": _open(rule),
} if {
	some direction, rules in group_rules.by_id
	some id, rule in rules
}

# Only these protocols have ports, or types and codes.
_ports(rule) := [null, null, null] if {
	rule.protocol == null
} else := [rule.protocol, rule.from, rule.to] if {
	rule.protocol in {"6", "17", "1", "58"}
} else := [rule.protocol]

# The block inside a group that states a rule; `null` for a rule that is a resource.
_block(rule, direction) := block if {
	at := to_number(split(rule.path, ".")[1])
	block := clusters.resource(rule.address).values[direction][at]
} else := null

_sources(rule, sureness) := (({$"range {lower(range)}" | some range in rule.cidrs} | {$"group {group}" |
	some group in rule.peers[sureness]
}) | {$"list {list}" |
	some list in rule.lists[sureness]
}) | {$"group {group}" |
	rule.self in _selves[sureness]
	some group in rule.groups[sureness]
}

_selves := {"certain": {true}, "possible": {true, null}}

# The kinds of sources of which a rule may have more than are known.
_open(rule) := ({"group" | rule.peers.open} | {"list" | rule.lists.open}) | {"range" |
	some missing in rule.open_ranges
	not startswith(missing, "prefix list ")
	not missing in rule.lists.missing
}

said := _said

# The pairs of a group's rules that say the same thing, or may do.
pairs_of(group) := {_pair(one, other, {one_id, other_id} - certain) |
	some direction, rules in said
	ids := [id | some id, _ in group_rules.possible(direction, group)]
	certain := object.keys(group_rules.certain(direction, group))
	some at, one_id in ids
	some other_id in array.slice(ids, at + 1, count(ids))
	one := rules[one_id]
	other := rules[other_id]
	not _differ(one.ports, other.ports)
	_may_share_source(one, other)
	not _one_block(one, other)
}

_differ(some_ports, other_ports) if {
	some position, number in some_ports
	not null in {number, other_ports[position]}
	number != other_ports[position]
}

_may_share_source(one, other) if count(one.possible & other.possible) > 0

_may_share_source(one, other) if count(one.open & _kinds(other)) > 0

_may_share_source(one, other) if count(other.open & _kinds(one)) > 0

_kinds(rule) := rule.open | {split(source, " ")[0] | some source in rule.possible}

# Blocks that are the same throughout are one to Terraform.
_one_block(one, other) if object.remove(one, ["stated"]) == object.remove(other, ["stated"])

# `unsure` are those of the two that the group may turn out not to have.
_pair(one, other, unsure) := {
	"rules": {one.stated, other.stated},
	"addresses": {one.address, other.address},
	"value": _value(one, other, unsure),
}

_value(one, other, unsure) := values.no if {
	count(unsure) == 0
	not null in one.ports
	not null in other.ports
	count(one.certain & other.certain) > 0
} else := values.maybe
