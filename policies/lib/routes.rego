# METADATA
# title: Routes
# description: Which route table a subnet has, and where its routes lead.
package eksgate.lib.routes

import data.eksgate.lib.route_destinations
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# Associations of a route table with a subnet, by how sure it is which.
_associations contains {
	"address": association.address,
	"subnets": values.links(association, "subnet_id", [id | id := association.values.subnet_id]),
	"tables": values.links(association, "route_table_id", [id | id := association.values.route_table_id]),
} if {
	some association in input.resources.aws_route_table_association
	_of_a_subnet(association)
}

_of_a_subnet(association) if association.values.subnet_id

_of_a_subnet(association) if association.edges.subnet_id

_of_a_subnet(association) if values.unknown_at(association, "subnet_id")

_associated[subnet] contains association.tables if {
	some association in _associations
	some subnet in association.subnets.certain
}

# As many associations as the subnets that they may mean cover each of them once.
_spread[concat(" ", sort(association.subnets.possible))] contains association if {
	some association in _associations
	not association.subnets.open
	count(association.subnets.certain) == 0
}

_associated[subnet] contains one.tables if {
	some many in _spread
	some one in many
	count(many) == count(one.subnets.possible)
	some subnet in one.subnets.possible
}

_unsure_associations contains association.subnets if {
	some association in _associations
	values.unsure(association.subnets)
}

_may_be_associated(subnet) if {
	some links in _unsure_associations
	values.may_mean(links, subnet)
}

# The main route table of each VPC made here; undefined where it is not certain.
_main[vpc] := $"{vpc}#default_route_table" if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode == "managed"
	not _may_have_another_main(vpc)
}

_main[vpc] := table if {
	some vpc, tables in _mains
	count(tables) == 1
	some table in tables
}

_mains[vpc] contains table if {
	some association in input.resources.aws_main_route_table_association
	vpc := values.target(association, "vpc_id", [id | id := association.values.vpc_id])
	table := values.target(association, "route_table_id", [id | id := association.values.route_table_id])
}

_may_have_another_main(vpc) if {
	some association in input.resources.aws_main_route_table_association
	values.may_mean(values.links(association, "vpc_id", [id | id := association.values.vpc_id]), vpc)
}

# The route table of a subnet; undefined where this input does not tell.
_table_of[subnet] := table if {
	some subnet, tables in _associated
	count(tables) == 1
	some links in tables
	not links.open
	links.possible == links.certain
	count(links.certain) == 1
	some table in links.certain
}

_table_of[subnet] := _main[vpc] if {
	some subnet, vpc in subnets.vpc
	not _associated[subnet]
	not _may_be_associated(subnet)
}

table_of := _table_of

# Whether a subnet is associated with a route table, instead of taking the main one. Of one that is not made here that is not known.
explicit(subnet) := values.yes if {
	_associated[subnet]
} else := values.maybe if {
	_may_be_associated(subnet)
} else := values.no if {
	input.resources.aws_subnet[subnet].mode == "managed"
} else := values.maybe

_way_of := {
	"carrier_gateway_id": "other",
	"core_network_arn": "other",
	"egress_only_gateway_id": "egress-only gateway",
	"gateway_id": "gateway",
	"local_gateway_id": "other",
	"nat_gateway_id": "NAT gateway",
	"network_interface_id": "other",
	"odb_network_arn": "other",
	"transit_gateway_id": "other",
	"vpc_endpoint_id": "other",
	"vpc_peering_connection_id": "other",
}

# The arguments that name the target of a route.
target_arguments := object.keys(_way_of)

# The routes that a block or resource states: one, or one for each range of its prefix list. `destination` is `null` where it is not
# known, and `asked` the argument that would tell it.
_routes(resource, block, path) := {{
	"address": resource.address,
	"path": path,
	"destination": found.destination,
	"asked": found.asked,
	"ways": ways,
} |
	some found in route_destinations.of(resource, block, path)
} if {
	ways := {way | some argument in _arguments(resource, block, path); some way in _ways(resource, block, path, argument)}
}

# The arguments of a route that name a target, as far as they are given or not known.
_arguments(resource, block, path) := {argument | some argument, _ in block; _way_of[argument]} | {argument |
	some known_path, _ in resource.unknown
	startswith(known_path, path)
	argument := substring(known_path, count(path), -1)
	_way_of[argument]
}

_ways(resource, block, path, argument) := {{"kind": _kind(argument, id), "id": id} | some id in found.possible} | {{"kind": "not known", "id": missing} |
	some missing in found.missing
} if {
	literals := [id | id := block[argument]; id != ""]
	found := values.links(resource, $"{path}{argument}", literals)
}

_kind(argument, _) := _way_of[argument] if _way_of[argument] != "gateway"

_kind("gateway_id", "local") := "local"

_kind("gateway_id", id) := "internet gateway" if input.resources.aws_internet_gateway[id]

_kind("gateway_id", id) := "internet gateway" if startswith(id, "igw-")

_kind("gateway_id", id) := "other" if {
	id != "local"
	not startswith(id, "igw-")
	not input.resources.aws_internet_gateway[id]
}

_stated contains {"tables": values.itself(address), "route": route} if {
	some address, table in input.resources.aws_route_table
	some index, block in table.values.route
	some route in _routes(table, block, $"route.{index}.")
}

_stated contains {"tables": values.itself(id), "route": route} if {
	some address, table in input.resources.aws_default_route_table
	id := object.get(values.adopted, address, address)
	some index, block in table.values.route
	some route in _routes(table, block, $"route.{index}.")
}

_stated contains {"tables": tables, "route": route} if {
	some resource in input.resources.aws_route
	tables := values.links(resource, "route_table_id", [id | id := resource.values.route_table_id])
	some route in _routes(resource, resource.values, "")
}

_certain[table] contains stated.route if {
	some stated in _stated
	some table in stated.tables.certain
}

_loose contains stated if {
	some stated in _stated
	values.unsure(stated.tables)
}

# The routes that a table certainly has.
certain := _certain

certain_of(table) := object.get(certain, table, set())

# The routes that it has or may have.
possible_of(table) := certain_of(table) | {stated.route | some stated in _loose; values.may_mean(stated.tables, table)}

# Tables whose routes this input holds.
_read contains table if {
	some table, resource in input.resources.aws_route_table
	resource.mode == "managed"
	not values.unknown_at(resource, "route")
}

_read contains id if {
	some address, table in input.resources.aws_default_route_table
	id := object.get(values.adopted, address, address)
	not values.unknown_at(table, "route")
}

_read contains id if {
	some vpc, resource in input.resources.aws_vpc
	resource.mode == "managed"
	id := $"{vpc}#default_route_table"
	not id in {adopted | some adopted in values.adopted}
	not id in values.perhaps_adopted
}

read := _read

# The VPC of an internet gateway; undefined where it is not certain.
vpc_of_gateway(gateway) := vpc if {
	resource := input.resources.aws_internet_gateway[gateway]
	vpc := values.target(resource, "vpc_id", [id | id := resource.values.vpc_id])
} else := vpc if {
	vpcs := {vpc |
		some attachment in input.resources.aws_internet_gateway_attachment
		gateway == values.target(attachment, "internet_gateway_id", [id | id := attachment.values.internet_gateway_id])
		vpc := values.target(attachment, "vpc_id", [id | id := attachment.values.vpc_id])
	}
	count(vpcs) == 1
	some vpc in vpcs
}
