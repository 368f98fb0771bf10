# METADATA
# title: Results
# description: >-
#   The shape of what a rule answers, for this project's rules and for anyone's own. A rule's package has a set `results` of objects
#   with `address` (the subject), `outcome` (pass, fail or undetermined), `attributes` (what was judged), `related` (addresses that it
#   rests on), `message` (what is so, with the values that decide it), `missing` (of an undetermined one: what is not known, and what
#   would decide it) and, where it differs from the rule's own, `severity`.
package eksgate.lib.result

import data.eksgate.lib.values

# A result from a judgement in three values. What AWS makes together with a resource is told by that resource's address.
of(address, attributes, judgement) := {
	"address": address,
	"outcome": values.outcome[judgement.value],
	"attributes": sort([attribute | some attribute in attributes]),
	"related": sort({owner | some related in judgement.related; owner := split(related, "#")[0]; owner != address}),
	"message": judgement.why,
	"missing": sort([missing | some missing in judgement.missing]),
}

with_severity(result, severity) := object.union(result, {"severity": severity})

# A result that weighs less where the profile is not production.
low_outside_production(result) := result if input.profile == "production"

low_outside_production(result) := with_severity(result, "low") if input.profile != "production"

# The result of a rule about carriers for one whose cluster cannot be told, for the reason that `clusters.unplaced` gives.
without_cluster(carrier, reason) := of(carrier, {"cluster_name"}, values.judgement(
	values.maybe, reason.why,
	set(), {reason.missing},
))
