# METADATA
# title: Network policies are enforced
# description: >-
#   Where EC2 nodes use the VPC CNI (the setting `cni`), its add-on has `enableNetworkPolicy` on. Otherwise Kubernetes takes network
#   policies and nothing enforces them. Auto Mode says so in a ConfigMap and in node classes, which this input does not hold.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
# custom:
#   severity: low
#   settings: [cni]
#   party:
#     side: you
#     items: [pod configuration]
#   remediation: >-
#     Add `"enableNetworkPolicy": "true"` to the `configuration_values` of the vpc-cni add-on, or name the plug-in that is used instead in
#     the setting `cni`.
#   aliases: [CIS EKS 4.3.1]
package eksgate.rules.networking["network-policy-enabled"]

import data.eksgate.lib.addons
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(cluster, {"name"}, _judgement(cluster)) if {
	_uses_vpc_cni
	some cluster, _ in clusters.all
	_has_nodes(cluster)
}

# Nodes that this input does not place may be of any cluster.
results contains result.of(cluster, {"name"}, judged) if {
	_uses_vpc_cni
	some cluster, _ in clusters.all
	not _has_nodes(cluster)
	perhaps := _perhaps_nodes(cluster)
	count(perhaps) > 0
	judged := values.either([values.holds, _judgement(cluster)], concat(", ", sort(perhaps)))
}

_uses_vpc_cni if settings.cni == "vpc-cni"

_has_nodes(cluster) if {
	some carrier in clusters.carriers_of[cluster]
	clusters.carriers[carrier].kind != "Fargate profile"
}

_perhaps_nodes(cluster) := {reason.missing |
	some carrier, reason in clusters.unplaced
	_perhaps_of_cluster(carrier, cluster)
}

_perhaps_of_cluster(carrier, _) if clusters.node_groups[carrier]

_perhaps_of_cluster(cluster, cluster)

_judgement(cluster) := values.all_of({judged |
	some kind in _kinds(cluster)
	judged := _by_kind(cluster, kind)
})

# What kinds of nodes a cluster has. One without any that are certain is asked about because nodes may be its own.
_kinds(cluster) := {"nodes"} if {
	clusters.auto_mode(cluster) == false
} else := {"Auto Mode"} if {
	every carrier in clusters.carriers_of[cluster] {
		not clusters.node_groups[carrier]
	}
} else := {"nodes", "Auto Mode"}

_by_kind(cluster, "Auto Mode") := values.judgement(
	values.maybe,
	$"whether the Auto Mode nodes of {cluster} enforce network policies is told by its node classes and a ConfigMap",
	set(), {"the ConfigMap amazon-vpc-cni and the node classes"},
)

_by_kind(cluster, "nodes") := values.all_of({_enabled(addon, cluster) | some addon in addons}) if {
	addons := _addons(cluster)
	count(addons) > 0
} else := values.judgement(
	values.maybe,
	$"{cluster} has no vpc-cni add-on that is certainly its own: a VPC CNI that came in another way enforces network policies only where its own configuration says so",
	set(), {$"how the VPC CNI of {cluster} is configured"} | _perhaps_addons,
)

_addons(cluster) := [addon |
	some addon in input.resources.aws_eks_addon
	addon.values.addon_name == "vpc-cni"
	clusters.of(addon) == cluster
]

# What is not known about add-ons that may be it.
_perhaps_addons contains $"{addon.address}: {name}" if {
	some addon in input.resources.aws_eks_addon
	values.argument(addon, addon.values, "addon_name", "addon_name", "") in {"vpc-cni", null}
	some name in ["addon_name", "cluster_name"]
	values.unknown_at(addon, name)
	not clusters.of(addon)
}

_enabled(addon, cluster) := values.judgement(
	values.no,
	$"{addon.address} does not set `enableNetworkPolicy` to true, so that nothing enforces network policies on the nodes of {cluster}",
	{addon.address}, set(),
) if {
	_enables(addon) == values.no
} else := values.judgement(
	values.maybe,
	$"whether {addon.address} sets `enableNetworkPolicy` to true is not known",
	{addon.address}, {$"{addon.address}: configuration_values"},
) if {
	_enables(addon) == values.maybe
} else := values.judgement(values.yes, "", {addon.address}, set())

_enables(addon) := values.maybe if {
	addons.configuration(addon) == null
} else := _configured(addons.configuration(addon))

_configured(configuration) := values.yes if {
	object.get(configuration, "enableNetworkPolicy", false) in {"true", true}
} else := values.no
