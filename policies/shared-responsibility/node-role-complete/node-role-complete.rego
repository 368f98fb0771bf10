# METADATA
# title: Node roles are complete
# description: >-
#   The role of every node group lets its nodes join the cluster and pull images from ECR: AmazonEKSWorkerNodePolicy (for Auto Mode
#   AmazonEKSWorkerNodeMinimalPolicy is enough) and an ECR read policy, or statements of one's own that allow the same.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: Attach AmazonEKSWorkerNodePolicy and AmazonEC2ContainerRegistryPullOnly to the role.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-role-complete"]

import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.values

# A role is the subject, once for all the groups that use it.
results contains result.of(role, {"name"}, values.all_of({_complete(role, user) | some user in users})) if some role, users in _users

# A node group whose role is not made here is the subject itself.
results contains result.of(address, {path}, values.judgement(
	values.maybe,
	$"the role of {address} is not made here, so its policies are not known",
	set(), {$"{address}: {path}"},
)) if {
	some address, path in node_roles.paths
	not node_roles.of[address]
}

_users[role] contains address if some address, role in node_roles.of

_complete(role, user) := values.all_of({
	_judged(
		role, user, iam.may(role, _join_actions, _join_policies(user)),
		"does not let nodes join: it has no AmazonEKSWorkerNodePolicy",
	),
	_judged(
		role, user, iam.may(role, _pull_actions, _pull_policies),
		"does not let nodes pull images: it has no ECR read policy",
	),
})

_judged(_, _, found, _) := values.holds if found.value == values.yes

_judged(role, user, found, what) := values.judgement(values.no, $"{role} of {user} {what}", {user}, set()) if found.value == values.no

_judged(role, user, found, what) := values.judgement(
	values.maybe,
	$"it is not known all that {role} of {user} may do; as far as it is known, it {what}",
	{user}, found.missing,
) if {
	found.value == values.maybe
}

_join_policies(user) := {"AmazonEKSWorkerNodePolicy", "AdministratorAccess", "PowerUserAccess"} | {"AmazonEKSWorkerNodeMinimalPolicy" |
	input.resources.aws_eks_cluster[user]
}

_join_actions := {"ec2:DescribeInstances", "eks:DescribeCluster"}

_pull_policies := {
	"AmazonEC2ContainerRegistryReadOnly",
	"AmazonEC2ContainerRegistryPullOnly",
	"AmazonEC2ContainerRegistryPowerUser",
	"AmazonEC2ContainerRegistryFullAccess",
	"AdministratorAccess",
	"PowerUserAccess",
}

_pull_actions := {"ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
