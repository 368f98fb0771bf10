package eksgate.lib.ranges_test

import data.eksgate.lib.default_routes
import data.eksgate.lib.flow
import data.eksgate.lib.network_acls
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.security_groups
import data.eksgate.lib.subnets
import data.eksgate.testing.platform as p

# Text that is no range, or none that engines agree about.
_odd := {
	"",
	"/",
	"/8",
	"10.0.0.0",
	"10.0.0.0/",
	"10.0.0.0/33",
	"10.0.0.0/08",
	"10.0.0.0/-1",
	"10.0.0.0/8 ",
	" 10.0.0.0/8",
	"10.0.0.0/8/8",
	"10.0.0/8",
	"10.0.0.0.0/8",
	"010.0.0.0/8",
	"256.0.0.0/8",
	"300.0.0.0/1",
	"any/8",
	"a prefix list",
	"::",
	"::/129",
	":::/0",
	"1::2::3/64",
	"12345::/32",
	"1:2:3/64",
	"1:2:3:4:5:6:7:8:9/64",
	"fe80::1%eth0/64",
	"g::/32",
	"::1.2.3.4/96",
	"::ffff:10.0.0.0/104",
	"::ffff:a00:0/104",
	"::FFFF:0:0/96",
	"0:0:0:0:0:ffff:a00:0/104",
}

_sound := {
	"0.0.0.0/0",
	"10.0.0.5/8",
	"255.255.255.255/32",
	"::/0",
	"::1/128",
	"2001:db8::/32",
	"2001:DB8:0:0::5/32",
	"1:2:3:4:5:6:7:8/128",
	"64:ff9b::/96",
	"2001:db8:ffff::/48",
}

test_odd_text_is_no_range if {
	{text | some text in _odd; ranges.valid(text)} == set()
	{ranges.read(text) | some text in _odd} == {null}
}

test_ranges_are_valid if {
	{text | some text in _sound; not ranges.valid(text)} == set()
	{ranges.read(text) | some text in _sound} == _sound
}

_covered := [
	["itself", {"10.0.0.0/8"}, "10.0.0.0/8"],
	["a range within", {"10.0.0.0/8"}, "10.1.0.0/16"],
	["host bits in the range around", {"10.0.0.5/8"}, "10.1.0.0/16"],
	["host bits in the range within", {"10.0.0.0/8"}, "10.1.2.3/16"],
	["halves", {"10.0.0.0/9", "10.128.0.0/9"}, "10.0.0.0/8"],
	["halves of everything", {"0.0.0.0/1", "128.0.0.0/1"}, "0.0.0.0/0"],
	["parts of different sizes", {"10.0.0.0/10", "10.64.0.0/10", "10.128.0.0/9"}, "10.0.0.0/8"],
	["parts that overlap", {"10.0.0.0/9", "10.0.0.0/10", "10.64.0.0/11", "10.128.0.0/9"}, "10.0.0.0/8"],
	["parts beside others", {"10.0.0.0/9", "10.128.0.0/9", "192.168.0.0/16"}, "10.0.0.0/8"],
	["halves in several spellings", {"10.0.0.0/9", "10.1.0.0/9", "10.128.0.0/9", "10.129.0.0/9"}, "10.0.0.0/8"],
	["two addresses", {"10.0.0.0/32", "10.0.0.1/32"}, "10.0.0.0/31"],
	["every address of a range", {$"10.0.0.{n}/32" | some n in numbers.range(0, 31)}, "10.0.0.0/27"],
	["IPv6 halves", {"2001:db8::/33", "2001:db8:8000::/33"}, "2001:db8::/32"],
	["IPv6 in another spelling", {"2001:DB8::/32"}, "2001:db8:0:1::/64"],
	["all of IPv6 in halves", {"::/1", "8000::/1"}, "::/0"],
	["subnets of an IPv6 range", {$"2001:db8:0:{n}::/64" | some n in numbers.range(0, 3)}, "2001:db8::/62"],
	["parts of ever half the size, down to the smallest that count", _halvings(48), "::/0"],
]

