# METADATA
# title: Nodes are let into the cluster
# description: >-
#   A cluster whose authentication mode is API has access entries for the roles of its nodes: EC2_LINUX or EC2_WINDOWS for self-managed
#   groups and Karpenter, HYBRID_LINUX for hybrid nodes, EC2 with the policy AmazonEKSAutoNodePolicy for own node classes of Auto Mode.
#   EKS makes those of managed groups, Fargate profiles and built-in node pools.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-cluster-prep.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [IAM roles, RBAC]
#   remediation: >-
#     Make an access entry for the nodes' role with the type that fits, and for an own node class associate AmazonEKSAutoNodePolicy with
#     it in the scope of the cluster.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-roles-may-join"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.node_roles
import data.eksgate.lib.own_node_roles
import data.eksgate.lib.remote_networks
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(subject, set(), values.all_of(judgements)) if some subject, judgements in _judged

results contains result.without_cluster(group, reason) if {
	some group, reason in clusters.unplaced
	clusters.carriers[group].kind == "self-managed node group"
}

# Clusters that, as far as is known, ask access entries alone.
_strict contains cluster if {
	some cluster, _ in clusters.all
	access_entries.mode(cluster) in {"API", null}
}

_instance_types := {"EC2_LINUX", "EC2_WINDOWS"}

_self_managed[group] := cluster if {
	some group, cluster in clusters.placed
	clusters.carriers[group].kind == "self-managed node group"
	_strict[cluster]
}

_judged[role] contains _let_in(cluster, access_entries.identity(role), _instance_types, $"the nodes of {group}, with {role},") if {
	some group, cluster in _self_managed
	role := node_roles.of[group]
}

_judged[group] contains values.judgement(
	values.maybe,
	$"the role of the nodes of {group} is not told by this input",
	set(), {$"the role of {group}"},
) if {
	some group, _ in _self_managed
	not node_roles.of[group]
}

# A role of nodes that are started from inside the cluster may be of any cluster.
_judged[role] contains _let_in_somewhere(role) if {
	some role in own_node_roles.all
}

_let_in_somewhere(role) := best if {
	judgements := [_let_in(cluster, access_entries.identity(role), _instance_types | {"EC2"}, $"nodes with {role}") |
		some cluster in sort(_strict)
	]
	best := _if_nodes(role, [judged | some judged in judgements; judged.value == max({one.value | some one in judgements})][0])
}

_if_nodes(role, judged) := values.judgement(
	values.maybe,
	$"{judged.why}, and what starts nodes with that role is not told by this input",
	judged.related, {$"what starts nodes with {role}"},
) if {
	judged.value == values.no
	_use_is_open(role)
} else := judged

_use_is_open(role) if not own_node_roles.karpenter[role]

_use_is_open(_) if count(clusters.all) > 1

# Hybrid nodes have a role that nothing in the cluster names.
_judged[cluster] contains _let_in(cluster, null, {"HYBRID_LINUX"}, "its hybrid nodes") if {
	some cluster in remote_networks.clusters_with
	_strict[cluster]
}

_judged[cluster] contains _if_hybrid(cluster, _let_in(cluster, null, {"HYBRID_LINUX"}, "its hybrid nodes")) if {
	some cluster in remote_networks.clusters_that_may
	_strict[cluster]
}

_if_hybrid(cluster, judged) := values.judgement(
	values.maybe,
	$"whether {cluster} has hybrid nodes is not known; if it has: {judged.why}",
	judged.related, {$"{cluster}: remote_network_config"},
) if {
	judged.value == values.no
} else := judged

# Whether an access entry of one of some types lets a principal in, or any principal where it is `null`.
_let_in(cluster, principal, types, who) := values.judgement(values.yes, "", found, set()) if {
	found := {address | some address, sureness in _fitting(cluster, principal, types); sureness == values.yes}
	count(found) > 0
} else := values.judgement(
	values.maybe,
	$"whether an access entry lets {who} into {cluster} is not known",
	object.keys(_fitting(cluster, principal, types)), {$"{address}: {name}" |
		some address, _ in _fitting(cluster, principal, types)
		some name in _not_known(access_entries.all[address], principal)
	},
) if {
	count(_fitting(cluster, principal, types)) > 0
} else := values.judgement(
	values.maybe,
	$"whether {cluster} asks access entries alone is not known, and none of type {_any_of(types)} lets {who} in",
	{cluster}, {$"{cluster}: {access_entries.mode_path}"},
) if {
	access_entries.mode(cluster) == null
} else := values.judgement(
	values.no,
	$"{cluster} asks access entries alone, and none of type {_any_of(types)} lets {who} in",
	{cluster}, set(),
)

_any_of(types) := concat(" or ", sort(types))

# Entries that let a principal in, with how sure that is.
_fitting(cluster, principal, types) := {address: sureness |
	some address, entry in access_entries.all
	sureness := min({_surely(entry.cluster, {cluster}), _surely(entry.type, types), _same(entry.principal, principal)})
	sureness != values.no
}

_surely(null, _) := values.maybe

_surely(value, wanted) := values.yes if value in wanted

_surely(value, wanted) := values.no if {
	value != null
	not value in wanted
}

_same(_, null) := values.yes

_same(entered, principal) := access_entries.same(entered, principal) if principal != null

_not_known(entry, principal) := ({"cluster_name" | entry.cluster == null} | {"type" | entry.type == null}) | {"principal_arn" |
	_same(entry.principal, principal) == values.maybe
}

# Nodes of an own node class are let in by an entry of type EC2, and can do nothing without the policy.
_own_node_class[address] := entry if {
	some address, entry in access_entries.all
	entry.type == "EC2"
	entry.cluster != "elsewhere"
}

_judged[subject] contains _permitted(address, entry) if {
	some address, entry in _own_node_class
	some subject in _roles_of(entry)
}

_judged[address] contains _permitted(address, entry) if {
	some address, entry in _own_node_class
	count(_roles_of(entry)) == 0
}

_roles_of(entry) := {role |
	some role, resource in input.resources.aws_iam_role
	resource.mode == "managed"
	access_entries.identity(role) == entry.principal
}

_permitted(address, entry) := values.judgement(values.yes, "", {address}, set()) if {
	values.yes in _permissions(entry)
} else := values.judgement(
	values.maybe,
	$"whether the policy AmazonEKSAutoNodePolicy is associated with the principal of {address} is not known",
	{address}, {$"the policies associated with the principal of {address}"},
) if {
	values.maybe in _permissions(entry)
} else := values.judgement(
	values.no,
	$"{address} lets nodes of Auto Mode in, and the policy AmazonEKSAutoNodePolicy is not associated with its principal: they can do nothing",
	{address}, set(),
)

_permissions(entry) := {sureness |
	some association in access_entries.associations
	sureness := min({
		_same_cluster(entry.cluster, association.cluster),
		_surely(association.policy, {"AmazonEKSAutoNodePolicy"}),
		access_entries.same(entry.principal, association.principal),
		association.wide,
	})
}

_same_cluster(a, b) := values.maybe if {
	null in {a, b}
} else := values.yes if {
	a == b
} else := values.no
