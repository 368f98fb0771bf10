# METADATA
# title: Clusters and node groups have the tags that Acme's bills are split by
# description: Which tags these are is in `data.json`. A tag that is given, whatever its value, is enough.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
# custom:
#   severity: medium
#   remediation: Give the resource the tags, or the provider as `default_tags`.
package acme.rules["clusters-tagged"]

import data.acme.lib.about as describe
import data.acme.lib.values

about := describe.of(rego.metadata.chain())

results contains judged(address, resource) if {
	some type in {"aws_eks_cluster", "aws_eks_node_group"}
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

judged(address, resource) := {"address": address, "outcome": "pass", "attributes": ["tags_all"]} if {
	count(absent(resource)) == 0
} else := {
	"address": address,
	"outcome": "undetermined",
	"attributes": ["tags_all"],
	"message": $"not all tags of {address} are known",
	"missing": [$"{address}: tags"],
} if {
	some argument in {"tags", "tags_all"}
	values.unknown(resource, argument)
} else := {
	"address": address,
	"outcome": "fail",
	"attributes": ["tags_all"],
	"message": $"{address} lacks {concat(", ", sort(absent(resource)))}",
}

absent(resource) := {tag |
	some tag in data.acme.required_tags
	not tag in given(resource)
}

# A plan has those of the provider in `tags_all`; a configuration may have `tags` alone.
given(resource) := {tag |
	some argument in {"tags", "tags_all"}
	some tag, _ in resource.values[argument]
}
