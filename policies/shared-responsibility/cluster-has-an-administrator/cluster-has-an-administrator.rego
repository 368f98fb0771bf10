# METADATA
# title: The cluster has an administrator
# description: >-
#   Somebody can administer the cluster: the principal that makes it, or one with an access policy of EKS for administrators that is associated
#   for the whole cluster. Without one nobody can use the cluster, not even to let somebody in.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Add an access entry, and associate AmazonEKSClusterAdminPolicy with its principal for the whole cluster.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cluster-has-an-administrator"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"access_config"}, _judgement(address, _bootstrapped(cluster))) if {
	some address, cluster in clusters.all
}

_bootstrapped(cluster) := values.argument(
	cluster, values.first_block(cluster, "access_config"), "bootstrap_cluster_creator_admin_permissions",
	"access_config.0.bootstrap_cluster_creator_admin_permissions", true,
)

_judgement(cluster, bootstrapped) := values.holds if {
	bootstrapped == true
} else := values.holds if {
	some association in access_entries.associations
	access_entries.of_cluster(association, cluster) == values.yes
	access_entries.administers(association) == values.yes
} else := values.judgement(
	values.maybe,
	$"whether anybody administers {cluster} is not known",
	set(), missing,
) if {
	missing := _doubts(cluster, bootstrapped)
	count(missing) > 0
} else := values.judgement(
	values.no,
	$"nobody administers {cluster}: its maker does not, and no administrators' access policy is associated for the whole cluster",
	set(), set(),
)

_doubts(cluster, bootstrapped) := (({$"{cluster}: access_config.0.bootstrap_cluster_creator_admin_permissions" | bootstrapped == null} | {$"{cluster}: what its `aws-auth` ConfigMap says" |
	access_entries.by_config_map(cluster) != values.no
}) | {$"{address}: cluster_name, policy_arn, access_scope" |
	some address, association in access_entries.associations
	access_entries.of_cluster(association, cluster) != values.no
	access_entries.administers(association) != values.no
}) | {$"what the groups of {address} are bound to" |
	some address, entry in access_entries.entries
	access_entries.of_cluster(entry, cluster) != values.no
	_has_groups(entry)
}

_has_groups(entry) if count(entry.values.kubernetes_groups) > 0

_has_groups(entry) if values.unknown_at(entry, "kubernetes_groups")
