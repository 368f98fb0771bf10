# METADATA
# title: The rules of each security group
# description: >-
#   Which rules a security group has and which it may have, whatever states them, by an id for each rule: sets of whole rules would
#   be compared rule by rule.
package eksgate.lib.group_rules

import data.eksgate.lib.security_groups

_by_id[direction][$"{rule.address} {rule.path}"] := rule if {
	some direction, rules in security_groups.rules
	some rule in rules
}

by_id := _by_id

_certain[direction][group] contains id if {
	some direction, rules in by_id
	some id, rule in rules
	some group in rule.groups.certain
}

_possible[direction][group] contains id if {
	some direction, rules in by_id
	some id, rule in rules
	some group in rule.groups.possible
}

_loose[direction] contains id if {
	some direction, rules in by_id
	some id, rule in rules
	rule.groups.open
}

_certain_ids := _certain

_possible_ids := _possible

_loose_ids := _loose

# The rules that a group certainly has, and those that it has or may have, by their ids.
certain(direction, group) := {id: by_id[direction][id] | some id in object.get(_certain_ids, [direction, group], set())}

possible(direction, group) := {id: by_id[direction][id] | some id in ids} if {
	ids := object.get(_possible_ids, [direction, group], set()) | object.get(_loose_ids, direction, set())
}

# Whether a rule is a resource of its own, not a block inside a group. Those that AWS makes belong to no group that is a resource.
is_resource(rule) if rule.path == ""
