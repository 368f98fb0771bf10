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

import data.eksgate.lib.cluster_dns
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.flow
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(carrier, {"subnet_ids", "launch_template"}, values.all_of(flows)) if {
	some carrier, known in cluster_dns.asking
	hosts := cluster_dns.hosts_of(known.cluster)
	count(hosts) > 0
	flows := {_flow(carrier, host, sureness, need) |
		some host, sureness in hosts
		some need in cluster_flows.needs_of["networking/nodes-reach-cluster-dns"]
	}
}

# Something that this input does not place may be what runs it.
results contains result.of(carrier, {"subnet_ids", "launch_template"}, values.judgement(
	values.maybe,
	$"what may run CoreDNS for {carrier} is not known",
	object.keys(clusters.unplaced), {reason.missing | some reason in clusters.unplaced},
)) if {
	some carrier, known in cluster_dns.asking
	count(cluster_dns.hosts_of(known.cluster)) == 0
	count(clusters.unplaced) > 0
}

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced

_flow(carrier, host, 2, need) := flow.between(carrier, host, need)

# To a carrier that may turn out not to run CoreDNS, a blocked flow is no proof of harm.
_flow(carrier, host, 1, need) := values.softened(flow.between(carrier, host, need), {$"whether {host} may run CoreDNS"})
