package eksgate.rules.networking["nodes-reach-each-other_test"]

import data.eksgate.rules.networking["nodes-reach-each-other"] as rule
import data.eksgate.testing.platform as p

_high := "aws_vpc_security_group_ingress_rule.node_from_node_high"

_rule(name, group, peer, values) := p.resource($"aws_security_group_rule.{name}", object.union({"type": "ingress", "protocol": "tcp"}, values), {
	"security_group_id": [p.id(group)],
	"source_security_group_id": [p.id(peer)],
})

_to_itself(name, values) := _rule(name, "aws_security_group.node", "aws_security_group.node", values)

# A second node group, with a group of its own that lets everything out.
_second := p.merge([
	p.node_group("aws_eks_node_group.second", "aws_launch_template.second"),
	p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}),
	p.resource("aws_security_group.second", {"name": "second"}, {}),
	p.resource("aws_vpc_security_group_egress_rule.second_out", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.second")]}),
])

_each_way := p.merge([
	_rule("to_second", "aws_security_group.second", "aws_security_group.node", {"from_port": 1025, "to_port": 65535}),
	_rule("from_second", "aws_security_group.node", "aws_security_group.second", {"from_port": 1025, "to_port": 65535}),
	_rule("second", "aws_security_group.second", "aws_security_group.second", {"from_port": 1025, "to_port": 65535}),
])

_open := {"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}

_acl(ingress) := p.resource("aws_network_acl.private", {"egress": [_open], "ingress": ingress}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})

cases["node groups with one rule for all ports among themselves"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["Fargate profiles with the cluster security group alone"] := {"input": p.fargate, "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["no rule at all"] := {"input": p.platform(p.ec2, [_high], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["rules that meet cover all ports between them"] := {"input": p.platform(p.ec2, [_high], [_to_itself("low", {"from_port": 1, "to_port": 10249}), _to_itself("high", {"from_port": 10250, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["rules that overlap"] := {"input": p.platform(p.ec2, [_high], [_to_itself("low", {"from_port": 1025, "to_port": 20000}), _to_itself("high", {"from_port": 15000, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["rules with a gap of one port"] := {"input": p.platform(p.ec2, [_high], [_to_itself("low", {"from_port": 1025, "to_port": 10249}), _to_itself("high", {"from_port": 10251, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the first port is left out"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"from_port": 1026})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the last port is left out"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"to_port": 65534})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["ports below are nobody's business"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_node_53_tcp"], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule is for udp"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"ip_protocol": "udp"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule is for all protocols"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"ip_protocol": "-1", "from_port": 0, "to_port": 0})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the protocol of the rule is not known"] := {"input": p.platform(p.ec2, [[_high, "values", "ip_protocol"]], [p.forget(_high, "ip_protocol")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the first port of the rule is not known"] := {"input": p.platform(p.ec2, [[_high, "values", "from_port"]], [p.forget(_high, "from_port")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the last port of the rule is not known"] := {"input": p.platform(p.ec2, [[_high, "values", "to_port"]], [p.forget(_high, "to_port")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a rule that is not known beside one for all ports"] := {"input": p.platform(p.ec2, [], [_to_itself("other", {"from_port": 8080}), p.forget("aws_security_group_rule.other", "to_port")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a part of the ports is not known and another certainly closed"] := {"input": p.platform(p.ec2, [_high], [_to_itself("low", {"from_port": 1025, "to_port": 10249}), p.resource("aws_security_group_rule.high", {"type": "ingress", "protocol": "tcp", "from_port": 20000, "to_port": 65535}, {"security_group_id": [p.id("aws_security_group.node")], "source_security_group_id": [p.unknown("var.peer")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a part of the ports is not known and the others open"] := {"input": p.platform(p.ec2, [_high], [_to_itself("low", {"from_port": 1025, "to_port": 10249}), p.resource("aws_security_group_rule.high", {"type": "ingress", "protocol": "tcp", "from_port": 10250, "to_port": 65535}, {"security_group_id": [p.id("aws_security_group.node")], "source_security_group_id": [p.unknown("var.peer")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the group of the rule is not told"] := {"input": p.platform(p.ec2, [_high], [p.resource("aws_security_group_rule.high", {"type": "ingress", "protocol": "tcp", "from_port": 1025, "to_port": 65535}, {"security_group_id": [p.unknown("local.group")], "source_security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["egress of some ports only"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"ip_protocol": "tcp", "from_port": 1, "to_port": 9999})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["egress in two rules, one by range and one by group"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"ip_protocol": "tcp", "from_port": 1, "to_port": 9999}), p.resource("aws_vpc_security_group_egress_rule.more", {"ip_protocol": "tcp", "from_port": 10000, "to_port": 65535}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["ports in two rules, one by the range of a part of the subnets"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"to_port": 30000}), p.resource("aws_security_group_rule.high", {"type": "ingress", "protocol": "tcp", "from_port": 30001, "to_port": 65535, "cidr_blocks": ["10.0.0.0/20", "10.0.16.0/20"]}, {"security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["ports in two rules, one by the range of the VPC"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"to_port": 30000}), p.resource("aws_security_group_rule.high", {"type": "ingress", "protocol": "tcp", "from_port": 30001, "to_port": 65535, "cidr_blocks": ["10.0.0.0/16"]}, {"security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["two node groups with rules each way"] := {"input": p.merge([p.ec2, _second, _each_way]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.second": "pass"}}

