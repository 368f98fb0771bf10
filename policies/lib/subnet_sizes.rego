# METADATA
# title: Sizes of subnets
# description: How many IPv4 addresses of a subnet can be used. AWS keeps the first four and the last of every subnet.
package eksgate.lib.subnet_sizes

import data.eksgate.lib.ranges
import data.eksgate.lib.values

_kept_by_aws := 5

# Undefined where the range of a subnet is not known, as where IPAM chooses it.
_usable[subnet] := size - _kept_by_aws if {
	some subnet, resource in input.resources.aws_subnet
	range := resource.values.cidr_block
	ranges.valid(range)
	ranges.family(range) == "ipv4"
	size := bits.lsh(1, 32 - ranges.prefix_length(range))
}

# A subnet for IPv6 alone has none.
_usable[subnet] := 0 if {
	some subnet, resource in input.resources.aws_subnet
	not resource.values.cidr_block
	resource.values.ipv6_native == true
}

usable := _usable

# What is to be said where it is not known.
not_known(subnet) := values.judgement(
	values.maybe,
	$"the IPv4 range of {subnet} is not known",
	{subnet}, {$"{subnet}: cidr_block"},
)

# A size in words.
words(subnet) := $"{subnet} has {usable[subnet]} usable IPv4 addresses ({input.resources.aws_subnet[subnet].values.cidr_block})" if {
	usable[subnet] > 0
}

words(subnet) := $"{subnet} has no usable IPv4 addresses" if usable[subnet] <= 0