# The upper half of all IPv6 addresses, the upper half of the rest, and so on; and in the end the rest.
_halvings(depth) := {$"{_groups[_group(n)]}{format_int(bits.lsh(1, 15 - ((n - 1) % 16)), 16)}::/{n}" |
	some n in numbers.range(1, depth)
} | {$"::/{depth}"}

_groups := ["", "0:", "0:0:", "0:0:0:"]

_group(n) := floor((n - 1) / 16)

_not_covered := [
	["nothing", set(), "10.0.0.0/8"],
	["a part", {"10.0.0.0/9"}, "10.0.0.0/8"],
	["the same half in two spellings", {"10.0.0.0/9", "10.1.0.0/9"}, "10.0.0.0/8"],
	["two nested parts", {"10.0.0.0/9", "10.0.0.0/10"}, "10.0.0.0/8"],
	["all but one address", {$"10.0.0.{n}/32" | some n in numbers.range(0, 30)}, "10.0.0.0/27"],
	["halves of another range", {"11.0.0.0/9", "11.128.0.0/9"}, "10.0.0.0/8"],
	["a half beside a half of the next", {"10.128.0.0/9", "11.0.0.0/9"}, "10.0.0.0/8"],
	["IPv6 beside IPv4", {"::/0"}, "10.0.0.0/8"],
	["IPv4 beside IPv6", {"0.0.0.0/0"}, "2001:db8::/32"],
	["parts too small to count", _halvings(49), "::/0"],
	["all but the last of many halvings", _halvings(48) - {"::/48"}, "::/0"],
	["one half of IPv6", {"2001:db8::/33", "2001:db8::/34"}, "2001:db8::/32"],
]

test_cover[name] if {
	some [name, some_ranges, whole] in _covered
	ranges.cover(some_ranges, whole)
}

test_no_cover[name] if {
	some [name, some_ranges, whole] in _not_covered
	not ranges.cover(some_ranges, whole)
}

test_public_addresses_are_covered_without_the_others if {
	ranges.cover_public({"0.0.0.0/0"}, "ipv4")
	ranges.cover_public({"2000::/3"}, "ipv6")
	ranges.cover_public({"::/0"}, "ipv6")
	not ranges.cover_public({"0.0.0.0/1"}, "ipv4")
	not ranges.cover_public({"2000::/4"}, "ipv6")
	ranges.cover_public({"0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"}, "ipv4")
	not ranges.cover_public({"0.0.0.0/1", "128.0.0.0/2"}, "ipv4")
}

test_private_ranges if {
	{range |
		some range in {"10.1.0.0/16", "172.31.0.0/16", "224.0.0.0/4", "fd00::/8", "fe80::/10", "::1/128", "64:ff9b::/96"}
		not ranges.private(range)
	} == set()
	{range |
		some range in {"10.0.0.0/7", "172.32.0.0/16", "44.0.0.0/8", "2001:db8::/32", "::/0", "0.0.0.0/0", "2000::/3"}
		ranges.private(range)
	} == set()
}

# Exactly half of what is public of IPv4, in parts of which none is broad.
_half := {$"{n}.0.0.0/8" | some n in numbers.range(128, 255)} | ({$"{n}.0.0.0/8" | some n in numbers.range(64, 77)} | {"78.0.0.0/10", "78.64.0.0/11", "78.96.0.0/13", "78.104.0.0/16"})

_world := [
	["one address more than half", (_half | {"78.105.0.0/32"})],
	["everything", {"0.0.0.0/0"}],
	["all of IPv6", {"::/0"}],
	["all that is public of IPv6", {"2000::/3"}],
	["all that is public of IPv6 with host bits", {"2001:db8::/3"}],
	["halves", {"0.0.0.0/1", "128.0.0.0/1"}],
	["a /7 that is not private", {"44.0.0.0/7"}],
	["a /7 that is private in half", {"10.0.0.0/7"}],
	["more than half of IPv6", {"2000::/4", "3000::/51"}],
	["more than half of IPv6, overlapping", {"2000::/4", "2000::/5", "3000::/20"}],
	["more than half in /8s", {$"{n}.0.0.0/8" | some n in numbers.range(11, 126)}],
]

