# METADATA
# title: Trust policies of roles
# description: >-
#   Who may assume a role, as its trust policy says: written as JSON or through a policy document. A text that is not known is judged
#   as such, naming it.
package eksgate.lib.trust

import data.eksgate.lib.policy_documents
import data.eksgate.lib.values

# The statements of each role's trust policy; `null` where they are not known.
_statements[address] := policy_documents.document(
	role, "assume_role_policy",
	{"policy": text | text := role.values.assume_role_policy},
).statements if {
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
}

known(role) if _statements[role] != null

_assuming := {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"}

# The statements that let somebody assume a role.
_openings[role] contains statement if {
	some role, statements in _statements
	some statement in statements
	statement.effect == "Allow"
	some action in _assuming
	policy_documents.covers(statement, action)
}

openings(role) := object.get(_openings, role, set())

# A service by the names of its principal in all partitions.
_names(service) := {service} | {$"{service}.cn" | service == "ec2.amazonaws.com"}

services(names) := {{"kind": "Service", "id": id} | some service in names; some id in _names(service)}

# Whether nobody but some services may assume a role, whatever its conditions say.
only(role, names) := _not_known(role) if {
	not known(role)
} else := values.holds if {
	count(_others(role, names)) == 0
} else := values.judgement(
	values.no,
	$"{role} trusts {concat(", ", sort(_others(role, names)))} beside {concat(", ", sort(names))}",
	set(), set(),
)

_others(role, names) := {_words(principal) |
	some statement in openings(role)
	some principal in (statement.principals - services(names))
} | {"everyone but some principals (`NotPrincipal`)" |
	some statement in openings(role)
	count(statement.not_principals) > 0
}

_words(principal) := object.get({"*": "everyone"}, principal.id, principal.id)

# Whether a service may take all of some actions on a role. Conditions by `keys` are those that AWS documents for the service.
lets(role, service, actions) := _not_known(role) if {
	not known(role)
} else := values.judgement(
	values.no,
	$"the trust policy of {role} does not let {service} take {concat(", ", sort(lacking))}",
	set(), set(),
) if {
	lacking := {action | some action in actions; not _allowed(role, service, action, {true, false})}
	count(lacking) > 0
} else := values.holds if {
	every action in actions {
		_allowed(role, service, action, {true})
	}
	not _denied(role, service, actions)
} else := values.judgement(
	values.maybe,
	$"whether the conditions and denials in the trust policy of {role} let {service} take {concat(", ", sort(actions))} is not known",
	set(), {$"{role}: the conditions of assume_role_policy"},
)

# `open` tells whether the conditions of the statement are known to be met.
_allowed(role, service, action, open) if {
	some statement in _statements[role]
	statement.effect == "Allow"
	count(statement.principals & _everyone_or(service)) > 0
	policy_documents.covers(statement, action)
	_met(statement, service) in open
}

_everyone_or(service) := services({service}) | {{"kind": "AWS", "id": "*"}}

_denied(role, service, actions) if {
	some statement in _statements[role]
	statement.effect == "Deny"
	_perhaps_about(statement, service)
	some action in actions
	policy_documents.covers(statement, action)
}

_perhaps_about(statement, service) if count(statement.principals & _everyone_or(service)) > 0

_perhaps_about(statement, _) if count(statement.not_principals) > 0

# What AWS tells to put into the trust policy of a service's role, and sends along.
_expected := {
	"eks.amazonaws.com": {"aws:sourceaccount", "aws:sourcearn"},
	"eks-fargate-pods.amazonaws.com": {"aws:sourceaccount", "aws:sourcearn"},
	"pods.eks.amazonaws.com": {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid"},
}

_met(statement, service) if {
	every condition in statement.conditions {
		_sent(condition.key, service)
	}
} else := false

_sent(key, service) if key in _expected[service]

_sent(key, "pods.eks.amazonaws.com") if startswith(key, "aws:requesttag/")

_not_known(role) := values.judgement(
	values.maybe,
	$"the trust policy of {role} is not known",
	set(), {$"{role}: assume_role_policy"},
)
