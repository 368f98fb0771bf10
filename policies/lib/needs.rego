# METADATA
# title: Needs
# description: >-
#   What security groups are asked to let through, by name: what the rules ask for in the table of flows, the webhook ports, and what a
#   question about one flow (`input.query`) asks.
package eksgate.lib.needs

import data.eksgate.lib.cluster_flows
import data.eksgate.lib.ends
import data.eksgate.lib.webhooks

_protocols := {"tcp": "6", "udp": "17"}

# A need is for one port, or for all from `port` to `last`.
_all[asked.need] := {"protocol": _protocols[asked.protocol], "port": asked.port, "last": asked.last} if {
	some asked_flows in cluster_flows.asked_by
	some asked in asked_flows
}

_all[name(need)] := need if {
	some port in webhooks.ports
	need := {"protocol": "6", "port": port, "last": port}
}

_all[name(need)] := need if {
	count(webhooks.metrics_server) > 0
	need := {"protocol": "6", "port": webhooks.metrics_server_port, "last": webhooks.metrics_server_port}
}

_all[name(need)] := need if {
	need := {"protocol": _protocols[input.query.protocol], "port": ends.port, "last": ends.port}
}

all := _all

name(need) := $"{protocol(need)} {ports(need.port, need.last)}"

# Several ports of a protocol in words.
name_of_ports(protocol_name, all_ports) := $"{protocol_name} {concat(", ", [$"{port}" | some port in sort(all_ports)])}"

protocol(need) := _names[need.protocol]

_names := {number: name_of | some name_of, number in _protocols}

ports(first, last) := $"{first}" if first == last

ports(first, last) := $"{first}-{last}" if first != last
