package eksgate.rules.networking["no-ingress-from-world_test"]

import data.eksgate.rules.networking["no-ingress-from-world"] as rule
import data.eksgate.testing.platform as p

_sound := {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass", "aws_security_group.node": "pass"}

_node(outcome) := object.union(_sound, {"aws_security_group.node": outcome})

_with(resources) := p.platform(p.ec2, [], resources)

# A rule of the nodes' group.
_rule(name, values, edges) := p.resource(
	$"aws_vpc_security_group_ingress_rule.{name}",
	object.union({"ip_protocol": "tcp", "from_port": 22, "to_port": 22}, values),
	object.union({"security_group_id": [p.id("aws_security_group.node")]}, edges),
)

_world := {"cidr_ipv4": "0.0.0.0/0"}

# More than half of the internet only together: neither of two thirds of it is.
_some(from, to) := [$"{n}.0.0.0/8" | some n in numbers.range(from, to)]

_older(name, values) := p.resource(
	$"aws_security_group_rule.{name}",
	object.union({"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22}, values),
	{"security_group_id": [p.id("aws_security_group.node")]},
)

_lower := {"cidr_blocks": _some(11, 70)}

_upper := {"cidr_blocks": _some(71, 126)}

cases["a sound platform"] := {"input": p.ec2, "want": _sound}

cases["Fargate profiles with the cluster security group"] := {"input": p.fargate, "want": {"aws_eks_cluster.main": "pass", "aws_security_group.endpoints": "pass"}}

cases["open to the world"] := {"input": _with([_rule("ssh", _world, {})]), "want": _node("fail")}

cases["open to the world over IPv6"] := {"input": _with([_rule("ssh", {"cidr_ipv6": "::/0"}, {})]), "want": _node("fail")}

cases["open to the world by a resource of the older kind"] := {"input": _with([_older("ssh", {"ipv6_cidr_blocks": ["::/0"]})]), "want": _node("fail")}

cases["open to the world by a rule inside"] := {"input": _with([p.change("aws_security_group.node", {"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]})]), "want": _node("fail")}

cases["open to the world on all ports"] := {"input": _with([_older("all", {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]})]), "want": _node("fail")}

cases["open to the world for a protocol without ports"] := {"input": _with([_rule("esp", object.union(_world, {"ip_protocol": "50"}), {})]), "want": _node("fail")}

cases["open to private ranges and a few public ones"] := {"input": _with([_rule("a", {"cidr_ipv4": "10.0.0.0/8"}, {}), _rule("b", {"cidr_ipv4": "198.51.100.0/24"}, {}), _rule("c", {"cidr_ipv6": "2001:db8::/32"}, {})]), "want": _sound}

cases["open to another group"] := {"input": _with([_rule("ssh", {}, {"referenced_security_group_id": [p.id("aws_security_group.eni")]})]), "want": _sound}

cases["egress to the world"] := {"input": _with([p.resource("aws_security_group_rule.out", {"type": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": _sound}

cases["a group of something else"] := {"input": _with([p.resource("aws_security_group.alb", {}, {}), _rule("https", _world, {"security_group_id": [p.id("aws_security_group.alb")]})]), "want": _sound}

cases["the control plane's group"] := {"input": _with([_rule("api", _world, {"security_group_id": [p.id("aws_security_group.eni")]})]), "want": object.union(_sound, {"aws_security_group.eni": "fail"})}

cases["the cluster security group"] := {"input": _with([_rule("api", _world, {"security_group_id": [p.ref("aws_eks_cluster.main", "vpc_config.0.cluster_security_group_id")]})]), "want": object.union(_sound, {"aws_eks_cluster.main": "fail"})}

# The world in parts.

cases["the world in halves"] := {"input": _with([_rule("a", {"cidr_ipv4": "0.0.0.0/1"}, {}), _rule("b", {"cidr_ipv4": "128.0.0.0/1"}, {})]), "want": _node("fail")}

cases["the world in parts of two rules"] := {"input": _with([_older("a", _lower), _older("b", _upper)]), "want": _node("fail")}

cases["one part of the world alone"] := {"input": _with([_older("a", _lower)]), "want": _sound}

cases["the other part of the world alone"] := {"input": _with([_older("b", _upper)]), "want": _sound}

cases["the world in parts for different ports"] := {"input": _with([_older("a", _lower), _older("b", object.union(_upper, {"from_port": 23, "to_port": 23}))]), "want": _sound}

cases["the world in parts for ports that overlap"] := {"input": _with([_older("a", object.union(_lower, {"from_port": 20, "to_port": 30})), _older("b", object.union(_upper, {"from_port": 30, "to_port": 40}))]), "want": _node("fail")}

cases["the world in parts for ports that meet without overlapping"] := {"input": _with([_older("a", object.union(_lower, {"from_port": 20, "to_port": 29})), _older("b", object.union(_upper, {"from_port": 30, "to_port": 40}))]), "want": _sound}

cases["the world in parts for a port inside of others"] := {"input": _with([_older("a", object.union(_lower, {"from_port": 0, "to_port": 65535})), _older("b", _upper)]), "want": _node("fail")}

cases["the world in parts for different protocols"] := {"input": _with([_older("a", _lower), _older("b", object.union(_upper, {"protocol": "udp"}))]), "want": _sound}

cases["the world in parts for all protocols and one"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "-1", "from_port": 0, "to_port": 0})), _older("b", _upper)]), "want": _node("fail")}

cases["the world in parts for one protocol without ports"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "50", "from_port": 1, "to_port": 1})), _older("b", object.union(_upper, {"protocol": "50", "from_port": 2, "to_port": 2}))]), "want": _node("fail")}

cases["the world in parts, in three encodings"] := {"input": _with([_older("a", {"cidr_blocks": _some(11, 40)}), _rule("b", {"cidr_ipv4": "45.0.0.0/8"}, {}), p.change("aws_security_group.node", {"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": _some(46, 126)}]})]), "want": _node("fail")}

