# METADATA
# title: The VPC of a cluster
# description: EKS takes the subnets of a cluster from one VPC, so the VPC of any of them is the cluster's.
package eksgate.lib.cluster_vpcs

import data.eksgate.lib.clusters
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# The VPCs that a cluster's subnets certainly are in: more than one only where EKS would refuse it.
_certain[cluster] contains vpc if {
	some cluster, _ in clusters.all
	some subnet in clusters.subnets(cluster).certain
	vpc := subnets.vpc[subnet]
}

# Where no subnet is certain to be a cluster's, those that may be.
_possible[cluster] contains vpc if {
	some cluster, _ in clusters.all
	not _certain[cluster]
	some subnet in clusters.subnets(cluster).possible
	vpc := subnets.vpc[subnet]
}

certain(cluster) := object.get(_certain, cluster, set())

possible(cluster) := certain(cluster) | object.get(_possible, cluster, set())

# Each VPC of this input with the clusters that it is, or may be, of.
_clusters_of[vpc] contains {"user": cluster, "certain": vpc in certain(cluster)} if {
	some cluster, _ in clusters.all
	some vpc in possible(cluster)
	input.resources.aws_vpc[vpc]
}

clusters_of := _clusters_of

# What is to be said of a cluster whose VPC is none of this input, or may be another.
_untold[cluster] := values.judgement(
	values.maybe,
	$"the VPC of {cluster} is not one of this input",
	set(), {$"the VPC of {cluster}"},
) if {
	some cluster, _ in clusters.all
	not _told(cluster)
}

_told(cluster) if {
	some vpc in certain(cluster)
	input.resources.aws_vpc[vpc]
}

untold := _untold
