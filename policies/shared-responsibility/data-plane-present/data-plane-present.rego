# METADATA
# title: The cluster has a data plane
# description: >-
#   Something here carries the cluster's pods: a node group, a Fargate profile, Auto Mode, or nodes that join by themselves, which an
#   access entry for nodes or a role of Karpenter's tells. AWS runs the control plane alone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Give the cluster a managed node group or a Fargate profile, or turn on Auto Mode.
#   aliases: []
package eksgate.rules["shared-responsibility"]["data-plane-present"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.own_node_roles
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, set(), _judgement(cluster)) if some cluster, _ in clusters.all

_judgement(cluster) := values.judgement(values.yes, "", _certain(cluster), set()) if {
	count(_certain(cluster)) > 0
} else := values.judgement(
	values.maybe,
	$"whether anything carries the pods of {cluster} is not known",
	object.keys(_possible(cluster)), {missing | some missing in _possible(cluster)},
) if {
	count(_possible(cluster)) > 0
} else := values.judgement(
	values.no,
	$"nothing carries the pods of {cluster}: it has no node group, no Fargate profile and no Auto Mode, and no nodes of its own are let in",
	set(), set(),
)

_node_types := {"EC2", "EC2_LINUX", "EC2_WINDOWS", "HYBRID_LINUX", "HYPERPOD_LINUX"}

_certain(cluster) := (object.get(clusters.carriers_of, cluster, set()) | {address |
	some address, entry in access_entries.all
	entry.cluster == cluster
	_node_types[entry.type]
}) | {role |
	count(clusters.all) == 1
	some role in own_node_roles.karpenter
}

_possible(cluster) := {address: missing |
	some address, missing in object.union(_carriers(cluster), object.union(_entries(cluster), _roles))
}

# Auto Mode of another cluster carries no pods of this one.
_carriers(cluster) := {address: reason.missing |
	some address, reason in clusters.unplaced
	not address in (object.keys(clusters.all) - {cluster})
}

_entries(cluster) := {address: $"{address}: {name}" |
	some address, entry in access_entries.all
	entry.cluster in {cluster, null}
	name := _not_known(entry)
}

_not_known(entry) := "type" if entry.type == null

# One of this cluster for certain has been counted above.
_not_known(entry) := "cluster_name" if _node_types[entry.type]

_roles := {role: $"what starts nodes with {role}" | some role in own_node_roles.all}
