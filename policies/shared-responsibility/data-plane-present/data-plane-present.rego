# METADATA
# title: The cluster has a data plane
# description: >-
#   Something belongs to the cluster that carries pods: a node group, a Fargate profile, Auto Mode, or a role whose nodes an access entry lets join
#   (self-managed, hybrid or Karpenter nodes). Without one, nothing runs, CoreDNS included.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Add a node group or a Fargate profile, or turn Auto Mode on; where nodes are in another stack, judge both together.
#   aliases: []
package eksgate.rules["shared-responsibility"]["data-plane-present"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"name"}, _judgement(address)) if some address, _ in clusters.all

_judgement(cluster) := values.holds if {
	count(object.get(clusters.carriers_of, cluster, set())) > 0
} else := values.holds if {
	some entry in access_entries.entries
	access_entries.of_cluster(entry, cluster) == values.yes
	access_entries.type(entry) in _of_nodes
} else := values.judgement(
	values.maybe,
	$"whether what carries pods here belongs to {cluster} is not known",
	set(), missing,
) if {
	missing := {reason.missing | some reason in clusters.unplaced} | {$"{entry.address}: cluster_name, type" |
		some entry in access_entries.entries
		_perhaps_of_nodes(entry, cluster)
	}
	count(missing) > 0
} else := values.judgement(
	values.no,
	$"nothing here carries the pods of {cluster}: no node group, no Fargate profile, no Auto Mode, no role of nodes",
	set(), set(),
)

_of_nodes := {"EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX", "EC2"}

_perhaps_of_nodes(entry, cluster) if {
	access_entries.of_cluster(entry, cluster) != values.no
	access_entries.type(entry) in (_of_nodes | {null})
}
