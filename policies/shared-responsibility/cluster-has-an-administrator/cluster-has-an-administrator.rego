# METADATA
# title: The cluster has an administrator
# description: >-
#   Somebody can administer the cluster once it is made: its creator, or a principal with an administrator's access policy in the whole
#   cluster. Kubernetes groups help nobody before an administrator has bound them to roles.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Make an access entry for the role that administers the cluster, and associate the policy AmazonEKSClusterAdminPolicy with it in the
#     scope of the cluster.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cluster-has-an-administrator"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, {access_entries.creator_path}, _judgement(cluster)) if some cluster, _ in clusters.all

_judgement(cluster) := values.holds if {
	access_entries.creator_is_admin(cluster) == true
} else := values.judgement(values.yes, "", _admins(cluster), set()) if {
	count(_admins(cluster)) > 0
} else := values.judgement(
	values.maybe,
	$"whether anybody can administer {cluster} is not known",
	set(), _openings(cluster),
) if {
	count(_openings(cluster)) > 0
} else := values.judgement(
	values.no,
	$"nobody can administer {cluster} once it is made: its creator does not become an administrator, and no access policy of this input makes one",
	set(), set(),
)

_admins(cluster) := {address |
	some address, association in access_entries.associations
	association.cluster == cluster
	access_entries.makes_admin(association) == values.yes
}

_openings(cluster) := {$"{cluster}: {access_entries.creator_path}" |
	access_entries.creator_is_admin(cluster) == null
} | {missing |
	some address, association in access_entries.associations
	association.cluster in {cluster, null}
	access_entries.makes_admin(association) != values.no
	some missing in access_entries.openings(address, association)
}
