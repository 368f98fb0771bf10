package eksgate.lib.cluster_flows_test

import data.data.cluster_flows as table
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.needed_flows
import data.eksgate.lib.needs
import data.eksgate.rules.networking["control-plane-reaches-kubelet"] as kubelet_rule
import data.eksgate.rules.networking["control-plane-reaches-webhooks"] as webhooks_rule
import data.eksgate.rules.networking["nodes-reach-api-server"] as api_rule
import data.eksgate.rules.networking["nodes-reach-aws-services"] as services_rule
import data.eksgate.rules.networking["nodes-reach-cluster-dns"] as dns_rule
import data.eksgate.rules.networking["nodes-reach-each-other"] as nodes_rule
import data.eksgate.testing.platform as p

# The table with some flows said otherwise.
_otherwise(flows) := object.union(table, {"flows": flows})

# Nodes get out on tcp 443 alone, and to each other for DNS.
_sound := p.platform(p.ec2, [], [
	p.change("aws_vpc_security_group_egress_rule.node_out", {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}),
	_out("tcp", 53, 53),
	_out("udp", 53, 53),
	_out("tcp", 1025, 65535),
])

_out(protocol, first, last) := p.resource(
	$"aws_vpc_security_group_egress_rule.out_{protocol}_{first}",
	{"ip_protocol": protocol, "from_port": first, "to_port": last},
	{"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.node")]},
)

_outcome(results) := p.outcomes(results)["aws_eks_node_group.main"]

_told(results, words) if {
	_outcome(results) == "fail"
	some result in results
	contains(result.message, words)
}

test_a_sound_platform_has_what_the_table_says if {
	_passes(kubelet_rule.results) with input as _sound
	_passes(webhooks_rule.results) with input as _sound
	_passes(api_rule.results) with input as _sound
	_passes(services_rule.results) with input as _sound
	_passes(dns_rule.results) with input as _sound
	_passes(nodes_rule.results) with input as _sound
}

_passes(results) if _outcome(results) == "pass"

# Each flow on a port that such a platform keeps closed.
test_the_api_is_asked_for_on_its_port if {
	results := api_rule.results with input as _sound with table as _otherwise({"api": {"ports": [444, 444]}})
	_told(results, "tcp 444")
}

test_the_kubelet_is_asked_for_on_its_port if {
	results := kubelet_rule.results with input as _sound with table as _otherwise({"kubelet": {"ports": [444, 444]}})
	_told(results, "tcp 444")
}

test_a_flow_is_asked_for_in_its_direction if {
	results := kubelet_rule.results with input as _sound with table as _otherwise({"kubelet": {"from": "nodes", "to": "controlPlane"}})
	_told(results, "no egress rule of the security groups of the nodes of")
}

test_dns_is_asked_for_by_its_protocols if {
	results := dns_rule.results with input as _sound with table as _otherwise({"dns-udp": {"ports": [54, 54]}})
	_told(results, "udp 54")
}

test_webhooks_are_asked_for_on_their_ports if {
	results := webhooks_rule.results with input as _sound with table as _otherwise({"webhooks-9443": {"ports": [444, 444]}})
	_told(results, "tcp 444")
}

test_an_add_on_is_asked_for_on_its_port if {
	addons := p.merge([_sound, p.addon("metrics-server", {})])
	_told(webhooks_rule.results, "tcp 10251") with input as addons
	results := webhooks_rule.results with input as addons with table as _otherwise({"metrics-server": {"ports": [444, 444]}})
	_told(results, "tcp 444")
}

test_nodes_are_asked_for_on_their_ports if {
	results := nodes_rule.results with input as _sound with table as _otherwise({"high-ports": {"ports": [1024, 65535]}})
	_told(results, "tcp 1024")
}

test_services_are_asked_for_on_their_port if {
	results := services_rule.results with input as _sound with table as _otherwise({"https": {"ports": [444, 444]}})
	_told(results, "tcp 444")
}

# What is drawn.
test_the_needed_flows_are_those_of_the_table if {
	_drawn(table) == {["tcp", 53], ["udp", 53], ["tcp", 443], ["tcp", 8443], ["tcp", 9443], ["tcp", 10250]}
	_drawn(_otherwise({"kubelet": {"ports": [444, 444]}})) == {["tcp", 53], ["udp", 53], ["tcp", 443], ["tcp", 8443], ["tcp", 9443], ["tcp", 444]}
}

_drawn(other) := {[flow.protocol, flow.port] | some flow in all_flows} if {
	all_flows := needed_flows.all with input as _sound with table as other
}

# What is not needed costs time.
test_groups_are_asked_for_nothing_else if {
	always := {"tcp 443", "tcp 10250", "tcp 53", "udp 53", "tcp 1025-65535"}
	object.keys(needs.all) == always | {"tcp 8443", "tcp 9443"} with input as _sound
	object.keys(needs.all) == always | {"tcp 6443"} with input as object.union(_sound, {"settings": {"webhook_ports": [6443]}})
	object.keys(needs.all) == always | {"tcp 8443", "tcp 9443", "tcp 10251"} with input as p.merge([_sound, p.addon("metrics-server", {})])
}

test_ports_are_told_in_words if {
	cluster_flows.of.kubelet.need == "tcp 10250"
	cluster_flows.of["high-ports"].need == "tcp 1025-65535"
	not cluster_flows.of.all
}
