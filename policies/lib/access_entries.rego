# METADATA
# title: Access entries
# description: >-
#   Who may use a cluster through the EKS API: access entries and the access policies that are associated with them, with their clusters
#   and principals. A principal is the address of a role made here, or an ARN.
package eksgate.lib.access_entries

import data.eksgate.lib.clusters
import data.eksgate.lib.values

# How certainly an entry or an association is one of a cluster.
of_cluster(resource, cluster) := values.yes if {
	clusters.of(resource) == cluster
} else := values.no if {
	clusters.of(resource)
} else := values.no if {
	found := values.links(resource, "cluster_name", values.single(resource.values, "cluster_name"))
	not found.open
	every id in found.possible {
		_another(id, cluster)
	}
} else := values.maybe

# A name that is not the cluster's, or another cluster of this input.
_another(id, cluster) if {
	id != cluster
	clusters.all[cluster].values.name != id
}

principal(resource) := values.links(resource, "principal_arn", values.single(resource.values, "principal_arn"))

type(entry) := values.argument(entry, entry.values, "type", "type", "STANDARD")

# Whether an association lets its principal administer the whole cluster.
administers(association) := min([_admin_policy(association), _whole_cluster(association)])

_admin_policy(association) := _is_admin_policy(arn) if {
	arn := association.values.policy_arn
} else := values.maybe

_is_admin_policy(arn) := values.yes if {
	policy_name(arn) in {"AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"}
} else := values.no

# The name of an access policy of EKS, in any partition.
policy_name(arn) := split(arn, ":cluster-access-policy/")[1]

_whole_cluster(association) := values.yes if {
	_scope(association) == "cluster"
} else := values.maybe if {
	_scope(association) == null
} else := values.no

_scope(association) := values.argument(
	association, values.first_block(association, "access_scope"), "type",
	"access_scope.0.type", "left out",
)

entries[address] := entry if {
	some address, entry in input.resources.aws_eks_access_entry
}

associations[address] := association if {
	some address, association in input.resources.aws_eks_access_policy_association
}

# Whether the `aws-auth` ConfigMap, which no input holds, counts.
by_config_map(cluster) := values.no if {
	_mode(cluster) == "API"
} else := values.maybe if {
	_mode(cluster) == null
} else := values.yes

_mode(cluster) := values.argument(
	clusters.all[cluster], values.first_block(clusters.all[cluster], "access_config"), "authentication_mode",
	"access_config.0.authentication_mode", "CONFIG_MAP",
)