cases["the world in parts for two groups"] := {"input": _with([_older("a", _lower), object.union(_older("b", _upper), p.point("aws_security_group_rule.b", "security_group_id", [p.id("aws_security_group.eni")]))]), "want": _sound}

# ICMP.

_icmp(name, protocol, from, to) := _rule(name, {"ip_protocol": protocol, "from_port": from, "to_port": to, "cidr_ipv4": "0.0.0.0/0"}, {})

cases["ICMP that tells the size of packets"] := {"input": _with([_icmp("a", "icmp", 3, 4)]), "want": _sound}

cases["ICMPv6 that tells the size of packets"] := {"input": _with([_rule("a", {"ip_protocol": "icmpv6", "from_port": 2, "to_port": 0, "cidr_ipv6": "::/0"}, {})]), "want": _sound}

cases["ICMP of another code"] := {"input": _with([_icmp("a", "icmp", 3, 1)]), "want": _node("fail")}

cases["ICMP of another type"] := {"input": _with([_icmp("a", "icmp", 8, 4)]), "want": _node("fail")}

cases["ICMP of any code"] := {"input": _with([_icmp("a", "icmp", 3, -1)]), "want": _node("fail")}

cases["ICMP of any type"] := {"input": _with([_icmp("a", "1", -1, -1)]), "want": _node("fail")}

cases["ICMPv6 with ICMP's numbers"] := {"input": _with([_icmp("a", "icmpv6", 3, 4)]), "want": _node("fail")}

cases["ICMP with ICMPv6's numbers"] := {"input": _with([_icmp("a", "icmp", 2, 0)]), "want": _node("fail")}

cases["TCP with ICMP's numbers"] := {"input": _with([_icmp("a", "tcp", 3, 4)]), "want": _node("fail")}

cases["the world in parts for ICMP that tells the size of packets and any other"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "icmp", "from_port": 3, "to_port": 4})), _older("b", object.union(_upper, {"protocol": "icmp", "from_port": -1, "to_port": -1}))]), "want": _sound}

cases["the world in parts for ICMP of one type and any other"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "icmp", "from_port": 8, "to_port": 0})), _older("b", object.union(_upper, {"protocol": "icmp", "from_port": -1, "to_port": -1}))]), "want": _node("fail")}

cases["the world in parts for ICMP of one code and any other"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "icmp", "from_port": 3, "to_port": 1})), _older("b", object.union(_upper, {"protocol": "icmp", "from_port": 3, "to_port": -1}))]), "want": _node("fail")}

cases["the world in parts for ICMP of two types"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "icmp", "from_port": 8, "to_port": 0})), _older("b", object.union(_upper, {"protocol": "icmp", "from_port": 0, "to_port": 0}))]), "want": _sound}

cases["the world in parts for ICMP of two codes"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "icmp", "from_port": 3, "to_port": 0})), _older("b", object.union(_upper, {"protocol": "icmp", "from_port": 3, "to_port": 1}))]), "want": _sound}

