package eksgate.rules.networking["nodes-reach-api-server_test"]

import data.eksgate.rules.networking["nodes-reach-api-server"] as rule
import data.eksgate.testing.platform as p

cases["node groups with the rules of the user guide"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["Fargate profiles with the cluster security group alone"] := {"input": p.fargate, "want": {"aws_eks_fargate_profile.default": "pass", "aws_eks_fargate_profile.system": "pass"}}

cases["no rule lets the nodes in"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["no rule lets tcp 443 out of the nodes"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_egress_rule.node_out"], []), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule is for another port"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.eni_from_node_443", {"from_port": 444, "to_port": 450})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the port is the last of a range"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.eni_from_node_443", {"from_port": 1, "to_port": 443})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the port is the first of a range"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.eni_from_node_443", {"from_port": 443, "to_port": 500})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule is for udp"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.eni_from_node_443", {"ip_protocol": "udp"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the protocol is a number"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc_security_group_ingress_rule.eni_from_node_443", {"ip_protocol": "6"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the protocol is not known"] := {"input": p.platform(p.ec2, [["aws_vpc_security_group_ingress_rule.eni_from_node_443", "values", "ip_protocol"]], [p.forget("aws_vpc_security_group_ingress_rule.eni_from_node_443", "ip_protocol")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the port is not known"] := {"input": p.platform(p.ec2, [["aws_vpc_security_group_ingress_rule.eni_from_node_443", "values", "from_port"]], [p.forget("aws_vpc_security_group_ingress_rule.eni_from_node_443", "from_port")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the rule is in the wrong direction"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "source_security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule is of the older resource"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "source_security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the older resource does not tell its direction"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.platform(p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "source_security_group_id": [p.id("aws_security_group.node")]}), [["aws_security_group_rule.api", "values", "type"]], [p.forget("aws_security_group_rule.api", "type")])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule is inline"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.change("aws_security_group.eni", {"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443}]}), p.point("aws_security_group.eni", "ingress.0.security_groups", [p.id("aws_security_group.node")])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["inline rules are not known"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.forget("aws_security_group.eni", "ingress")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the inline egress is for another port"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_egress_rule.node_out"], [p.change("aws_security_group.node", {"egress": [{"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/0"]}]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule names the ranges of all node subnets"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20"]}, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule names the halves of the subnets"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/21", "10.0.8.0/21", "10.0.16.0/20", "10.0.32.0/20"]}, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule names one subnet too few"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/20", "10.0.16.0/20"]}, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule names IPv6 only"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "ipv6_cidr_blocks": ["::/0"]}, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the rule names a range and the range of a subnet is not known"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443", ["aws_subnet.private_a", "values", "cidr_block"]], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]}, {"security_group_id": [p.id("aws_security_group.eni")]}), p.forget("aws_subnet.private_a", "cidr_block")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the ranges of the rule are not known"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "cidr_blocks": [p.unknown("var.ranges")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the rule names a prefix list of this input"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "prefix_list_ids": [p.id("aws_ec2_managed_prefix_list.nodes")]}), p.resource("aws_ec2_managed_prefix_list.nodes", {"entry": [{"cidr": "10.0.0.0/16"}]}, {})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the prefix list has its entries beside it"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "prefix_list_ids": [p.id("aws_ec2_managed_prefix_list.nodes")]}), p.resource("aws_ec2_managed_prefix_list.nodes", {}, {}), p.resource("aws_ec2_managed_prefix_list_entry.nodes", {"cidr": "10.0.0.0/16"}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.nodes")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the prefix list is a data source"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "prefix_list_ids": [p.id("data.aws_prefix_list.nodes")]}), p.resource("data.aws_prefix_list.nodes", {"cidr_blocks": ["192.0.2.0/24"]}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the prefix list is not in this input"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "prefix_list_ids": ["pl-0123456789abcdef0"]}, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the rule is for the group itself, which the nodes do not have"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "self": true}, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["whether the rule is for the group itself is not known"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.forget("aws_security_group_rule.api", "self"), p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "source_security_group_id": [p.id("aws_security_group.node")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the rule belongs to a group that is not told"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}, {"security_group_id": [p.unknown("local.group")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the peer of the rule is not told"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "source_security_group_id": [p.unknown("local.node")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the peer of the rule is one of two groups"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "source_security_group_id": [p.over("var.a ? x : y", ["aws_security_group.node", "aws_security_group.eni"])]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["nodes without groups of their own have the cluster security group"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges", "vpc_security_group_ids"], ["aws_launch_template.node", "unknown"], "aws_vpc_security_group_ingress_rule.eni_from_node_443"], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["nodes without a template have the cluster security group"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"], "aws_vpc_security_group_ingress_rule.eni_from_node_443"], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["the template is not in this input"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the template is named by an id that this input does not hold"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"]], [p.change("aws_eks_node_group.main", {"launch_template": [{"id": "lt-0123456789abcdef0"}]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the template is named by its name"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"], "aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.change("aws_eks_node_group.main", {"launch_template": [{"name": "node"}]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the groups are in the network interfaces of the template"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges", "vpc_security_group_ids"], ["aws_launch_template.node", "unknown"]], [p.change("aws_launch_template.node", {"network_interfaces": [{"device_index": 0}]}), p.point("aws_launch_template.node", "network_interfaces.0.security_groups", [p.id("aws_security_group.node")])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the groups are in a second network interface only"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges", "vpc_security_group_ids"], ["aws_launch_template.node", "unknown"]], [p.change("aws_launch_template.node", {"network_interfaces": [{"device_index": 0}, {"device_index": 1}]}), p.point("aws_launch_template.node", "network_interfaces.0.security_groups", [p.id("aws_security_group.other")]), p.resource("aws_security_group.other", {}, {}), p.point("aws_launch_template.node", "network_interfaces.1.security_groups", [p.id("aws_security_group.node")])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the network interfaces of the template are not known"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges", "vpc_security_group_ids"], ["aws_launch_template.node", "unknown"]], [p.change("aws_launch_template.node", {}), {"resources": {"aws_launch_template": {"aws_launch_template.node": {"unknown": {"network_interfaces": true}}}}}]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["groups named by name"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges", "vpc_security_group_ids"], ["aws_launch_template.node", "unknown"]], [p.change("aws_launch_template.node", {"security_group_names": ["node"]}), {"resources": {"aws_launch_template": {"aws_launch_template.node": {"unknown": {}}}}}]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the group is not made here"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.security_group_ids", []), p.change("aws_launch_template.node", {"vpc_security_group_ids": ["sg-0123456789abcdef0"]}), p.point("aws_launch_template.node", "vpc_security_group_ids", [])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the cluster of the node group is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the cluster is told by its name"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "cluster_name"]], [p.change("aws_eks_node_group.main", {"cluster_name": "main"}), {"resources": {"aws_eks_node_group": {"aws_eks_node_group.main": {"unknown": {}}}}}]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the subnets of the node group are not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the private endpoint is off and the nodes leave by NAT"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": false, "endpoint_public_access": true}]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the private endpoint is off and nothing leads out"] := {"input": p.platform(p.ec2, ["aws_route.private"], [p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": false, "endpoint_public_access": true}]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the private endpoint is left out and nothing leads out"] := {"input": p.platform(p.ec2, ["aws_route.private"], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["which endpoint is on is not known, and only one way is open"] := {"input": p.platform(p.ec2, ["aws_route.private", ["aws_eks_cluster.main", "values", "vpc_config"]], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_private_access")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["which endpoint is on is not known, and both ways are open"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "values", "vpc_config"]], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]}), p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_private_access")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an ACL lets everything through"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an ACL denies before it allows"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}, {"rule_no": 50, "action": "deny", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL denies after it allows"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}, {"rule_no": 150, "action": "deny", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an ACL does not let the answer back to the nodes"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "10.0.0.0/16"}, {"rule_no": 110, "action": "allow", "protocol": "tcp", "from_port": 32768, "to_port": 60000, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an ACL lets the answer back on all ports that Linux takes"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "10.0.0.0/16"}, {"rule_no": 110, "action": "allow", "protocol": "tcp", "from_port": 32768, "to_port": 60999, "cidr_block": "10.0.0.0/16"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an ACL treats parts of a peer subnet differently"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}, {"rule_no": 50, "action": "deny", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "10.0.16.0/28"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the entries of an ACL are not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]}), p.forget("aws_network_acl.private", "ingress")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the subnets of an ACL are not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.unknown("var.subnets")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an ACL without entries is associated by a resource of its own"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_network_acl_association.private", {}, {"network_acl_id": [p.id("aws_network_acl.private")], "subnet_id": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the association does not tell its ACL"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl_association.private", {}, {"network_acl_id": [p.unknown("var.acl")], "subnet_id": [p.id("aws_subnet.private_a")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the default ACL is adopted and emptied"] := {"input": p.platform(p.ec2, [], [p.resource("aws_default_network_acl.main", {}, {"default_network_acl_id": [p.ref("aws_vpc.main", "default_network_acl_id")]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the default ACL is adopted and lets everything through"] := {"input": p.platform(p.ec2, [], [p.resource("aws_default_network_acl.main", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"default_network_acl_id": [p.ref("aws_vpc.main", "default_network_acl_id")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["entries are resources of their own"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]}), p.resource("aws_network_acl_rule.in", {"rule_number": 100, "rule_action": "allow", "protocol": "all", "cidr_block": "0.0.0.0/0"}, {"network_acl_id": [p.id("aws_network_acl.private")]}), p.resource("aws_network_acl_rule.out", {"rule_number": 100, "rule_action": "allow", "protocol": "all", "egress": true, "cidr_block": "0.0.0.0/0"}, {"network_acl_id": [p.id("aws_network_acl.private")]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["the ACL of an entry is not told"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]}), p.resource("aws_network_acl_rule.in", {"rule_number": 10, "rule_action": "deny", "protocol": "all", "cidr_block": "0.0.0.0/0"}, {"network_acl_id": [p.unknown("var.acl")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an entry does not tell its direction"] := {"input": p.platform(p.ec2, [], [p.resource("aws_network_acl.private", {"ingress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}], "egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}, {"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": [p.id("aws_subnet.private_a")]}), p.resource("aws_network_acl_rule.in", {"rule_number": 10, "rule_action": "deny", "protocol": "all", "cidr_block": "0.0.0.0/0"}, {"network_acl_id": [p.id("aws_network_acl.private")], "egress": [p.unknown("var.egress")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a route inside the VPC leads elsewhere"] := {"input": p.platform(p.ec2, [], [p.resource("aws_route.detour", {"destination_cidr_block": "10.0.16.0/20"}, {"route_table_id": [p.id("aws_route_table.private")], "network_interface_id": [p.unknown("var.appliance")]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an IPv6 cluster whose ranges are for IPv4 only"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.api", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]}, {"security_group_id": [p.id("aws_security_group.eni")]}), p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an IPv6 cluster whose rules name groups"] := {"input": p.platform(p.ec2, ["aws_vpc_security_group_egress_rule.node_out"], [p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]}), p.resource("aws_vpc_security_group_egress_rule.all", {"ip_protocol": "-1"}, {"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.eni")]})]), "want": {"aws_eks_node_group.main": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
