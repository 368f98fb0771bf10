# METADATA
# title: Cluster DNS
# description: >-
#   Which carriers may run CoreDNS, and which ask it: node groups without a taint that keeps it away, and Fargate profiles that select it
#   in kube-system.
package eksgate.lib.cluster_dns

import data.eksgate.lib.clusters
import data.eksgate.lib.fargate_selectors
import data.eksgate.lib.values

# Nodes of Auto Mode run their own DNS.
_asking[carrier] := known if {
	some carrier, _ in clusters.placed
	known := clusters.carriers[carrier]
	known.kind != "Auto Mode"
}

asking := _asking

# The carriers of a cluster that may run it, with how sure that is.
hosts_of(cluster) := {host: sureness |
	some host in clusters.carriers_of[cluster]
	sureness := _may_host[host]
}

_may_host[carrier] := _untainted(clusters.resource(carrier)) if {
	some carrier, known in _asking
	known.kind == "managed node group"
	_untainted(clusters.resource(carrier)) != values.no
}

# The taints of self-managed nodes are in their user data, which is not read.
_may_host[carrier] := values.maybe if {
	some carrier, known in _asking
	known.kind == "self-managed node group"
}

_may_host[carrier] := sureness if {
	some carrier, known in _asking
	known.kind == "Fargate profile"
	sureness := fargate_selectors.select_dns(clusters.resource(carrier))
	sureness != values.no
}

_keeps_away := {"NO_SCHEDULE", "NO_EXECUTE", "NoSchedule", "NoExecute"}

_untainted(group) := values.no if {
	some taint in group.values.taint
	_keeps_away[taint.effect]
} else := values.maybe if {
	values.unknown_at(group, "taint")
} else := values.maybe if {
	some path, _ in group.unknown
	startswith(path, "taint.")
} else := values.yes
