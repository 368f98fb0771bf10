# METADATA
# title: The addresses that nodes and their pods take
# description: >-
#   How many IPv4 addresses of its subnet a node takes, as the cluster's VPC CNI is set: one for itself, and for its pods one each, or /28
#   blocks with prefix delegation, or none with custom networking (they have subnets of their own then) or in an IPv6 cluster.
package eksgate.lib.pod_addresses

import data.eksgate.lib.addons
import data.eksgate.lib.clusters
import data.eksgate.lib.settings
import data.eksgate.lib.values

_block_size := 16

# What further interfaces of a node take for themselves depends on the type of the instance, and is left out.
_taken := {
	"none": 1,
	"each": 1 + settings.pods_per_node,
	"blocks": 1 + (ceil(settings.pods_per_node / _block_size) * _block_size),
}

# The fewest and the most addresses that a node of a cluster takes. `cluster` is `null` where it is not known.
per_node(cluster) := {
	"least": min({_taken[way] | some way in ways}),
	"most": max({_taken[way] | some way in ways}),
} if {
	ways := _ways_of(cluster)
}

_any_way := {"none", "each", "blocks"}

_ways_of(null) := _any_way

_ways_of(cluster) := ways[cluster]

# The ways in which the pods of a cluster get, or may get, their addresses.
_ways[cluster] contains "none" if {
	some cluster, _ in clusters.all
	_family(cluster) in {"ipv6", null}
}

_ways[cluster] contains way if {
	some cluster, _ in clusters.all
	_family(cluster) != "ipv6"
	some configuration in _configurations(cluster)
	some way in _of_configuration(configuration)
}

# Since version 1.18 the CNI also takes pods' addresses from subnets that are tagged for it.
_ways[cluster] contains "none" if {
	some cluster, _ in clusters.all
	some subnet in input.resources.aws_subnet
	_may_be_tagged(subnet)
}

ways := _ways

_may_be_tagged(subnet) if subnet.values.tags["kubernetes.io/role/cni"]

_may_be_tagged(subnet) if values.unknown_at(subnet, "tags")

_family(cluster) := values.argument(
	clusters.all[cluster], values.first_block(clusters.all[cluster], "kubernetes_network_config"),
	"ip_family", "kubernetes_network_config.0.ip_family", "ipv4",
)

# The configurations that the CNI of a cluster has or may have: `null` for one that is not known. Without an add-on it is the one that
# EKS installs, with its defaults.
_configurations(cluster) := {{}} if {
	count(object.get(_stated, cluster, set()) | _perhaps(cluster)) == 0
} else := object.get(_stated, cluster, set()) | _perhaps(cluster)

_stated[clusters.of(addon)] contains _configuration(addon) if {
	some addon in input.resources.aws_eks_addon
	addon.values.addon_name == "vpc-cni"
}

# An add-on that may be the CNI's, or this cluster's; and another CNI, which may give pods addresses in its own way.
_perhaps(cluster) := {null |
	some addon in input.resources.aws_eks_addon
	not _certainly_another(addon, cluster)
} | {null | settings.cni != "vpc-cni"}

_certainly_another(addon, _) if addon.values.addon_name != "vpc-cni"

_certainly_another(addon, _) if {
	clusters.of(addon)
	addon.values.addon_name
}

_certainly_another(addon, cluster) if clusters.of(addon) != cluster

_configuration(addon) := object.get(found, "env", {}) if {
	found := addons.configuration(addon)
	found != null
} else := null

_of_configuration(null) := _any_way

_of_configuration(configuration) := {"none"} if {
	_is_on(configuration, "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG")
} else := {"blocks"} if {
	_is_on(configuration, "ENABLE_PREFIX_DELEGATION")
} else := {"each"} if {
	configuration != null
}

_is_on(configuration, name) if lower(configuration[name]) in {"true", "t", "1"}

_is_on(configuration, name) if configuration[name] == true
