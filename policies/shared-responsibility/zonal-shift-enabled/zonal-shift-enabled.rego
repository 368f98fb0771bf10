# METADATA
# title: Zonal shift is enabled
# description: >-
#   Traffic within the cluster can be shifted away from an availability zone that is impaired. Left out, it is off.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
# custom:
#   severity: low
#   party:
#     side: aws
#     items: [HA]
#   remediation: Set `enabled = true` in a `zonal_shift_config` block.
#   aliases: []
package eksgate.rules["shared-responsibility"]["zonal-shift-enabled"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {_path}, _judgement(address, enabled)) if {
	some address, cluster in clusters.all
	values.provided(cluster, "zonal_shift_config")
	enabled := values.argument(cluster, values.first_block(cluster, "zonal_shift_config"), "enabled", _path, false)
}

_path := "zonal_shift_config.0.enabled"

_judgement(_, true) := values.holds

_judgement(cluster, false) := values.judgement(
	values.no,
	$"traffic within {cluster} cannot be shifted away from an impaired zone: zonal shift is off",
	set(), set(),
)

_judgement(cluster, null) := values.judgement(
	values.maybe,
	$"whether zonal shift is on for {cluster} is not known",
	set(), {$"{cluster}: {_path}"},
)
