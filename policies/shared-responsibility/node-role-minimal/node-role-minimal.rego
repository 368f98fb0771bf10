# METADATA
# title: Node roles are minimal
# description: >-
#   The role of nodes trusts EC2 alone and has no administrator, power user or wildcard policy: every pod that reaches the instance metadata
#   has the rights of its node. Roles that access entries let nodes join by (Karpenter's, own node classes') are judged as well.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: >-
#     Let the trust policy name `ec2.amazonaws.com` alone, take administrator and wildcard policies off the role, and give pods roles of their own.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-role-minimal"]

import data.eksgate.lib.broad_policies
import data.eksgate.lib.node_entries
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.trust
import data.eksgate.lib.values

_service := "ec2.amazonaws.com"

# A role is the subject, once for all that use it.
results contains result.of(role, {"assume_role_policy"}, values.all_of({
	trust.only(role, {_service}),
	trust.lets(role, _service, {"sts:AssumeRole"}),
	broad_policies.none(role),
})) if {
	some role in _roles
}

_roles := {role | some role in node_roles.of} | {role | some role in node_entries.roles}

# What starts nodes by a role that is not made here is the subject itself.
results contains result.of(address, {path}, values.judgement(
	values.maybe,
	$"this input does not tell the role of the nodes of {address} as one made here, so its trust and its policies are not known",
	set(), {$"{address}: {path}"},
)) if {
	some address, path in _users
	not node_roles.of[address]
	not node_entries.roles[address]
}

_users := object.union(node_roles.paths, node_entries.paths)