_not_world := [
	["nothing", set()],
	["a /8", {"44.0.0.0/8"}],
	["a /8 in two spellings", {"44.0.0.0/8", "44.1.0.0/8"}],
	["what is not public", ranges.special.ipv4],
	["what is not public of IPv6", ranges.special.ipv6],
	["half", _half],
	["half of IPv6", {"2000::/4"}],
	["more than half as much beside what is public of IPv6", {"4000::/4", "5000::/4", "6000::/4"}],
	["half of IPv6 in two spellings", {"2000::/4", "2001::/4"}],
	["half of IPv6, overlapping", {"2000::/4", "2000::/5", "2800::/5"}],
	["less than half in /8s", {$"{n}.0.0.0/8" | some n in numbers.range(11, 110)}],
	["a private range broader than a /8", {"224.0.0.0/3"}],
]

test_world[name] if {
	some [name, some_ranges] in _world
	ranges.world(some_ranges)
}

test_not_world[name] if {
	some [name, some_ranges] in _not_world
	not ranges.world(some_ranges)
}

# Where ranges enter the library, any other text counts as not known.
_platform := p.platform(
	p.ec2, [],
	[
		p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv4": "300.0.0.0/0"}),
		p.change("aws_subnet.private_a", {"cidr_block": "300.0.0.0/20", "ipv6_cidr_block": "1::2::3/64"}),
		p.change("aws_subnet.private_b", {"ipv6_cidr_block": "2001:db8::/64"}),
		p.change("aws_vpc.main", {"cidr_block": "10.0.0.0/99", "ipv6_cidr_block": "2001:db8::/56"}),
		p.change("aws_route.private", {"destination_cidr_block": "0.0.0.0/99"}),
		p.resource("aws_vpc_ipv4_cidr_block_association.odd", {"cidr_block": "100.64.0.0/08"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.resource("aws_vpc_ipv4_cidr_block_association.second", {"cidr_block": "100.64.0.0/16"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.resource("aws_network_acl.odd", {"ingress": [{"rule_no": 1, "action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/99"}]}, {}),
		p.resource(
			"aws_ec2_managed_prefix_list.odd",
			{"entry": [{"cidr": "10.0.0.0/8"}, {"cidr": "11.0.0.0/99"}]}, {},
		),
		p.resource(
			"aws_security_group_rule.list",
			{"type": "egress", "protocol": "-1", "prefix_list_ids": []},
			{"security_group_id": [p.id("aws_security_group.node")], "prefix_list_ids": [p.id("aws_ec2_managed_prefix_list.odd")]},
		),
	],
)

test_odd_ranges_of_subnets_and_vpcs if {
	object.keys(subnets._range) == {"aws_subnet.private_b", "aws_subnet.private_c", "aws_subnet.public_a"} with input as _platform
	subnets.range("aws_subnet.private_b", "ipv6") == "2001:db8::/64" with input as _platform
	subnets.range("aws_subnet.private_b", "ipv4") == "10.0.16.0/20" with input as _platform
	subnets.vpc_ranges == {"aws_vpc.main": {"2001:db8::/56", "100.64.0.0/16"}} with input as _platform
}

test_odd_ranges_of_rules if {
	reached := flow.reach["tcp 443"].egress["aws_eks_node_group.main"] with input as _platform
	reached.possible_ranges == {"10.0.0.0/8"}
	reached.missing == {
		"aws_vpc_security_group_egress_rule.node_out: cidr_ipv4",
		"prefix list aws_ec2_managed_prefix_list.odd",
	}
}

test_a_prefix_list_with_odd_entries_is_not_whole if {
	not security_groups._whole_list["aws_ec2_managed_prefix_list.odd"] with input as _platform
}

test_odd_ranges_of_acls if {
	entries := network_acls.entries["aws_network_acl.odd"].ingress with input as _platform
	{entry.ranges | some entry in entries} == {{"ipv4": null}}
}

test_odd_destinations_of_routes if {
	found := routes.certain_of("aws_route_table.private") with input as _platform
	{route.destination | some route in found} == {null}
	judged := default_routes.without("aws_subnet.private_a") with input as _platform
	judged.missing == {"aws_route.private: destination_cidr_block"}
}
