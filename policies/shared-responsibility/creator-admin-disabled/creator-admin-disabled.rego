# METADATA
# title: Who makes the cluster does not administer it by that
# description: >-
#   `bootstrap_cluster_creator_admin_permissions` is false, so that the principal that happens to run Terraform gets no lasting
#   administrator access that no access entry of the configuration shows. Left out, it gets it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Set `bootstrap_cluster_creator_admin_permissions = false` in `access_config`, and name the administrators in access entries.
#   aliases: []
package eksgate.rules["shared-responsibility"]["creator-admin-disabled"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {_path}, values.wanted(
	address, _path, bootstrapped, {false},
	$"the principal that makes {address} becomes its administrator: `bootstrap_cluster_creator_admin_permissions` is on",
)) if {
	some address, cluster in clusters.all
	block := values.first_block(cluster, "access_config")
	bootstrapped := values.argument(cluster, block, "bootstrap_cluster_creator_admin_permissions", _path, true)
}

_path := "access_config.0.bootstrap_cluster_creator_admin_permissions"
