# METADATA
# title: Upgrades go one minor at a time
# description: >-
#   The control plane goes up by one minor version at most: EKS refuses more in one step. Back by one minor is possible for seven days after
#   an upgrade, which a plan does not tell, and back by more never. Nodes do not pass their control plane. Only a plan tells this; what it
#   creates or replaces, a configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html
# custom:
#   severity: critical
#   kinds: [plan]
#   party:
#     side: aws
#     items: [updates]
#   remediation: Apply the minor versions one after the other, each time the control plane first and the nodes after it.
#   aliases: []
package eksgate.rules["change-safety"]["upgrades-one-minor-at-a-time"]

import data.eksgate.lib.clusters
import data.eksgate.lib.existing
import data.eksgate.lib.kubernetes_minors
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"version"}, _cluster_judgement(address, before, after)) if {
	some address, entry in existing.of("aws_eks_cluster")
	entry.fate == "kept"
	before := _known_minor(existing.value(entry, "version", null))
	after := _minor_of(clusters.all[address])
}

results contains result.of(address, {"version"}, _group_judgement(address, before, after, _cluster_of(group))) if {
	some address, entry in existing.of("aws_eks_node_group")
	entry.fate == "kept"
	group := input.resources.aws_eks_node_group[address]
	before := existing.value(entry, "version", "")
	after := values.argument(group, group.values, "version", "version", "")
}

# The minor of a version, `null` where it is not known.
_known_minor(version) := minor if {
	minor := kubernetes_minors.of(version)
} else := null

_minor_of(resource) := _known_minor(values.argument(resource, resource.values, "version", "version", null))

_cluster_judgement(address, before, after) := values.judgement(
	values.maybe,
	$"the Kubernetes version of {address} before or after the change is not known",
	set(), {$"{address}: version"},
) if {
	null in {before, after}
} else := values.judgement(
	values.no,
	$"{address} goes from Kubernetes 1.{before} to 1.{after}: EKS upgrades a control plane by one minor version at a time",
	set(), set(),
) if {
	after > before + 1
} else := values.judgement(
	values.no,
	$"{address} goes back from Kubernetes 1.{before} to 1.{after}: EKS rolls back by one minor version only",
	set(), set(),
) if {
	after < before - 1
} else := values.judgement(
	values.maybe,
	$"{address} goes back from Kubernetes 1.{before} to 1.{after}, which EKS allows for seven days after an upgrade",
	set(), {$"when {address} was upgraded to 1.{before}"},
) if {
	after < before
} else := values.holds

# The address of the cluster of a node group; `null` where it is none of this plan.
_cluster_of(group) := clusters.of(group)

_cluster_of(group) := null if not clusters.of(group)

_group_judgement(address, before, after, cluster) := values.judgement(
	values.no,
	$"{address} is at Kubernetes {after}, past its control plane {cluster} at 1.{_control_plane(cluster)}",
	{cluster}, set(),
) if {
	_passes(_known_minor(after), _control_plane(cluster)) == values.yes
} else := values.holds if {
	_passes(_known_minor(after), _control_plane(cluster)) == values.no
} else := values.holds if {
	after != null
	before == after
	_stands_still(after, cluster)
} else := values.judgement(
	values.maybe,
	$"whether {address} passes its control plane is not known",
	set(), (({$"{address}: version" | _known_minor(after) == null} | {$"{cluster}: version" |
		cluster != null
		_control_plane(cluster) == null
	}) | {$"{address}: cluster_name" | cluster == null}),
)

# The minor of a control plane; `null` where it is not known.
_control_plane(null) := null

_control_plane(cluster) := _minor_of(clusters.all[cluster])

_passes(nodes, control_plane) := values.maybe if {
	null in {nodes, control_plane}
} else := values.yes if {
	nodes > control_plane
} else := values.no

# Nodes that stay as they are pass nothing, where the control plane is none of this plan, or their image is their own and has no version.
_stands_still(_, null)

_stands_still("", _)
