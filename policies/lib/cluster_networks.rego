# METADATA
# title: The networks of a cluster
# description: >-
#   The ranges that a cluster joins: of its services, of its VPC, and of the nodes and pods that it has outside of AWS. Each has a name,
#   the range, the address that it comes from, and whether it is certain.
package eksgate.lib.cluster_networks

import data.eksgate.lib.cluster_vpcs
import data.eksgate.lib.clusters
import data.eksgate.lib.ranges
import data.eksgate.lib.values
import data.eksgate.lib.vpc_addresses

# What EKS takes for services where the cluster does not say.
_default_service_ranges := {"10.100.0.0/16", "172.20.0.0/16"}

_network_config(cluster) := values.first_block(clusters.all[cluster], "kubernetes_network_config")

# What may be the IPv4 service range: `null` for one that is not known, "none" for a cluster of IPv6, whose services have none.
service_ranges(cluster) := union({_service_ranges(cluster, family) | some family in _families(cluster)})

_families(cluster) := {"ipv4", "ipv6"} if _family(cluster) == null

_families(cluster) := {_family(cluster)} if _family(cluster) != null

_family(cluster) := values.argument(
	clusters.all[cluster], _network_config(cluster), "ip_family",
	"kubernetes_network_config.0.ip_family", "ipv4",
)

_service_ranges(_, "ipv6") := {"none"}

_service_ranges(cluster, family) := {_as_range(_stated_range(cluster))} if {
	family != "ipv6"
	_stated_range(cluster) != "left out"
}

_as_range(text) := text if {
	ranges.valid(text)
} else := null

_service_ranges(cluster, family) := _default_service_ranges if {
	family != "ipv6"
	_stated_range(cluster) == "left out"
}

_stated_range(cluster) := values.argument(
	clusters.all[cluster], _network_config(cluster), "service_ipv4_cidr",
	"kubernetes_network_config.0.service_ipv4_cidr", "left out",
)

# The ranges of a cluster's VPC.
_vpc_networks[cluster] contains {
	"name": $"the range of {found.address}",
	"range": found.range,
	"address": found.address,
	"certain": min({found.certain, vpc in cluster_vpcs.certain(cluster)}),
} if {
	some cluster, _ in clusters.all
	some vpc in cluster_vpcs.possible(cluster)
	some found in vpc_addresses.of(vpc)
}

vpc_networks(cluster) := object.get(_vpc_networks, cluster, set())

vpc_missing(cluster) := union({vpc_addresses.missing(vpc) | some vpc in cluster_vpcs.possible(cluster)}) | {missing |
	some missing in cluster_vpcs.untold[cluster].missing
}

_remote_lists := {"remote_node_networks": "a remote node network", "remote_pod_networks": "a remote pod network"}

# The networks outside of AWS.
_remote_networks[cluster] contains {"name": name, "range": range, "address": cluster, "certain": true} if {
	some cluster, resource in clusters.all
	some config in resource.values.remote_network_config
	some argument, name in _remote_lists
	some block in config[argument]
	some range in block.cidrs
	ranges.valid(range)
}

remote_networks(cluster) := object.get(_remote_networks, cluster, set())

remote_missing(cluster) := {$"{cluster}: {path}" |
	some path, _ in clusters.all[cluster].unknown
	startswith(path, "remote_network_config")
} | {$"{cluster}: remote_network_config.0.{argument}" |
	some config in clusters.all[cluster].values.remote_network_config
	some argument, blocks in config
	some block in blocks
	some range in block.cidrs
	not ranges.valid(range)
}
