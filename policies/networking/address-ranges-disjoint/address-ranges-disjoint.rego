# METADATA
# title: Address ranges are disjoint
# description: >-
#   The range of a cluster's services overlaps neither a range of its VPC nor one of its remote networks; remote networks overlap neither
#   each other nor the VPC; and the subnets of the VPC do not overlap. Where the service range is left out, EKS takes 10.100.0.0/16 or
#   172.20.0.0/16.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-prereqs.html
# custom:
#   severity: critical
#   party:
#     side: aws
#     items: [VPC networking]
#   remediation: Choose ranges that do not overlap; `kubernetes_network_config.service_ipv4_cidr` can be set only when a cluster is made.
#   aliases: []
package eksgate.rules.networking["address-ranges-disjoint"]

import data.eksgate.lib.cluster_networks
import data.eksgate.lib.cluster_vpcs
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.vpc_addresses

results contains result.of(
	cluster, {"kubernetes_network_config.0.service_ipv4_cidr", "remote_network_config"},
	values.all_of({_services_apart(cluster), _remote_apart(cluster), _subnets_apart(cluster)}),
) if {
	some cluster, _ in clusters.all
}

_services_apart(cluster) := values.either(
	sort([_service_apart(cluster, range) | some range in cluster_networks.service_ranges(cluster)]),
	$"{cluster}: kubernetes_network_config.0.service_ipv4_cidr",
)

_service_apart(_, "none") := values.holds

_service_apart(cluster, null) := values.judgement(
	values.maybe,
	$"the service range of {cluster} is not known",
	set(), {$"{cluster}: kubernetes_network_config.0.service_ipv4_cidr"},
)

_service_apart(cluster, range) := values.all_of({_apart(service, other) | some other in others} | _not_known(cluster, missing)) if {
	is_string(range)
	range != "none"
	service := {"name": "the service range", "range": range, "address": cluster, "certain": true}
	others := cluster_networks.vpc_networks(cluster) | cluster_networks.remote_networks(cluster)
	missing := cluster_networks.vpc_missing(cluster) | cluster_networks.remote_missing(cluster)
}

# Of two remote networks, each pair is looked at once.
_remote_apart(cluster) := values.all_of((({_apart(one, other) |
	some one in remote
	some other in cluster_networks.vpc_networks(cluster)
} | {_apart(one, other) |
	some one in remote
	some other in remote
	[one.name, one.range] < [other.name, other.range]
}) | _not_known(cluster, missing))) if {
	remote := cluster_networks.remote_networks(cluster)
	missing := cluster_networks.remote_missing(cluster) | {what | count(remote) > 0; some what in cluster_networks.vpc_missing(cluster)}
}

_not_known(cluster, missing) := {values.judgement(values.maybe, $"not all ranges that {cluster} joins are known", set(), missing) |
	count(missing) > 0
}

_apart(one, other) := values.judgement(
	{true: values.no, false: values.maybe}[other.certain],
	$"{one.name} ({one.range}) and {other.name} ({other.range}) overlap",
	{one.address, other.address}, {$"whether {other.address} belongs to the cluster's VPC" | not other.certain},
) if {
	net.cidr_intersects(one.range, other.range)
} else := values.holds

# The worst of the VPCs that may be the cluster's; where one is not certain to be, it does not fail the cluster.
_subnets_apart(cluster) := values.all_of({_as_sure_as(vpc, cluster, vpc_addresses.subnets_apart(vpc)) |
	some vpc in cluster_vpcs.possible(cluster)
})

_as_sure_as(vpc, cluster, judged) := judged if vpc in cluster_vpcs.certain(cluster)

_as_sure_as(vpc, cluster, judged) := values.judgement(
	max({judged.value, values.maybe}),
	judged.why, judged.related,
	judged.missing | {$"whether {vpc} is the VPC of {cluster}"},
) if {
	not vpc in cluster_vpcs.certain(cluster)
}
