# METADATA
# title: Hops through network ACLs
# description: Whether the ACL of a subnet passes the request or the answer of a connection, as a judgement with its words.
package eksgate.lib.acl_hops

import data.eksgate.lib.acl_decisions
import data.eksgate.lib.clusters
import data.eksgate.lib.needs
import data.eksgate.lib.network_acls
import data.eksgate.lib.ranges
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# The ports that a client takes: of Linux and Windows what their systems do by default; `null` where that is not known.
_linux := [32768, 60999]

_windows := [49152, 65535]

_any := [1024, 65535]

# The client ports of an interface. The control plane's are not documented.
clients(id) := _linux if clusters.carriers[id].kind in {"Fargate profile", "Auto Mode"}

clients(id) := _of_node_group(clusters.resource(id)) if clusters.carriers[id].kind == "managed node group"

clients(id) := null if clusters.carriers[id].kind == "self-managed node group"

clients(id) := null if not clusters.carriers[id]

_of_node_group(group) := _windows if startswith(group.values.ami_type, "WINDOWS")

_of_node_group(group) := _linux if regex.match("^(AL2|BOTTLEROCKET)", group.values.ami_type)

_of_node_group(group) := null if not regex.match("^(AL2|BOTTLEROCKET|WINDOWS)", object.get(group.values, "ami_type", ""))

# What an ACL is asked to pass: the request on its ports, or the answer to the client's.
asked_request(need) := {"is": "request", "ports": [need.port, need.last]}

asked_answer(clients_ports) := {"is": "answer", "clients": clients_ports, "ports": answer_ports(clients_ports)}

passes(subnet, direction, family, peer, need, asked) := request(subnet, direction, family, peer, need) if asked.is == "request"

passes(subnet, direction, family, peer, need, asked) := answer(subnet, direction, family, peer, need, asked.clients) if {
	asked.is == "answer"
}

request(subnet, direction, family, peer, need) := values.holds if {
	passes_everything(subnet, family)
} else := _judge(
	subnet, direction, peer, needs.name(need),
	acl_decisions.passes(acl, direction, family, range_of(peer, family), need.protocol, need.port, need.last),
) if {
	acl := network_acls.acl_of[subnet]
} else := _not_known(subnet)

answer(subnet, direction, family, peer, need, ports) := values.holds if {
	passes_everything(subnet, family)
} else := _judge(
	subnet, direction, peer, _answer_words(need, ports),
	_passes_answer(acl, direction, family, range_of(peer, family), need.protocol, ports),
) if {
	acl := network_acls.acl_of[subnet]
} else := _not_known(subnet)

passes_everything(subnet, family) if network_acls.open[family][network_acls.acl_of[subnet]]

# The ports that an answer may go to.
answer_ports(ports) := _any if {
	ports == null
} else := ports

_passes_answer(acl, direction, family, peer, protocol, ports) := acl_decisions.passes_any_client(
	acl, direction, family,
	peer, protocol,
) if {
	ports == null
} else := acl_decisions.passes(acl, direction, family, peer, protocol, ports[0], ports[1])

_answer_words(need, ports) := $"the answer ({needs.protocol(need)} to ports {told[0]}-{told[1]})" if told := answer_ports(ports)

# A peer is a subnet, the internet, or a range outside the VPC.
range_of(peer, family) := ranges.everything[family] if {
	peer == "internet"
} else := peer if {
	ranges.valid(peer)
} else := range if {
	range := subnets.range(peer, family)
} else := null

_way := {"egress": "out to", "ingress": "in from"}

_judge(_, _, _, _, 2) := values.holds

_judge(subnet, direction, peer, what, 0) := values.judgement(
	values.no,
	$"{values.named(network_acls.acl_of[subnet])}, the network ACL of {subnet}, does not let {what} {_way[direction]} {_peer_name(peer)}",
	_related(subnet, peer), set(),
)

_judge(subnet, direction, peer, what, 1) := values.judgement(
	values.maybe,
	$"whether {values.named(network_acls.acl_of[subnet])}, the network ACL of {subnet}, lets {what} {_way[direction]} {_peer_name(peer)} is not certain",
	_related(subnet, peer),
	{$"the {direction} entries of {values.named(network_acls.acl_of[subnet])}"},
)

_related(subnet, peer) := {network_acls.acl_of[subnet], subnet} | {peer | input.resources.aws_subnet[peer]}

_peer_name("internet") := "the internet"

_peer_name(subnet) := subnet if subnet != "internet"

_not_known(subnet) := values.judgement(
	values.maybe,
	$"the network ACL of {subnet} is not known",
	{subnet}, {$"the network ACL of {subnet}"},
)
