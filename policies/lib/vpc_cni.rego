# METADATA
# title: The VPC CNI
# description: How a cluster's VPC CNI is configured by its add-on, and which roles it acts by.
package eksgate.lib.vpc_cni

import data.eksgate.lib.addons as all_addons
import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.values

addons(cluster) := all_addons.named(cluster, "vpc-cni")

# A variable of the CNI's environment, as text: "" where it is not set, `null` where that is not known.
environment(cluster, name) := _common({all_addons.variable(input.resources.aws_eks_addon[address], name) | some address in addons(cluster)} | {null |
	some _ in all_addons.perhaps(cluster, "vpc-cni")
})

# What would tell how the CNI is configured.
configuration(cluster) := {$"{address}: configuration_values" | some address in addons(cluster)} | {$"whether {address} is the VPC CNI of {cluster}" |
	some address in all_addons.perhaps(cluster, "vpc-cni")
}

_common(found) := "" if count(found) == 0

_common(found) := one if {
	count(found) == 1
	some one in found
}

_common(found) := null if count(found) > 1

# Where a policy for the CNI must be: on the role of its service account or, without one, on the roles of the nodes.
# Each user (an add-on, an association or a node group) has its role, `null` where that is not one made here.
_own_role[cluster] contains {"user": address, "role": _role(addon, "service_account_role_arn", values.single(addon.values, "service_account_role_arn"))} if {
	some cluster, _ in clusters.all
	some address in addons(cluster)
	addon := input.resources.aws_eks_addon[address]
	_has_role(addon)
}

_own_role[cluster] contains {"user": address, "role": _role(addon, $"pod_identity_association.{index}.role_arn", values.single(block, "role_arn"))} if {
	some cluster, _ in clusters.all
	some address in addons(cluster)
	addon := input.resources.aws_eks_addon[address]
	some index, block in addon.values.pod_identity_association
	block.service_account == "aws-node"
}

_own_role[cluster] contains {"user": address, "role": _role(association, "role_arn", values.single(association.values, "role_arn"))} if {
	some address, association in input.resources.aws_eks_pod_identity_association
	association.values.namespace == "kube-system"
	association.values.service_account == "aws-node"
	cluster := clusters.of(association)
}

_has_role(addon) if addon.values.service_account_role_arn

_has_role(addon) if values.unknown_at(addon, "service_account_role_arn")

_role(resource, path, literals) := role if {
	role := iam.role_of(resource, path, literals)
} else := null

_node_role(group) := node_roles.of[group]

_node_role(group) := null if not node_roles.of[group]

# An association that may be the CNI's.
_perhaps_associated[cluster] contains {"user": address, "role": null} if {
	some cluster, _ in clusters.all
	some address, association in input.resources.aws_eks_pod_identity_association
	_may_mean(association, "namespace", "kube-system")
	_may_mean(association, "service_account", "aws-node")
	_may_be_of(association, cluster)
}

_may_mean(association, name, wanted) if object.get(association.values, name, wanted) == wanted

_may_be_of(association, cluster) if clusters.of(association) == cluster

_may_be_of(association, _) if not clusters.of(association)

users(cluster) := found if {
	found := _own_role[cluster]
} else := {{"user": group, "role": _node_role(group)} |
	some group in clusters.carriers_of[cluster]
	clusters.node_groups[group]
} | object.get(_perhaps_associated, cluster, set())

# The users that are the CNI's own: with them, it has no need of the nodes' roles.
own_users(cluster) := object.get(_own_role, cluster, set())

# What may give the CNI a role of its own.
perhaps_own(cluster) := all_addons.perhaps(cluster, "vpc-cni") | {user.user |
	some user in object.get(_perhaps_associated, cluster, set())
}

# Whether every user may do what a policy is for: `wholly` on all resources, `partly` on some at least.
wholly(cluster, actions, policy) := values.all_of({_user_may(user, policy, iam.may(user.role, actions, _administrators | {policy})) |
	some user in users(cluster)
})

partly(cluster, actions, policy) := values.all_of({_user_may(user, policy, _widened(iam.may(user.role, actions, _administrators | {policy}))) |
	some user in users(cluster)
})

_administrators := {"AdministratorAccess", "PowerUserAccess"}

_widened(found) := object.union(found, {"value": values.yes}) if {
	found.missing == {iam.narrowed}
} else := found

_user_may(user, policy, found) := values.judgement(
	values.maybe,
	$"the role by which the VPC CNI acts is not made here ({user.user}), so whether it has {policy} is not known",
	{user.user}, {$"the role of {user.user}"},
) if {
	user.role == null
} else := values.holds if {
	found.value == values.yes
} else := values.judgement(
	values.no,
	$"the VPC CNI acts by {user.role} ({user.user}), which does not have {policy}",
	{user.user, user.role}, set(),
) if {
	found.value == values.no
} else := values.judgement(
	values.maybe,
	$"the VPC CNI acts by {user.role} ({user.user}), and whether that has {policy} is not known",
	{user.user, user.role}, found.missing,
)
