# METADATA
# title: Network interfaces of VPC endpoints
# description: The security groups and subnets of interface endpoints, in the form of other network interfaces.
package eksgate.lib.endpoint_interfaces

import data.eksgate.lib.endpoints
import data.eksgate.lib.values

_all[address] := {
	"label": $"the network interfaces of {address}",
	"cluster": null,
	"families": _families(address),
	"groups": values.union_of(_groups(address, endpoints.given(address, "security_group_ids"))),
	"subnets": values.union_of({endpoints.given(address, "subnet_ids")} | endpoints.associated(address, "subnets")),
} if {
	some address, endpoint in endpoints.all
	endpoint.kind != "Gateway"
}

all := _all

# The address families that an endpoint answers in.
_families(address) := object.get({"ipv4": {"ipv4"}, "ipv6": {"ipv6"}}, kind, {"ipv4", "ipv6"}) if {
	endpoint := input.resources.aws_vpc_endpoint[address]
	kind := values.argument(endpoint, endpoint.values, "ip_address_type", "ip_address_type", "ipv4")
}

# An endpoint whose own argument names no group gets the default one of its VPC. Associations add to it, unless one replaces it.
_groups(address, given) := {given} | endpoints.associated(address, "groups") if {
	_named(given)
} else := endpoints.associated(address, "groups") if {
	true in _replacements(address)
} else := {_default_group(address, count(_replacements(address)))} | endpoints.associated(address, "groups")

_named(given) if given.open

_named(given) if count(given.possible) > 0

_replacements(address) := {_replaces(association, endpoints.owners(association), address) |
	some association in input.resources.aws_vpc_endpoint_security_group_association
	values.may_mean(endpoints.owners(association), address)
} - {false}

_replaces(association, owners, address) := _argument(association) if owners.certain[address]

_replaces(association, _, _) := false if _argument(association) == false

_replaces(association, owners, address) := null if {
	not owners.certain[address]
	not _argument(association) == false
}

_argument(association) := values.argument(
	association, association.values,
	"replace_default_association", "replace_default_association", false,
)

_default_group(address, 0) := values.itself($"{endpoints.all[address].vpc}#default_security_group") if {
	endpoints.all[address].vpc != null
}

_default_group(address, 0) := values.not_told($"{address}: vpc_id") if endpoints.all[address].vpc == null

_default_group(address, doubtful) := values.not_told($"{address}: whether an association replaces the default security group") if doubtful > 0
