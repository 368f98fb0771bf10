# METADATA
# title: Auto Mode is on or off as a whole
# description: >-
#   Compute, block storage and load balancing of EKS Auto Mode are turned on and off together; EKS refuses a cluster that says otherwise. Each
#   is off where it is left out.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-enable-existing.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Set `enabled` alike in `compute_config`, `storage_config.block_storage` and `kubernetes_network_config.elastic_load_balancing`.
#   aliases: []
package eksgate.rules["shared-responsibility"]["auto-mode-consistent"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, object.keys(switches), _judgement(address, switches)) if {
	some address, cluster in clusters.all
	values.provided(cluster, "compute_config")
	switches := {path: on | some path, block in _blocks(cluster); on := values.argument(cluster, block, "enabled", path, false)}
}

_blocks(cluster) := {
	"compute_config.0.enabled": values.first_block(cluster, "compute_config"),
	"storage_config.0.block_storage.0.enabled": _inner(cluster, "storage_config", "block_storage"),
	"kubernetes_network_config.0.elastic_load_balancing.0.enabled": _inner(cluster, "kubernetes_network_config", "elastic_load_balancing"),
}

_inner(cluster, outer, inner) := values.first_block({"values": values.first_block(cluster, outer)}, inner)

_judgement(address, switches) := values.judgement(
	values.no,
	$"Auto Mode of {address} is on in part: {concat(", ", _paths(switches, true))}; and off in {concat(", ", _paths(switches, false))}",
	set(), set(),
) if {
	{true, false} - {on | some on in switches} == set()
} else := values.judgement(
	values.maybe,
	$"whether Auto Mode of {address} is on as a whole is not known",
	set(), {$"{address}: {path}" | some path in _paths(switches, null)},
) if {
	null in {on | some on in switches}
} else := values.holds

_paths(switches, value) := sort([path | some path, on in switches; on == value])
