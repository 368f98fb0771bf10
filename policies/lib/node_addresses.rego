# METADATA
# title: The addresses that node groups take in a subnet
# description: >-
#   How many IPv4 addresses all node groups of a subnet take at their largest size. A group in several subnets has its nodes in them evenly.
package eksgate.lib.node_addresses

import data.eksgate.lib.clusters
import data.eksgate.lib.pod_addresses
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values

# The largest size of a node group: `null` where it is not known.
_max_size(group) := values.argument(
	clusters.resource(group), values.first_block(clusters.resource(group), "scaling_config"),
	"max_size", "scaling_config.0.max_size", null,
) if {
	clusters.carriers[group].kind == "managed node group"
}

_max_size(group) := values.argument(
	clusters.resource(group), clusters.resource(group).values, "max_size",
	"max_size", null,
) if {
	clusters.carriers[group].kind == "self-managed node group"
}

# What each group takes in a subnet: the fewest and the most nodes (`null` where that is not known), and addresses for each of them.
_share(use, subnet) := {
	"group": use.user,
	"nodes": {"least": _least(use, found, size), "most": _most(size, found, subnet)},
	"each": pod_addresses.per_node(clusters.carriers[use.user].cluster),
} if {
	found := subnet_uses.links[use.user]
	size := _max_size(use.user)
}

# Where other subnets may come in, a part of the nodes may be there instead.
_least(use, found, size) := ceil(size / count(found.certain)) if {
	use.certain
	not values.unsure(found)
	size != null
} else := 0

_most(null, _, _) := null

_most(size, found, subnet) := ceil(size / count(found.certain | {subnet})) if size != null

shares(subnet) := [_share(use, subnet) | some use in subnet_uses.of_node_groups[subnet]]

# The fewest addresses that the groups of a subnet take at their largest, and the most: undefined where a size is not known.
least(taken) := sum([(share.nodes.least * share.each.least) | some share in taken])

most(taken) := sum([(share.nodes.most * share.each.most) | some share in taken]) if {
	every share in taken {
		share.nodes.most != null
	}
}

# Why there may be more than the fewest.
doubts(taken, subnet) := {doubt |
	some share in taken
	some doubt in _doubts(share, subnet)
}

_doubts(share, subnet) := ({$"{share.group}: {_size_argument[clusters.carriers[share.group].kind]}" |
	share.nodes.most == null
} | {$"how many nodes of {share.group} are in {subnet}" |
	share.nodes.most != null
	share.nodes.least != share.nodes.most
}) | {$"how the pods of {share.group} get addresses" |
	share.each.least != share.each.most
}

_size_argument := {
	"managed node group": "scaling_config.0.max_size",
	"self-managed node group": "max_size",
}
