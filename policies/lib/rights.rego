# METADATA
# title: Rights of roles in words
# description: Whether a role has a policy of AWS's, or statements that allow the same.
package eksgate.lib.rights

import data.eksgate.lib.iam
import data.eksgate.lib.values

# `actions` are those that statements must allow in the policy's place.
has(role, policy, actions) := values.holds if {
	iam.may(role, actions, {policy}).value == values.yes
} else := values.judgement(values.no, $"{role} does not have {policy}", set(), set()) if {
	iam.may(role, actions, {policy}).value == values.no
} else := values.judgement(
	values.maybe,
	$"whether {role} has {policy}, or all that it allows, is not known",
	set(), iam.may(role, actions, {policy}).missing,
)
