# METADATA
# title: Node repair is enabled
# description: >-
#   EKS replaces or reboots nodes of the managed node group that the monitoring agent or EC2 reports as broken. Left out, it does not.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/node-health.html
# custom:
#   severity: low
#   party:
#     side: you
#     items: [node upgrades]
#   remediation: >-
#     Set `enabled = true` in `node_repair_config`.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-repair-enabled"]

import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {_path}, values.wanted(
	address, _path, enabled, {true},
	$"broken nodes of {address} stay until somebody looks: node repair is off",
)) if {
	some address, group in input.resources.aws_eks_node_group
	group.mode == "managed"
	values.provided(group, "node_repair_config")
	enabled := values.argument(group, values.first_block(group, "node_repair_config"), "enabled", _path, false)
}

_path := "node_repair_config.0.enabled"
