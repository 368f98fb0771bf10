# METADATA
# title: Remote networks are routed
# description: >-
#   The route tables of the cluster's subnets lead to every network of its hybrid nodes and of their pods, and the security groups and
#   network ACLs of the control plane's network interfaces let these networks in on tcp 443, and tcp 10250 out to the nodes and the ports of
#   webhooks out to the pods.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html
# custom:
#   severity: high
#   settings: [webhook_ports]
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Add routes for the remote networks to the transit gateway, VPN gateway or peering connection that leads there, and rules for their
#     ranges to a security group of the cluster: tcp 443 in, tcp 10250 out to the nodes, the ports of webhooks out to the pods.
#   aliases: []
package eksgate.rules.networking["remote-networks-routed"]

import data.eksgate.lib.acl_hops
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.ranges
import data.eksgate.lib.remote_networks
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.webhooks

_path := "remote_network_config"

results contains result.of(cluster, {_path}, values.first_worst(_hops(cluster))) if {
	some cluster in remote_networks.clusters_with
}

results contains result.of(cluster, {_path}, values.judgement(
	values.maybe,
	$"whether {cluster} has remote networks is not known",
	set(), {$"{cluster}: {_path}"},
)) if {
	some cluster in remote_networks.clusters_that_may
}

_hops(cluster) := array.concat(
	[_networks_known(cluster), flow.subnets_known(interfaces.control_plane(cluster))],
	array.concat(
		[_meant(cluster, subnet, _subnet_hops(cluster, subnet)) | some subnet in sort(_subnets(cluster).possible)],
		[hop | some flow_of in _flows(cluster); hop := _groups(cluster, flow_of)],
	),
)

_subnets(cluster) := interfaces.all[interfaces.control_plane(cluster)].subnets

_networks_known(cluster) := values.judgement(
	values.maybe,
	$"the remote networks of {cluster} are not all known",
	set(), missing,
) if {
	missing := remote_networks.doubts(cluster)
	count(missing) > 0
} else := values.judgement(
	values.maybe,
	$"{cluster} does not say which networks its hybrid nodes are in",
	set(), {$"{cluster}: remote_network_config.0.remote_node_networks"},
) if {
	count(remote_networks.nodes(cluster)) == 0
} else := values.holds

# What must flow between the control plane's interfaces and each remote range.
_flows(cluster) := array.concat(
	[{"direction": "ingress", "need": cluster_flows.of.api.need, "range": range} |
		some range in sort(remote_networks.nodes(cluster) | remote_networks.pods(cluster))
	],
	array.concat(
		[{"direction": "egress", "need": cluster_flows.of.kubelet.need, "range": range} | some range in sort(remote_networks.nodes(cluster))],
		[{"direction": "egress", "need": $"tcp {port}", "range": range} |
			some range in sort(remote_networks.pods(cluster))
			some port in webhooks.ports
		],
	),
)

_groups(cluster, wanted) := remote_networks.groups_let(
	interfaces.control_plane(cluster), wanted.need,
	wanted.direction, wanted.range,
)

_subnet_hops(cluster, subnet) := values.first_worst(array.concat(
	[remote_networks.routed(subnet, range) | some range in sort(remote_networks.nodes(cluster) | remote_networks.pods(cluster))],
	[hop | some wanted in _flows(cluster); some hop in _acl_hops(subnet, wanted)],
))

# The ports that Linux hosts and pods send from.
_clients := [32768, 60999]

_acl_hops(subnet, wanted) := [
	acl_hops.request(subnet, "ingress", ranges.family(wanted.range), wanted.range, needs.all[wanted.need]),
	acl_hops.answer(subnet, "egress", ranges.family(wanted.range), wanted.range, needs.all[wanted.need], _clients),
] if {
	wanted.direction == "ingress"
}

_acl_hops(subnet, wanted) := [
	acl_hops.request(subnet, "egress", ranges.family(wanted.range), wanted.range, needs.all[wanted.need]),
	acl_hops.answer(subnet, "ingress", ranges.family(wanted.range), wanted.range, needs.all[wanted.need], null),
] if {
	wanted.direction == "egress"
}

# A subnet that may not be meant is no certain failure.
_meant(cluster, subnet, judged) := judged if {
	_subnets(cluster).certain[subnet]
} else := object.union(judged, {
	"value": values.maybe,
	"missing": (judged.missing | {$"whether {cluster} uses {subnet}"}),
})
