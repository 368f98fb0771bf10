# METADATA
# title: The table of flows
# description: >-
#   What `data/cluster-flows.json` says of the traffic that clusters need, as the policies ask for it. The modules make security group rules
#   from the same table.
package eksgate.lib.cluster_flows

import data.data.cluster_flows

# By the key of a flow: its ends, its protocol, its first and last port, and its ports in words, such as `tcp 443` or `tcp 1025-65535`.
_of[key] := {
	"from": flow.from, "to": flow.to, "protocol": flow.protocol, "port": first, "last": last,
	"need": $"{flow.protocol} {_ports(first, last)}",
} if {
	some key, flow in cluster_flows.flows
	[first, last] = flow.ports
}

of := _of

_ports(port, port) := $"{port}"

_ports(first, last) := $"{first}-{last}" if first != last

# By rule, the flows that it asks for whatever the cluster.
_asked_by[rule] contains of[key] if {
	some key, flow in cluster_flows.flows
	not flow.webhook
	not flow.addon
	some rule in flow.asked_by
}

asked_by := _asked_by

# By rule, the same in words, whoever the ends are: what a node asks of nodes, it asks of Fargate pods.
_needs_of[rule] := {asked.need | some asked in asked_flows} if some rule, asked_flows in _asked_by

needs_of := _needs_of

# What webhooks are taken to listen on, where the setting does not say.
webhook_ports := sort({of[key].port | some key, flow in cluster_flows.flows; flow.webhook})

# By add-on, the port that the control plane calls it on.
addon_ports := {flow.addon: of[key].port | some key, flow in cluster_flows.flows}
