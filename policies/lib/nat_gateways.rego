# METADATA
# title: NAT gateways
# description: Whether a NAT gateway reaches the internet.
package eksgate.lib.nat_gateways

import data.eksgate.lib.default_routes
import data.eksgate.lib.routes
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# Whether a NAT gateway made here reaches the internet.
_leads_out[nat] := values.judgement(
	values.no,
	$"{nat} is a private NAT gateway, which has no way to the internet",
	{nat}, set(),
) if {
	some nat, gateway in input.resources.aws_nat_gateway
	_connectivity(gateway) == "private"
}

_leads_out[nat] := values.judgement(
	values.maybe,
	$"whether {nat} is public is not known",
	{nat}, {$"{nat}: connectivity_type"},
) if {
	some nat, gateway in input.resources.aws_nat_gateway
	not _connectivity(gateway) in {"public", "private"}
}

_leads_out[nat] := _regional_leads_out(nat, gateway) if {
	some nat, gateway in input.resources.aws_nat_gateway
	_connectivity(gateway) == "public"
	gateway.values.availability_mode == "regional"
}

_leads_out[nat] := _zonal_leads_out(nat) if {
	some nat, gateway in input.resources.aws_nat_gateway
	_connectivity(gateway) == "public"
	not gateway.values.availability_mode == "regional"
}

_connectivity(gateway) := values.argument(gateway, gateway.values, "connectivity_type", "connectivity_type", "public")

_regional_leads_out(nat, gateway) := values.holds if {
	vpc := values.target(gateway, "vpc_id", [id | id := gateway.values.vpc_id])
	some internet_gateway, _ in input.resources.aws_internet_gateway
	routes.vpc_of_gateway(internet_gateway) == vpc
} else := values.judgement(
	values.maybe,
	$"whether the VPC of {nat} has an internet gateway is not known",
	{nat}, {$"{nat}: vpc_id"},
) if {
	not _vpc_without_gateway(gateway)
} else := values.judgement(
	values.no,
	$"{nat} has no way to the internet: its VPC has no internet gateway",
	{nat}, set(),
)

_vpc_without_gateway(gateway) if {
	vpc := values.target(gateway, "vpc_id", [id | id := gateway.values.vpc_id])
	subnets.vpc_made_here(vpc)
	every internet_gateway, _ in input.resources.aws_internet_gateway {
		routes.vpc_of_gateway(internet_gateway) != vpc
	}
}

leads_out := _leads_out

# The subnet of a zonal NAT gateway made here; undefined where it is not certain.
_subnet_of[nat] := values.target(gateway, "subnet_id", [id | id := gateway.values.subnet_id]) if {
	some nat, gateway in input.resources.aws_nat_gateway
}

subnet_of := _subnet_of

_zonal_leads_out(nat) := values.judgement(
	judged.value,
	$"{nat} does not certainly reach the internet: {judged.why}",
	judged.related | {nat}, judged.missing,
) if {
	judged := _own_subnet_leads_out[nat]
	judged.value != values.yes
} else := values.holds if {
	_own_subnet_leads_out[nat]
} else := values.judgement(
	values.maybe,
	$"the subnet of {nat} is not known",
	{nat}, {$"{nat}: subnet_id"},
)

# A NAT gateway's subnet must lead to an internet gateway itself: another NAT gateway is no way out for it.
_own_subnet_leads_out[nat] := values.all_of((({default_routes.attached(route.address, way.id, subnet) |
	some route in taken
	some way in route.ways
	way.kind == "internet gateway"
} | {_not_to_the_internet(route, way, subnet) |
	some route in taken
	some way in route.ways
	way.kind != "internet gateway"
}) | {default_routes.without_target(route) |
	some route in taken
	count(route.ways) == 0
})) if {
	some nat, _ in input.resources.aws_nat_gateway
	subnet := subnet_of[nat]
	taken := default_routes.of[subnet]
}

_own_subnet_leads_out[nat] := default_routes.without(subnet) if {
	some nat, _ in input.resources.aws_nat_gateway
	subnet := subnet_of[nat]
	not default_routes.of[subnet]
}

_not_to_the_internet(route, way, subnet) := values.judgement(
	_no_unless_unknown(way.kind),
	$"{route.address} takes traffic for the internet from {subnet} to {way.id}, not to an internet gateway",
	{route.address, subnet}, {way.id | _no_unless_unknown(way.kind) == values.maybe},
)

_no_unless_unknown("not known") := values.maybe

_no_unless_unknown("other") := values.maybe

_no_unless_unknown(kind) := values.no if not kind in {"not known", "other"}
