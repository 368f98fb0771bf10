# METADATA
# title: Flows that clusters need
# description: >-
#   The flows on one port that the rules want allowed, by id: between the control plane and what carries pods, to CoreDNS, to AWS services
#   by their endpoints and out of the VPC. Each says which rules ask for it, of which cluster it is, and whether that is certain.
package eksgate.lib.needed_flows

import data.eksgate.lib.asked_flows
import data.eksgate.lib.cluster_dns
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.endpoint_coverage
import data.eksgate.lib.endpoint_needs
import data.eksgate.lib.interfaces
import data.eksgate.lib.node_flows
import data.eksgate.lib.values
import data.eksgate.lib.webhooks

_all[$"{flow.from} {flow.to} {flow.protocol} {flow.port}"] := flow if some flow in _flows

all := _all

_flows contains {
	"cluster": cluster, "from": from, "to": to, "protocol": protocol, "port": port,
	"rules": sort({rule | some [rule, _] in asking}),
	"certain": max({sureness | some [_, sureness] in asking}) == values.yes,
} if {
	some cluster, by_from in _asked_for
	some from, by_to in by_from
	some to, by_protocol in by_to
	some protocol, by_port in by_protocol
	some port, asking in by_port
}

# Each rule that asks, with how sure it is that it does.
_asked_for[cluster][carrier][to][asked.protocol][asked.port] contains ["networking/nodes-reach-api-server", sureness] if {
	some carrier, cluster in clusters.placed
	some to, sureness in _api_servers(cluster)
	some asked in cluster_flows.asked_by["networking/nodes-reach-api-server"]
}

# Where it is not known which endpoint is on, both ways count.
_api_servers(cluster) := {interfaces.control_plane(cluster): values.yes} if clusters.private_endpoint(cluster) == true

_api_servers(cluster) := {"internet": values.yes} if clusters.private_endpoint(cluster) == false

_api_servers(cluster) := {interfaces.control_plane(cluster): values.maybe, "internet": values.maybe} if clusters.private_endpoint(cluster) == null

_asked_for[cluster][asked.from][asked.to][asked.protocol][asked.port] contains ["networking/control-plane-reaches-kubelet", values.yes] if {
	some carrier, cluster in clusters.placed
	some asked in asked_flows.between("networking/control-plane-reaches-kubelet", cluster, carrier)
}

_asked_for[cluster][interfaces.control_plane(cluster)][carrier].tcp[port] contains ["networking/control-plane-reaches-webhooks", sureness] if {
	some carrier, cluster in clusters.placed
	clusters.carriers[carrier].kind != "Fargate profile"
	some port, sureness in webhooks.of(cluster)
}

# Of carriers that are alike, the first stands for all.
_asked_for[cluster][from][to][asked.protocol][asked.port] contains ["networking/nodes-reach-cluster-dns", sureness] if {
	some carrier, known in cluster_dns.asking
	cluster := known.cluster
	from := node_flows.first_of[carrier]
	some host, sureness in cluster_dns.hosts_of(cluster)
	to := node_flows.first_of[host]
	some asked in cluster_flows.asked_by["networking/nodes-reach-cluster-dns"]
}

_asked_for[cluster][carrier][endpoint][asked.protocol][asked.port] contains ["networking/nodes-reach-aws-services", used.uses] if {
	some endpoint, users in endpoint_needs.of
	interfaces.all[endpoint]
	some carrier, used in users
	cluster := clusters.placed[carrier]
	asked := cluster_flows.of["aws-services"]
}

# The way out of the VPC counts unless endpoints stand for it.
_asked_for[cluster][carrier].internet[asked.protocol][asked.port] contains ["networking/nodes-reach-aws-services", sureness] if {
	some carrier, cluster in clusters.placed
	sureness := _needs_way_out(carrier)
	sureness > values.no
	asked := cluster_flows.of.https
}

_needs_way_out(carrier) := values.yes if {
	egress.of[carrier].value == values.yes
} else := values.yes - object.get(endpoint_coverage.of, carrier, {"value": values.no}).value
