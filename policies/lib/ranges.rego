# METADATA
# title: Address ranges
# description: >-
#   What a set of CIDR ranges covers. Two ranges are always nested or apart, so sizes of the outermost ones can be added up. Only text
#   that is `valid` may come here: whoever reads a range from the input takes any other for one that is not known.
package eksgate.lib.ranges

everything := {"ipv4": "0.0.0.0/0", "ipv6": "::/0"}

family(range) := "ipv6" if contains(range, ":")

family(range) := "ipv4" if not contains(range, ":")

# IPv6 ranges that stand for IPv4 ones (`::ffff:…`) are left out: engines differ in what family they are of.
valid(range) if {
	regex.match(`^([0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*)/(0|[1-9][0-9]{0,2})$`, range)
	not regex.match(`^[0:]*:[fF]{4}:`, range)
	net.cidr_contains(range, range)
}

# The range of a value as the input gives it: `null` where it is no range.
read(text) := text if valid(text)

read(text) := null if not valid(text)

prefix_length(range) := to_number(split(range, "/")[1])

of_family(ranges, wanted) := {range | some range in ranges; family(range) == wanted}

# The ranges that lie in no other one. Two spellings of one range count once.
_outermost(ranges) := {range |
	some range in ranges
	not _covered_by_another(range, ranges)
}

_covered_by_another(range, ranges) if {
	some other in ranges
	net.cidr_contains(other, range)
	_precedes(other, range)
}

_precedes(other, range) if not net.cidr_contains(range, other)

_precedes(other, range) if other < range

# Whether ranges of one family hold a whole range between them.
cover(ranges, whole) if {
	some range in ranges
	net.cidr_contains(range, whole)
}

cover(ranges, whole) if {
	inside := {range | some range in ranges; net.cidr_contains(whole, range)}
	_sum_of_shares(inside, prefix_length(whole)) == 281474976710656
}

# How much of a whole the ranges of a prefix length so much longer than its own hold, in units of 2^-48 of it. Smaller parts are left out,
# which keeps a sum an exact number; a cover made of those is not seen.
_shares := {longer: bits.lsh(1, _finest - longer) | some longer in numbers.range(1, _finest)}

_finest := 48

_sum_of_shares(ranges, length) := sum([share |
	some range in _outermost(ranges)
	longer := prefix_length(range) - length
	share := _shares[longer]
])

# What is not public IPv4 address space.
special_ipv4 := {
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
	"224.0.0.0/3",
}

# The same of both families.
special := {"ipv4": special_ipv4, "ipv6": {"::/3", "4000::/2", "8000::/1"}}

# Whether ranges of one family hold all of its public addresses between them.
cover_public(ranges, wanted) if cover(ranges | special[wanted], everything[wanted])

_ipv4_size(range) := bits.lsh(1, 32 - prefix_length(range))

_half_of_public_ipv4 := bits.lsh(1, 31) - (sum([_ipv4_size(range) | some range in special_ipv4]) / 2)

_public_size(range) := _ipv4_size(range) - _special_size_in(range)

_special_size_in(range) := sum([_overlap_size(range, one) | some one in special_ipv4])

_overlap_size(range, other) := _ipv4_size(other) if net.cidr_contains(range, other)

_overlap_size(range, other) := _ipv4_size(range) if net.cidr_contains(other, range)

_overlap_size(range, other) := 0 if not net.cidr_intersects(range, other)

# Whether a range lies in address space that is not public.
private(range) if {
	some around in special[family(range)]
	net.cidr_contains(around, range)
}

# Whether ranges amount to the internet: more than half of its public addresses together, or one range broader than a /8.
world(ranges) if {
	some range in of_family(ranges, "ipv4")
	prefix_length(range) < 8
	not private(range)
}

world(ranges) if {
	outer := _outermost(of_family(ranges, "ipv4"))
	sum([_public_size(range) | some range in outer]) > _half_of_public_ipv4
}

world(ranges) if {
	some range in of_family(ranges, "ipv6")
	net.cidr_contains(range, "2000::/3")
}

world(ranges) if {
	inside := {range | some range in of_family(ranges, "ipv6"); net.cidr_contains("2000::/3", range)}
	_sum_of_shares(inside, prefix_length("2000::/3")) > 140737488355328
}
