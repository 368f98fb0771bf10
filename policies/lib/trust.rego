# METADATA
# title: Who may assume a role
# description: >-
#   The trust policy of a role, as JSON or through a policy document data source, and whom it lets assume the role. Conditions never widen
#   whom a statement is for.
package eksgate.lib.trust

import data.eksgate.lib.policy_documents
import data.eksgate.lib.values

# The statements of each role made here that allow something; `null` where they are not known.
_allowing[address] := _allowed(policy_documents.document(role, "assume_role_policy", {name: text |
	name := "policy"
	text := role.values.assume_role_policy
}).statements) if {
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
}

_allowed(null) := null

_allowed(statements) := [statement | some statement in statements; statement.effect == "Allow"] if is_array(statements)

allowing := _allowing

# AWS's service principals, in the form of any partition.
_service(id) := trim_suffix(id, ".cn")

_services(statement) := {_service(id) | some ["Service", id] in statement.principals}

# Whether a service may assume a role, and do all of some actions with it (`sts:AssumeRole`, `sts:TagSession`).
admits(role, service, actions) := values.judgement(
	values.maybe,
	$"whom {role} trusts is not known",
	set(), {$"{role}: assume_role_policy"},
) if {
	allowing[role] == null
} else := values.judgement(
	values.no,
	$"{role} does not let {service} do {concat(", ", lacking)} with it",
	set(), set(),
) if {
	lacking := sort([action | some action in actions; not _lets(role, service, action)])
	count(lacking) > 0
} else := values.holds

_lets(role, service, action) if {
	some statement in allowing[role]
	_services(statement)[service]
	policy_documents.covers(statement, action)
}

# Whether a service alone may assume a role.
only(role, service) := values.judgement(
	values.no,
	$"{role} trusts {concat(", ", sort(others))} too",
	set(), set(),
) if {
	others := _others(role, service)
	count(others) > 0
} else := admits(role, service, {"sts:AssumeRole"})

_others(role, service) := {id |
	some statement in allowing[role]
	some [kind, id] in statement.principals
	not _is(kind, id, service)
} | {"everybody but some" |
	some statement in allowing[role]
	statement.excepting
}

_is("Service", id, service) if _service(id) == service
