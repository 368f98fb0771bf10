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
import data.eksgate.lib.interfaces
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.zone_spans

results contains _with_severity(result.of(cluster, {"subnet_ids"}, zone_spans.judged(
	$"the node groups of {cluster}",
	values.union_of([interfaces.all[group].subnets | some group in groups]),
	"one that fails takes all nodes",
))) if {
	some cluster, carriers in clusters.carriers_of
	groups := sort([carrier | some carrier in carriers; clusters.node_groups[carrier]])
	count(groups) > 0
}

_with_severity(found) := found if input.profile == "production"

_with_severity(found) := result.with_severity(found, "low") if input.profile != "production"