cases["two node groups without a rule into the second"] := {"input": p.platform(p.merge([p.ec2, _second, _each_way]), ["aws_security_group_rule.to_second"], []), "want": {"aws_eks_node_group.main": "fail", "aws_eks_node_group.second": "pass"}}

cases["two node groups of which the second's nodes do not reach each other"] := {"input": p.platform(p.merge([p.ec2, _second, _each_way]), ["aws_security_group_rule.second"], []), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.second": "fail"}}

cases["two node groups with the same groups and subnets"] := {"input": p.merge([p.ec2, p.node_group("aws_eks_node_group.another", "aws_launch_template.node")]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.another": "pass"}}

cases["the same in other subnets, which an ACL closes"] := {"input": p.platform(p.merge([p.ec2, p.node_group("aws_eks_node_group.another", "aws_launch_template.node")]), [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_b")]), p.point("aws_eks_node_group.another", "subnet_ids", [p.id("aws_subnet.private_a")]), _acl([object.union(_open, {"protocol": "tcp", "from_port": 32768, "to_port": 65535})])]), "want": {"aws_eks_node_group.main": "fail", "aws_eks_node_group.another": "pass"}}

cases["the same groups with other client ports, to which an ACL lets no answer"] := {"input": p.platform(p.merge([p.ec2, p.node_group("aws_eks_node_group.windows", "aws_launch_template.node")]), [], [p.change("aws_eks_node_group.windows", {"ami_type": "WINDOWS_CORE_2022_x86_64"}), p.resource("aws_network_acl.private", {"ingress": [_open], "egress": [{"rule_no": 50, "action": "deny", "protocol": "tcp", "from_port": 61000, "to_port": 65535, "cidr_block": "10.0.16.0/20"}, _open]}, {"subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail", "aws_eks_node_group.windows": "fail"}}

cases["an ACL lets the answer to Linux through and not to Windows"] := {"input": p.platform(p.merge([p.ec2, p.node_group("aws_eks_node_group.windows", "aws_launch_template.node")]), [_high], [p.change("aws_eks_node_group.windows", {"ami_type": "WINDOWS_CORE_2022_x86_64"}), _to_itself("low", {"from_port": 1025, "to_port": 32000}), _to_itself("high", {"from_port": 32001, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.windows": "pass"}}

cases["an ACL denies one port in the middle"] := {"input": p.platform(p.ec2, [], [_acl([{"rule_no": 50, "action": "deny", "protocol": "tcp", "from_port": 3389, "to_port": 3389, "cidr_block": "0.0.0.0/0"}, _open])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL denies a port below"] := {"input": p.platform(p.ec2, [], [_acl([{"rule_no": 50, "action": "deny", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_block": "0.0.0.0/0"}, _open])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a node group of another cluster is no concern"] := {"input": p.platform(p.merge([p.ec2, _second]), [], [p.point("aws_eks_node_group.second", "cluster_name", [p.ref("aws_eks_cluster.other", "name")]), p.resource("aws_eks_cluster.other", {"name": "other", "vpc_config": [{}]}, {}), _rule("second", "aws_security_group.second", "aws_security_group.second", {"from_port": 1025, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.second": "pass"}}

cases["pods on Fargate beside nodes"] := {"input": p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), "want": {"aws_eks_node_group.main": "fail", "aws_eks_fargate_profile.default": "fail"}}

cases["a subnet of the nodes is one of two, and an ACL closes the one that may not be meant"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_b"), p.over("var.a ? x : y", ["aws_subnet.private_a", "aws_subnet.private_c"])]), _acl([])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a subnet of the nodes is one of two, and an ACL closes the one that is meant"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b"), p.over("var.a ? x : y", ["aws_subnet.private_b", "aws_subnet.private_c"])]), _acl([])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a dual-stack cluster whose rule is by group"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a dual-stack cluster whose egress is for both families"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]}), p.resource("aws_vpc_security_group_egress_rule.node_out_6", {"ip_protocol": "-1", "cidr_ipv6": "::/0"}, {"security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the cluster of the node group is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

_message(case_input) := message if {
	results := rule.results with input as case_input
	[message] = [result.message | some result in results]
}

test_the_closed_ports_are_named_in_runs if {
	message := _message(p.platform(p.ec2, [_high], [
		_to_itself("low", {"from_port": 2000, "to_port": 10249}),
		_to_itself("high", {"from_port": 10251, "to_port": 65000}),
	]))
	contains(message, "lets tcp 1025-1999, 10250, 65001-65535 in from")
}

test_all_ports_are_named_where_none_is_open if {
	contains(_message(p.platform(p.ec2, [_high], [])), "lets tcp 1025-65535 in from")
}

test_the_ports_of_egress_are_named if {
	message := _message(p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"ip_protocol": "tcp", "from_port": 1, "to_port": 9999})]))
	contains(message, "no egress rule")
	contains(message, "lets tcp 10000-65535 out to")
}

# What is found out for one of several node groups that are alike names each in its own result.
test_each_of_several_alike_is_named if {
	results := rule.results with input as p.platform(p.merge([p.ec2, p.node_group("aws_eks_node_group.another", "aws_launch_template.node")]), [_high], [])
	every result in results {
		contains(result.message, $"of the nodes of {result.address} (")
	}
	count(results) == 2
}

cases["a rule of its own for the last port"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"to_port": 65534}), _to_itself("last", {"from_port": 65535, "to_port": 65535})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a rule of its own for the first port"] := {"input": p.platform(p.ec2, [], [p.change(_high, {"from_port": 1026}), _to_itself("first", {"from_port": 1025, "to_port": 1025})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["rules that begin at other ports below the first that counts, each for some of the subnets"] := {
	"input": p.platform(p.ec2, [_high], [
		p.resource("aws_security_group_rule.a", {"type": "ingress", "protocol": "tcp", "from_port": 1000, "to_port": 30000, "cidr_blocks": [p.subnets.a]}, {"security_group_id": [p.id("aws_security_group.node")]}),
		p.resource("aws_security_group_rule.b", {"type": "ingress", "protocol": "tcp", "from_port": 1025, "to_port": 30000, "cidr_blocks": [p.subnets.b, p.subnets.c]}, {"security_group_id": [p.id("aws_security_group.node")]}),
		_to_itself("high", {"from_port": 30001, "to_port": 65535}),
	]),
	"want": {"aws_eks_node_group.main": "pass"},
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
