# METADATA
# title: The roles of nodes may join
# description: >-
#   EKS lets the nodes of managed groups, Fargate profiles and built-in node pools join by itself. The role of any other nodes (self-managed groups,
#   Karpenter, node classes of one's own) joins a cluster whose authentication mode is API only with an access entry of the type that fits: EC2_LINUX,
#   EC2_WINDOWS or HYBRID_LINUX, or EC2 with AmazonEKSAutoNodePolicy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [IAM roles, RBAC]
#   remediation: >-
#     Add an access entry for the role, of the type of its nodes. A node class of Auto Mode needs type EC2 and the access policy AmazonEKSAutoNodePolicy.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-roles-may-join"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(role, {"name"}, values.all_of({_joins(role, cluster) | some cluster in found})) if some role, found in _clusters_of

# A self-managed group whose role is not made here is the subject itself.
results contains result.of(group, {"launch_template"}, values.judgement(
	values.maybe,
	$"the role of {group} is not made here, so whether its nodes may join is not known",
	set(), {$"{group}: launch_template"},
)) if {
	some group, carrier in clusters.carriers
	carrier.kind == "self-managed node group"
	not node_roles.of[group]
}

# The clusters that a role's nodes are to join; `null` for one that is not told.
_clusters_of[role] contains carrier.cluster if {
	some group, carrier in clusters.carriers
	carrier.kind == "self-managed node group"
	role := node_roles.of[group]
}

# A role with a policy of nodes that nothing here uses is that of Karpenter or of a node class.
_clusters_of[role] contains cluster if {
	some role, _ in input.resources.aws_iam_role
	count(iam.managed_names(role) & _policies) > 0
	not role in {used | some used in node_roles.of}
	cluster := _only_cluster
}

_policies := {"AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy"}

_only_cluster := cluster if {
	count(clusters.all) == 1
	some cluster, _ in clusters.all
}

_only_cluster := null if count(clusters.all) > 1

_joins(role, cluster) := values.judgement(
	values.maybe,
	$"which cluster the nodes of {role} join is not known",
	set(), {$"{role}: its cluster"},
) if {
	cluster == null
} else := values.judgement(
	values.maybe,
	$"whether {role} may join {cluster} hangs on its `aws-auth` ConfigMap",
	{cluster}, {$"{cluster}: what its `aws-auth` ConfigMap says"},
) if {
	not _lets_in(role, cluster)
	access_entries.by_config_map(cluster) != values.no
} else := values.holds if {
	_lets_in(role, cluster)
} else := values.judgement(
	values.maybe,
	$"whether an access entry of {cluster} lets {role} join is not known",
	{cluster}, missing,
) if {
	missing := {$"{address}: cluster_name, principal_arn, type" |
		some address, entry in access_entries.entries
		_perhaps_lets_in(entry, role, cluster)
	}
	count(missing) > 0
} else := values.judgement(
	values.no,
	$"nodes with {role} cannot join {cluster}: it has no access entry of a type for nodes",
	{cluster}, set(),
)

_lets_in(role, cluster) if {
	some entry in access_entries.entries
	access_entries.of_cluster(entry, cluster) == values.yes
	some id in access_entries.principal(entry).certain
	iam.role_named(id) == role
	_type_fits(entry, cluster)
}

_type_fits(entry, _) if access_entries.type(entry) in {"EC2_LINUX", "EC2_WINDOWS", "HYBRID_LINUX"}

_type_fits(entry, cluster) if {
	access_entries.type(entry) == "EC2"
	some association in access_entries.associations
	access_entries.of_cluster(association, cluster) == values.yes
	access_entries.policy_name(association.values.policy_arn) == "AmazonEKSAutoNodePolicy"
	count(access_entries.principal(entry).certain & access_entries.principal(association).certain) > 0
}

_perhaps_lets_in(entry, role, cluster) if {
	access_entries.of_cluster(entry, cluster) != values.no
	_perhaps_for(entry, role)
	_perhaps_of_nodes(access_entries.type(entry))
}

_perhaps_for(entry, _) if access_entries.principal(entry).open

_perhaps_for(entry, role) if {
	some id in access_entries.principal(entry).possible
	iam.role_named(id) == role
}

# What an entry of type EC2 may do without its policy is known.
_perhaps_of_nodes(type) if type in {"EC2_LINUX", "EC2_WINDOWS", "HYBRID_LINUX", null}
