# METADATA
# title: Required tags are present
# description: >-
#   Every resource that can have tags has those that the setting `required_tags` lists, of its own or by the provider's `default_tags`, which
#   Auto Scaling groups do not take. Without the setting there is nothing to judge.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
#   - ref: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
# custom:
#   severity: medium
#   settings: [required_tags]
#   party:
#     side: you
#     items: [workloads]
#   remediation: >-
#     State the tags in the `default_tags` of the provider, those of an Auto Scaling group in its `tag` blocks, or take out of the setting
#     `required_tags` what is not needed.
#   aliases: []
package eksgate.rules["shared-responsibility"]["required-tags-present"]

import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.tags
import data.eksgate.lib.values

_required := {key | some key in settings.required_tags}

results contains result.of(address, {"tags"}, _judgement(address, found, doubts)) if {
	count(_required) > 0
	some type in tags.taggable
	some address, resource in input.resources[type]
	resource.mode == "managed"
	values.provided(resource, "tags")
	id := object.get(values.adopted, address, address)
	found := {key: tags.has(id, resource, key, null) | some key in _required}
	doubts := union({tags.doubts(id, resource, key) | some key, value in found; value == values.maybe})
}

results contains result.of(address, {"tag"}, _judgement(address, found, tags.doubts_of_blocks(group))) if {
	count(_required) > 0
	some address, group in input.resources.aws_autoscaling_group
	group.mode == "managed"
	found := {key: tags.in_blocks(group, key) | some key in _required}
}

_judgement(address, found, doubts) := values.judgement(
	values.no,
	$"{address} does not have the tags {concat(", ", sort(absent))}",
	set(), set(),
) if {
	absent := {key | some key, value in found; value == values.no}
	count(absent) > 0
} else := values.judgement(
	values.maybe,
	$"whether {address} has the tags {concat(", ", sort(unsure))} is not known",
	set(), doubts,
) if {
	unsure := {key | some key, value in found; value == values.maybe}
	count(unsure) > 0
} else := values.holds
