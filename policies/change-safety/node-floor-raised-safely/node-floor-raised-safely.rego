# METADATA
# title: The floor of a node group is raised safely
# description: >-
#   Where a plan raises the `min_size` of a managed node group, the `desired_size` that stays is not below it: EKS refuses that. It happens
#   where Terraform ignores changes of `desired_size`, as it must beside an autoscaler. Only a plan tells this; what it creates or replaces, a
#   configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html
# custom:
#   severity: medium
#   kinds: [plan]
#   party:
#     side: you
#     items: [node upgrades]
#   remediation: >-
#     Scale the node group up first (`aws eks update-nodegroup-config --scaling-config desiredSize=N`), then raise `min_size`.
#   aliases: []
package eksgate.rules["change-safety"]["node-floor-raised-safely"]

import data.eksgate.lib.existing
import data.eksgate.lib.result
import data.eksgate.lib.values

_min := "scaling_config.0.min_size"

_desired := "scaling_config.0.desired_size"

results contains result.of(
	address, {_min},
	_judgement(
		address,
		_size(entry, "min_size", _min),
		_size(group, "min_size", _min),
		_size(group, "desired_size", _desired),
	),
) if {
	some address, entry in existing.of("aws_eks_node_group")
	entry.fate == "kept"
	group := input.resources.aws_eks_node_group[address]
}

# Every node group has its sizes: one that is not there is hidden or not known yet.
_size(one, name, path) := values.argument(one, values.first_block(one, "scaling_config"), name, path, null)

_judgement(address, before, after, desired) := values.holds if {
	not null in {before, after}
	after <= before
} else := values.holds if {
	not null in {after, desired}
	after <= desired
} else := values.judgement(
	values.maybe,
	$"the sizes of {address} before or after the change are not all known",
	set(), {$"{address}: scaling_config"},
) if {
	null in {before, after, desired}
} else := values.judgement(
	values.no,
	$"{address} raises `min_size` from {before} to {after}, above the `desired_size` of {desired} that stays: EKS refuses it",
	set(), set(),
)
