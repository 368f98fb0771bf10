# METADATA
# title: Zonal shift is enabled
# description: >-
#   The cluster takes part in zonal shift: when a zone fails, Amazon Application Recovery Controller can move the traffic in the cluster away from
#   it. Left out, it does not.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
# custom:
#   severity: low
#   party:
#     side: aws
#     items: [HA]
#   remediation: >-
#     Set `enabled = true` in `zonal_shift_config`.
#   aliases: []
package eksgate.rules["shared-responsibility"]["zonal-shift-enabled"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {_path}, values.wanted(
	address, _path, enabled, {true},
	$"{address} stays in a zone that fails: zonal shift is off",
)) if {
	some address, cluster in clusters.all
	values.provided(cluster, "zonal_shift_config")
	enabled := values.argument(cluster, values.first_block(cluster, "zonal_shift_config"), "enabled", _path, false)
}

_path := "zonal_shift_config.0.enabled"
