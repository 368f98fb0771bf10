# METADATA
# title: Nodes span zones
# description: >-
#   The node groups of a cluster together lie in at least two availability zones, so that one that fails does not take all nodes. For profiles other than
#   production a lesser finding.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-plane.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Give the node groups subnets in two availability zones or more.
#   aliases: []
package eksgate.rules["shared-responsibility"]["nodes-span-zones"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values
import data.eksgate.lib.zone_spans

results contains result.low_outside_production(result.of(cluster, {"subnet_ids"}, _judgement(cluster, groups))) if some cluster, groups in _groups

results contains result.low_outside_production(result.without_cluster(group, reason)) if some group, reason in _unplaced

_groups[cluster] contains group if {
	some group, cluster in clusters.placed
	clusters.node_groups[group]
}

_unplaced[group] := reason if {
	some group, reason in clusters.unplaced
	clusters.node_groups[group]
}

# A group whose cluster is not told may be one of this cluster's, or not.
_judgement(cluster, groups) := values.either(
	[_span(cluster, groups), _span(cluster, groups | object.keys(_unplaced))],
	concat(" and ", sort([reason.missing | some reason in _unplaced])),
)

_span(cluster, groups) := zone_spans.judged(
	$"the node groups of {cluster}",
	values.union_of([_subnets(group) | some group in groups]),
	"one that fails takes all nodes",
)

# A group that names no subnet gets its zones elsewhere.
_subnets(group) := object.union(subnet_uses.links[group], {"missing": {$"{group}: {subnet_uses.argument_of(group)}"}}) if {
	subnet_uses.links[group] == values.no_links
} else := subnet_uses.links[group]
