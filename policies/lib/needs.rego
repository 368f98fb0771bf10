# METADATA
# title: Needs
# description: >-
#   What security groups are asked to let through, by name: what every cluster needs, the webhook ports, the ports that nodes take among
#   each other, and what a question about one flow (`input.query`) asks.
package eksgate.lib.needs

import data.eksgate.lib.ends
import data.eksgate.lib.webhooks

_protocols := {"tcp": "6", "udp": "17"}

# A need is for one port, or for all from `port` to `last`.
_all["tcp 443"] := {"protocol": "6", "port": 443, "last": 443}

_all["tcp 10250"] := {"protocol": "6", "port": 10250, "last": 10250}

_all["tcp 53"] := {"protocol": "6", "port": 53, "last": 53}

_all["udp 53"] := {"protocol": "17", "port": 53, "last": 53}

_all["tcp 1025-65535"] := {"protocol": "6", "port": 1025, "last": 65535}

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
