# METADATA
# title: Destinations of routes
# description: >-
#   What a route is for: a range, or each range of a prefix list. A list whose ranges are not all known may hold a default route.
package eksgate.lib.route_destinations

import data.eksgate.lib.ranges
import data.eksgate.lib.security_groups
import data.eksgate.lib.values

_destination_names := ["cidr_block", "ipv6_cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block"]

# Each destination of a route with the argument that tells it: `null` is one that is not known.
of(resource, block, path) := known if {
	known := {{"destination": ranges.read(block[name]), "asked": name} | some name in _destination_names; block[name] != ""}
	count(known) > 0
} else := open if {
	open := {{"destination": null, "asked": name} | some name in _destination_names; values.unknown_at(resource, $"{path}{name}")}
	count(open) > 0
} else := {{"destination": destination, "asked": "destination_prefix_list_id"} |
	some destination in _listed(values.links(
		resource, $"{path}destination_prefix_list_id",
		values.single(block, "destination_prefix_list_id"),
	))
}

# The ranges of a route's prefix list: with `null` among them where it may hold others.
_listed(found) := destinations if {
	destinations := {ranges.read(range) | some id in found.certain; some range in security_groups.prefix_list_ranges[id]} | {null | _may_hold_others(found)}
	count(destinations) > 0
} else := {"a prefix list"}

_may_hold_others(found) if values.unsure(found)

_may_hold_others(found) if {
	some id in found.possible
	not security_groups.whole_list[id]
	not _of_a_service(id)
}

# A list that AWS keeps for one of its services holds neither a default route nor a part of a VPC.
_of_a_service(id) if input.resources.aws_prefix_list[id]

_of_a_service(id) if startswith(input.resources.aws_ec2_managed_prefix_list[id].values.name, "com.amazonaws.")
