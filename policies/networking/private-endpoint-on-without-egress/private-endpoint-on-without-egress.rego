# METADATA
# title: Clusters with nodes without a way out have the private endpoint on
# description: >-
#   A cluster with a carrier that has no way to the internet has its private endpoint on: the public one is an address on the internet,
#   which such nodes and pods never reach.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Set endpoint_private_access to true.
#   aliases: []
package eksgate.rules.networking["private-endpoint-on-without-egress"]

import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, {"endpoint_private_access"}, _judgement(cluster, clusters.private_endpoint(cluster))) if {
	some cluster, _ in _without
}

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced

# Carriers that do not certainly have a way out, by cluster.
_without[cluster][carrier] := way_out if {
	some carrier, cluster in clusters.placed
	way_out := egress.of[carrier]
	way_out.value != values.yes
}

_judgement(_, true) := values.holds

_judgement(cluster, null) := values.judgement(
	values.maybe,
	$"whether the private endpoint of {cluster} is on is not known, and {values.names(object.keys(_without[cluster]))} may have no way out to the public one",
	object.keys(_without[cluster]), {$"{cluster}: vpc_config.0.endpoint_private_access"},
)

_judgement(cluster, false) := values.judgement(
	way_out.value,
	$"the private endpoint of {cluster} is off, and {carrier} does not certainly reach the public one: {way_out.why}",
	way_out.related | {carrier}, way_out.missing,
) if {
	worst := min({way_out.value | some way_out in _without[cluster]})
	carrier := sort([carrier | some carrier, way_out in _without[cluster]; way_out.value == worst])[0]
	way_out := _without[cluster][carrier]
}
