# METADATA
# title: NAT gateways that are used
# description: >-
#   Whether clusters that stay through a change left by a NAT gateway before it: one in their VPC that a route led to. Where the routes of
#   the VPC are not all of this input, one that no route is seen to lead to may be used all the same.
package eksgate.lib.nat_uses

import data.eksgate.lib.existing
import data.eksgate.lib.relied_on
import data.eksgate.lib.values

_vpcs_of(entry) := {vpc | vpc := entry.values.vpc_id} | object.get(relied_on.vpcs_of_subnet, object.get(entry.values, "subnet_id", ""), set())

_routed contains id if {
	some entry in existing.of("aws_route")
	id := entry.values.nat_gateway_id
}

_routed contains route.nat_gateway_id if {
	some type in ["aws_default_route_table", "aws_route_table"]
	some entry in existing.of(type)
	some route in entry.values.route
}

_targets := _routed

_vpcs_here := {entry.values.id | some entry in existing.of("aws_vpc")}

# Whether a NAT gateway is used, by whom, and what is missing to tell; undefined where it is in no VPC of a cluster that stays.
use(nat, entry) := values.judgement(values.maybe, "", set(), {$"{nat}: subnet_id"}) if {
	count(_vpcs_of(entry)) == 0
	count(relied_on.vpcs) > 0
} else := values.judgement(values.yes, "", _users(entry), set()) if {
	count(_users(entry)) > 0
	entry.values.id in _targets
} else := values.judgement(values.no, "", _users(entry), set()) if {
	count(_users(entry)) > 0
	count(_vpcs_of(entry) - _vpcs_here) == 0
} else := values.judgement(values.maybe, "", _users(entry), {$"the routes of {vpc}" | some vpc in _vpcs_of(entry)}) if {
	count(_users(entry)) > 0
}

_users(entry) := {user | some vpc in _vpcs_of(entry); some user in relied_on.vpcs[vpc]}

# The use of an elastic IP address: that of the NAT gateways that have it; undefined where none has.
use_of_address(id) := values.judgement(
	max({one.value | some one in uses}), "",
	union({one.related | some one in uses}), union({one.missing | some one in uses}),
) if {
	uses := {use(nat, entry) |
		some nat, entry in existing.of("aws_nat_gateway")
		id in _addresses(entry)
	}
}

_addresses(entry) := (({id | id := entry.values.allocation_id} | {id | some id in entry.values.secondary_allocation_ids}) | {id |
	some zone in entry.values.availability_zone_address
	some id in zone.allocation_ids
}) | {association.values.allocation_id |
	some association in existing.of("aws_nat_gateway_eip_association")
	association.values.nat_gateway_id == entry.values.id
}
