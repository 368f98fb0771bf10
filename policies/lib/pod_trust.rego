# METADATA
# title: Trust in pods
# description: Whether a trust policy lets in none but the pods that it is for.
package eksgate.lib.pod_trust

import data.eksgate.lib.pod_roles
import data.eksgate.lib.policy_documents
import data.eksgate.lib.trust
import data.eksgate.lib.values

# Whether every principal of a role's trust policy is pods, bound to their service account or namespace.
scoped(role) := values.all_of({_judged(role, statement, principal) |
	some statement in trust.openings(role)
	some principal in (statement.principals | {{"kind": "AWS", "id": "*"} | count(statement.not_principals) > 0})
})

_judged(_, _, principal) := values.holds if principal == {"kind": "Service", "id": pod_roles.service}

_judged(role, statement, principal) := _web_identity(role, statement, pod_roles.oidc_host(principal))

_judged(role, statement, principal) := _beside(role, principal, statement.conditional) if not pod_roles.of_pods(principal)

# Conditions may leave nobody but the role itself.
_beside(role, principal, true) := values.judgement(
	values.maybe,
	$"{role} trusts {_words(principal)} beside pods, under conditions",
	set(), {$"{role}: the conditions of assume_role_policy"},
)

_beside(role, principal, false) := values.judgement(values.no, $"{role} trusts {_words(principal)} beside pods", set(), set())

_words(principal) := object.get({"*": "everyone"}, principal.id, principal.id)

_web_identity(role, statement, host) := values.holds if {
	not policy_documents.covers(statement, "sts:AssumeRoleWithWebIdentity")
} else := values.judgement(
	values.no,
	$"the trust policy of {role} does not bind the subject (`sub`) to a service account or a namespace",
	set(), set(),
) if {
	not _bound(statement, $"{host}:sub", `^system:serviceaccount:[^*?:$]+:.+$`)
} else := values.judgement(
	values.no,
	$"the trust policy of {role} does not bind the audience (`aud`)",
	set(), set(),
) if {
	not _bound(statement, $"{host}:aud", `^[^*?$]+$`)
} else := values.holds

# Whether some condition limits a key to values, or to patterns of a form.
_bound(statement, key, _) if {
	some condition in statement.conditions
	condition.key == key
	trim_prefix(condition.operator, "foranyvalue:") in {"stringequals", "stringequalsignorecase"}
}

_bound(statement, key, form) if {
	some condition in statement.conditions
	condition.key == key
	trim_prefix(condition.operator, "foranyvalue:") == "stringlike"
	every pattern in condition.values {
		regex.match(form, pattern)
	}
}

# Whether a cluster's OIDC provider is let in at all.
lets_web_identity(role) if {
	some statement in trust.openings(role)
	policy_documents.covers(statement, "sts:AssumeRoleWithWebIdentity")
	some principal in statement.principals
	pod_roles.oidc_host(principal)
}
