# METADATA
# title: Subnets and their zones, ranges and VPCs
package eksgate.lib.subnets

import data.eksgate.lib.ranges
import data.eksgate.lib.values

# The range of a subnet; undefined where it is not known.
range(subnet, family) := _range[subnet][family]

_range[address].ipv4 := range if {
	some address, subnet in input.resources.aws_subnet
	range := subnet.values.cidr_block
	ranges.valid(range)
}

_range[address].ipv6 := range if {
	some address, subnet in input.resources.aws_subnet
	range := subnet.values.ipv6_cidr_block
	ranges.valid(range)
}

_vpc[address] := vpc if {
	some address, subnet in input.resources.aws_subnet
	vpc := values.target(subnet, "vpc_id", values.single(subnet.values, "vpc_id"))
}

vpc := _vpc

vpc_made_here(id) if input.resources.aws_vpc[id].mode == "managed"

# Known ranges of each VPC of this input.
_ranges[id] contains range if {
	some id, resource in input.resources.aws_vpc
	range := resource.values.cidr_block
	ranges.valid(range)
}

_ranges[id] contains range if {
	some id, resource in input.resources.aws_vpc
	range := resource.values.ipv6_cidr_block
	ranges.valid(range)
}

_ranges[id] contains range if {
	some association in input.resources.aws_vpc_ipv4_cidr_block_association
	range := association.values.cidr_block
	ranges.valid(range)
	some id in values.links(association, "vpc_id", values.single(association.values, "vpc_id")).certain
}

vpc_ranges := _ranges

# What tells one zone from another: its name, its id, or the element of a data source that names it. Only zones told in the
# same way can be told apart.
_zone[address] := _told_zone(subnet) if some address, subnet in input.resources.aws_subnet

_told_zone(subnet) := {"by": "name", "zone": name} if {
	name := subnet.values.availability_zone
} else := {"by": "id", "zone": id} if {
	id := subnet.values.availability_zone_id
} else := {"by": $"{edge.to}.{list}", "zone": reference.reference} if {
	count(subnet.edges.availability_zone) == 1
	some reference in subnet.edges.availability_zone
	reference.certainty == "exact"
	[edge] = reference.targets
	list := split(edge.attribute, ".")[0]
	regex.match(`^data\.aws_availability_zones\.[^.]+\.(names|zone_ids)\[[0-9]+\]$`, reference.reference)
}

zone := _zone

# Whether two subnets lie in one zone.
same_zone(one, other) := values.maybe if {
	not _comparable(one, other)
} else := values.yes if {
	zone[one].zone == zone[other].zone
} else := values.no

_comparable(one, other) if zone[one].by == zone[other].by

# How many zones subnets certainly lie in.
certain_zones(subnets) := max(array.concat([0], [count({zone[subnet].zone | some subnet in subnets; zone[subnet].by == by}) |
	some by in {known.by | some known in zone}
]))
