# METADATA
# title: NAT gateways and zones
# description: >-
#   Whether nodes leave by a NAT gateway of their own zone, so that the loss of another zone does not cut them off. Nodes that do not
#   leave by NAT have none to lose.
package eksgate.lib.nat_zones

import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.nat_gateways
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# The subnets of nodes: those of node groups, and in Auto Mode those of the cluster. Fargate pods are no nodes.
_uses[subnet] contains use if {
	some subnet, uses in subnet_uses.of_carriers
	some use in uses
	clusters.carriers[use.user].kind != "Fargate profile"
}

# Judgements of a subnet's routes to the internet that go, or may go, through a NAT gateway. Each target that a route may have must do.
_judgements[subnet] contains values.either(
	sort([_by_way(route, way, subnet) | some way in route.ways]),
	$"{route.address}: {route.path}nat_gateway_id",
) if {
	some subnet, taken in default_routes.of
	some route in taken
	_may_be_nat(route)
}

_judgements[subnet] contains judged if {
	some subnet, _ in _uses
	not default_routes.of[subnet]
	judged := default_routes.without(subnet)
	judged.value == values.maybe
}

_may_be_nat(route) if {
	some way in route.ways
	way.kind in {"NAT gateway", "not known"}
}

_by_way(route, way, subnet) := _by_nat(route, way.id, subnet) if way.kind == "NAT gateway"

_by_way(route, way, subnet) := _not_certain(route, way.id, subnet) if way.kind == "not known"

_by_way(_, way, _) := values.holds if not way.kind in {"NAT gateway", "not known"}

_not_certain(route, what, subnet) := values.judgement(
	values.maybe,
	$"whether {route.address} leads from {subnet} to a NAT gateway of the same zone is not known",
	{route.address, subnet}, {what},
)

_by_nat(route, nat, subnet) := values.holds if {
	nat_gateways.regional(nat) == true
} else := values.judgement(
	values.no,
	$"{route.address} leads from {subnet} ({subnets.zone[subnet].zone}) to {nat} in another zone ({subnets.zone[nat_gateways.subnet_of[nat]].zone})",
	{route.address, subnet, nat}, set(),
) if {
	nat_gateways.regional(nat) == false
	subnets.same_zone(subnet, nat_gateways.subnet_of[nat]) == values.no
} else := values.holds if {
	subnets.same_zone(subnet, nat_gateways.subnet_of[nat]) == values.yes
} else := _not_certain(route, $"the zones of {subnet} and {nat}", subnet)

# What the nodes in a subnet come to, by the VPC that it is in, or by whose nodes they are where that is none of this input.
_by_subject[vpc] contains subnet_uses.if_used(judged, subnet, uses) if {
	some subnet, uses in _uses
	some judged in _judgements[subnet]
	vpc := subnets.vpc[subnet]
	input.resources.aws_vpc[vpc]
}

_by_subject[use.user] contains subnet_uses.if_used(judged, subnet, uses) if {
	some subnet, uses in _uses
	not _in_vpc_of_this_input(subnet)
	some judged in _judgements[subnet]
	some use in uses
}

_in_vpc_of_this_input(subnet) if input.resources.aws_vpc[subnets.vpc[subnet]]

_by_subject[user] contains untold if {
	some user, untold in subnet_uses.untold
	clusters.carriers[user].kind != "Fargate profile"
}

# By VPC, and by node group or cluster where the VPC or the subnets are not told; undefined where nothing leaves by NAT.
judged[subject] := values.all_of(judgements) if some subject, judgements in _by_subject
