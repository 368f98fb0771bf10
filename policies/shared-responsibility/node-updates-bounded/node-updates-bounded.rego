# METADATA
# title: Node updates are bounded
# description: >-
#   An update of a managed node group replaces at most half of its nodes at a time. Left out, it replaces one at a time.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [node upgrades]
#   remediation: >-
#     Lower `max_unavailable` or `max_unavailable_percentage` in `update_config`, to half of the nodes at most.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-updates-bounded"]

import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"update_config"}, _judgement(address, group, values.first_block(group, "update_config"))) if {
	some address, group in input.resources.aws_eks_node_group
	group.mode == "managed"
}

_judgement(address, group, config) := values.judgement(
	values.maybe,
	$"how many nodes of {address} an update replaces at a time is not known",
	set(), {$"{address}: update_config"},
) if {
	null in _given(group, config)
} else := _by_share(address, share) if {
	share := config.max_unavailable_percentage
} else := values.holds if {
	object.get(config, "max_unavailable", 1) <= 1
} else := values.judgement(
	values.no,
	$"an update of {address} replaces {config.max_unavailable} of its nodes at a time, of which there are at most {_size(group, "max_size")}",
	set(), set(),
) if {
	config.max_unavailable * 2 > _size(group, "max_size")
} else := values.holds if {
	config.max_unavailable * 2 <= _size(group, "min_size")
} else := values.judgement(
	values.maybe,
	$"how many nodes {address} has is not known, so whether {config.max_unavailable} at a time are at most half of them is not either",
	set(), {$"{address}: scaling_config.0.desired_size"},
)

_given(group, config) := {values.argument(group, config, name, $"update_config.0.{name}", "left out") | some name in ["max_unavailable", "max_unavailable_percentage"]}

_by_share(address, share) := values.holds if {
	share <= 50
} else := values.judgement(
	values.no,
	$"an update of {address} replaces {share} % of its nodes at a time",
	set(), set(),
)

# As many as are wanted, or as few or as many as there may be.
_size(group, bound) := size if {
	size := values.first_block(group, "scaling_config").desired_size
} else := values.first_block(group, "scaling_config")[bound]
