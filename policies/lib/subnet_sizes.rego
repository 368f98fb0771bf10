# METADATA
# title: Sizes of subnets
# description: How many IPv4 addresses of a subnet can be used. AWS keeps the first four and the last of every subnet.
package eksgate.lib.subnet_sizes

import data.eksgate.lib.ranges
import data.eksgate.lib.values

_kept_by_aws := 5

# Undefined where the range of a subnet is not known, as where IPAM chooses it. A subnet for IPv6 alone has none.
_usable[subnet] := _size(resource.values) if some subnet, resource in input.resources.aws_subnet

_size(given) := max([0, bits.lsh(1, 32 - ranges.prefix_length(given.cidr_block)) - _kept_by_aws]) if {
	ranges.family(given.cidr_block) == "ipv4"
} else := 0 if {
	given.ipv6_native == true
}

usable := _usable

# What is to be said where it is not known.
not_known(subnet) := values.judgement(
	values.maybe,
	$"the IPv4 range of {subnet} is not known",
	{subnet}, {$"{subnet}: cidr_block"},
)

# A size in words.
words(subnet) := $"{subnet} has {usable[subnet]} usable IPv4 addresses ({range})" if {
	range := input.resources.aws_subnet[subnet].values.cidr_block
} else := $"{subnet} has no usable IPv4 addresses"
