# METADATA
# title: Roles of clusters
# description: The role by which EKS acts for each cluster.
package eksgate.lib.cluster_roles

import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.values

_literals(cluster) := values.single(clusters.all[cluster].values, "role_arn")

# Undefined where the role is not one made here.
_of[cluster] := iam.role_of(clusters.all[cluster], "role_arn", _literals(cluster)) if some cluster, _ in clusters.all

of := _of

# Clusters whose role may be one made here, which the input does not tell.
untold contains cluster if {
	some cluster, resource in clusters.all
	values.unsure(values.links(resource, "role_arn", _literals(cluster)))
}
