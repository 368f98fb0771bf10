# METADATA
# title: The address ranges of a VPC
# description: >-
#   Every range of a VPC, primary and secondary, each with how sure it is; what is not known about them; and subnets whose ranges overlap.
package eksgate.lib.vpc_addresses

import data.eksgate.lib.ranges
import data.eksgate.lib.values

_ranges[vpc] contains {"address": vpc, "range": resource.values.cidr_block, "certain": true} if {
	some vpc, resource in input.resources.aws_vpc
	ranges.valid(resource.values.cidr_block)
}

_associations contains {
	"address": address,
	"vpcs": values.links(association, "vpc_id", values.single(association.values, "vpc_id")),
	"range": values.argument(association, association.values, "cidr_block", "cidr_block", null),
} if {
	some address, association in input.resources.aws_vpc_ipv4_cidr_block_association
}

_ranges[vpc] contains {"address": association.address, "range": association.range, "certain": vpc in association.vpcs.certain} if {
	some vpc, _ in input.resources.aws_vpc
	some association in _associations
	values.may_mean(association.vpcs, vpc)
	ranges.valid(association.range)
}

# The IPv4 ranges that a VPC has or may have.
of(vpc) := object.get(_ranges, vpc, set())

# What is not known of them: a range that IPAM chooses, or ranges that a VPC which is not made here has beside.
_missing[vpc] contains $"{vpc}: cidr_block" if {
	some vpc, resource in input.resources.aws_vpc
	not _has_range(resource)
}

_missing[vpc] contains $"the secondary ranges of {vpc}" if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode != "managed"
}

_missing[vpc] contains $"{association.address}: cidr_block" if {
	some vpc, _ in input.resources.aws_vpc
	some association in _associations
	values.may_mean(association.vpcs, vpc)
	not ranges.valid(association.range)
}

_has_range(resource) if ranges.valid(resource.values.cidr_block)

missing(vpc) := object.get(_missing, vpc, set()) if {
	input.resources.aws_vpc[vpc]
} else := {$"the ranges of {vpc}"}

_places[address] := values.links(subnet, "vpc_id", values.single(subnet.values, "vpc_id")) if {
	some address, subnet in input.resources.aws_subnet
}

_ranges_of_subnet[address] contains range if {
	some address, subnet in input.resources.aws_subnet
	some name in ["cidr_block", "ipv6_cidr_block"]
	range := subnet.values[name]
	ranges.valid(range)
}

# Subnets that are, or may be, in a VPC, in the order of their addresses.
_members[vpc] contains address if {
	some vpc, _ in input.resources.aws_vpc
	some address, found in _places
	values.may_mean(found, vpc)
}

# Pairs of subnets in one VPC, one of them at least made here (AWS has refused others), whose ranges overlap. What a data source shows
# with the very range of another may be the same subnet.
_overlaps[vpc] contains {"one": one, "other": other, "range": range, "other_range": other_range, "certain": certain} if {
	some vpc, members in _members
	some one in members
	some range in _ranges_of_subnet[one]
	some other in members
	one < other
	"managed" in {input.resources.aws_subnet[one].mode, input.resources.aws_subnet[other].mode}
	some other_range in _ranges_of_subnet[other]
	net.cidr_intersects(range, other_range)
	not _may_be_one(one, range, other, other_range)
	certain := min({vpc in _places[one].certain, vpc in _places[other].certain})
}

_may_be_one(one, range, other, range) if {
	"data" in {input.resources.aws_subnet[one].mode, input.resources.aws_subnet[other].mode}
}

# Whether the subnets of a VPC are apart from each other.
_subnets_apart[vpc] := values.all_of({_overlap(each) | some each in object.get(_overlaps, vpc, set())} | {_not_known(vpc, open) |
	open := _open(vpc)
	count(open) > 0
}) if {
	some vpc, _ in input.resources.aws_vpc
}

subnets_apart(vpc) := _subnets_apart[vpc]

_overlap(each) := values.judgement(
	_sureness[each.certain],
	$"{each.one} ({each.range}) and {each.other} ({each.other_range}) overlap",
	{each.one, each.other}, {$"{address}: vpc_id" | some address in [each.one, each.other]; not each.certain},
)

_sureness := {true: values.no, false: values.maybe}

_open(vpc) := {$"{address}: cidr_block" |
	count(_members[vpc]) > 1
	some address in _members[vpc]
	subnet := input.resources.aws_subnet[address]
	not _has_range(subnet)
	not subnet.values.ipv6_native == true
	_beside_one_made_here(vpc, address)
}

_beside_one_made_here(vpc, address) if {
	some other in _members[vpc]
	"managed" in {input.resources.aws_subnet[other].mode, input.resources.aws_subnet[address].mode}
}

_not_known(vpc, open) := values.judgement(values.maybe, $"not all ranges of the subnets in {vpc} are known", {vpc}, open)
