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
#     item: IAM roles
#   remediation: Attach AmazonEKSWorkerNodePolicy and AmazonEC2ContainerRegistryPullOnly to the role.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-role-complete"]

import data.eksgate.lib.clusters
import data.eksgate.lib.iam
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
	some address, path in _role_paths
	not _role[address]
}

_role_paths[address] := "node_role_arn" if {
	some address, group in input.resources.aws_eks_node_group
	group.mode == "managed"
}

_role_paths[address] := "launch_template" if clusters.carriers[address].kind == "self-managed node group"

_role_paths[address] := "compute_config.0.node_role_arn" if {
	some address, cluster in clusters.all
	clusters.auto_mode(address) == true
	count(object.get(cluster.values.compute_config[0], "node_pools", [])) > 0
}

_literals(address) := [arn | arn := input.resources.aws_eks_node_group[address].values.node_role_arn]

_cluster_literals(address) := [arn | arn := input.resources.aws_eks_cluster[address].values.compute_config[0].node_role_arn]

_role[address] := role if {
	some address, path in _role_paths
	literals := array.concat(_literals(address), _cluster_literals(address))
	role := iam.role_of(clusters.resource(address), path, literals)
}

# Nodes of a self-managed group have the role of the instance profile that their template names.
_role[address] := role if {
	some address, path in _role_paths
	path == "launch_template"
	template := clusters.resource(clusters.template[address])
	some profile in _profiles_meant(values.union_of([values.links(template, argument, _profile_literals(template)[argument]) |
		some argument, _ in _profile_literals(template)
	]))
	role := iam.role_of(profile, "role", [name | name := profile.values.role])
}

_profile_literals(template) := {
	"iam_instance_profile": [name | name := template.values.iam_instance_profile; is_string(name)],
	"iam_instance_profile.0.arn": [arn | arn := template.values.iam_instance_profile[0].arn],
	"iam_instance_profile.0.name": [name | name := template.values.iam_instance_profile[0].name],
}

_profiles_meant(links) := [profile |
	not links.open
	count(links.possible) == 1
	some one in links.certain
	some address, profile in input.resources.aws_iam_instance_profile
	one in {value | some value in [address, object.get(profile.values, "name", ""), object.get(profile.values, "arn", "")]}
]

_users[role] contains address if some address, role in _role

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
