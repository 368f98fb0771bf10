# METADATA
# title: The CNI comes before the nodes
# description: >-
#   Where a cluster's VPC CNI comes as an EKS add-on only (`bootstrap_self_managed_addons` is false), the add-on does not wait for a node group.
#   Nodes become ready with a CNI, and a managed node group is made only when they are: each would wait for the other.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/managing-vpc-cni.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Take the node group, and modules that hold it, out of the `depends_on` of the vpc-cni add-on (in terraform-aws-eks: set `before_compute`
#     for it), and let the node group wait for the add-on instead.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cni-before-nodes"]

import data.eksgate.lib.addons
import data.eksgate.lib.clusters
import data.eksgate.lib.dependencies
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(group, {"cluster_name"}, judged) if {
	some group, _ in clusters.node_groups
	cluster := clusters.placed[group]
	count(_addons(cluster)) > 0
	judged := _settled(values.all_of({_waits(addon, group, cluster) | some addon in _addons(cluster)}), cluster)
}

# Where it is not known which cluster's nodes these are, that of any cluster may be the add-on which they need.
results contains result.without_cluster(group, reason) if {
	some group, reason in clusters.unplaced
	clusters.node_groups[group]
	some cluster, _ in clusters.all
	_bare(cluster) != false
	count(_addons(cluster)) > 0
}

# Whether EKS leaves the CNI out that it installs by default.
_bare(cluster) := false if {
	values.argument(
		clusters.all[cluster], clusters.all[cluster].values, "bootstrap_self_managed_addons",
		"bootstrap_self_managed_addons", true,
	) == true
} else := null if {
	not clusters.all[cluster].values.bootstrap_self_managed_addons == false
} else := true

_addons(cluster) := addons.named(cluster, "vpc-cni") | addons.perhaps(cluster, "vpc-cni")

_settled(judged, cluster) := judged if _bare(cluster) == true

_settled(judged, cluster) := values.either([judged, values.holds], $"{cluster}: bootstrap_self_managed_addons") if _bare(cluster) == null

_waits(addon, group, cluster) := _unless_another(
	values.judgement(
		values.no,
		$"{addon} waits for {group}, whose nodes do not become ready without it",
		{addon}, set(),
	),
	addon, cluster,
) if {
	dependencies.before[addon].certain[dependencies.block(group)]
} else := values.judgement(
	values.maybe,
	$"whether {addon} waits for {group} is not known",
	{addon}, _doubts(addon, group),
) if {
	count(_doubts(addon, group)) > 0
} else := values.holds

# An add-on that may be another one, or another cluster's.
_unless_another(judged, addon, cluster) := judged if addons.named(cluster, "vpc-cni")[addon]

_unless_another(judged, addon, cluster) := values.either(
	[judged, values.holds],
	$"whether {addon} is the vpc-cni add-on of {cluster}",
) if {
	not addons.named(cluster, "vpc-cni")[addon]
}

# What the group itself waits for cannot wait for the group.
_doubts(addon, group) := dependencies.doubts(addon, dependencies.before[group].certain) | {$"whether {addon} refers to {group}" |
	dependencies.before[addon].possible[dependencies.block(group)]
}
