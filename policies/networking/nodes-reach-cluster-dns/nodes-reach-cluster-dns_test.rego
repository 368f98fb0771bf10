package eksgate.rules.networking["nodes-reach-cluster-dns_test"]

import data.eksgate.rules.networking["nodes-reach-cluster-dns"] as rule
import data.eksgate.testing.platform as p

cases["a route to an appliance for the one subnet of the nodes, within which nothing is routed"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_a")]), p.resource("aws_route.inspect", {"destination_cidr_block": "10.0.0.0/20", "network_interface_id": "eni-0123456789abcdef0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["self-managed nodes that may be tainted cannot be reached"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}), p.resource("aws_security_group.second", {"name": "second"}, {}), p.resource("aws_vpc_security_group_egress_rule.second_out", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.second")]}), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.second")], "vpc_zone_identifier": p.private_subnets})]), "want": {"aws_eks_node_group.main": "fail", "aws_eks_node_group.second": "fail", "aws_autoscaling_group.self": "fail"}}

cases["self-managed nodes alone"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets})]), "want": {"aws_autoscaling_group.self": "pass"}}

cases["self-managed nodes alone, without rules for themselves"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main", "aws_vpc_security_group_ingress_rule.node_from_node_53_tcp"], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets})]), "want": {"aws_autoscaling_group.self": "undetermined"}}

cases["one node group with rules for itself"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["Fargate profiles with the cluster security group alone"] := {"input": p.fargate, "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["no rule for tcp"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_node_53_tcp"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["no rule for udp"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_node_53_udp"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the udp rule is for tcp"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.node_from_node_53_udp", {"ip_protocol": "tcp"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["udp by number"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.node_from_node_53_udp", {"ip_protocol": "17"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule is for the group itself"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_node_53_tcp", "aws_vpc_security_group_ingress_rule.node_from_node_53_udp"], [p.resource("aws_security_group_rule.tcp", {"type": "ingress", "protocol": "tcp", "from_port": 53, "to_port": 53, "self": true}, {"security_group_id": [p.id("aws_security_group.node")]}), p.resource("aws_security_group_rule.udp", {"type": "ingress", "protocol": "udp", "from_port": 53, "to_port": 53, "self": true}, {"security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["whether the rule is for the group itself is not known"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_node_53_tcp", "aws_vpc_security_group_ingress_rule.node_from_node_53_udp"], [p.resource("aws_security_group_rule.tcp", {"type": "ingress", "protocol": "-1", "from_port": 0, "to_port": 0}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_security_group_rule.tcp", "self")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["two node groups that cannot talk to each other"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}), p.resource("aws_security_group.second", {"name": "second"}, {}), p.resource("aws_vpc_security_group_egress_rule.second_out", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.second")]})]), "want": {"aws_eks_node_group.main": "fail", "aws_eks_node_group.second": "fail"}}

cases["two node groups of which the second is tainted and asks"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}), p.resource("aws_security_group.second", {"name": "second"}, {}), p.resource("aws_vpc_security_group_egress_rule.second_out", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.second")]}), p.change("aws_eks_node_group.second", {"taint": [{"key": "gpu", "effect": "NO_SCHEDULE"}]}), p.resource("aws_vpc_security_group_ingress_rule.second_53", {"ip_protocol": "-1"}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.second")]})]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.second": "pass"}}

cases["a taint that only prefers keeps nothing away"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}), p.resource("aws_security_group.second", {"name": "second"}, {}), p.resource("aws_vpc_security_group_egress_rule.second_out", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.second")]}), p.change("aws_eks_node_group.second", {"taint": [{"key": "gpu", "effect": "PREFER_NO_SCHEDULE"}]})]), "want": {"aws_eks_node_group.main": "fail", "aws_eks_node_group.second": "fail"}}

cases["taints that are not known"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}), p.resource("aws_security_group.second", {"name": "second"}, {}), p.resource("aws_vpc_security_group_egress_rule.second_out", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.second")]}), p.forget("aws_eks_node_group.second", "taint"), p.resource("aws_vpc_security_group_ingress_rule.second_53", {"ip_protocol": "-1"}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.second")]})]), "want": {"aws_eks_node_group.main": "undetermined", "aws_eks_node_group.second": "undetermined"}}

