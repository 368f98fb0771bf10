# METADATA
# title: Security groups and what carries them
# description: >-
#   The security groups of the control plane's interfaces, of nodes and pods, and of VPC endpoints: who carries them, where, and which
#   resource of the input a finding about a group belongs to.
package eksgate.lib.carried_groups

import data.eksgate.lib.clusters
import data.eksgate.lib.default_routes
import data.eksgate.lib.interfaces
import data.eksgate.lib.values

# What carries groups, by address; the control plane's interfaces by their own id.
_bearers[id] := {
	"address": _address_of(id, interface.cluster),
	"label": interface.label,
	"groups": interface.groups,
	"subnets": interface.subnets,
} if {
	some id, interface in interfaces.all
	not input.resources.aws_vpc_endpoint[id].mode == "data"
}

_address_of(id, cluster) := cluster if {
	id == interfaces.control_plane(cluster)
} else := cluster if {
	interfaces.pods[id]
} else := id

# Nodes whose cluster cannot be told have the groups of their template all the same.
_bearers[group] := {
	"address": group,
	"label": $"the nodes of {group}",
	"groups": interfaces.template_groups[clusters.template[group]],
	"subnets": _node_subnets(group),
} if {
	some group, _ in clusters.node_groups
	not clusters.placed[group]
}

# Interfaces of nodes beyond the first have groups of their own too.
_bearers[$"{group}#interfaces"] := {
	"address": group,
	"label": $"the interfaces of the nodes of {group}",
	"groups": values.union_of([values.links(template, $"network_interfaces.{index}.security_groups", values.list_of(block, "security_groups")) |
		some index, block in template.values.network_interfaces
	]),
	"subnets": _node_subnets(group),
} if {
	some group, address in clusters.template
	template := input.resources.aws_launch_template[address]
}

_node_subnets(group) := values.union_of([values.links(resource, name, values.list_of(resource.values, name)) |
	some name in ["subnet_ids", "vpc_zone_identifier"]
]) if {
	resource := clusters.resource(group)
}

# An association puts its group on an endpoint, whichever that is.
_bearers[association.address] := {
	"address": association.address,
	"label": $"the endpoint of {association.address}",
	"groups": values.links(association, "security_group_id", values.single(association.values, "security_group_id")),
	"subnets": {"certain": set(), "possible": set(), "open": true, "missing": endpoints.missing},
} if {
	some association in input.resources.aws_vpc_endpoint_security_group_association
	endpoints := _endpoints_of(association)
	endpoints.open
}

bearers := _bearers

_endpoints_of(association) := values.links(
	association, "vpc_endpoint_id",
	values.single(association.values, "vpc_endpoint_id"),
)

# The bearers of each group that certainly carry it, and all that may.
_certain[group] contains bearer if {
	some bearer, found in bearers
	some group in found.groups.certain
}

_possible[group] contains bearer if {
	some bearer, found in bearers
	some group in found.groups.possible
}

certain := _certain

possible := _possible

# The resource that a finding about a group belongs to: the group, what adopts it, or what AWS makes it together with. Undefined for
# a group that is not made here.
_subject[group] := group if {
	some group, resource in input.resources.aws_security_group
	resource.mode == "managed"
}

_subject[group] := group if some group, _ in input.resources.aws_default_security_group

_subject[group] := owner if {
	some group, _ in possible
	[owner, "cluster_security_group"] = split(group, "#")
	clusters.all[owner]
}

_subject[group] := vpc if {
	some group, _ in possible
	[vpc, "default_security_group"] = split(group, "#")
	input.resources.aws_vpc[vpc].mode == "managed"
}

subject := _subject

# Whether a bearer may sit in a subnet with a route to an internet gateway.
_perhaps_public contains bearer if {
	some bearer, found in bearers
	found.subnets.open
}

_perhaps_public contains bearer if {
	some bearer, found in bearers
	count(found.subnets.possible) == 0
}

_perhaps_public contains bearer if {
	some bearer, found in bearers
	some subnet in found.subnets.possible
	_public[subnet] != values.no
}

_public[subnet] := default_routes.to_internet_gateway(subnet).value if {
	some subnet in {subnet | some found in bearers; some subnet in found.subnets.possible}
}

perhaps_public := _perhaps_public
