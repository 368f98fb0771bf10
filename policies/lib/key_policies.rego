# METADATA
# title: Key policies
# description: >-
#   Whether a key may be used by one that has no rights of its own on keys: a service, or a role that belongs to one. The key's policy or a
#   grant must name it. Without a policy of its own, a key lets in what the account's own policies allow, and so neither.
package eksgate.lib.key_policies

import data.eksgate.lib.policy_documents
import data.eksgate.lib.values

# Whether `who` may take actions on a key. `who` has the kind of its principal, patterns for its id and for the keys of conditions that are met
# as AWS documents them, and for CloudWatch Logs the name of the log group ("" where it is not known).
lets(key, who, actions) := values.judgement(
	values.maybe,
	$"the policy of {key} is not known",
	set(), _unknown(key),
) if {
	count(_unknown(key)) > 0
} else := values.holds if {
	every action in actions {
		_value(key, who, action) == values.yes
	}
} else := values.judgement(
	values.no,
	$"neither the policy of {key} nor a grant lets {who.name} take {concat(", ", sort(lacking))}",
	set(), set(),
) if {
	lacking := {action | some action in actions; _value(key, who, action) == values.no}
	count(lacking) > 0
} else := values.judgement(
	values.maybe,
	$"whether the policy of {key} and its grants let {who.name} take {concat(", ", sort(actions))} is not known",
	set(), {$"{key}: the conditions of its policy, or its grants"},
)

_beside[key] contains policy_documents.document(resource, "policy", resource.values) if {
	some resource in input.resources.aws_kms_key_policy
	some key in _links(resource).certain
}

_perhaps_beside[key] contains resource.address if {
	some resource in input.resources.aws_kms_key_policy
	some key, _ in input.resources.aws_kms_key
	values.may_mean(_links(resource), key)
	not key in _links(resource).certain
}

_links(resource) := values.links(resource, "key_id", values.single(resource.values, "key_id"))

# A policy of a resource of its own takes the place of the key's.
_documents[key] := beside if some key, beside in _beside

_documents[key] := {policy_documents.document(resource, "policy", resource.values)} if {
	some key, resource in input.resources.aws_kms_key
	not _beside[key]
	_given(resource)
}

_given(resource) if resource.values.policy

_given(resource) if values.unknown_at(resource, "policy")

_unknown(key) := {$"{document.address}: {document.path}" |
	some document in _documents[key]
	document.statements == null
} | {$"whether {address} is the policy of {key}" | some address in _perhaps_beside[key]}

_value(key, who, action) := values.yes if {
	_strongest(key, who, "Allow", action) == values.yes
	_strongest(key, who, "Deny", action) == values.no
} else := values.yes if {
	some grant in _grants[key]
	regex.match(who.id, grant.grantee)
	action in grant.actions
	_strongest(key, who, "Deny", action) == values.no
} else := values.maybe if {
	_strongest(key, who, "Allow", action) > values.no
} else := values.maybe if {
	count(object.get(_perhaps_granted, key, set())) > 0
} else := values.no

_strongest(key, who, effect, action) := max({values.no} | {_met(statement, who) |
	some document in _documents[key]
	some statement in document.statements
	statement.effect == effect
	_about(statement, who)
	policy_documents.covers(statement, action)
})

_about(statement, _) if statement.everyone

_about(statement, who) if {
	some principal in statement.principals
	principal.kind == who.kind
	regex.match(who.id, principal.id)
}

_about(statement, _) if count(statement.not_principals) > 0

_met(statement, who) := values.yes if {
	every condition in statement.conditions {
		_fits(condition, who)
	}
} else := values.maybe

_fits(condition, who) if {
	regex.match(who.conditions, condition.key)
}

# The context of CloudWatch Logs is the ARN of the log group.
_fits(condition, who) if {
	condition.key == "kms:encryptioncontext:aws:logs:arn"
	condition.operator in {"arnequals", "arnlike", "stringequals", "stringlike"}
	some pattern in condition.values
	_names(split(pattern, ":log-group:"), who.log_group)
}

_names([_, name_pattern], name) if policy_documents.matches(trim_suffix(name_pattern, ":*"), name)

_names([pattern], _) if endswith(pattern, "*")

_grants[key] contains {"grantee": grant.values.grantee_principal, "actions": {$"kms:{operation}" | some operation in grant.values.operations}} if {
	some grant in input.resources.aws_kms_grant
	some key in _links(grant).certain
}

_perhaps_granted[key] contains grant.address if {
	some grant in input.resources.aws_kms_grant
	some key, _ in input.resources.aws_kms_key
	values.may_mean(_links(grant), key)
	_unsure(grant, key)
}

_unsure(grant, key) if not key in _links(grant).certain

_unsure(grant, _) if values.unknown_at(grant, "grantee_principal")

_unsure(grant, _) if values.unknown_at(grant, "operations")
