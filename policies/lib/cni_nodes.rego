# METADATA
# title: Nodes of the VPC CNI
# description: The clusters whose EC2 nodes use the VPC CNI, as the setting `cni` says, and the node groups that may be such nodes.
package eksgate.lib.cni_nodes

import data.eksgate.lib.clusters as all_clusters
import data.eksgate.lib.settings

_in_use if settings.cni == "vpc-cni"

clusters contains cluster if {
	_in_use
	some group, cluster in all_clusters.placed
	all_clusters.node_groups[group]
}

unplaced[group] := reason if {
	_in_use
	some group, reason in all_clusters.unplaced
	all_clusters.node_groups[group]
}
