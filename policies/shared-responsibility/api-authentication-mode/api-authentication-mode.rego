# METADATA
# title: Access is managed by the EKS API alone
# description: >-
#   `authentication_mode` is API: who may use the cluster is told by access entries, and not by the `aws-auth` ConfigMap, where one mistake
#   locks everybody out and nobody sees it in a plan. Left out, EKS takes CONFIG_MAP.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Set `authentication_mode = "API"` in `access_config`. From CONFIG_MAP go over API_AND_CONFIG_MAP and move what `aws-auth` has to access entries first.
#   aliases: []
package eksgate.rules["shared-responsibility"]["api-authentication-mode"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {_path}, values.wanted(
	address, _path, mode, {"API"},
	$"the `aws-auth` ConfigMap gives access to {address}: its authentication mode is {mode}",
)) if {
	some address, cluster in clusters.all
	mode := values.argument(cluster, values.first_block(cluster, "access_config"), "authentication_mode", _path, "CONFIG_MAP")
}

_path := "access_config.0.authentication_mode"
