# METADATA
# title: IAM roles and what they may do
# description: >-
#   The policies of a role, however they are attached, and whether they allow actions. A managed policy counts by its ARN in any
#   partition, any other by its statements.
package eksgate.lib.iam

import data.eksgate.lib.policy_documents
import data.eksgate.lib.values

# The role that an argument names; undefined where it is not one made here.
role_of(resource, path, literals) := address if {
	roles := _roles_meant(values.target(resource, path, literals))
	count(roles) == 1
	some address in roles
}

_roles_meant(one) := {one} if input.resources.aws_iam_role[one].mode == "managed"

_roles_meant(one) := ({address |
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
	one == role.values.name
} | {address |
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
	one == role.values.arn
}) | {address |
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
	not role.values.arn
	endswith(one, $"/{role.values.name}")
} if {
	not input.resources.aws_iam_role[one].mode == "managed"
}

# Attachments: the role (as links) with the policy that is attached, as resource, path and literals.
_attachments contains {
	"role": values.links(attachment, "role", [name | name := attachment.values.role]),
	"policy": values.links(attachment, "policy_arn", [arn | arn := attachment.values.policy_arn]),
} if {
	some attachment in input.resources.aws_iam_role_policy_attachment
}

_attachments contains {
	"role": values.links(attachment, "roles", [name | some name in attachment.values.roles]),
	"policy": values.links(attachment, "policy_arn", [arn | arn := attachment.values.policy_arn]),
} if {
	some attachment in input.resources.aws_iam_policy_attachment
}

_attachments contains {
	"role": values.itself(address),
	"policy": values.links(role, "managed_policy_arns", [arn | some arn in role.values.managed_policy_arns]),
} if {
	some address, role in input.resources.aws_iam_role
}

# Lists of all managed policies of a role: others are taken off it.
_exclusive_lists contains {
	"role": values.links(list, "role_name", [name | name := list.values.role_name]),
	"policy": values.links(list, "policy_arns", [arn | some arn in list.values.policy_arns]),
} if {
	some list in input.resources.aws_iam_role_policy_attachments_exclusive
}

_listed contains role if {
	some list in _exclusive_lists
	some one in list.role.certain
	some role in _roles_meant(one)
}

# What certainly attaches policies to a role, and what may: asked for by role, since there are as many attachments as roles.
_attached[role] contains attachment if {
	some attachment in _attachments
	some one in attachment.role.certain
	some role in _roles_meant(one)
	not _listed[role]
}

_attached[role] contains list if {
	some list in _exclusive_lists
	some one in list.role.certain
	some role in _roles_meant(one)
}

_perhaps_attached[role] contains attachment if {
	some attachment in (_attachments | _exclusive_lists)
	some role in _roles_perhaps_meant(attachment.role)
	not attachment in object.get(_attached, role, set())
	not _replaced(attachment, role)
}

attached(role) := object.get(_attached, role, set())

perhaps_attached(role) := object.get(_perhaps_attached, role, set())

_roles_perhaps_meant(links) := {role | some one in links.possible; some role in _roles_meant(one)} if not links.open

_roles_perhaps_meant(links) := object.keys(input.resources.aws_iam_role) if links.open

_replaced(attachment, role) if {
	_listed[role]
	not attachment in _exclusive_lists
}

# Managed policies that a role certainly has, by ARN or address.
_policies[role] contains policy if {
	some role, attachments in _attached
	some attachment in attachments
	some policy in attachment.policy.certain
}

# What is not known about the policies of a role.
_doubts[role] contains missing if {
	some role, attachments in _attached
	some attachment in attachments
	some missing in (attachment.policy.missing | (attachment.policy.possible - attachment.policy.certain))
}

_doubts[role] contains missing if {
	some role, attachments in _perhaps_attached
	some attachment in attachments
	some missing in (attachment.role.missing | (attachment.policy.missing | attachment.policy.possible))
}

_doubts[role] contains $"{document.address}: {document.path}" if {
	some role, documents in _documents
	some document in documents
	document.statements == null
}

_doubts[role] contains $"whether {document.address} is a policy of {role}" if {
	some role, documents in _perhaps_inline
	some document in documents
}

