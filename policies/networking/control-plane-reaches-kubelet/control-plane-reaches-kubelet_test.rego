package eksgate.rules.networking["control-plane-reaches-kubelet_test"]

import data.eksgate.rules.networking["control-plane-reaches-kubelet"] as rule
import data.eksgate.testing.platform as p

cases["node groups with the rules of the user guide"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["Fargate profiles with the cluster security group alone"] := {"input": p.fargate, "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["no rule lets the control plane in"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_10250"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule names the cluster security group"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_10250"], [p.resource("aws_vpc_security_group_ingress_rule.kubelet", {"ip_protocol": "tcp", "from_port": 10250, "to_port": 10250}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.ref("aws_eks_cluster.main", "vpc_config.0.cluster_security_group_id")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule names a group that is not on the interfaces"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_10250"], [p.resource("aws_vpc_security_group_ingress_rule.kubelet", {"ip_protocol": "tcp", "from_port": 10250, "to_port": 10250}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.other")]}), p.resource("aws_security_group.other", {}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule names an attribute that is no identity"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_10250"], [p.resource("aws_vpc_security_group_ingress_rule.kubelet", {"ip_protocol": "tcp", "from_port": 10250, "to_port": 10250}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.ref("aws_eks_cluster.main", "certificate_authority")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the rule stops one port short"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.node_from_eni_10250", {"from_port": 10200, "to_port": 10249})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule begins one port late"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.node_from_eni_10250", {"from_port": 10251, "to_port": 10300})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule covers all protocols"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_10250"], [p.resource("aws_vpc_security_group_ingress_rule.kubelet", {"ip_protocol": "-1"}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the groups of the interfaces are not told"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.node_from_eni_10250"], [p.point("aws_eks_cluster.main", "vpc_config.0.security_group_ids", [p.unknown("var.groups")]), p.resource("aws_vpc_security_group_ingress_rule.kubelet", {"ip_protocol": "tcp", "from_port": 10250, "to_port": 10250}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an ACL lets no client port of the control plane back"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "tcp", "from_port": 10250, "to_port": 10250, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL lets a part of the client ports of the control plane back"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "tcp", "from_port": 10250, "to_port": 10250, "cidr_block": "0.0.0.0/0"}, {"rule_no": 120, "action": "allow", "protocol": "tcp", "from_port": 32768, "to_port": 60999, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an ACL lets every client port of the control plane back"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 120, "action": "allow", "protocol": "tcp", "from_port": 1024, "to_port": 65535, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a node group of a data source's cluster"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.ref("data.aws_eks_cluster.other", "name")]), p.resource("data.aws_eks_cluster.other", {"name": "other"}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Auto Mode with built-in pools"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.default", "aws_eks_fargate_profile.system"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["general-purpose", "system"]}]})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["Auto Mode with node classes of one's own"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.default", "aws_eks_fargate_profile.system"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true}]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["an ACL lets back only ports beyond those that Linux takes"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 110, "action": "allow", "protocol": "tcp", "from_port": 10250, "to_port": 10250, "cidr_block": "0.0.0.0/0"}, {"rule_no": 120, "action": "allow", "protocol": "tcp", "from_port": 61000, "to_port": 65535, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL lets all client ports of the control plane back but the first"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}, {"rule_no": 120, "action": "allow", "protocol": "tcp", "from_port": 1025, "to_port": 65535, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Auto Mode with a pool that is not built in"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.default", "aws_eks_fargate_profile.system"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system", "gpu"]}]})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["Auto Mode with a built-in pool, and more that are not known"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.default", "aws_eks_fargate_profile.system"], [p.change("aws_eks_cluster.main", {"compute_config": [{"enabled": true, "node_pools": ["system"]}]}), p.forget("aws_eks_cluster.main", "compute_config.0.node_pools")]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
