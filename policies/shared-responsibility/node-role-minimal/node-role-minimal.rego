# METADATA
# title: The role of nodes is for EC2 alone
# description: >-
#   The role of nodes trusts EC2 and nobody else, and has no policy of administrators nor one that allows everything: whatever runs on a node, and
#   whatever pod reaches its metadata, has what the role has.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: >-
#     Let `ec2.amazonaws.com` alone assume the role, and give workloads roles of their own.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-role-minimal"]

import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.trust
import data.eksgate.lib.values

results contains result.of(role, {"assume_role_policy"}, values.all_of({trust.only(role, "ec2.amazonaws.com"), iam.modest(role)})) if {
	some role in node_roles.of
}

# A node group whose role is not made here is the subject itself.
results contains result.of(address, {path}, values.judgement(
	values.maybe,
	$"the role of {address} is not made here, so whom it trusts and what it may do is not known",
	set(), {$"{address}: {path}"},
)) if {
	some address, path in node_roles.paths
	not node_roles.of[address]
}
