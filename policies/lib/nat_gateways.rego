# METADATA
# title: NAT gateways
# description: Whether a NAT gateway reaches the internet.
package eksgate.lib.nat_gateways

import data.eksgate.lib.default_routes
import data.eksgate.lib.public_access
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
	private(gateway)
}

_leads_out[nat] := values.judgement(
	values.maybe,
	$"whether {nat} is public is not known",
	{nat}, {$"{nat}: connectivity_type"},
) if {
	some nat, gateway in input.resources.aws_nat_gateway
	not _connectivity(gateway) in {"public", "private"}
}

_leads_out[nat] := judged if {
	some nat, gateway in input.resources.aws_nat_gateway
	_connectivity(gateway) == "public"
	judged := values.either([_leads_out_as(mode, nat, gateway) | some mode in _possible_modes(nat)], $"{nat}: availability_mode")
}

# A gateway serves one zone from a subnet, or all zones of a VPC.
_possible_modes(nat) := ["regional", "zonal"] if regional(nat) == null

_possible_modes(nat) := ["regional"] if regional(nat) == true

_possible_modes(nat) := ["zonal"] if regional(nat) == false

private(gateway) if _connectivity(gateway) == "private"

# Whether one serves all zones of its VPC: `null` where that is not known.
regional(nat) := mode == "regional" if {
	mode := input.resources.aws_nat_gateway[nat].values.availability_mode
} else := null if {
	values.unknown_at(input.resources.aws_nat_gateway[nat], "availability_mode")
} else := false if {
	input.resources.aws_nat_gateway[nat].mode == "managed"
} else := null

_leads_out_as("regional", nat, gateway) := values.all_of({_regional_leads_out(nat, gateway)} | {public_access.vpc_lets_out("NAT gateway", vpc) |
	vpc := vpc_of_regional(gateway)
})

_leads_out_as("zonal", nat, _) := values.all_of({_zonal_leads_out(nat)} | {public_access.lets_out("NAT gateway", subnet) |
	subnet := subnet_of[nat]
})

_connectivity(gateway) := values.argument(gateway, gateway.values, "connectivity_type", "connectivity_type", "public")

_regional_leads_out(nat, gateway) := values.holds if {
	vpc := vpc_of_regional(gateway)
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
	vpc := vpc_of_regional(gateway)
	subnets.vpc_made_here(vpc)
	every internet_gateway, _ in input.resources.aws_internet_gateway {
		routes.vpc_of_gateway(internet_gateway) != vpc
	}
	not _may_be_attached(vpc)
}

_may_be_attached(vpc) if {
	some attachment in input.resources.aws_internet_gateway_attachment
	values.may_mean(values.links(attachment, "vpc_id", values.single(attachment.values, "vpc_id")), vpc)
}

# The VPC of a regional NAT gateway; undefined where it is not certain.
vpc_of_regional(gateway) := values.target(gateway, "vpc_id", values.single(gateway.values, "vpc_id"))

leads_out := _leads_out

# The subnet of a zonal NAT gateway made here; undefined where it is not certain.
_subnet_of[nat] := values.target(gateway, "subnet_id", [id | id := gateway.values.subnet_id]) if {
	some nat, gateway in input.resources.aws_nat_gateway
}

subnet_of := _subnet_of

# The VPC of a NAT gateway; undefined where it is not certain.
vpc_of(nat) := vpc if {
	vpc := subnets.vpc[subnet_of[nat]]
} else := vpc_of_regional(input.resources.aws_nat_gateway[nat])

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

_own_subnet_leads_out[nat] := _without_default_route(subnet) if {
	some nat, _ in input.resources.aws_nat_gateway
	subnet := subnet_of[nat]
	not default_routes.of[subnet]
}

_without_default_route(subnet) := default_routes.by_parts(subnet, taken) if {
	taken := {route |
		some route in default_routes.wide[subnet]
		some way in route.ways
		way.kind in {"internet gateway", "not known", "other"}
	}
	count(taken) > 0
} else := default_routes.without(subnet)

_not_to_the_internet(route, way, subnet) := values.judgement(
	_no_unless_unknown(way.kind),
	$"{route.address} takes traffic for the internet from {subnet} to {way.id}, not to an internet gateway",
	{route.address, subnet}, {way.id | _no_unless_unknown(way.kind) == values.maybe},
)

_no_unless_unknown("not known") := values.maybe

_no_unless_unknown("other") := values.maybe

_no_unless_unknown(kind) := values.no if not kind in {"not known", "other"}
