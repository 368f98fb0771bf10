# METADATA
# title: Nodes are not newer than the control plane, nor too old
# description: >-
#   The Kubernetes version of a node group is at most that of the control plane, and at most three minor versions older (two, where the control plane
#   is at 1.27 or older). A managed group that does not say it follows the cluster's.
# related_resources:
#   - ref: https://kubernetes.io/releases/version-skew-policy/
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [node upgrades]
#   remediation: >-
#     Upgrade the control plane first and the nodes after it, one minor version at a time.
#   aliases: []
package eksgate.rules["shared-responsibility"]["node-version-skew"]

import data.eksgate.lib.clusters
import data.eksgate.lib.images
import data.eksgate.lib.kubernetes_minors
import data.eksgate.lib.launch_templates
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(group, {"version"}, _judgement(group, cluster, _minors(clusters.resource(group)))) if some group, cluster in _placed

results contains result.without_cluster(group, reason) if {
	some group, reason in clusters.unplaced
	clusters.node_groups[group]
}

_placed[group] := cluster if {
	some group, cluster in clusters.placed
	clusters.node_groups[group]
}

# The minor versions that a group states, in whichever way; empty where it states none that is understood.
_minors(group) := (object.get(images.minors, group.address, set()) | {minor |
	minor := kubernetes_minors.of(group.values.version)
}) | {minor |
	minor := _minor_of_release(group.values.release_version)
}

# Releases of Amazon Linux and Windows are named by the Kubernetes version and a day, those of Bottlerocket by its own version.
_minor_of_release(release) := to_number(regex.find_all_string_submatch_n(`^1\.([0-9]+)(\.[0-9]+)?-20[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}$`, release, 1)[0][1])

_judgement(group, cluster, minors) := values.holds if {
	count(minors) == 0
	_follows(clusters.resource(group), cluster)
} else := values.judgement(
	values.maybe,
	$"the Kubernetes version of {group} is not known",
	set(), {$"{group}: version, or that of its image"},
) if {
	count(minors) == 0
} else := values.judgement(
	values.maybe,
	$"the Kubernetes version of {cluster} is not known",
	{cluster}, {$"{cluster}: version"},
) if {
	not kubernetes_minors.control_plane[cluster]
} else := values.all_of({_skew(group, cluster, minor, kubernetes_minors.control_plane[cluster]) | some minor in minors})

# A managed group whose image is EKS's has the cluster's version where it says nothing, or refers to it.
_follows(group, cluster) if {
	group.type == "aws_eks_node_group"
	not launch_templates.untold[group.address]
	not launch_templates.own_image(group.address)
	not group.values.version
	every name in ["version", "release_version"] {
		_unsaid(group, name, cluster)
	}
}

_unsaid(group, name, _) if not values.unknown_at(group, name)

_unsaid(group, name, cluster) if {
	[reference] := group.edges[name]
	reference.certainty == "exact"
	[edge] := reference.targets
	edge.to == cluster
	edge.attribute == "version"
}

_skew(group, cluster, minor, control_plane) := values.judgement(
	values.no,
	$"nodes of {group} (1.{minor}) are newer than {cluster} (1.{control_plane})",
	{cluster}, set(),
) if {
	minor > control_plane
} else := values.judgement(
	values.no,
	$"nodes of {group} (1.{minor}) are too old for {cluster} (1.{control_plane})",
	{cluster}, set(),
) if {
	control_plane - minor > _allowed(control_plane)
} else := values.holds

_allowed(control_plane) := 3 if {
	control_plane >= 28
} else := 2
