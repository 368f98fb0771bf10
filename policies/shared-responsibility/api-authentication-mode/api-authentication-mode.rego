# METADATA
# title: Access is managed by the EKS API alone
# description: >-
#   The cluster's authentication mode is `API`: who gets in is told by access entries, which IAM governs and CloudTrail records, and by
#   no `aws-auth` ConfigMap in the cluster beside them. Left out, it is `CONFIG_MAP`.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html
# custom:
#   severity: medium
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Make access entries for all that `aws-auth` lets in, then set `authentication_mode = "API"` in `access_config`, from CONFIG_MAP by
#     way of API_AND_CONFIG_MAP. There is no way back.
#   aliases: []
package eksgate.rules["shared-responsibility"]["api-authentication-mode"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {access_entries.mode_path}, _judgement(address, access_entries.mode(address))) if {
	some address, cluster in clusters.all
	values.provided(cluster, "access_config")
}

_judgement(_, "API") := values.holds

_judgement(cluster, null) := values.judgement(
	values.maybe,
	$"the authentication mode of {cluster} is not known",
	set(), {$"{cluster}: {access_entries.mode_path}"},
)

_judgement(cluster, mode) := values.judgement(
	values.no,
	$"the authentication mode of {cluster} is {mode}: the ConfigMap `aws-auth`, which IAM does not govern, lets principals in",
	set(), set(),
) if {
	not mode in {"API", null}
}
