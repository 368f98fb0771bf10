# METADATA
# title: IPv6 clusters
# description: Which clusters use IPv6, and whether subnets have IPv6 ranges and give instances addresses from them.
package eksgate.lib.ipv6

import data.eksgate.lib.clusters
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# The family of a cluster's addresses; `null` where it is not known. EKS takes IPv4 by default.
family(cluster) := values.argument(
	clusters.all[cluster],
	values.first_block(clusters.all[cluster], "kubernetes_network_config"),
	"ip_family", "kubernetes_network_config.0.ip_family", "ipv4",
)

# Whether a subnet has an IPv6 range.
has_range(subnet) := values.holds if {
	_gives_range(input.resources.aws_subnet[subnet])
} else := values.judgement(values.no, $"{subnet} has no IPv6 range", {subnet}, set()) if {
	resource := input.resources.aws_subnet[subnet]
	resource.mode == "managed"
	not _may_give_range(resource)
} else := values.judgement(
	values.maybe,
	$"whether {subnet} has an IPv6 range is not known",
	{subnet}, {$"{subnet}: ipv6_cidr_block"},
)

_gives_range(subnet) if subnets.range(subnet.address, "ipv6")

_gives_range(subnet) if subnet.values.ipv6_ipam_pool_id

# A range made from the VPC's own is there where the VPC has one.
_gives_range(subnet) if {
	references := subnet.edges.ipv6_cidr_block
	every reference in references {
		some edge in reference.targets
		contains(edge.attribute, "ipv6_cidr_block")
	}
}

_may_give_range(subnet) if {
	some argument in ["ipv6_cidr_block", "ipv6_ipam_pool_id"]
	values.argument(subnet, subnet.values, argument, argument, "") != ""
}

# Whether a subnet gives instances IPv6 addresses, without which EKS makes no managed node group in it.
assigns(subnet) := values.judgement(
	values.no,
	$"{subnet} does not give instances IPv6 addresses (`assign_ipv6_address_on_creation`), so EKS makes no managed node group in it",
	{subnet}, set(),
) if {
	_assigns(subnet) == false
} else := values.holds if {
	_assigns(subnet) == true
} else := values.judgement(
	values.maybe,
	$"whether {subnet} gives instances IPv6 addresses is not known",
	{subnet}, {$"{subnet}: assign_ipv6_address_on_creation"},
)

_assigns(subnet) := values.argument(resource, resource.values, _assign, _assign, _default[resource.mode]) if {
	resource := input.resources.aws_subnet[subnet]
}

_assign := "assign_ipv6_address_on_creation"

_default := {"managed": false, "data": null}
