package eksgate.rules.networking["control-plane-reaches-webhooks_test"]

import data.eksgate.rules.networking["control-plane-reaches-webhooks"] as rule
import data.eksgate.testing.platform as p

_addon(name, cluster) := p.resource("aws_eks_addon.metrics", {"addon_name": name}, {"cluster_name": [cluster]})

_main := p.ref("aws_eks_cluster.main", "name")

_rule(group, peer, values) := p.resource("aws_security_group_rule.one", object.union({"type": "ingress", "protocol": "tcp"}, values), {
	"security_group_id": [p.id(group)],
	"source_security_group_id": [p.id(peer)],
})

_from_eni(values) := _rule("aws_security_group.node", "aws_security_group.eni", values)

_9443 := "aws_vpc_security_group_ingress_rule.node_from_eni_9443"

_with_settings(base, settings) := object.union(base, {"settings": settings})

cases["node groups with a rule for each default port"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["Fargate profiles are judged by none of it"] := {"input": p.fargate, "want": {}}

cases["one port is closed"] := {"input": p.platform(p.ec2, [_9443], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["443 alone is closed"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_443"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["8443 alone is closed"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_8443"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the setting leaves the closed port out"] := {"input": _with_settings(p.platform(p.ec2, [_9443], []), {"webhook_ports": [443, 8443]}), "want": {"aws_eks_node_group.main": "pass"}}

cases["the setting names another port"] := {"input": _with_settings(p.ec2, {"webhook_ports": [443, 9876]}), "want": {"aws_eks_node_group.main": "fail"}}

cases["the setting names no port"] := {"input": _with_settings(p.platform(p.ec2, [_9443], []), {"webhook_ports": []}), "want": {"aws_eks_node_group.main": "pass"}}

cases["the metrics server is an add-on and its port closed"] := {"input": p.platform(p.ec2, [], [_addon("metrics-server", _main)]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the metrics server is an add-on and its port open"] := {"input": p.platform(p.ec2, [], [_addon("metrics-server", _main), _from_eni({"from_port": 10251, "to_port": 10251})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the setting does not leave out the port of the metrics server"] := {"input": _with_settings(p.platform(p.ec2, [], [_addon("metrics-server", _main)]), {"webhook_ports": [443]}), "want": {"aws_eks_node_group.main": "fail"}}

cases["another add-on"] := {"input": p.platform(p.ec2, [], [_addon("coredns", _main)]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the metrics server is an add-on of another cluster"] := {"input": p.platform(p.ec2, [], [_addon("metrics-server", p.ref("aws_eks_cluster.other", "name")), p.resource("aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the cluster of the metrics server is not told"] := {"input": p.platform(p.ec2, [], [_addon("metrics-server", p.unknown("var.cluster"))]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the cluster of another add-on is not told"] := {"input": p.platform(p.ec2, [], [_addon("coredns", p.unknown("var.cluster"))]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the name of an add-on is not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_addon.metrics", {}, {"cluster_name": [_main]}), p.forget("aws_eks_addon.metrics", "addon_name")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the name of an add-on is not known and the port is open"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_addon.metrics", {}, {"cluster_name": [_main]}), p.forget("aws_eks_addon.metrics", "addon_name"), _from_eni({"from_port": 10251, "to_port": 10251})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a port may be closed where another certainly is"] := {"input": p.platform(p.ec2, [_9443], [_addon("metrics-server", p.unknown("var.cluster"))]), "want": {"aws_eks_node_group.main": "fail"}}

cases["two rules that meet cover the ports between them"] := {"input": p.platform(p.ec2, [_9443, "aws_vpc_security_group_ingress_rule.node_from_eni_8443"], [_from_eni({"from_port": 1025, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a rule of all ports is for port 0 only where it says 0 to 0"] := {"input": p.platform(p.ec2, [_9443], [_from_eni({"from_port": 0, "to_port": 0})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a rule of all protocols needs no ports"] := {"input": p.platform(p.ec2, [_9443], [_from_eni({"protocol": "-1", "from_port": 0, "to_port": 0})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a rule of all protocols by its other name"] := {"input": p.platform(p.ec2, [_9443], [_from_eni({"protocol": "all", "from_port": 0, "to_port": 0})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a rule of ICMP, whose type looks like a port"] := {"input": p.platform(p.ec2, [_9443], [_from_eni({"protocol": "icmp", "from_port": -1, "to_port": -1})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a rule of all ICMP types with the ports of a range"] := {"input": p.platform(p.ec2, [_9443], [_from_eni({"protocol": "1", "from_port": 0, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a rule without ports, which EC2 refuses for tcp"] := {"input": p.platform(p.ec2, [_9443], [p.resource("aws_vpc_security_group_ingress_rule.one", {"ip_protocol": "tcp"}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a rule without its first port"] := {"input": p.platform(p.ec2, [_9443], [p.resource("aws_vpc_security_group_ingress_rule.one", {"ip_protocol": "tcp", "to_port": 65535}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a rule without a protocol"] := {"input": p.platform(p.ec2, [_9443], [p.resource("aws_vpc_security_group_ingress_rule.one", {}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a rule for a group that only other interfaces have"] := {"input": p.platform(p.ec2, [_9443], [_rule("aws_security_group.node", "aws_security_group.other", {"from_port": 9443, "to_port": 9443}), p.resource("aws_security_group.other", {}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a rule of one of the nodes' several groups is enough"] := {"input": p.platform(p.ec2, [_9443], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.id("aws_security_group.other")]), p.resource("aws_security_group.other", {}, {}), _rule("aws_security_group.other", "aws_security_group.eni", {"from_port": 9443, "to_port": 9443})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a rule for the group itself, which the interfaces do not have"] := {"input": p.platform(p.ec2, [_9443], [p.resource("aws_security_group_rule.one", {"type": "ingress", "protocol": "tcp", "from_port": 9443, "to_port": 9443, "self": true}, {"security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL passes some of the ports"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "ingress": [{"rule_no": 90, "action": "deny", "protocol": "tcp", "from_port": 9443, "to_port": 9443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["Auto Mode with built-in pools"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.default", "aws_eks_fargate_profile.system"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["general-purpose", "system"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the cluster of the node group is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the cluster of a Fargate profile is not told"] := {"input": p.platform(p.fargate, [], [p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

_only(case_input) := result if {
	results := rule.results with input as case_input
	some result in results
}

test_ports_that_are_closed_for_one_reason_are_named_together if {
	result := _only(p.platform(p.ec2, [_9443, "aws_vpc_security_group_ingress_rule.node_from_eni_443"], []))
	contains(result.message, "lets tcp 443, 9443 in from")
	not contains(result.message, ";")
	result.related == sort({"aws_eks_cluster.main", "aws_security_group.eni", "aws_security_group.node", "aws_subnet.private_a"})
}

test_ports_that_are_closed_for_different_reasons_are_all_named if {
	result := _only(p.platform(p.ec2, [_9443, ["aws_eks_cluster.main", "values", "vpc_config"]], [
		p.change("aws_eks_cluster.main", {"vpc_config": [{}]}),
		p.resource("aws_network_acl.private", {"egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "ingress": [{"rule_no": 90, "action": "deny", "protocol": "tcp", "from_port": 8443, "to_port": 8443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]}),
	]))
	contains(result.message, "tcp 8443")
	contains(result.message, "; ")
	contains(result.message, "tcp 9443")
}

test_of_what_certainly_fails_nothing_else_is_told if {
	result := _only(p.platform(p.ec2, [_9443], [
		_addon("metrics-server", p.unknown("var.cluster")),
		p.resource("aws_network_acl_association.one", {}, {"network_acl_id": [p.unknown("var.acl")], "subnet_id": [p.id("aws_subnet.private_c")]}),
	]))
	result.outcome == "fail"
	contains(result.message, "lets tcp 9443 in from")
	result.missing == []
	result.related == sort({"aws_eks_cluster.main", "aws_security_group.eni", "aws_security_group.node", "aws_subnet.private_a"})
}

test_what_may_need_a_port_is_named_as_missing if {
	result := _only(p.platform(p.ec2, [], [_addon("metrics-server", p.unknown("var.cluster"))]))
	result.missing == ["whether aws_eks_cluster.main has the metrics server as an add-on"]
	contains(result.message, "tcp 10251")
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
