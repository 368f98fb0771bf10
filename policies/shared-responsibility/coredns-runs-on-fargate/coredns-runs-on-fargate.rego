# METADATA
# title: CoreDNS runs on Fargate
# description: >-
#   Where a cluster runs pods on Fargate alone, its coredns add-on has the compute type Fargate and a profile selects the pods of CoreDNS in
#   kube-system. Otherwise they wait for EC2 nodes, and no pod resolves a name.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/fargate-getting-started.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [workloads]
#   remediation: >-
#     Add the coredns add-on with `"computeType": "Fargate"` in its `configuration_values`, and a Fargate profile with a selector for the
#     namespace kube-system.
#   aliases: []
package eksgate.rules["shared-responsibility"]["coredns-runs-on-fargate"]

import data.eksgate.lib.addons
import data.eksgate.lib.clusters
import data.eksgate.lib.fargate_selectors
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, {"name"}, _judgement(cluster)) if {
	some cluster, _ in clusters.all
	_kinds(cluster) == {"Fargate profile"}
	count(_perhaps_nodes(cluster)) == 0
}

# Nodes that this input does not place, or that something else starts, may run CoreDNS.
results contains result.of(cluster, {"name"}, judged) if {
	some cluster, _ in clusters.all
	_kinds(cluster) == {"Fargate profile"}
	nodes := _perhaps_nodes(cluster)
	count(nodes) > 0
	judged := values.either([_judgement(cluster), values.holds], $"whether {cluster} has nodes: {concat(", ", sort(nodes))}")
}

# A profile that this input does not place may be the cluster's.
results contains result.of(cluster, {"name"}, judged) if {
	some cluster, _ in clusters.all
	_kinds(cluster) == set()
	profiles := _loose_profiles
	count(profiles) > 0
	judged := values.either([_judgement(cluster), values.holds], $"whether {cluster} runs pods on {values.names(profiles)}")
}

_kinds(cluster) := {clusters.carriers[carrier].kind | some carrier in _carriers(cluster)}

_loose_profiles := {carrier |
	some carrier, _ in clusters.unplaced
	input.resources.aws_eks_fargate_profile[carrier]
}

# What may bring nodes: a group that is not placed, Auto Mode, or an entry by which nodes join that other tools start.
_perhaps_nodes(cluster) := {reason.missing |
	some carrier, reason in clusters.unplaced
	_perhaps_of(carrier, cluster)
} | {address |
	some address, entry in input.resources.aws_eks_access_entry
	not values.argument(entry, entry.values, "type", "type", "STANDARD") in {"STANDARD", "FARGATE_LINUX"}
	not _of_another(entry, cluster)
}

_perhaps_of(carrier, _) if clusters.node_groups[carrier]

_perhaps_of(cluster, cluster)

_of_another(entry, cluster) if clusters.of(entry) != cluster

_judgement(cluster) := values.all_of({_configured(cluster), _selected(cluster)})

_configured(cluster) := values.all_of({_compute_type(input.resources.aws_eks_addon[address]) |
	some address in addons.named(cluster, "coredns")
}) if {
	count(addons.named(cluster, "coredns")) > 0
} else := values.judgement(
	values.maybe,
	$"whether {cluster} has the coredns add-on is not known",
	set(), addons.doubts(cluster, "coredns"),
) if {
	count(addons.perhaps(cluster, "coredns")) > 0
} else := values.judgement(
	values.no,
	$"{cluster} runs pods on Fargate alone and has no coredns add-on that is told to run there",
	set(), set(),
)

_compute_type(addon) := values.judgement(
	values.maybe,
	$"whether {addon.address} has the compute type Fargate is not known",
	{addon.address}, {$"{addon.address}: configuration_values"},
) if {
	addons.configuration(addon) == null
} else := values.holds if {
	lower(addons.configuration(addon).computeType) == "fargate"
} else := values.judgement(
	values.no,
	$"{addon.address} does not have the compute type Fargate, so that CoreDNS waits for EC2 nodes, which {cluster} does not have",
	{addon.address}, set(),
) if {
	cluster := clusters.of(addon)
}

_selected(cluster) := values.holds if {
	_selection(cluster) == values.yes
} else := values.judgement(
	values.maybe,
	$"whether a Fargate profile of {cluster} selects the pods of CoreDNS is not known",
	set(), {$"{profile}: selector" | some profile in _carriers(cluster)} | {$"{profile}: cluster_name" | some profile in _loose_profiles},
) if {
	_selection(cluster) == values.maybe
} else := values.judgement(
	values.no,
	$"no Fargate profile of {cluster} selects the pods of CoreDNS in kube-system",
	_carriers(cluster), set(),
)

_selection(cluster) := max((({fargate_selectors.select_dns(clusters.resource(profile)) | some profile in _carriers(cluster)} | {values.no}) | {sureness |
	some profile in _loose_profiles
	sureness := min([values.maybe, fargate_selectors.select_dns(clusters.resource(profile))])
}))

# Of a cluster that is asked about, all of them are Fargate profiles.
_carriers(cluster) := object.get(clusters.carriers_of, cluster, set())
