# METADATA
# title: Broad policies
# description: >-
#   Whether a role has a policy that makes it an administrator or nearly one: AdministratorAccess, PowerUserAccess or IAMFullAccess of AWS, or
#   statements that allow every action, all but some, or all of IAM, on every resource.
package eksgate.lib.broad_policies

import data.eksgate.lib.iam
import data.eksgate.lib.policy_documents
import data.eksgate.lib.values

_managed := {"AdministratorAccess", "PowerUserAccess", "IAMFullAccess"}

# That a role has no such policy.
none(role) := values.all_of(union({
	{_judged(role, _breadth(policy), set()) | some policy in _certain(role)},
	{_judged(role, _breadth(policy), _whether(policy, role)) | some policy in _possible(role)},
	{_judged(role, _document_breadth(document, document.address), set()) | some document in iam.inline_documents(role)},
	{_judged(role, _document_breadth(document, document.address), _whether(document.address, role)) |
		some document in iam.perhaps_inline_documents(role)
	},
	{values.judgement(values.maybe, $"the policies of {role} are not all known", set(), missing) |
		missing := _missing(role)
		count(missing) > 0
	},
}))

_whether(policy, role) := {$"whether {policy} is a policy of {role}"}

_certain(role) := union({attachment.policy.certain | some attachment in iam.attached(role)})

_possible(role) := union({attachment.policy.possible | some attachment in (iam.attached(role) | iam.perhaps_attached(role))}) - _certain(role)

_missing(role) := union({attachment.policy.missing | some attachment in (iam.attached(role) | iam.perhaps_attached(role))}) | iam.inline_doubts(role)

# A broad policy that a role may not have is no certain failure.
_judged(role, breadth, doubts) := values.holds if {
	breadth.value == values.yes
} else := values.judgement(values.no, $"{role} has {breadth.what}", breadth.related, set()) if {
	breadth.value == values.no
	count(doubts) == 0
} else := values.judgement(values.maybe, $"{role} may have {breadth.what}", breadth.related, breadth.missing | doubts)

# One policy, by ARN or address.
_breadth(policy) := _of_aws(name) if {
	name := iam.managed_name(policy)
} else := _document_breadth(document, policy) if {
	document := iam.customer_document(policy)
} else := _found(values.maybe, $"rights that this input does not tell, by {policy}", set(), {policy})

_of_aws(name) := _found(values.no, $"{name}, a policy of AWS's", set(), set()) if {
	name in _managed
} else := _narrow

_found(value, what, related, missing) := {"value": value, "what": what, "related": related, "missing": missing}

_narrow := _found(values.yes, "", set(), set())

_document_breadth(document, owner) := _found(
	values.maybe, $"rights that this input does not tell, by {owner}", {owner},
	{$"{document.address}: {document.path}"},
) if {
	document.statements == null
} else := _found(values.no, $"a policy that allows {what}, {owner}", {owner}, set()) if {
	what := _allows(document.statements, {false})
} else := _found(
	values.maybe, $"a policy that allows {what} under conditions, {owner}", {owner},
	{$"{document.address}: the conditions of {document.path}"},
) if {
	what := _allows(document.statements, {true, false})
} else := _narrow

# What the statements of a document allow too much of; undefined where nothing.
_allows(statements, conditional) := "every action on every resource" if {
	some statement in _allowing(statements, conditional)
	_on_everything(statement)
	some pattern in statement.actions
	regex.match(`^[*:]+$`, pattern)
} else := "every action but some on every resource" if {
	some statement in _allowing(statements, conditional)
	_on_everything(statement)
	count(statement.not_actions) > 0
} else := "all of IAM" if {
	every action in _powers {
		some statement in _allowing(statements, conditional)
		_on_all_of_iam(statement)
		policy_documents.covers(statement, action)
	}
}

_allowing(statements, conditional) := [statement |
	some statement in statements
	statement.effect == "Allow"
	statement.conditional in conditional
]

# By these, anybody becomes an administrator.
_powers := {
	"iam:AttachRolePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:PassRole", "iam:PutRolePolicy",
	"iam:UpdateAssumeRolePolicy",
}

_on_everything(statement) if {
	some pattern in statement.resources
	regex.match(`^(arn:(aws[a-z-]*)?)?[*:/?]+$`, pattern)
}

_on_everything(statement) if count(statement.not_resources) > 0

_on_all_of_iam(statement) if _on_everything(statement)

_on_all_of_iam(statement) if {
	some pattern in statement.resources
	regex.match(`^arn:[a-z*-]+:iam:[^:]*:[^:]*:[*]+$`, pattern)
}