_doubts[role] contains missing if {
	some role, missings in _inline_doubts
	some missing in missings
}

doubts_of(role) := object.get(_doubts, role, set())

# What a role has inline is not known.
_inline_doubts[address] contains $"{address}: inline_policy" if {
	some address, role in input.resources.aws_iam_role
	role.unknown.inline_policy
}

inline_doubts(role) := object.get(_inline_doubts, role, set())

# The policy documents written out for a role: inline ones, and those of its customer-managed policies.
_inline[role] contains policy_documents.document(resource, "policy", resource.values) if {
	some resource in input.resources.aws_iam_role_policy
	role := role_of(resource, "role", [name | name := resource.values.role])
}

_inline[role] contains policy_documents.document(resource, $"inline_policy.{index}.policy", block) if {
	some role, resource in input.resources.aws_iam_role
	some index, block in resource.values.inline_policy
}

inline_documents(role) := object.get(_inline, role, set())

# Inline policies whose role is not told for certain.
_perhaps_inline[role] contains policy_documents.document(resource, "policy", resource.values) if {
	some resource in input.resources.aws_iam_role_policy
	found := values.links(resource, "role", [name | name := resource.values.role])
	values.unsure(found)
	some role in _roles_perhaps_meant(found)
}

perhaps_inline_documents(role) := object.get(_perhaps_inline, role, set())

_documents[role] contains document if {
	some role, documents in _inline
	some document in documents
}

_documents[role] contains customer_document(id) if {
	some role, policies in _policies
	some id in policies
}

# The document of a policy that is made here or looked up, by its address.
customer_document(id) := policy_documents.document(policy, "policy", policy.values) if {
	policy := input.resources.aws_iam_policy[id]
	not managed_name(id)
}

# The name of an AWS-managed policy, by its ARN or by the address of a look-up of it.
managed_name(id) := _name_in(id)

managed_name(id) := _name_in(input.resources.aws_iam_policy[id].values.arn)

_name_in(arn) := regex.find_all_string_submatch_n(`^arn:aws[a-z-]*:iam::aws:policy/(?:.*/)?([^/]+)$`, arn, 1)[0][1]

# The names of the AWS-managed policies that a role certainly has.
managed_names(role) := {managed_name(id) | some id in object.get(_policies, role, set())}

# Whether a role may do all of some actions: through an AWS-managed policy that is known to allow them, or through statements.
# Policies whose text this input does not hold leave it open.
may(role, actions, managed) := values.judgement(values.yes, "", set(), set()) if {
	count(managed_names(role) & managed) > 0
	not _denies(role, actions)
} else := values.judgement(values.yes, "", set(), set()) if {
	every action in actions {
		_allows(role, action, {false})
	}
	not _denies(role, actions)
} else := values.judgement(values.maybe, "", set(), missing) if {
	missing := _openings(role, actions, managed)
	count(missing) > 0
} else := values.judgement(values.no, "", set(), set())

# What is missing where statements allow actions under conditions, or on some resources alone.
narrowed := "the conditions and resources of its statements"

_openings(role, actions, managed) := ((doubts_of(role) | {arn |
	some arn in object.get(_policies, role, set())
	_unread(arn)
}) | {narrowed |
	every action in actions {
		_allows(role, action, {true, false})
	}
}) | {"statements that deny" |
	_denies(role, actions)
	_granted(role, actions, managed)
}

_granted(role, _, managed) if count(managed_names(role) & managed) > 0

_granted(role, actions, _) if {
	every action in actions {
		_allows(role, action, {true, false})
	}
}

# A policy of somebody's own that is not made here.
_unread(arn) if {
	not managed_name(arn)
	not input.resources.aws_iam_policy[arn]
}

_allows(role, action, narrowed) if {
	some document in _documents[role]
	some statement in document.statements
	statement.effect == "Allow"
	statement.narrowed in narrowed
	policy_documents.covers(statement, action)
}

_denies(role, actions) if {
	some document in _documents[role]
	some statement in document.statements
	statement.effect == "Deny"
	some action in actions
	policy_documents.covers(statement, action)
}