cases["the type of ICMP is not known"] := {"input": _with([p.resource("aws_vpc_security_group_ingress_rule.a", {"ip_protocol": "icmp", "to_port": 4, "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_vpc_security_group_ingress_rule.a", "from_port")]), "want": _node("undetermined")}

cases["the code of ICMP is not known"] := {"input": _with([p.resource("aws_vpc_security_group_ingress_rule.a", {"ip_protocol": "icmp", "from_port": 3, "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_vpc_security_group_ingress_rule.a", "to_port")]), "want": _node("undetermined")}

cases["the code of ICMP is not known, of another type"] := {"input": _with([p.resource("aws_vpc_security_group_ingress_rule.a", {"ip_protocol": "icmp", "from_port": 8, "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_vpc_security_group_ingress_rule.a", "to_port")]), "want": _node("fail")}

cases["the world in parts for ICMP of one type and one that is not known"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "icmp", "from_port": 8, "to_port": 0})), p.resource("aws_security_group_rule.b", object.union(_upper, {"type": "ingress", "protocol": "icmp", "to_port": 0}), {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_security_group_rule.b", "from_port")]), "want": _node("undetermined")}

# Ports and protocols that are not known.

cases["the port is not known"] := {"input": _with([p.resource("aws_vpc_security_group_ingress_rule.a", {"ip_protocol": "tcp", "to_port": 22, "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_vpc_security_group_ingress_rule.a", "from_port")]), "want": _node("fail")}

cases["the port and the ranges of another rule are not known"] := {"input": _with([p.resource("aws_vpc_security_group_ingress_rule.a", {"ip_protocol": "tcp", "to_port": 22}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_vpc_security_group_ingress_rule.a", "from_port"), p.forget("aws_vpc_security_group_ingress_rule.a", "cidr_ipv4")]), "want": _node("undetermined")}

cases["the world in parts, for a port and one that is not known"] := {"input": _with([_older("a", _lower), p.resource("aws_security_group_rule.b", object.union(_upper, {"type": "ingress", "protocol": "tcp", "to_port": 30}), {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_security_group_rule.b", "from_port")]), "want": _node("undetermined")}

cases["the world in parts, for a port and up to one that is not known"] := {"input": _with([_older("a", _lower), p.resource("aws_security_group_rule.b", object.union(_upper, {"type": "ingress", "protocol": "tcp", "from_port": 20}), {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_security_group_rule.b", "to_port")]), "want": _node("undetermined")}

cases["the protocol is not known"] := {"input": _with([p.resource("aws_vpc_security_group_ingress_rule.a", {"from_port": 22, "to_port": 22, "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_vpc_security_group_ingress_rule.a", "ip_protocol")]), "want": _node("fail")}

cases["the protocol is not known, and may be ICMP"] := {"input": _with([p.resource("aws_vpc_security_group_ingress_rule.a", {"from_port": 3, "to_port": 4, "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_vpc_security_group_ingress_rule.a", "ip_protocol")]), "want": _node("undetermined")}

cases["the world in parts, for a protocol and one that is not known"] := {"input": _with([_older("a", _lower), p.resource("aws_security_group_rule.b", object.union(_upper, {"type": "ingress", "from_port": 22, "to_port": 22}), {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_security_group_rule.b", "protocol")]), "want": _node("undetermined")}

cases["the world in parts, for all protocols and one that is not known"] := {"input": _with([_older("a", object.union(_lower, {"protocol": "-1"})), p.resource("aws_security_group_rule.b", object.union(_upper, {"type": "ingress", "from_port": 22, "to_port": 22}), {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_security_group_rule.b", "protocol")]), "want": _node("fail")}

# Ranges that are not known.

cases["a range is not known"] := {"input": _with([_rule("a", {}, {}), p.forget("aws_vpc_security_group_ingress_rule.a", "cidr_ipv4")]), "want": _node("undetermined")}

cases["a range of ICMP that tells the size of packets is not known"] := {"input": _with([_rule("a", {"ip_protocol": "icmp", "from_port": 3, "to_port": 4}, {}), p.forget("aws_vpc_security_group_ingress_rule.a", "cidr_ipv4")]), "want": _sound}

cases["a range that AWS will give the VPC"] := {"input": _with([_rule("a", {}, {"cidr_ipv6": [p.ref("aws_vpc.main", "ipv6_cidr_block")]})]), "want": _sound}

cases["ranges that AWS will give the VPC and one of its subnets, inside"] := {"input": _with([p.change("aws_security_group.node", {"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22}]}), p.point("aws_security_group.node", "ingress.0.cidr_blocks", [p.ref("aws_vpc.main", "cidr_block"), p.ref("aws_subnet.private_a", "cidr_block")])]), "want": _sound}

cases["a range that AWS will give the VPC, and one that is not known"] := {"input": _with([_older("a", {}), p.point("aws_security_group_rule.a", "cidr_blocks", [p.ref("aws_vpc.main", "cidr_block"), p.unknown("var.range")])]), "want": _node("undetermined")}

cases["something else of the VPC"] := {"input": _with([_rule("a", {}, {"cidr_ipv6": [p.ref("aws_vpc.main", "tags.range")]})]), "want": _node("undetermined")}

cases["a range of something else"] := {"input": _with([_rule("a", {}, {"cidr_ipv4": [p.ref("aws_eip.nat", "cidr_block")]})]), "want": _node("undetermined")}

cases["what is no range"] := {"input": _with([_rule("a", {"cidr_ipv4": "0.0.0.0"}, {})]), "want": _node("undetermined")}

cases["what is no range beside the world in parts"] := {"input": _with([_older("a", {"cidr_blocks": array.concat(["0.0.0.0", "all"], _some(11, 70))}), _older("b", _upper)]), "want": _node("fail")}

cases["what is no range beside a few"] := {"input": _with([_older("a", {"cidr_blocks": ["all", "44.0.0.0/8", "10.0.0.0/8"]})]), "want": _node("undetermined")}

cases["a prefix list that is the world"] := {"input": _with([_rule("a", {}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.l")]}), p.resource("aws_ec2_managed_prefix_list.l", {"entry": [{"cidr": "0.0.0.0/1"}, {"cidr": "128.0.0.0/1"}]}, {})]), "want": _node("fail")}

cases["a prefix list that is not"] := {"input": _with([_rule("a", {}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.l")]}), p.resource("aws_ec2_managed_prefix_list.l", {"entry": [{"cidr": "10.0.0.0/8"}]}, {})]), "want": _sound}

# The nodes' group lets a prefix list in, which has a private range inside and entries of their own.
_listed(resources) := _with(array.concat([_rule("a", {}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.l")]}), p.resource("aws_ec2_managed_prefix_list.l", {"entry": [{"cidr": "10.0.0.0/8"}]}, {}), p.resource("aws_ec2_managed_prefix_list.other", {}, {})], resources))

_entry(values, edges) := p.resource("aws_ec2_managed_prefix_list_entry.e", values, object.union({"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.l")]}, edges))

cases["a prefix list with an entry that is the world"] := {"input": _listed([_entry({"cidr": "0.0.0.0/0"}, {})]), "want": _node("fail")}

cases["a prefix list with an entry that is private"] := {"input": _listed([_entry({"cidr": "172.16.0.0/12"}, {})]), "want": _sound}

cases["a prefix list with an entry that is not known"] := {"input": _listed([_entry({}, {}), p.forget("aws_ec2_managed_prefix_list_entry.e", "cidr")]), "want": _node("undetermined")}

cases["a prefix list beside another with an entry that is not known"] := {"input": _listed([_entry({}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.other")]}), p.forget("aws_ec2_managed_prefix_list_entry.e", "cidr")]), "want": _sound}

cases["the world is an entry of one of two prefix lists"] := {"input": _listed([_entry({"cidr": "0.0.0.0/0"}, {"prefix_list_id": [p.over("x", ["aws_ec2_managed_prefix_list.l", "aws_ec2_managed_prefix_list.other"])]})]), "want": _node("undetermined")}

cases["a prefix list whose entries are not all known"] := {"input": _listed([p.forget("aws_ec2_managed_prefix_list.l", "entry")]), "want": _node("undetermined")}

cases["a prefix list of AWS that is held here"] := {"input": _with([_rule("a", {}, {"prefix_list_id": [p.id("data.aws_prefix_list.s3")]}), p.resource("data.aws_prefix_list.s3", {"cidr_blocks": ["52.219.0.0/16"]}, {})]), "want": _sound}

cases["a prefix list that a data source does not tell"] := {"input": _with([_rule("a", {}, {"prefix_list_id": [p.id("data.aws_ec2_managed_prefix_list.l")]}), p.resource("data.aws_ec2_managed_prefix_list.l", {"name": "l"}, {})]), "want": _node("undetermined")}

cases["a prefix list that is not held here"] := {"input": _with([_rule("a", {"prefix_list_id": "pl-1"}, {})]), "want": _node("undetermined")}

# Rules whose group or direction is not known.

cases["a rule of a group that is not known"] := {"input": _with([_rule("a", _world, {"security_group_id": [p.unknown("var.group")]})]), "want": {"aws_eks_cluster.main": "undetermined", "aws_security_group.eni": "undetermined", "aws_security_group.node": "undetermined"}}

cases["a rule of one of two groups"] := {"input": _with([_rule("a", _world, {"security_group_id": [p.over("x", ["aws_security_group.node", "aws_security_group.alb"])]})]), "want": _node("undetermined")}

cases["the world in parts for different ports, one of them for one of two groups"] := {"input": _with([_older("a", _lower), object.union(_older("b", object.union(_upper, {"from_port": 23, "to_port": 23})), p.point("aws_security_group_rule.b", "security_group_id", [p.over("x", ["aws_security_group.node", "aws_security_group.alb"])]))]), "want": _sound}

cases["a narrow rule of a group that is not known"] := {"input": _with([_rule("a", {"cidr_ipv4": "10.0.0.0/8"}, {"security_group_id": [p.unknown("var.group")]})]), "want": _sound}

cases["the direction of a rule is not known"] := {"input": _with([p.resource("aws_security_group_rule.a", {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}, {"security_group_id": [p.id("aws_security_group.node")]}), p.forget("aws_security_group_rule.a", "type")]), "want": _node("undetermined")}

cases["the rules inside are not known"] := {"input": _with([p.forget("aws_security_group.node", "ingress")]), "want": _node("undetermined")}

cases["the rules inside are not known, and another opens the group"] := {"input": _with([p.forget("aws_security_group.node", "ingress"), _rule("a", _world, {})]), "want": _node("fail")}

# Who carries which group.

cases["the groups of the nodes are not known"] := {"input": _with([p.point("aws_launch_template.node", "vpc_security_group_ids", [p.unknown("var.groups")])]), "want": {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass", "aws_eks_node_group.main": "undetermined"}}

cases["the groups of the control plane are not known"] := {"input": _with([p.point("aws_eks_cluster.main", "vpc_config.0.security_group_ids", [p.unknown("var.groups")])]), "want": {"aws_eks_cluster.main": "undetermined", "aws_security_group.node": "pass"}}

cases["one of two groups is the nodes', and that is open"] := {"input": _with([p.point("aws_launch_template.node", "vpc_security_group_ids", [p.over("x", ["aws_security_group.node", "aws_security_group.other"])]), p.resource("aws_security_group.other", {}, {}), _rule("a", _world, {})]), "want": object.union(_node("undetermined"), {"aws_security_group.other": "pass"})}

cases["nodes of a cluster that is not told have an open group"] := {"input": _with([p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")]), _rule("a", _world, {})]), "want": object.union(_node("fail"), {"aws_eks_node_group.main": "undetermined"})}

cases["nodes of a cluster that is not told have no template"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "values", "launch_template"], ["aws_eks_node_group.main", "edges"], ["aws_eks_node_group.main", "unknown"]], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")]), p.point("aws_eks_node_group.main", "subnet_ids", p.private_subnets)]), "want": {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass", "aws_eks_node_group.main": "undetermined"}}

cases["a group that is not made here"] := {"input": _with([p.change("aws_launch_template.node", {"vpc_security_group_ids": ["sg-1"]})]), "want": _sound}

cases["a group that is not made here is opened here"] := {"input": _with([p.change("aws_launch_template.node", {"vpc_security_group_ids": ["sg-1"]}), p.resource("aws_security_group_rule.a", {"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"], "security_group_id": "sg-1"}, {})]), "want": object.union(_sound, {"aws_eks_node_group.main": "fail"})}

cases["a group that a data source tells is opened here"] := {"input": _with([p.resource("data.aws_security_group.other", {}, {}), p.point("aws_eks_cluster.main", "vpc_config.0.security_group_ids", [p.id("data.aws_security_group.other")]), _rule("a", _world, {"security_group_id": [p.id("data.aws_security_group.other")]})]), "want": {"aws_eks_cluster.main": "fail", "aws_security_group.node": "pass"}}

cases["the cluster security group of a cluster that is not made here"] := {"input": _with([p.resource("data.aws_eks_cluster.other", {"name": "other"}, {}), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("data.aws_eks_cluster.other", "vpc_config.0.cluster_security_group_id")])]), "want": _sound}

cases["nodes whose template names no group have the cluster security group"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges", "vpc_security_group_ids"], ["aws_launch_template.node", "unknown", "vpc_security_group_ids"]], [_rule("a", _world, {})]), "want": {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass"}}

cases["self-managed nodes with an open group"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [_rule("a", _world, {}), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets})]), "want": _node("fail")}

cases["the second interface of the nodes has an open group"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "edges"], ["aws_launch_template.node", "unknown"]], [p.change("aws_launch_template.node", {"network_interfaces": [{"device_index": 0}, {"device_index": 1}]}), p.point("aws_launch_template.node", "network_interfaces.0.security_groups", [p.id("aws_security_group.node")]), p.point("aws_launch_template.node", "network_interfaces.1.security_groups", [p.id("aws_security_group.second")]), p.resource("aws_security_group.second", {}, {}), _rule("a", _world, {"security_group_id": [p.id("aws_security_group.second")]})]), "want": object.union(_sound, {"aws_security_group.second": "fail"})}

cases["the default group of the VPC, opened"] := {"input": _with([p.point("aws_launch_template.node", "vpc_security_group_ids", [p.ref("aws_vpc.main", "default_security_group_id")]), p.change("aws_default_security_group.main", {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]})]), "want": {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass", "aws_vpc.main": "fail"}}

cases["the default group of a VPC that is not made here"] := {"input": _with([p.resource("data.aws_vpc.other", {}, {}), p.point("aws_launch_template.node", "vpc_security_group_ids", [p.ref("data.aws_vpc.other", "default_security_group_id")])]), "want": {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass"}}

cases["the default group of the VPC that something may adopt"] := {"input": _with([p.point("aws_launch_template.node", "vpc_security_group_ids", [p.ref("aws_vpc.main", "default_security_group_id")]), p.point("aws_default_security_group.main", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass", "aws_vpc.main": "undetermined"}}

cases["a default group that is adopted in a VPC that is not told"] := {"input": _with([p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_default_security_group.main")]), p.point("aws_default_security_group.main", "vpc_id", [p.unknown("var.vpc")]), p.change("aws_default_security_group.main", {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]})]), "want": {"aws_eks_cluster.main": "pass", "aws_security_group.eni": "pass", "aws_default_security_group.main": "fail"}}

# Endpoints.

# An endpoint that names no groups.
_bare(service) := p.resource(
	$"aws_vpc_endpoint.{replace(service, ".", "_")}",
	{"service_name": $"com.amazonaws.eu-central-1.{service}", "vpc_endpoint_type": "Interface"},
	{"vpc_id": [p.id("aws_vpc.main")]},
)

_endpoint := p.merge([_bare("ecr.api"), p.resource("aws_security_group.endpoints", {}, {}), _rule("a", _world, {"security_group_id": [p.id("aws_security_group.endpoints")]})])

_associate(edges) := p.resource("aws_vpc_endpoint_security_group_association.a", {}, object.union({"vpc_endpoint_id": [p.id("aws_vpc_endpoint.ecr_api")], "security_group_id": [p.id("aws_security_group.endpoints")]}, edges))

cases["an endpoint with an open group"] := {"input": _with([_endpoint, p.point("aws_vpc_endpoint.ecr_api", "security_group_ids", [p.id("aws_security_group.endpoints")])]), "want": object.union(_sound, {"aws_security_group.endpoints": "fail"})}

cases["an endpoint with an open group beside it"] := {"input": _with([_endpoint, _associate({})]), "want": object.union(_sound, {"aws_security_group.endpoints": "fail", "aws_vpc.main": "pass"})}

cases["an open group beside one of two endpoints"] := {"input": _with([_endpoint, _bare("ecr.dkr"), _associate({"vpc_endpoint_id": [p.over("x", ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.ecr_dkr"])]})]), "want": object.union(_sound, {"aws_security_group.endpoints": "undetermined", "aws_vpc.main": "pass"})}

cases["an open group beside an endpoint that is not known"] := {"input": _with([_endpoint, _associate({"vpc_endpoint_id": [p.unknown("var.endpoint")]})]), "want": object.union(_sound, {"aws_security_group.endpoints": "fail", "aws_vpc.main": "pass"})}

cases["the groups of an endpoint are not known"] := {"input": _with([_endpoint, p.point("aws_vpc_endpoint.ecr_api", "security_group_ids", [p.unknown("var.groups")])]), "want": object.union(_sound, {"aws_vpc_endpoint.ecr_api": "undetermined"})}

cases["an endpoint without groups has the VPC's default group"] := {"input": _with([_endpoint, p.change("aws_default_security_group.main", {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]})]), "want": object.union(_sound, {"aws_vpc.main": "fail"})}

cases["an endpoint with a group beside it has the VPC's default group too"] := {"input": _with([_endpoint, _associate({}), p.change("aws_default_security_group.main", {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]})]), "want": object.union(_sound, {"aws_security_group.endpoints": "fail", "aws_vpc.main": "fail"})}

cases["an endpoint of its own group has not the VPC's default group"] := {"input": _with([_endpoint, p.point("aws_vpc_endpoint.ecr_api", "security_group_ids", [p.id("aws_security_group.eni")]), p.change("aws_default_security_group.main", {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]})]), "want": _sound}

cases["an endpoint without groups in a VPC that is not known"] := {"input": _with([_endpoint, p.point("aws_vpc_endpoint.ecr_api", "vpc_id", [p.unknown("var.vpc")])]), "want": object.union(_sound, {"aws_vpc_endpoint.ecr_api": "undetermined"})}

cases["an endpoint of a type that is not known, without groups"] := {"input": p.platform(_with([_endpoint]), [["aws_vpc_endpoint.ecr_api", "values", "vpc_endpoint_type"]], [p.forget("aws_vpc_endpoint.ecr_api", "vpc_endpoint_type")]), "want": object.union(_sound, {"aws_vpc.main": "pass"})}

cases["endpoints that have no groups"] := {"input": _with([p.endpoint("s3", "Gateway"), p.endpoint("inspection", "GatewayLoadBalancer"), p.resource("aws_vpc_endpoint.untyped", {}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": _sound}

cases["pods in subnets of their own, with an open group"] := {
	"input": _with([
		p.resource("aws_subnet.pods", {"cidr_block": "10.0.64.0/20", "availability_zone": "eu-central-1a", "id": "subnet-0a"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.resource("aws_security_group.pods", {"id": "sg-0b"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		p.addon("vpc-cni", {"configuration_values": json.marshal({
			"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"},
			"eniConfig": {"create": true, "subnets": {"eu-central-1a": {"id": "subnet-0a", "securityGroups": ["sg-0b"]}}},
		})}),
		_rule("pods", _world, {"security_group_id": [p.id("aws_security_group.pods")]}),
	]),
	"want": object.union(_sound, {"aws_security_group.pods": "fail"}),
}

cases["an endpoint that is made elsewhere"] := {"input": _with([p.resource("data.aws_vpc_endpoint.other", {"vpc_endpoint_type": "Interface"}, {"vpc_id": [p.id("aws_vpc.main")], "security_group_ids": [p.unknown("x")]})]), "want": _sound}

# Severities.

_severity(address, plan) := object.get(found, "severity", "critical") if {
	some found in rule.results with input as plan
	found.address == address
}

_open := _with([_rule("a", _world, {})])

_in(subnets) := p.platform(_open, [], [p.point("aws_eks_node_group.main", "subnet_ids", subnets)])

test_in_private_subnets_it_is_less if {
	_severity("aws_security_group.node", _open) == "high"
	_severity("aws_security_group.node", _in([p.id("aws_subnet.private_a"), p.id("aws_subnet.public_a")])) == "critical"
	_severity("aws_security_group.node", _in([p.unknown("var.subnets")])) == "critical"
	_severity("aws_security_group.node", _in([p.id("data.aws_subnet.other")])) == "critical"
}

test_what_others_sit_in_does_not_matter if {
	plan := p.platform(_open, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.public_a")])])
	_severity("aws_security_group.node", plan) == "high"
	_severity("aws_security_group.eni", plan) == "critical"
}

test_without_subnets_that_are_told_it_is_not_less if {
	_severity("aws_security_group.node", p.platform(_open, [["aws_eks_node_group.main", "edges", "subnet_ids"], ["aws_eks_node_group.main", "unknown", "subnet_ids"]], [])) == "critical"
}

_open_endpoint := p.merge([_endpoint, p.point("aws_vpc_endpoint.ecr_api", "security_group_ids", [p.id("aws_security_group.endpoints")])])

test_endpoints_in_public_subnets if {
	private := [p.id("aws_subnet.private_a")]
	public := [p.id("aws_subnet.public_a")]
	address := "aws_security_group.endpoints"
	_severity(address, _with([_open_endpoint, p.point("aws_vpc_endpoint.ecr_api", "subnet_ids", private)])) == "high"
	_severity(address, _with([_open_endpoint, p.point("aws_vpc_endpoint.ecr_api", "subnet_ids", public)])) == "critical"
	_severity(address, _with([_open_endpoint, p.point("aws_vpc_endpoint.ecr_api", "subnet_ids", private), p.resource("aws_vpc_endpoint_subnet_association.a", {}, {"vpc_endpoint_id": [p.id("aws_vpc_endpoint.ecr_api")], "subnet_id": public})])) == "critical"
	_severity(address, _with([_endpoint, _associate({"vpc_endpoint_id": [p.unknown("var.endpoint")]})])) == "critical"
}

_unplaced(kind) := p.platform(_open, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")]), p.point("aws_eks_node_group.main", "subnet_ids", [p.id($"aws_subnet.{kind}_a")])])

test_nodes_whose_cluster_is_not_told if {
	_severity("aws_security_group.node", _unplaced("private")) == "high"
	_severity("aws_security_group.node", _unplaced("public")) == "critical"
}

# Messages.

_said(plan) := {found.message | some found in rule.results with input as plan; found.outcome == "fail"}

test_the_message_names_ports_ranges_and_rules if {
	_said(_open) == {"aws_security_group.node lets tcp 22 in from 0.0.0.0/0 (aws_vpc_security_group_ingress_rule.a)"}
	_said(_with([_rule("a", object.union(_world, {"to_port": 25}), {})])) == {"aws_security_group.node lets tcp 22-25 in from 0.0.0.0/0 (aws_vpc_security_group_ingress_rule.a)"}
	_said(_with([_rule("a", object.union(_world, {"ip_protocol": "-1"}), {})])) == {"aws_security_group.node lets all traffic in from 0.0.0.0/0 (aws_vpc_security_group_ingress_rule.a)"}
	_said(_with([_rule("a", object.union(_world, {"ip_protocol": "50"}), {})])) == {"aws_security_group.node lets protocol 50 in from 0.0.0.0/0 (aws_vpc_security_group_ingress_rule.a)"}
	_said(_with([_icmp("a", "icmp", 8, -1)])) == {"aws_security_group.node lets ICMP of type 8 and code -1 in from 0.0.0.0/0 (aws_vpc_security_group_ingress_rule.a)"}
}

test_rules_for_groups_alone_are_not_named if {
	_said(_with([_rule("a", _world, {}), _rule("b", {}, {"referenced_security_group_id": [p.id("aws_security_group.eni")]})])) == {"aws_security_group.node lets tcp 22 in from 0.0.0.0/0 (aws_vpc_security_group_ingress_rule.a)"}
}

test_what_it_rests_on if {
	some found in rule.results with input as _open
	found.outcome == "fail"
	found.related == ["aws_eks_node_group.main", "aws_vpc_security_group_ingress_rule.a"]
}

_missing(resources) := found.missing if {
	some found in rule.results with input as _with(resources)
	found.address == "aws_security_group.node"
}

test_what_is_missing_is_named if {
	loose := {"security_group_id": [p.unknown("var.group")]}
	_missing([_rule("a", _world, loose)]) == ["aws_vpc_security_group_ingress_rule.a: var.group", "whether aws_vpc_security_group_ingress_rule.a is a rule of aws_security_group.node"]
	_missing([_rule("a", {}, {}), p.forget("aws_vpc_security_group_ingress_rule.a", "cidr_ipv4"), _rule("b", {}, object.union(loose, {"referenced_security_group_id": [p.id("aws_security_group.eni")]}))]) == ["aws_vpc_security_group_ingress_rule.a: cidr_ipv4"]
	_missing([p.point("aws_launch_template.node", "vpc_security_group_ids", [p.over("x", ["aws_security_group.node", "aws_security_group.other"])]), _rule("a", _world, {})]) == ["whether aws_security_group.node is one of the groups of the nodes of aws_eks_node_group.main"]
}

_self(subnet) := p.platform(p.ec2, ["aws_eks_node_group.main"], [_rule("a", _world, {}), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/other", "value": "owned"}], "launch_template": [{"version": "$Latest"}]}, {"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": [p.id(subnet)]})])

test_self_managed_nodes_whose_cluster_is_not_told if {
	_severity("aws_security_group.node", _self("aws_subnet.private_a")) == "high"
	_severity("aws_security_group.node", _self("aws_subnet.public_a")) == "critical"
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
