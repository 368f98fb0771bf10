# METADATA
# title: Control plane logs are retained
# description: >-
#   The log group that the control plane writes to (`/aws/eks/<name>/cluster`) is made here, and keeps what it holds for as many days as the
#   setting `log_retention_days` says. A group without a retention keeps it for ever. One that EKS makes by itself is nobody's to set or to delete.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   severity: low
#   settings: [log_retention_days]
#   party:
#     side: aws
#     items: [API server, scheduler, controller manager]
#   remediation: >-
#     Add an `aws_cloudwatch_log_group` named `/aws/eks/<cluster>/cluster` that the cluster depends on, with `retention_in_days`.
#   aliases: [CKV_AWS_338]
package eksgate.rules["shared-responsibility"]["control-plane-logs-retained"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(address, {"name"}, _judgement(address, cluster)) if some address, cluster in clusters.all

_judgement(address, cluster) := values.judgement(
	values.maybe,
	$"the name of {address}, and with it that of its log group, is not known",
	set(), {$"{address}: name"},
) if {
	not cluster.values.name
} else := values.all_of({_kept(address, group) | some group in _groups(cluster)}) if {
	count(_groups(cluster)) > 0
} else := values.judgement(
	values.maybe,
	$"whether a log group here is that of {address} is not known",
	set(), {$"{group}: name" | some group in _unnamed},
) if {
	count(_unnamed) > 0
} else := values.judgement(
	values.no,
	$"the log group of {address} (/aws/eks/{cluster.values.name}/cluster) is not made here: EKS makes it, and it is kept for ever or deleted by hand",
	set(), set(),
)

_groups(cluster) := [group |
	some group in input.resources.aws_cloudwatch_log_group
	group.values.name == $"/aws/eks/{cluster.values.name}/cluster"
]

_unnamed contains address if {
	some address, group in input.resources.aws_cloudwatch_log_group
	values.unknown_at(group, "name")
	not group.values.name_prefix
}

# A group that never expires says 0, or nothing.
_kept(cluster, group) := values.holds if {
	_retention(group) == 0
} else := values.judgement(
	values.maybe,
	$"how long {group.address} keeps the logs of {cluster} is not known",
	{group.address}, {$"{group.address}: retention_in_days"},
) if {
	_retention(group) == null
} else := values.holds if {
	_retention(group) >= settings.log_retention_days
} else := values.judgement(
	values.no,
	$"{group.address} keeps the logs of {cluster} for {_retention(group)} days; the setting `log_retention_days` asks for {settings.log_retention_days}",
	{group.address}, set(),
)

_retention(group) := values.argument(group, group.values, "retention_in_days", "retention_in_days", 0)
