# METADATA
# title: Control plane logs are kept
# description: >-
#   The log group of a cluster's control plane (`/aws/eks/NAME/cluster`) is neither deleted nor replaced while the cluster stays, since its
#   events go with it; `skip_destroy` leaves it in place. How long it keeps events is judged by
#   shared-responsibility/control-plane-logs-retained. Only a plan tells this; what it creates, a configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
# custom:
#   severity: medium
#   kinds: [plan]
#   party:
#     side: aws
#     items: [API server, scheduler, controller manager]
#   remediation: >-
#     Keep the log group, or let go of it with a `removed` block with `destroy = false`, or set `skip_destroy` in a plan of its own first.
#   aliases: []
package eksgate.rules["change-safety"]["logs-kept"]

import data.eksgate.lib.existing
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(
	address, existing.attributes("aws_cloudwatch_log_group", address, "name"),
	_judgement(address, entry, cluster),
) if {
	some address, entry in existing.of("aws_cloudwatch_log_group")
	regex.match(`^/aws/eks/[^/]+/cluster$`, entry.values.name)
	cluster := split(entry.values.name, "/")[3]
	not cluster in _gone
}

# Whether a group that goes is one of a cluster is not known where its name is hidden.
results contains result.of(address, {"name"}, values.judgement(
	values.maybe,
	$"{existing.end("aws_cloudwatch_log_group", address)}; whether it holds the logs of a cluster is not known",
	set(), {$"{address}: name"},
)) if {
	some address, entry in existing.of("aws_cloudwatch_log_group")
	_may_go(entry)
	values.unknown_at(entry, "name")
}

# Clusters that do not outlive the plan.
_gone contains entry.values.name if {
	some entry in existing.of("aws_eks_cluster")
	entry.fate != "kept"
}

_judgement(address, entry, cluster) := values.judgement(
	values.no,
	$"{existing.end("aws_cloudwatch_log_group", address)}: the control plane logs of cluster {cluster} are lost",
	set(), set(),
) if {
	_may_go(entry)
	_skips(entry) == false
} else := values.judgement(
	values.maybe,
	$"{existing.end("aws_cloudwatch_log_group", address)}; whether its logs stay is not known",
	set(), {$"{address}: skip_destroy"},
) if {
	_may_go(entry)
} else := values.holds

_may_go(entry) if {
	entry.fate != "kept"
	_skips(entry) != true
}

_skips(entry) := existing.value(entry, "skip_destroy", false)
