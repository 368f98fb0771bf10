# METADATA
# title: Pod identity associations
# description: Which clusters have pod identity associations, of their own or in an add-on, and whether the agent that serves them is there.
package eksgate.lib.pod_associations

import data.eksgate.lib.clusters
import data.eksgate.lib.values

_all contains association.address if {
	some association in input.resources.aws_eks_pod_identity_association
	association.mode == "managed"
}

_all contains addon.address if {
	some addon in input.resources.aws_eks_addon
	addon.mode == "managed"
	count(object.get(addon.values, "pod_identity_association", [])) > 0
}

certain[cluster] contains address if {
	some address in _all
	cluster := clusters.of(clusters.resource(address))
}

# Add-ons that may have associations.
possible[cluster] contains address if {
	some address, addon in input.resources.aws_eks_addon
	addon.mode == "managed"
	addon.unknown.pod_identity_association
	cluster := clusters.of(addon)
}

unplaced contains address if {
	some address in _all
	not clusters.of(clusters.resource(address))
}

_agent := "eks-pod-identity-agent"

# Whether a cluster has the agent.
agent(cluster) := values.holds if {
	clusters.auto_mode(cluster) == true
} else := values.holds if {
	some addon in input.resources.aws_eks_addon
	addon.values.addon_name == _agent
	clusters.of(addon) == cluster
} else := values.judgement(
	values.maybe,
	$"whether {cluster}, which has pod identity associations, has the add-on {_agent} is not known",
	set(), _openings(cluster),
) if {
	count(_openings(cluster)) > 0
} else := values.judgement(
	values.no,
	$"{cluster} has pod identity associations, but not the add-on {_agent}",
	set(), set(),
)

_openings(cluster) := {$"{cluster}: compute_config.0.enabled" | clusters.auto_mode(cluster) == null} | {$"whether {address} is the add-on {_agent} of {cluster}" |
	some address, addon in input.resources.aws_eks_addon
	object.get(addon.values, "addon_name", _agent) == _agent
	_may_be_of(addon, cluster)
}

_may_be_of(addon, cluster) if clusters.of(addon) == cluster

_may_be_of(addon, _) if not clusters.of(addon)
