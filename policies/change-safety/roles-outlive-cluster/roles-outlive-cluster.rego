# METADATA
# title: Roles outlive the cluster
# description: >-
#   The role of a cluster, a managed node group or a Fargate profile that stays (or is replaced and keeps it), and the policies on it, are neither deleted nor replaced:
#   without them EKS can no longer manage the cluster's network interfaces and nodes drop out. That holds however the policies are attached: by
#   attachments of one role or several, inline, or listed in the role. To attach a policy anew under another address is to detach it, since
#   Terraform may do the latter last. Only a plan tells this; what it creates, a configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
# custom:
#   severity: high
#   kinds: [plan]
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: >-
#     Keep the role and its policies for as long as the cluster and its nodes exist, their addresses with `moved` blocks; attach a new policy in
#     a plan of its own before the old one is detached.
#   aliases: []
package eksgate.rules["change-safety"]["roles-outlive-cluster"]

import data.eksgate.lib.existing
import data.eksgate.lib.relied_on
import data.eksgate.lib.result
import data.eksgate.lib.values

# What gives a role one of its policies, by the argument that names the role.
_role_argument := {
	"aws_iam_policy_attachment": "roles",
	"aws_iam_role": "name",
	"aws_iam_role_policy": "role",
	"aws_iam_role_policy_attachment": "role",
}

results contains result.of(address, existing.attributes(type, address, argument), _judgement(type, address, entry, users)) if {
	some type, argument in _role_argument
	some address, entry in existing.of(type)
	users := _users(type, entry)
	count(users) > 0
}

# What goes may be of a role that is hidden.
results contains result.of(address, {argument}, values.judgement(
	values.maybe,
	$"{existing.end(type, address)}; whether what stays uses the role is not known",
	set(), relied_on.roles_untold | _hidden(address, entry, argument),
)) if {
	some type, argument in _role_argument
	some address, entry in existing.of(type)
	count(_users(type, entry)) == 0
	count(relied_on.roles_untold | _hidden(address, entry, argument)) > 0
	existing.end(type, address)
}

_hidden(address, entry, argument) := {$"{address}: {argument}" |
	count(relied_on.roles) > 0
	values.unknown_at(entry, argument)
}

_users("aws_iam_role", entry) := object.get(relied_on.roles, object.get(entry.values, "arn", ""), set())

_users(type, entry) := {user | some name in _names(type, entry); some user in relied_on.roles_by_name[name]} if type != "aws_iam_role"

_names("aws_iam_policy_attachment", entry) := {name | some name in entry.values.roles}

_names(type, entry) := {name | name := entry.values.role} if type != "aws_iam_policy_attachment"

_judgement(type, address, entry, users) := values.judgement(
	values.no,
	$"{existing.end(type, address)}, while {values.names(users)} uses {_what[type]}",
	users, set(),
) if {
	entry.fate != "kept"
} else := values.judgement(
	values.no,
	$"{address} is taken off the role of {values.names(users)}",
	users, set(),
) if {
	not values.unknown_at(input.resources[type][address], "roles")
	count(_names_left_out(address, entry)) > 0
} else := values.judgement(
	values.maybe,
	$"whether {address} stays on the role of {values.names(users)} is not known",
	users, {$"{address}: roles"},
) if {
	count(_names_left_out(address, entry)) > 0
} else := values.judgement(
	values.no,
	$"{address}, the role of {values.names(users)}, loses {concat(", ", sort(_lost(address, entry)))}",
	users, set(),
) if {
	not values.unknown_at(input.resources[type][address], "managed_policy_arns")
	count(_lost(address, entry)) > 0
} else := values.judgement(
	values.maybe,
	$"whether {address}, the role of {values.names(users)}, keeps its policies is not known",
	users, {$"{address}: managed_policy_arns"},
) if {
	count(_lost(address, entry)) > 0
} else := values.holds

_what := {
	"aws_iam_policy_attachment": "the policy by its role",
	"aws_iam_role": "it",
	"aws_iam_role_policy": "the policy by its role",
	"aws_iam_role_policy_attachment": "the policy by its role",
}

# Roles in use that an attachment of several names no more.
_names_left_out(address, entry) := {name |
	some name in entry.values.roles
	relied_on.roles_by_name[name]
	not name in _names("aws_iam_policy_attachment", input.resources.aws_iam_policy_attachment[address])
}

# Policies that a role lists no more. A plan also shows those that attachments bring; they are told by these.
_lost(address, entry) := ({arn | some arn in entry.values.managed_policy_arns} - {arn |
	some arn in input.resources.aws_iam_role[address].values.managed_policy_arns
}) - _attached(entry.values.name)

_attached(role) := {attachment.values.policy_arn |
	some type in ["aws_iam_policy_attachment", "aws_iam_role_policy_attachment"]
	some attachment in existing.of(type)
	role in _names(type, attachment)
}