cases["the effect of a taint is not known"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.second"), p.resource("aws_launch_template.second", {"name": "second"}, {"vpc_security_group_ids": [p.id("aws_security_group.second")]}), p.resource("aws_security_group.second", {"name": "second"}, {}), p.resource("aws_vpc_security_group_egress_rule.second_out", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.second")]}), p.change("aws_eks_node_group.second", {"taint": [{"key": "gpu"}]}), p.forget("aws_eks_node_group.second", "taint.0.effect"), p.resource("aws_vpc_security_group_ingress_rule.second_53", {"ip_protocol": "-1"}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.second")]})]), "want": {"aws_eks_node_group.main": "undetermined", "aws_eks_node_group.second": "undetermined"}}

cases["a profile that selects CoreDNS beside nodes that may not reach it"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system"})]), [], []), "want": {"aws_eks_node_group.main": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile that selects it by its label"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system", "labels": {"k8s-app": "kube-dns"}})]), [], []), "want": {"aws_eks_node_group.main": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile that selects it by a pattern"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-*"})]), [], []), "want": {"aws_eks_node_group.main": "fail", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile whose labels do not fit"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system", "labels": {"k8s-app": "metrics-server"}})]), [], []), "want": {"aws_eks_node_group.main": "pass", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile for another namespace"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "default"})]), [], []), "want": {"aws_eks_node_group.main": "pass", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile whose namespace is not known"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {}), p.forget("aws_eks_fargate_profile.system", "selector.0.namespace")]), [], []), "want": {"aws_eks_node_group.main": "undetermined", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile whose labels are not known"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system"}), p.forget("aws_eks_fargate_profile.system", "selector.0.labels")]), [], []), "want": {"aws_eks_node_group.main": "undetermined", "aws_eks_fargate_profile.system": "fail"}}

cases["a profile whose selectors are not known"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {}), p.change("aws_eks_fargate_profile.system", {"selector": []}), p.forget("aws_eks_fargate_profile.system", "selector")]), [], []), "want": {"aws_eks_node_group.main": "undetermined", "aws_eks_fargate_profile.system": "fail"}}

cases["nothing that may host CoreDNS"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"taint": [{"key": "gpu", "effect": "NO_EXECUTE"}]})]), "want": {}}

cases["the cluster of the node group is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Auto Mode runs its own DNS"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.default", "aws_eks_fargate_profile.system"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]})]), "want": {}}

cases["the profile that may run CoreDNS cannot be placed"] := {"input": p.platform(p.merge([p.network, p.control_plane, p.fargate_profile("aws_eks_fargate_profile.default", {"namespace": "default"})]), [], [p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system"}), p.point("aws_eks_fargate_profile.system", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_fargate_profile.default": "undetermined", "aws_eks_fargate_profile.system": "undetermined"}}

cases["a profile with a selector that is not known beside another"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "default"}), p.forget("aws_eks_fargate_profile.system", "selector")]), [], []), "want": {"aws_eks_node_group.main": "undetermined", "aws_eks_fargate_profile.system": "fail"}}

cases["a label of unknown value that CoreDNS does not have"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system", "labels": {}}), p.forget("aws_eks_fargate_profile.system", "selector.0.labels.team")]), [], []), "want": {"aws_eks_node_group.main": "pass", "aws_eks_fargate_profile.system": "fail"}}

cases["a label of unknown value that CoreDNS has"] := {"input": p.platform(p.merge([p.ec2, p.fargate_profile("aws_eks_fargate_profile.system", {"namespace": "kube-system", "labels": {}}), p.forget("aws_eks_fargate_profile.system", "selector.0.labels.k8s-app")]), [], []), "want": {"aws_eks_node_group.main": "undetermined", "aws_eks_fargate_profile.system": "fail"}}

cases["the cluster of one of two node groups is not told"] := {"input": p.platform(p.ec2, [], [p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.point("aws_eks_node_group.second", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "pass", "aws_eks_node_group.second": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
