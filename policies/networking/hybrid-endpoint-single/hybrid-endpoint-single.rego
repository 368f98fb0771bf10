# METADATA
# title: Hybrid clusters have one endpoint
# description: >-
#   A cluster with remote networks has the public endpoint or the private one, not both. With both, its name means public addresses outside
#   the VPC, so that hybrid nodes never take the private way.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-cluster-prep.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Turn `endpoint_public_access` off where the hybrid nodes come by a private connection, or `endpoint_private_access` where they come by
#     the internet.
#   aliases: []
package eksgate.rules.networking["hybrid-endpoint-single"]

import data.eksgate.lib.clusters
import data.eksgate.lib.remote_networks
import data.eksgate.lib.result
import data.eksgate.lib.values

_paths := {"vpc_config.0.endpoint_private_access", "vpc_config.0.endpoint_public_access"}

results contains result.of(cluster, _paths, _judgement(cluster)) if some cluster in remote_networks.clusters_with

results contains result.of(cluster, _paths, values.either(
	[values.holds, _judgement(cluster)],
	$"{cluster}: remote_network_config",
)) if {
	some cluster in remote_networks.clusters_that_may
}

_judgement(cluster) := values.holds if {
	false in _endpoints(cluster)
} else := values.judgement(
	values.maybe,
	$"whether both endpoints of {cluster} are on is not known",
	set(), {$"{cluster}: {path}" | some path in _paths; values.unknown_at(clusters.all[cluster], path)},
) if {
	null in _endpoints(cluster)
} else := values.judgement(
	values.no,
	$"both endpoints of {cluster} are on, so that its hybrid nodes resolve its name to public addresses",
	set(), set(),
)

_endpoints(cluster) := {clusters.private_endpoint(cluster), clusters.public_endpoint(cluster)}
