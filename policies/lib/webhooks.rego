# METADATA
# title: Webhook ports
# description: >-
#   The ports on which pods serve admission webhooks and aggregated APIs to the control plane: those of the setting `webhook_ports`, and
#   that of the metrics server where its add-on is there.
package eksgate.lib.webhooks

import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.settings
import data.eksgate.lib.values

ports := {port | some port in settings.webhook_ports}

metrics_server_port := cluster_flows.addon_ports["metrics-server"]

# Whether a cluster has the metrics server as an add-on. Where no cluster may, there is no entry.
_metrics_server[cluster] := max({_of_cluster(addon, cluster) | some addon in _metrics_servers}) if {
	some cluster, _ in clusters.all
}

metrics_server := _metrics_server

# The ports of a cluster, with how sure it is that they are needed.
of(cluster) := object.union(_of_metrics_server(cluster), {port: values.yes | some port in ports})

_of_metrics_server(cluster) := {metrics_server_port: sureness |
	sureness := metrics_server[cluster]
	sureness != values.no
}

_metrics_servers contains addon if {
	some addon in input.resources.aws_eks_addon
	_is_metrics_server(addon) != values.no
}

_is_metrics_server(addon) := values.yes if {
	addon.values.addon_name == "metrics-server"
} else := values.maybe if {
	values.unknown_at(addon, "addon_name")
} else := values.no

_of_cluster(addon, cluster) := _is_metrics_server(addon) if {
	clusters.of(addon) == cluster
} else := values.no if {
	clusters.of(addon)
} else := values.maybe
