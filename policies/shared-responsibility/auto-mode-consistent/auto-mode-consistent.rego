# METADATA
# title: Auto Mode is on or off as a whole
# description: >-
#   Compute, block storage and load balancing of EKS Auto Mode are all on or all off: EKS refuses to create or change a cluster that has
#   some of them on. Left out, each is off.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-enable-existing.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Give `compute_config.enabled`, `storage_config.block_storage.enabled` and `kubernetes_network_config.elastic_load_balancing.enabled`
#     the same value.
#   aliases: []
package eksgate.rules["shared-responsibility"]["auto-mode-consistent"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, object.keys(switches), _judgement(address, switches)) if {
	some address, cluster in clusters.all
	values.provided(cluster, "compute_config")
	switches := {path: values.argument(cluster, block, "enabled", path, false) | some path, block in _blocks(cluster)}
}

_blocks(cluster) := {
	"compute_config.0.enabled": values.first_block(cluster, "compute_config"),
	"kubernetes_network_config.0.elastic_load_balancing.0.enabled": _inner(values.first_block(cluster, "kubernetes_network_config"), "elastic_load_balancing"),
	"storage_config.0.block_storage.0.enabled": _inner(values.first_block(cluster, "storage_config"), "block_storage"),
}

_inner(block, name) := block[name][0]

_inner(block, name) := {} if not block[name][0]

_judgement(cluster, switches) := values.judgement(
	values.no,
	$"{cluster} has a part of Auto Mode alone, which EKS refuses: on is {concat(", ", _with(switches, true))}; off is {concat(", ", _with(switches, false))}",
	set(), set(),
) if {
	count(_with(switches, true)) > 0
	count(_with(switches, false)) > 0
} else := values.judgement(
	values.maybe,
	$"whether all of Auto Mode is on or off for {cluster} is not known",
	set(), {$"{cluster}: {path}" | some path in _with(switches, null)},
) if {
	count(_with(switches, null)) > 0
} else := values.holds

_with(switches, value) := sort([path | some path, switch in switches; switch == value])
