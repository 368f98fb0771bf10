# METADATA
# title: The entry point
# description: >-
#   What every rule answers about an input. Where a part of the input is not read (`input.gaps`), nothing is proved by the rest of it.
package eksgate

import data.eksgate.catalogue

# METADATA
# title: Results
# description: The results of the rules that are asked for, in the shape that `lib/result.rego` describes, with the id of the rule.
# entrypoint: true
results contains object.union({"rule": id}, result) if {
	count(_gaps) == 0
	some id, answer in catalogue.answers
	some result in answer
}

results contains object.union({"rule": id}, _unproved(result)) if {
	count(_gaps) > 0
	some id, answer in catalogue.answers
	some result in answer
}

results contains {
	"rule": id,
	"address": gap.address,
	"outcome": "undetermined",
	"attributes": [],
	"related": [],
	"message": $"{gap.address} is not judged: {gap.reason}",
	"missing": [$"{gap.address}: {gap.reason}"],
} if {
	some gap in _gaps
	some id, _ in catalogue.answers
}

_gaps := object.get(input, "gaps", [])

_unproved(result) := object.union(result, {
	"outcome": "undetermined",
	"message": concat("; ", [text |
		some text in [result.message, "parts of this input are not read"]
		text != ""
	]),
	"missing": array.concat(result.missing, [$"{gap.address}: {gap.reason}" | some gap in _gaps]),
})
