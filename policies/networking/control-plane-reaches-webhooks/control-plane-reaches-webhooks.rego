# METADATA
# title: The control plane reaches webhooks
# description: >-
#   The control plane's network interfaces reach every node group and Auto Mode cluster on the ports that admission webhooks and
#   aggregated APIs listen on: those of the setting `webhook_ports` (443, 8443 and 9443 by default), and 10251 where the metrics server
#   is an add-on. A webhook that cannot be reached fails every request that it is asked about.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/metrics-server.html
# custom:
#   severity: medium
#   settings: [webhook_ports]
#   party:
#     side: you
#     items: [security groups, CRDs]
#   remediation: >-
#     Let the ports that the message names into the nodes' security group from a security group of the control plane's network interfaces,
#     and out of that group; or say in the setting `webhook_ports` which ports your webhooks use.
#   aliases: []
package eksgate.rules.networking["control-plane-reaches-webhooks"]

import data.eksgate.lib.clusters
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.webhooks

results contains result.of(carrier, {"subnet_ids", "launch_template"}, _all_at_once(_flows(carrier, cluster))) if {
	some carrier, cluster in clusters.placed
	_has_nodes(carrier)
}

results contains result.without_cluster(carrier, reason) if {
	some carrier, reason in clusters.unplaced
	_has_nodes(carrier)
}

_has_nodes(carrier) if clusters.carriers[carrier].kind != "Fargate profile"

# By port, the flow from the control plane.
_flows(carrier, cluster) := {port: judged |
	some port, sureness in webhooks.of(cluster)
	judged := _as_sure(flow.between(interfaces.control_plane(cluster), carrier, $"tcp {port}"), sureness, cluster)
}

# A port that may not be needed after all proves no harm.
_as_sure(judged, sureness, cluster) := values.judgement(
	values.maybe, judged.why, judged.related,
	{$"whether {cluster} has the metrics server as an add-on"},
) if {
	judged.value == values.no
	sureness == values.maybe
} else := judged

# Every port that is not open in one message; those that are closed for the same reason together.
_all_at_once(flows) := values.holds if {
	every judged in flows {
		judged.value == values.yes
	}
} else := values.judgement(
	worst,
	concat("; ", sort({_reason(flows, closed, reason) | some reason in _reasons(flows, closed)})),
	union({flows[port].related | some port in closed}),
	union({flows[port].missing | some port in closed}),
) if {
	worst := min({judged.value | some judged in flows})
	closed := {port | some port, judged in flows; judged.value == worst}
}

_reasons(flows, closed) := {_without_port(flows[port].why, port) | some port in closed}

_reason(flows, closed, reason) := replace(reason, "tcp PORT", needs.name_of_ports("tcp", ports)) if {
	ports := {port | some port in closed; _without_port(flows[port].why, port) == reason}
}

_without_port(why, port) := replace(why, $"tcp {port}", "tcp PORT")
