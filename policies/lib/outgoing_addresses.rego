# METADATA
# title: Outgoing addresses
# description: >-
#   The public addresses that traffic through a NAT gateway leaves from: those of its elastic IPs, primary and secondary, however they
#   are given to it.
package eksgate.lib.outgoing_addresses

import data.eksgate.lib.ranges
import data.eksgate.lib.values

# The addresses of each NAT gateway. `ip` is `null` where it is not known; `by_aws` tells whether AWS picks it from its own; and a list that
# refers to any of `references` holds it.
_of[nat] contains _elastic(nat, link.path, link.id) if {
	some nat, links in _links
	some link in links
}

_of[nat] contains {
	"name": link.id,
	"ip": _own_ip(nat, link.path),
	"by_aws": false,
	"references": _own_references(nat, link.path),
} if {
	some nat, links in _links
	some link in links
	not input.resources.aws_eip[link.id]
}

_of[nat] contains _without_elastic_ip(nat, gateway) if {
	some nat, gateway in input.resources.aws_nat_gateway
	_given_nothing(nat)
}

# A regional gateway that is given no addresses takes AWS's, more of them as it spreads.
_without_elastic_ip(nat, gateway) := {
	"name": $"a new address of {nat}",
	"ip": null,
	"by_aws": true,
	"references": set(),
} if {
	gateway.values.availability_mode == "regional"
} else := {"name": nat, "ip": _ip(gateway.values), "by_aws": false, "references": {$"{nat}.public_ip"}}

_given_nothing(nat) if {
	not _links[nat]
	not doubts[nat]
}

of := _of

_elastic(nat, path, id) := {
	"name": id,
	"ip": _ip(eip.values),
	"by_aws": _by_aws(eip),
	"references": ({$"{id}.public_ip"} | _own_references(nat, path)),
} if {
	eip := input.resources.aws_eip[id]
}

_ip(given) := given.public_ip if {
	ranges.valid($"{given.public_ip}/32")
} else := given.address if {
	ranges.valid($"{given.address}/32")
} else := null

# The first address of a gateway is its `public_ip`.
_own_ip(nat, "allocation_id") := _ip(input.resources.aws_nat_gateway[nat].values)

_own_ip(_, path) := null if path != "allocation_id"

_own_references(nat, "allocation_id") := {$"{nat}.public_ip"}

_own_references(_, path) := set() if path != "allocation_id"

# Addresses come from AWS unless a pool or the address itself is named. `amazon` is the name of AWS's own.
_by_aws(eip) if {
	eip.mode == "managed"
	every argument in ["address", "customer_owned_ipv4_pool", "ipam_pool_id", "public_ipv4_pool"] {
		values.argument(eip, eip.values, argument, argument, "amazon") == "amazon"
	}
} else := false

# What gives a gateway its elastic IPs, as links by path.
_given[nat] contains {
	"path": "allocation_id",
	"links": values.links(gateway, "allocation_id", values.single(gateway.values, "allocation_id")),
} if {
	some nat, gateway in input.resources.aws_nat_gateway
}

_given[nat] contains {
	"path": "secondary_allocation_ids",
	"links": values.links(gateway, "secondary_allocation_ids", values.list_of(gateway.values, "secondary_allocation_ids")),
} if {
	some nat, gateway in input.resources.aws_nat_gateway
}

_given[nat] contains {"path": path, "links": values.links(gateway, path, values.list_of(block, "allocation_ids"))} if {
	some nat, gateway in input.resources.aws_nat_gateway
	some index, block in gateway.values.availability_zone_address
	path := $"availability_zone_address.{index}.allocation_ids"
}

_given[nat] contains {"path": "an association", "links": given} if {
	some association in input.resources.aws_nat_gateway_eip_association
	gateways := values.links(association, "nat_gateway_id", values.single(association.values, "nat_gateway_id"))
	some nat in gateways.possible
	given := _of_association(gateways, values.links(association, "allocation_id", values.single(association.values, "allocation_id")))
}

# Where it is not certain whose address an association gives, it is certain of none.
_of_association(gateways, given) := given if {
	not values.unsure(gateways)
} else := object.union(given, {"certain": set(), "missing": (given.missing | gateways.missing)})

_links[nat] contains {"path": one.path, "id": id} if {
	some nat, many in _given
	some one in many
	some id in one.links.certain
}

# What is not known about the addresses of a gateway.
_doubts[nat] contains missing if {
	some nat, many in _given
	some one in many
	some missing in (one.links.missing | (one.links.possible - one.links.certain))
}

_doubts[nat] contains $"{nat}: availability_zone_address" if {
	some nat, gateway in input.resources.aws_nat_gateway
	gateway.unknown.availability_zone_address
}

_doubts[nat] contains missing if {
	some association in input.resources.aws_nat_gateway_eip_association
	found := values.links(association, "nat_gateway_id", values.single(association.values, "nat_gateway_id"))
	some nat, _ in input.resources.aws_nat_gateway
	some missing in found.missing
}

doubts := _doubts
