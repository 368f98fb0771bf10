# METADATA
# title: Node subnets have addresses
# description: >-
#   The usable IPv4 addresses of every subnet hold the nodes of all its node groups at their largest size, each with as many pods as the
#   setting `pods_per_node` says (30 by default). Groups over several subnets count evenly. What pods take of the subnet depends on the
#   configuration of the VPC CNI's add-on (prefix delegation, custom networking) and on the cluster's address family.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/ip-opt.html
# custom:
#   severity: medium
#   settings: [pods_per_node, cni]
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Give the node groups larger or more subnets, lower their `max_size` or the setting `pods_per_node`, or let pods take their addresses
#     elsewhere.
#   aliases: []
package eksgate.rules.networking["node-subnets-have-addresses"]

import data.eksgate.lib.clusters
import data.eksgate.lib.node_addresses
import data.eksgate.lib.result
import data.eksgate.lib.subnet_sizes
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values

results contains result.of(subnet, {"cidr_block"}, _judgement(subnet, node_addresses.shares(subnet))) if {
	some subnet, _ in subnet_uses.of_node_groups
}

results contains result.of(group, {subnet_uses.argument_of(group)}, untold) if {
	some group, _ in clusters.node_groups
	untold := subnet_uses.untold[group]
}

_judgement(subnet, _) := subnet_sizes.not_known(subnet) if not subnet_sizes.usable[subnet]

_judgement(subnet, taken) := values.holds if {
	node_addresses.most(taken) <= subnet_sizes.usable[subnet]
} else := values.judgement(
	values.no,
	$"{subnet_sizes.words(subnet)}; {_words(taken)}, which takes {node_addresses.least(taken)}",
	{share.group | some share in taken}, set(),
) if {
	node_addresses.least(taken) > subnet_sizes.usable[subnet]
} else := values.judgement(
	values.maybe,
	$"{subnet_sizes.words(subnet)}, and whether its node groups need more at their largest size is not known",
	{share.group | some share in taken}, node_addresses.doubts(taken, subnet),
) if {
	subnet_sizes.usable[subnet]
}

_words(taken) := concat(", ", sort([$"{share.group} has {share.nodes.least} nodes there with {share.each.least} addresses each" |
	some share in taken
	share.nodes.least != 0
]))
