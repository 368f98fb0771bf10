# METADATA
# title: Nodes reach the cluster's DNS
# description: >-
#   Pods on every node group and Fargate profile reach CoreDNS on tcp and udp 53 wherever it may run: on node groups without a taint
#   that keeps it away, and on Fargate profiles that select it in kube-system.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [security groups]
#   remediation: >-
#     Let tcp and udp 53 out of the security groups of the nodes that ask and into those of the nodes that may run CoreDNS, in both
#     directions where both may.
#   aliases: []
package eksgate.rules.networking["nodes-reach-cluster-dns"]

import data.eksgate.lib.clusters
import data.eksgate.lib.fargate_selectors
import data.eksgate.lib.flow
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(carrier, {"subnet_ids", "launch_template"}, values.all_of(flows)) if {
	some carrier, known in _asking
	hosts := _hosts_of(known.cluster)
	count(hosts) > 0
	flows := {_flow(carrier, host, sureness, need) |
		some host, sureness in hosts
		some need in ["tcp 53", "udp 53"]
	}
}

# Something that this input does not place may be what runs it.
results contains result.of(carrier, {"subnet_ids", "launch_template"}, values.judgement(
	values.maybe,
	$"what may run CoreDNS for {carrier} is not known",
	object.keys(clusters.unplaced), {reason.missing | some reason in clusters.unplaced},
)) if {
	some carrier, known in _asking
	count(_hosts_of(known.cluster)) == 0
	count(clusters.unplaced) > 0
}

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced

# Nodes of Auto Mode run their own DNS.
_asking[carrier] := known if {
	some carrier, _ in clusters.placed
	known := clusters.carriers[carrier]
	known.kind != "Auto Mode"
}

_hosts_of(cluster) := {host: sureness |
	some host in clusters.carriers_of[cluster]
	sureness := _may_host[host]
}

_flow(carrier, host, 2, need) := flow.between(carrier, host, need)

# To a carrier that may turn out not to run CoreDNS, a blocked flow is no proof of harm.
_flow(carrier, host, 1, need) := values.softened(flow.between(carrier, host, need), {$"whether {host} may run CoreDNS"})

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
