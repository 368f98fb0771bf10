# METADATA
# title: Address ranges
# description: >-
#   What a set of CIDR ranges covers. Two ranges are always nested or apart, so sizes of the outermost ones can be added up.
package eksgate.lib.ranges

everything := {"ipv4": "0.0.0.0/0", "ipv6": "::/0"}

family(range) := "ipv6" if contains(range, ":")

family(range) := "ipv4" if not contains(range, ":")

valid(range) if regex.match(`^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/[0-9]{1,3}$`, range)

prefix_length(range) := to_number(split(range, "/")[1])

of_family(ranges, wanted) := {range | some range in ranges; family(range) == wanted}

# The ranges that lie in no other one. Two spellings of one range count once.
_outermost(ranges) := {range |
	some range in ranges
	not _covered_by_another(range, ranges)
}

_covered_by_another(range, ranges) if {
	some other in ranges
	other != range
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

# Parts smaller than 2^-48 of the whole are left out of the sum, which keeps it an exact number; a cover made of those is not seen.
cover(ranges, whole) if {
	length := prefix_length(whole)
	inside := {range | some range in ranges; net.cidr_contains(whole, range); prefix_length(range) <= length + 48}
	count(inside) > 1
	sum([bits.lsh(1, (length + 48) - prefix_length(range)) | some range in _outermost(inside)]) == bits.lsh(1, 48)
}

# What is not public IPv4 address space.
special_ipv4 := {
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
	"224.0.0.0/3",
}

_ipv4_size(range) := bits.lsh(1, 32 - prefix_length(range))

_public_ipv4_size := 4294967296 - sum([_ipv4_size(range) | some range in special_ipv4])

_public_size(range) := _ipv4_size(range) - _special_size_in(range)

_special_size_in(range) := sum([_overlap_size(range, special) | some special in special_ipv4])

_overlap_size(range, special) := _ipv4_size(special) if net.cidr_contains(range, special)

_overlap_size(range, special) := _ipv4_size(range) if {
	net.cidr_contains(special, range)
	not net.cidr_contains(range, special)
}

_overlap_size(range, special) := 0 if not net.cidr_intersects(range, special)

# Whether an IPv4 range lies in address space that is not public.
private(range) if {
	some special in special_ipv4
	net.cidr_contains(special, range)
}

# Whether ranges amount to the internet: more than half of its public addresses together, or one range broader than a /8.
world(ranges) if {
	some range in of_family(ranges, "ipv4")
	prefix_length(range) < 8
	not private(range)
}

world(ranges) if {
	outer := _outermost(of_family(ranges, "ipv4"))
	sum([_public_size(range) | some range in outer]) * 2 > _public_ipv4_size
}

world(ranges) if {
	some range in of_family(ranges, "ipv6")
	net.cidr_contains(range, "2000::/3")
}

# Shares of 2000::/3 in units of a /48 of it.
world(ranges) if {
	inside := {range |
		some range in of_family(ranges, "ipv6")
		net.cidr_contains("2000::/3", range)
		prefix_length(range) <= 48
	}
	sum([bits.lsh(1, 48 - prefix_length(range)) | some range in _outermost(inside)]) * 2 > bits.lsh(1, 45)
}
