# METADATA
# title: Control plane logs are complete
# description: All five types of control plane logs are sent to CloudWatch. Left out, none is.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
# custom:
#   severity: medium
#   party:
#     side: aws
#     items: [API server, scheduler, controller manager]
#   remediation: Set `enabled_cluster_log_types` to api, audit, authenticator, controllerManager and scheduler.
#   aliases: [CKV_AWS_37, AVD-AWS-0038, CIS EKS 2.1.1]
package eksgate.rules["shared-responsibility"]["control-plane-logs-complete"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

_wanted := {"api", "audit", "authenticator", "controllerManager", "scheduler"}

results contains result.of(address, {"enabled_cluster_log_types"}, _judgement(address, _wanted - enabled)) if {
	some address, cluster in clusters.all
	enabled := {type | some type in cluster.values.enabled_cluster_log_types}
}

_judgement(cluster, lacking) := values.holds if {
	count(lacking) == 0
} else := values.judgement(
	values.maybe,
	$"the log types of {cluster} are not all known",
	set(), {$"{cluster}: enabled_cluster_log_types"},
) if {
	values.unknown_at(clusters.all[cluster], "enabled_cluster_log_types")
} else := values.judgement(
	values.no,
	$"{cluster} does not send these control plane logs: {concat(", ", sort(lacking))}",
	set(), set(),
)
