# METADATA
# title: Changes that open a flow
# description: The smallest change that would open a hop which blocks a flow, in words.
package eksgate.lib.changes

import data.eksgate.lib.interfaces
import data.eksgate.lib.network_acls
import data.eksgate.lib.ranges
import data.eksgate.lib.routes
import data.eksgate.lib.subnets
import data.eksgate.lib.values

_way := {"egress": "to", "ingress": "from"}

# A rule of a security group, for a group of the peer where it certainly has one, else for the ranges of its subnets.
rule(need, direction, own, peer) := $"add an {direction} rule to {_group_of(own)}: {need} {_way[direction]} {_peer_of(peer)}"

_group_of(id) := $"a security group of {interfaces.all[id].label}" if {
	count(interfaces.all[id].groups.possible) == 0
} else := values.named(_preferred(interfaces.all[id].groups.possible))

# Groups that are made here first, since their rules can be changed here.
_preferred(groups) := sort([[_rank(group), group] | some group in groups])[0][1]

_rank(group) := 0 if input.resources.aws_security_group[group].mode == "managed"

_rank(group) := 1 if not input.resources.aws_security_group[group].mode == "managed"

_peer_of(id) := ranges.everything.ipv4 if {
	id == "internet"
} else := concat(", ", sort({_range_or_name(subnet) | some subnet in interfaces.all[id].subnets.possible})) if {
	count(interfaces.all[id].groups.certain) == 0
} else := values.named(_preferred(interfaces.all[id].groups.certain))

_range_or_name(subnet) := subnets.range(subnet, "ipv4")

_range_or_name(subnet) := $"the range of {subnet}" if not subnets.range(subnet, "ipv4")

# An entry of the network ACL of a subnet, before those that deny.
entry(subnet, direction, family, peer, ports, numbers) := $"add an {direction} entry to {values.named(network_acls.acl_of[subnet])}{_before(numbers)}: allow {ports} {_way[direction]} {_range(peer, family)}"

# The last entry of every ACL denies what no other matches.
_before(numbers) := "" if min(numbers) == 32767

_before(numbers) := $" with a number below {min(numbers)}" if min(numbers) != 32767

_range("internet", family) := ranges.everything[family]

_range(subnet, family) := subnets.range(subnet, family)

_range(subnet, family) := $"the range of {subnet}" if {
	subnet != "internet"
	not subnets.range(subnet, family)
}

# A way out for a subnet.
way_out(subnet) := $"let the default route of {values.named(routes.table_of[subnet])} lead to a NAT gateway whose own subnet leads to an internet gateway"
