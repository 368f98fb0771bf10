# METADATA
# title: Targets of routes
# description: >-
#   How many targets a route states. Terraform creates a route with one, and neither the provider's schema nor a plan refuses another
#   number in every case.
package eksgate.lib.route_targets

import data.eksgate.lib.routes
import data.eksgate.lib.values

_tables[address] := table if {
	some address, table in input.resources.aws_route_table
	table.mode == "managed"
}

_tables[address] := table if some address, table in input.resources.aws_default_route_table

# Judgements of each route that a resource states: one for an `aws_route`, one for each block of a table.
_judgements[address] contains _judgement(route, route.values, "") if {
	some address, route in input.resources.aws_route
	route.mode == "managed"
}

_judgements[address] contains _judgement(table, block, $"route.{index}.") if {
	some address, table in _tables
	some index, block in table.values.route
}

_judgements[address] contains values.judgement(
	values.maybe,
	$"the routes that {address} states are not known",
	set(), {$"{address}: route"},
) if {
	some address, table in _tables
	values.unknown_at(table, "route")
}

# One judgement for each resource that states routes.
one[address] := values.all_of(judgements) if some address, judgements in _judgements

_judgement(resource, block, path) := values.judgement(
	values.no,
	$"{_name(resource, path)} has {count(certain)} targets: {concat(", ", sort(certain))}",
	set(), set(),
) if {
	certain := _given(resource, block, path)
	count(certain) > 1
} else := values.judgement(values.no, $"{_name(resource, path)} has no target", set(), set()) if {
	count(_given(resource, block, path) | _perhaps(resource, block, path)) == 0
} else := values.judgement(
	values.maybe,
	$"whether {_name(resource, path)} has exactly one target is not known",
	set(), {$"{resource.address}: {path}{argument}" | some argument in perhaps},
) if {
	perhaps := _perhaps(resource, block, path)
	count(perhaps) > 0
} else := values.holds

_name(resource, "") := resource.address

_name(resource, path) := $"{trim_suffix(path, ".")} of {resource.address}" if path != ""

# The arguments that certainly name a target. A reference that may be one of several may be nothing too, as one side of a condition.
_given(resource, block, path) := {argument |
	some argument in routes.target_arguments
	_names(resource, block, path, argument)
}

_names(_, block, _, argument) if block[argument] != ""

_names(resource, _, path, argument) if {
	some reference in resource.edges[$"{path}{argument}"]
	reference.certainty == "exact"
}

_perhaps(resource, block, path) := {argument |
	some argument in routes.target_arguments
	not _names(resource, block, path, argument)
	values.unknown_at(resource, $"{path}{argument}")
}
