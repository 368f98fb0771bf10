# METADATA
# title: Control plane logs are retained
# description: >-
#   The log group that EKS writes the control plane's logs to, `/aws/eks/<name>/cluster`, is made here and keeps them for at least as many
#   days as the setting `log_retention_days` says (90 where it says nothing), or for ever, as it does where the retention is left out or 0.
#   A group that EKS makes by itself is not in Terraform's hands.
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
#     Make an `aws_cloudwatch_log_group` named `/aws/eks/<name>/cluster` with a sufficient `retention_in_days`, which the cluster depends on.
#   aliases: []
package eksgate.rules["shared-responsibility"]["control-plane-logs-retained"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(address, {"name"}, _judgement(address, values.argument(cluster, cluster.values, "name", "name", ""))) if {
	some address, cluster in clusters.all
}

_judgement(cluster, name) := values.judgement(
	values.maybe,
	$"the name of {cluster}, and with it that of its log group, is not known",
	set(), {$"{cluster}: name"},
) if {
	name == null
} else := values.all_of({_kept(cluster, group) | some group in _named[_group_name(name)]}) if {
	_named[_group_name(name)]
} else := values.judgement(
	values.maybe,
	$"whether the log group of {cluster} is made here is not known: that is one named {_group_name(name)}",
	_unnamed, {$"{group}: name" | some group in _unnamed},
) if {
	count(_unnamed) > 0
} else := values.judgement(
	values.no,
	$"no log group {_group_name(name)} is made here, so that EKS makes the one of {cluster} by itself, out of Terraform's hands",
	set(), set(),
)

_group_name(name) := $"/aws/eks/{name}/cluster"

_named[name] contains address if {
	some address, group in input.resources.aws_cloudwatch_log_group
	group.mode == "managed"
	name := group.values.name
}

_unnamed contains address if {
	some address, group in input.resources.aws_cloudwatch_log_group
	group.mode == "managed"
	values.unknown_at(group, "name")
}

_kept(cluster, address) := _kept_for(cluster, address, values.argument(group, group.values, "retention_in_days", "retention_in_days", 0)) if {
	group := input.resources.aws_cloudwatch_log_group[address]
}

# Zero, the default, is for ever.
_kept_for(cluster, group, days) := values.judgement(
	values.maybe,
	$"how long {group} keeps the control plane logs of {cluster} is not known",
	{group}, {$"{group}: retention_in_days"},
) if {
	days == null
} else := values.judgement(
	values.no,
	$"{group} keeps the control plane logs of {cluster} for {days} days, fewer than {settings.log_retention_days}",
	{group}, set(),
) if {
	days != 0
	days < settings.log_retention_days
} else := values.judgement(values.yes, "", {group}, set())
