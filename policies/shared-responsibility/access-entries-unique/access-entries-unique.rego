# METADATA
# title: Access entries are unique, and of a type that fits
# description: >-
#   No principal has two access entries in one cluster, which EKS refuses; and the type of an entry fits its principal: nodes and Fargate pods have
#   types of their own, which take neither groups nor users.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Keep one entry for each principal, with the type that fits: STANDARD for people and workloads, EC2_LINUX, EC2_WINDOWS, EC2, HYBRID_LINUX or FARGATE_LINUX for what joins the cluster.
#   aliases: []
package eksgate.rules["shared-responsibility"]["access-entries-unique"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"name"}, values.all_of(_doubles(address) | {_fits(entry) | some entry in _entries(address)})) if {
	some address, _ in clusters.all
}

_entries(cluster) := {entry |
	some entry in access_entries.entries
	access_entries.of_cluster(entry, cluster) == values.yes
}

_doubles(cluster) := {_pair(one, other) |
	some one in _entries(cluster)
	some other in _entries(cluster)
	one.address < other.address
}

_pair(one, other) := values.judgement(
	values.no,
	$"{one.address} and {other.address} are for the same principal: EKS takes one entry for each",
	{one.address, other.address}, set(),
) if {
	count(_certain(one) & _certain(other)) > 0
} else := values.judgement(
	values.maybe,
	$"whether {one.address} and {other.address} are for the same principal is not known",
	{one.address, other.address}, {$"{entry.address}: principal_arn" | some entry in [one, other]; values.unsure(access_entries.principal(entry))},
) if {
	_may_be_same(access_entries.principal(one), access_entries.principal(other))
} else := values.holds

# A role made here is one principal, named by its address or by its ARN.
_certain(entry) := {_role_or_itself(id) | some id in access_entries.principal(entry).certain}

_role_or_itself(id) := iam.role_named(id)

_role_or_itself(id) := id if not iam.role_named(id)

_may_be_same(one, other) if {
	some id in other.possible
	values.may_mean(one, id)
}

_may_be_same(one, other) if {
	some id in one.possible
	values.may_mean(other, id)
}

_may_be_same(one, other) if {
	one.open
	other.open
}

_fits(entry) := values.judgement(
	values.maybe,
	$"the type of {entry.address} is not known",
	{entry.address}, {$"{entry.address}: type"},
) if {
	access_entries.type(entry) == null
} else := values.judgement(
	values.no,
	$"{entry.address} is of type {access_entries.type(entry)}, which takes no groups of Kubernetes",
	{entry.address}, set(),
) if {
	access_entries.type(entry) != "STANDARD"
	count(object.get(entry.values, "kubernetes_groups", [])) > 0
} else := values.judgement(
	values.no,
	$"{entry.address} is of type {access_entries.type(entry)}, but {id} is no role",
	{entry.address}, set(),
) if {
	access_entries.type(entry) != "STANDARD"
	some id in access_entries.principal(entry).certain
	contains(id, ":user/")
} else := values.all_of({_unlike(entry, role, user, wanted) |
	some role in _certain(entry)
	some user, wanted in _types_for[role]
	not access_entries.type(entry) in wanted
})

_unlike(entry, role, user, wanted) := values.judgement(
	values.no,
	$"{entry.address} is of type {access_entries.type(entry)}, but {role} is the role of {user}: its type is {concat(" or ", sort(wanted))}",
	{entry.address, role, user}, set(),
)

_types_for[role][user] := {"EC2_LINUX", "EC2_WINDOWS"} if {
	some user, role in node_roles.of
	clusters.node_groups[user]
}

_types_for[role][user] := {"EC2"} if {
	some user, role in node_roles.of
	clusters.all[user]
}

_types_for[role][user] := {"FARGATE_LINUX"} if {
	some user, profile in input.resources.aws_eks_fargate_profile
	role := iam.role_of(profile, "pod_execution_role_arn", values.single(profile.values, "pod_execution_role_arn"))
}
