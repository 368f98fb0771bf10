# METADATA
# title: Fargate selectors are valid
# description: >-
#   Every Fargate profile has one to five selectors. Each names a namespace, or a pattern with `*` and `?` that some namespace can match, and
#   at most five labels. Both limits are the default quotas of an account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [namespaces]
#   remediation: >-
#     Give the profile one to five `selector` blocks, each with a `namespace` of lower-case letters, digits, `-`, `*` and `?` and with at most
#     five `labels`. Spread more over several profiles.
#   aliases: []
package eksgate.rules["shared-responsibility"]["fargate-selectors-valid"]

import data.eksgate.lib.result
import data.eksgate.lib.values

_most_selectors := 5

_most_labels := 5

# Namespaces are DNS labels: at most this long, with letters and digits at both ends. `*` may stand for nothing.
_longest := 63

_pattern := `^[a-z0-9*?]([-a-z0-9*?]*[a-z0-9*?])?$`

results contains result.of(address, {"selector"}, values.all_of({_counted(profile)} | {judged |
	some index, selector in profile.values.selector
	some judged in [_namespace(profile, selector, index), _labels(profile, selector, index)]
})) if {
	some address, profile in input.resources.aws_eks_fargate_profile
}

_counted(profile) := values.judgement(
	values.no,
	$"{profile.address} has {count(profile.values.selector)} selectors, and a profile takes {_most_selectors} at most",
	set(), set(),
) if {
	count(profile.values.selector) > _most_selectors
} else := values.judgement(
	values.maybe,
	$"the selectors of {profile.address} are not known",
	set(), {$"{profile.address}: selector"},
) if {
	values.unknown_at(profile, "selector")
} else := values.holds if {
	count(profile.values.selector) > 0
} else := values.judgement(values.no, $"{profile.address} has no selector, so that it selects no pods", set(), set())

_namespace(profile, selector, index) := _judged_namespace(profile, index, values.argument(
	profile, selector,
	"namespace", $"selector.{index}.namespace", "",
))

_judged_namespace(profile, index, null) := values.judgement(
	values.maybe,
	$"a namespace that {profile.address} selects is not known",
	set(), {$"{profile.address}: selector.{index}.namespace"},
)

_judged_namespace(profile, index, "") := values.judgement(
	values.no,
	$"selector.{index} of {profile.address} names no namespace",
	set(), set(),
)

_judged_namespace(profile, _, namespace) := values.judgement(
	values.no,
	$"{profile.address} selects the namespace `{namespace}`, which no namespace can match: names have lower-case letters, digits and -, at most {_longest}, with letters or digits at both ends",
	set(), set(),
) if {
	not namespace in {null, ""}
	not _can_match(namespace)
} else := values.holds if {
	not namespace in {null, ""}
}

_can_match(namespace) if {
	regex.match(_pattern, namespace)
	count(replace(namespace, "*", "")) <= _longest
}

# A label whose value is not known is one all the same.
_labels(profile, selector, index) := values.judgement(
	values.no,
	$"selector.{index} of {profile.address} has {count(labels)} labels, and a selector takes {_most_labels} at most",
	set(), set(),
) if {
	labels := object.keys(object.get(selector, "labels", {})) | _labels_to_come(profile, index)
	count(labels) > _most_labels
} else := values.judgement(
	values.maybe,
	$"the labels that {profile.address} selects by are not known",
	set(), {$"{profile.address}: selector.{index}.labels"},
) if {
	values.unknown_at(profile, $"selector.{index}.labels")
} else := values.holds

_labels_to_come(profile, index) := {trim_prefix(path, block) |
	block := $"selector.{index}.labels."
	some path, _ in profile.unknown
	startswith(path, block)
}
