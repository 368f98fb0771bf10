# METADATA
# title: The image of nodes is supported
# description: >-
#   The AMI type of a node group, or the family of its image, still gets patches on the day of judgement (Amazon Linux 2 does not since
#   2025-11-26), and is for the processors of its instance types. A group that names neither gets Amazon Linux 2023 from Kubernetes 1.30 on, before
#   that Amazon Linux 2, either for x86_64 whatever its instance types are.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-ami.html
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [OS patches]
#   remediation: >-
#     Move the node group to an AMI type of a family that is supported, such as AL2023_x86_64_STANDARD or BOTTLEROCKET_ARM_64, that fits its instance types.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-image-supported"]

import data.eksgate.lib.clusters
import data.eksgate.lib.images
import data.eksgate.lib.instance_types
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(group, {"ami_type", "instance_types"}, values.all_of({_family(group), _architecture(group)})) if some group, _ in clusters.node_groups

_family(group) := values.judgement(
	values.no,
	$"the image of {group} ({images.family[group]}) has had no patches since {images.ended(images.family[group])}",
	{group}, set(),
) if {
	images.ended(images.family[group])
} else := values.holds if {
	images.family[group]
} else := images.untold(group)

_architecture(group) := values.judgement(
	values.no,
	$"the image of {group} is for {images.image_architecture[group]}, but it starts {concat(", ", sort(unfit))}",
	{group}, set(),
) if {
	unfit := {type | some type in instance_types.of[group].types; images.architecture(type) != images.image_architecture[group]}
	count(unfit) > 0
} else := images.untold(group) if {
	not images.image_architecture[group]
} else := values.judgement(
	values.maybe,
	$"whether the image of {group} fits its instance types is not known",
	{group}, instance_types.of[group].missing,
) if {
	count(instance_types.of[group].missing) > 0
} else := values.holds
