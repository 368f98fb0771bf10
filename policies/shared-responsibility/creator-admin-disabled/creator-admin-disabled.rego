# METADATA
# title: Who creates the cluster does not become its administrator
# description: >-
#   The principal that creates the cluster, a pipeline's role as a rule, gets no administrator's access by having done so: administrators
#   have access entries that are written down. Left out, it gets it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Set `bootstrap_cluster_creator_admin_permissions = false` in `access_config`, and give administrators access entries. On a cluster
#     that is there already a change would replace it: ignore changes of the argument, and delete the creator's access entry.
#   aliases: []
package eksgate.rules["shared-responsibility"]["creator-admin-disabled"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {access_entries.creator_path}, _judgement(address, access_entries.creator_is_admin(address))) if {
	some address, cluster in clusters.all
	values.provided(cluster, "access_config")
}

_judgement(_, false) := values.holds

_judgement(cluster, true) := values.judgement(
	values.no,
	$"whoever creates {cluster} becomes its administrator, without an access entry in this input that says so",
	set(), set(),
)

_judgement(cluster, null) := values.judgement(
	values.maybe,
	$"whether the creator of {cluster} becomes its administrator is not known",
	set(), {$"{cluster}: {access_entries.creator_path}"},
)
