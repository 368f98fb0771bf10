# METADATA
# title: Every principal has one access entry of a type that fits
# description: >-
#   No two access entries of a cluster are for one principal: EKS refuses the second. Each is for a role or user itself, not for a session
#   or a service-linked role; the types for nodes take roles alone, and a role that EKS or a node group starts nodes with has the type
#   for those nodes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Keep one access entry for each principal and associate all of its policies with that. Use STANDARD for people and programs,
#     EC2_LINUX or EC2_WINDOWS for roles of nodes on EC2, EC2 for those of Auto Mode, FARGATE_LINUX for those of Fargate.
#   aliases: []
package eksgate.rules["shared-responsibility"]["access-entries-unique"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, set(), values.all_of(_shared(cluster) | _misfits(cluster))) if some cluster, _ in clusters.all

_entries(cluster) := {address: entry |
	some address, entry in access_entries.all
	entry.cluster in {cluster, null}
}

# Pairs that are, or may be, for one principal.
_shared(cluster) := {judged |
	some a, first in _entries(cluster)
	some b, second in _entries(cluster)
	a < b
	sameness := access_entries.same(first.principal, second.principal)
	sameness != values.no
	judged := _pair({a: first, b: second}, sameness)
}

_pair(pair, sameness) := values.judgement(
	values.no,
	$"{concat(" and ", sort(object.keys(pair)))} are for one principal, {_principals(pair)}: EKS refuses the second",
	object.keys(pair), set(),
) if {
	sameness == values.yes
	count(_clusterless(pair)) == 0
} else := values.judgement(
	values.maybe,
	$"whether {concat(" and ", sort(object.keys(pair)))} are for one principal of one cluster is not known",
	object.keys(pair), _clusterless(pair) | {$"{address}: principal_arn" | some address, _ in pair; sameness == values.maybe},
)

_principals(pair) := concat(", ", {entry.principal | some entry in pair})

_clusterless(pair) := {$"{address}: cluster_name" | some address, entry in pair; entry.cluster == null}

_misfits(cluster) := {_if_of_cluster(address, entry, _fit(cluster, address, entry)) |
	some address, entry in _entries(cluster)
}

_if_of_cluster(address, entry, judged) := values.judgement(
	values.maybe, judged.why,
	judged.related, judged.missing | {$"{address}: cluster_name"},
) if {
	entry.cluster == null
	judged.value == values.no
} else := judged

_fit(cluster, address, entry) := values.judgement(
	values.maybe,
	$"what kind of principal {address} is for is not known",
	{address}, {$"{address}: principal_arn"},
) if {
	access_entries.kind(entry.principal) == null
} else := values.judgement(
	values.no,
	$"{address} is for {entry.principal}, a {access_entries.kind(entry.principal)}, which EKS refuses",
	{address}, set(),
) if {
	access_entries.kind(entry.principal) in {"session", "service-linked role"}
} else := values.judgement(
	values.maybe,
	$"the type of {address} is not known",
	{address}, {$"{address}: type"},
) if {
	entry.type == null
} else := values.judgement(
	values.no,
	$"{address} has type {entry.type}, which is for roles alone, and is for {entry.principal}, a {access_entries.kind(entry.principal)}",
	{address}, set(),
) if {
	entry.type != "STANDARD"
	access_entries.kind(entry.principal) != "role"
} else := values.first_worst(sort(_unfit_uses(cluster, address, entry))) if {
	count(_unfit_uses(cluster, address, entry)) > 0
} else := values.holds

_unfit_uses(cluster, address, entry) := {judged |
	some carrier, role in _roles[cluster]
	kind := clusters.carriers[carrier].kind
	not entry.type in _types[kind]
	sameness := access_entries.same(entry.principal, access_entries.identity(role))
	sameness != values.no
	judged := values.judgement(
		values.yes - sameness,
		$"{address} has type {entry.type}, and is for {role}, the role of {carrier} ({kind}), which needs {concat(" or ", sort(_types[kind]))}",
		{address, carrier, role}, {$"{address}: principal_arn" | sameness == values.maybe},
	)
}

_types := {
	"managed node group": {"EC2_LINUX", "EC2_WINDOWS"},
	"self-managed node group": {"EC2_LINUX", "EC2_WINDOWS"},
	"Fargate profile": {"FARGATE_LINUX"},
	"Auto Mode": {"EC2"},
}

_roles[cluster][carrier] := role if {
	some carrier, cluster in clusters.placed
	role := node_roles.of[carrier]
}

_roles[cluster][carrier] := role if {
	some carrier, cluster in clusters.placed
	profile := clusters.resource(carrier)
	role := iam.role_of(profile, "pod_execution_role_arn", [arn | arn := profile.values.pod_execution_role_arn])
}
