# METADATA
# title: Sizes of node groups are valid
# description: >-
#   A node group can have a node (`max_size` is at least 1), and its sizes are in order: the least, the wanted, the most.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-managed-node-group.html
#   - ref: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Set the sizes so that min <= desired <= max, and max is at least 1.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-group-sizes-valid"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {argument | some argument in _arguments[resource.type]}, _judgement(address, _sizes(resource), _arguments[resource.type])) if {
	some address, _ in clusters.node_groups
	resource := clusters.resource(address)
}

# What the sizes are called, from the least to the most.
_arguments := {
	"aws_eks_node_group": ["scaling_config.0.min_size", "scaling_config.0.desired_size", "scaling_config.0.max_size"],
	"aws_autoscaling_group": ["min_size", "desired_capacity", "max_size"],
}

# Of a group that does not say how many nodes it wants it is as many as it may have at least.
_sizes(group) := [_size(group, "min_size", null), _size(group, "desired_size", "left out"), _size(group, "max_size", null)] if {
	group.type == "aws_eks_node_group"
}

_sizes(group) := [_capacity(group, "min_size", null), _capacity(group, "desired_capacity", "left out"), _capacity(group, "max_size", null)] if {
	group.type == "aws_autoscaling_group"
}

_size(group, name, fallback) := values.argument(group, values.first_block(group, "scaling_config"), name, $"scaling_config.0.{name}", fallback)

_capacity(group, name, fallback) := values.argument(group, group.values, name, name, fallback)

_judgement(address, sizes, arguments) := values.judgement(
	values.no,
	$"{address} can never have a node: its `max_size` is {sizes[2]}",
	set(), set(),
) if {
	is_number(sizes[2])
	sizes[2] < 1
} else := values.judgement(
	values.no,
	$"the sizes of {address} are not in order: {concat(", ", wrong)}",
	set(), set(),
) if {
	wrong := _disorder(sizes, arguments)
	count(wrong) > 0
} else := values.judgement(
	values.maybe,
	$"the sizes of {address} are not all known",
	set(), {$"{address}: {arguments[at]}" | some at, size in sizes; size == null},
) if {
	null in sizes
} else := values.holds

_disorder(sizes, arguments) := [$"{arguments[at]} {size} is more than {arguments[later]} {larger}" |
	some at, size in sizes
	some later, larger in sizes
	later > at
	is_number(size)
	is_number(larger)
	size > larger
]
