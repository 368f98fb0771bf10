package eksgate_flow_test

import data.eksgate
import data.eksgate.testing.platform as p

_asks(base, query) := object.union(base, {"query": object.union({"protocol": "tcp"}, query)})

_main := "aws_eks_node_group.main"

_cluster := "aws_eks_cluster.main"

_anything := {"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}

_acl(subnet, changed) := p.resource("aws_network_acl.one", object.union({"ingress": [_anything], "egress": [_anything]}, changed), {"subnet_ids": [p.id(subnet)]})

_public := p.platform(p.ec2, [], [
	p.point(_main, "subnet_ids", [p.id("aws_subnet.public_a")]),
	p.change("aws_subnet.public_a", {"map_public_ip_on_launch": true}),
])

_from_world(values) := p.resource("aws_security_group_rule.world", object.union({"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, values), {"security_group_id": [p.id("aws_security_group.node")]})

_endpoint(service, values, edges) := p.resource(
	$"aws_vpc_endpoint.{replace(service, ".", "_")}",
	object.union({"service_name": $"com.amazonaws.eu-central-1.{service}", "vpc_endpoint_type": "Interface"}, values),
	object.union({"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": p.private_subnets, "security_group_ids": [p.id("aws_security_group.endpoints")]}, edges),
)

_endpoints := p.merge([
	p.ec2,
	_endpoint("ecr.api", {}, {}),
	p.resource("aws_security_group.endpoints", {}, {}),
	p.resource("aws_vpc_security_group_ingress_rule.endpoints", {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "10.0.0.0/16"}, {"security_group_id": [p.id("aws_security_group.endpoints")]}),
])

_second_cluster := p.resource("aws_eks_cluster.other", {"name": "other", "vpc_config": [{}]}, {"vpc_config.0.subnet_ids": p.private_subnets})

# Nodes in one subnet, the control plane in another.
_one_subnet_each(changes) := p.platform(p.ec2, [], array.concat(
	[
		p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a")]),
		p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_b")]),
	],
	changes,
))

_rule_from_nodes(port) := p.resource(
	"aws_vpc_security_group_ingress_rule.node_from_node",
	{"ip_protocol": "tcp", "from_port": port, "to_port": port},
	{"security_group_id": [p.id("aws_security_group.node")], "referenced_security_group_id": [p.id("aws_security_group.node")]},
)

# What an answer must have among others.
cases["the kubelet, by default from the control plane"] := {
	"input": _asks(p.ec2, {"from": "control-plane", "to": _main}),
	"want": {"outcome": "allowed", "port": 10250, "everywhere": true, "pairs": {"allowed": 9, "blocked": 0, "undetermined": 0}, "changes": [], "why": "", "missing": []},
}

cases["the API, by default from nodes"] := {
	"input": _asks(p.ec2, {"from": _main, "to": "control-plane"}),
	"want": {"outcome": "allowed", "port": 443},
}

cases["HTTPS, by default from the control plane to an endpoint"] := {
	"input": _asks(_endpoints, {"from": "control-plane", "to": "ecr.api"}),
	"want": {"outcome": "allowed", "port": 443},
}

cases["a port that is given wins"] := {
	"input": _asks(p.ec2, {"from": "control-plane", "to": _main, "port": 22}),
	"want": {
		"outcome": "blocked", "port": 22, "everywhere": true, "pairs": {"allowed": 0, "blocked": 9, "undetermined": 0},
		"changes": ["add an ingress rule to aws_security_group.node: tcp 22 from aws_security_group.eni"],
	},
}

cases["a cluster by its address"] := {
	"input": _asks(p.ec2, {"from": _main, "to": _cluster}),
	"want": {"outcome": "allowed", "to": {
		"id": "aws_eks_cluster.main#control_plane", "label": "the control plane's network interfaces of aws_eks_cluster.main",
		"groups": ["aws_security_group.eni", "the cluster security group of aws_eks_cluster.main"],
		"subnets": ["aws_subnet.private_a", "aws_subnet.private_b", "aws_subnet.private_c"],
	}},
}

cases["both sides close a port"] := {
	"input": _asks(p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"ip_protocol": "tcp", "from_port": 443, "to_port": 443})]), {"from": _main, "to": "control-plane", "port": 8443}),
	"want": {"outcome": "blocked", "changes": [
		"add an egress rule to aws_security_group.node: tcp 8443 to aws_security_group.eni",
		"add an ingress rule to aws_security_group.eni: tcp 8443 from aws_security_group.node",
	]},
}

cases["udp is another protocol"] := {
	"input": _asks(p.ec2, {"from": _main, "to": _main, "protocol": "udp", "port": 53}),
	"want": {"outcome": "allowed", "protocol": "udp"},
}

cases["udp where tcp alone is let in"] := {
	"input": _asks(p.ec2, {"from": _main, "to": _main, "protocol": "udp", "port": 8080}),
	"want": {"outcome": "blocked", "changes": ["add an ingress rule to aws_security_group.node: udp 8080 from aws_security_group.node"]},
}

cases["groups that AWS makes"] := {
	"input": _asks(p.fargate, {"from": "aws_eks_fargate_profile.default", "to": "control-plane", "port": 9999}),
	"want": {"outcome": "allowed"},
}

cases["the rules of a node group are not known"] := {
	"input": _asks(p.platform(p.ec2, [], [p.forget("aws_security_group.node", "ingress")]), {"from": "control-plane", "to": _main, "port": 22}),
	"want": {"outcome": "undetermined", "missing": ["the ingress rules of aws_security_group.node"], "changes": []},
}

cases["the groups of the nodes are not told"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.unknown("var.groups")])]), {"from": "control-plane", "to": _main, "port": 22}),
	"want": {"outcome": "undetermined"},
}

cases["a peer without a group that is certain is named by its ranges"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.unheard")]),
			p.point("aws_launch_template.node", "vpc_security_group_ids", [p.over("var.a ? x : y", ["aws_security_group.node", "data.aws_security_group.some"])]),
			p.resource("data.aws_security_group.some", {}, {}),
		]),
		{"from": _main, "to": "control-plane", "port": 22},
	),
	"want": {"outcome": "blocked", "changes": ["add an ingress rule to aws_security_group.eni: tcp 22 from 10.0.0.0/20, the range of aws_subnet.unheard"]},
}

cases["a group that is made here is changed before one that is only looked up"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.point(_cluster, "vpc_config.0.security_group_ids", [p.id("aws_security_group.eni"), p.id("aws_security_group.zzz")]),
			p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.id("aws_security_group.a")]),
			p.resource("aws_security_group.zzz", {}, {}),
			p.resource("aws_security_group.a", {}, {}),
		]),
		{"from": "control-plane", "to": _main, "port": 22},
	),
	"want": {"outcome": "blocked", "changes": ["add an ingress rule to aws_security_group.a: tcp 22 from aws_security_group.eni"]},
}

cases["an ACL closes the port before it opens all"] := {
	"input": _asks(p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {"ingress": [object.union(_anything, {"rule_no": 50, "action": "deny", "protocol": "tcp", "from_port": 10250, "to_port": 10250}), _anything]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "blocked", "everywhere": false, "pairs": {"allowed": 5, "blocked": 2, "undetermined": 2}, "changes": [
		"add an ingress entry to aws_network_acl.one with a number below 50: allow tcp 10250 from 10.0.16.0/20",
		"add an ingress entry to aws_network_acl.one with a number below 50: allow tcp 10250 from 10.0.32.0/20",
	]},
}

cases["an ACL lets no answer out"] := {
	"input": _asks(p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {"egress": [object.union(_anything, {"protocol": "tcp", "from_port": 1, "to_port": 1024})]})]), {"from": _main, "to": _main, "port": 8080}),
	"want": {"outcome": "blocked", "changes": [
		"add an egress entry to aws_network_acl.one: allow tcp 32768-60999 to 10.0.16.0/20",
		"add an egress entry to aws_network_acl.one: allow tcp 32768-60999 to 10.0.32.0/20",
		"add an egress entry to aws_network_acl.one: allow tcp 8080 to 10.0.16.0/20",
		"add an egress entry to aws_network_acl.one: allow tcp 8080 to 10.0.32.0/20",
	]},
}

cases["the answer to the control plane, whose ports are not documented"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a")]),
			p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_b"), p.id("aws_subnet.private_c")]),
			_acl("aws_subnet.private_a", {"egress": [object.union(_anything, {"protocol": "tcp", "from_port": 1, "to_port": 1024})]}),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "blocked", "changes": [
		"add an egress entry to aws_network_acl.one: allow tcp 1024-65535 to 10.0.16.0/20",
		"add an egress entry to aws_network_acl.one: allow tcp 1024-65535 to 10.0.32.0/20",
	]},
}

cases["an ACL that this input does not tell"] := {
	"input": _asks(p.platform(p.ec2, [], [p.resource("aws_network_acl_association.one", {}, {"network_acl_id": [p.unknown("var.acl")], "subnet_id": [p.id("aws_subnet.private_a")]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["the network ACL of aws_subnet.private_a"]},
}

cases["the entries of an ACL are not known"] := {
	"input": _asks(p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {}), p.forget("aws_network_acl.one", "ingress")]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["the egress entries of aws_network_acl.one"]},
}

cases["a route leads elsewhere"] := {
	"input": _asks(p.platform(p.ec2, [], [p.resource("aws_route.detour", {"destination_cidr_block": "10.0.16.0/20"}, {"route_table_id": [p.id("aws_route_table.private")], "network_interface_id": [p.unknown("var.appliance")]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["what aws_route.detour leads to"]},
}

cases["a route leads elsewhere from a subnet that has no part in it"] := {
	"input": _asks(p.platform(p.ec2, [], [p.resource("aws_route.detour", {"destination_cidr_block": "10.0.16.0/20"}, {"route_table_id": [p.id("aws_route_table.public")], "network_interface_id": [p.unknown("var.appliance")]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "allowed"},
}

cases["the subnets of the nodes are not told"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.unknown("var.subnets")])]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined", "everywhere": false, "pairs": {"allowed": 0, "blocked": 0, "undetermined": 0}, "missing": ["aws_eks_node_group.main: var.subnets"]},
}

cases["blocked in the subnets that are known, of which there are more"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a"), p.unknown("var.subnets")])]), {"from": "control-plane", "to": _main, "port": 22}),
	"want": {"outcome": "blocked", "everywhere": false},
}

cases["an endpoint by its service"] := {
	"input": _asks(_endpoints, {"from": _main, "to": "ecr.api"}),
	"want": {"outcome": "allowed"},
}

cases["an endpoint by its address"] := {
	"input": _asks(_endpoints, {"from": _main, "to": "aws_vpc_endpoint.ecr_api"}),
	"want": {"outcome": "allowed"},
}

cases["an endpoint whose groups let nothing in"] := {
	"input": _asks(p.platform(_endpoints, ["aws_vpc_security_group_ingress_rule.endpoints"], []), {"from": _main, "to": "ecr.api"}),
	"want": {"outcome": "blocked", "changes": ["add an ingress rule to aws_security_group.endpoints: tcp 443 from aws_security_group.node"]},
}

cases["an endpoint with the default group of its VPC"] := {
	"input": _asks(p.platform(_endpoints, [["aws_vpc_endpoint.ecr_api", "edges", "security_group_ids"], ["aws_vpc_endpoint.ecr_api", "unknown", "security_group_ids"]], []), {"from": _main, "to": "ecr.api"}),
	"want": {"outcome": "blocked", "changes": ["add an ingress rule to the default security group of aws_vpc.main: tcp 443 from aws_security_group.node"]},
}

cases["an endpoint without groups in a VPC that is not told"] := {
	"input": _asks(p.platform(_endpoints, [["aws_vpc_endpoint.ecr_api", "edges", "security_group_ids"], ["aws_vpc_endpoint.ecr_api", "unknown", "security_group_ids"]], [p.point("aws_vpc_endpoint.ecr_api", "vpc_id", [p.unknown("var.vpc")])]), {"from": _main, "to": "ecr.api"}),
	"want": {"outcome": "undetermined"},
}

cases["the internet by a NAT gateway"] := {
	"input": _asks(p.ec2, {"from": _main, "to": "internet"}),
	"want": {"outcome": "allowed", "everywhere": true, "pairs": {"allowed": 3, "blocked": 0, "undetermined": 0}, "to": {"id": "internet", "label": "the internet", "groups": [], "subnets": []}},
}

cases["the internet on another port than the groups let out"] := {
	"input": _asks(p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"ip_protocol": "tcp", "from_port": 443, "to_port": 443})]), {"from": _main, "to": "internet", "port": 22}),
	"want": {"outcome": "blocked", "changes": ["add an egress rule to aws_security_group.node: tcp 22 to 0.0.0.0/0"]},
}

cases["the internet without a route"] := {
	"input": _asks(p.platform(p.ec2, ["aws_route.private"], []), {"from": _main, "to": "internet"}),
	"want": {"outcome": "blocked", "changes": ["let the default route of aws_route_table.private lead to a NAT gateway whose own subnet leads to an internet gateway"]},
}

cases["the internet, and the ACL of the NAT gateway's subnet lets no answer in"] := {
	"input": _asks(p.platform(p.ec2, [], [_acl("aws_subnet.public_a", {"ingress": [object.union(_anything, {"protocol": "tcp", "from_port": 443, "to_port": 443})]})]), {"from": _main, "to": "internet"}),
	"want": {"outcome": "blocked", "changes": ["add an ingress entry to aws_network_acl.one: allow tcp 1024-65535 from 0.0.0.0/0"]},
}

cases["the internet from a subnet of which one of two is meant, and one leads out"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.point(_main, "subnet_ids", [p.over("var.a ? x : y", ["aws_subnet.private_a", "aws_subnet.closed"])]),
			p.resource("aws_subnet.closed", {"cidr_block": "10.0.64.0/20"}, {"vpc_id": [p.id("aws_vpc.main")]}),
		]),
		{"from": _main, "to": "internet"},
	),
	"want": {"outcome": "undetermined"},
}

cases["the internet from a subnet of which one of two is meant, and none leads out"] := {
	"input": _asks(p.platform(p.ec2, ["aws_route.private"], [p.point(_main, "subnet_ids", [p.over("var.a ? x : y", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), {"from": _main, "to": "internet"}),
	"want": {"outcome": "blocked"},
}

cases["the control plane's interfaces have no public address"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.public_a")])]), {"from": "control-plane", "to": "internet"}),
	"want": {"outcome": "blocked"},
}

cases["from the internet into private subnets"] := {
	"input": _asks(p.ec2, {"from": "internet", "to": _main}),
	"want": {"outcome": "blocked", "everywhere": true, "changes": [
		"add an ingress rule to aws_security_group.node: tcp 443 from 0.0.0.0/0",
		"give what runs there a public address",
		"route the subnet to an internet gateway",
	]},
}

cases["from the internet into a public subnet, which a group closes"] := {
	"input": _asks(_public, {"from": "internet", "to": _main}),
	"want": {"outcome": "blocked", "changes": ["add an ingress rule to aws_security_group.node: tcp 443 from 0.0.0.0/0"]},
}

cases["from the internet into a public subnet"] := {
	"input": _asks(p.merge([_public, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), {"from": "internet", "to": _main}),
	"want": {"outcome": "allowed", "everywhere": true, "from": {"id": "internet", "label": "the internet", "groups": [], "subnets": []}},
}

cases["from a part of the internet"] := {
	"input": _asks(p.merge([_public, _from_world({"cidr_blocks": ["203.0.113.0/24"]})]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["where in the internet: 203.0.113.0/24"]},
}

cases["from private ranges only"] := {
	"input": _asks(p.merge([_public, _from_world({"cidr_blocks": ["10.0.0.0/8"]})]), {"from": "internet", "to": _main}),
	"want": {"outcome": "blocked"},
}

cases["from the internet by a rule that is not known"] := {
	"input": _asks(p.platform(p.merge([_public, _from_world({})]), [], [p.forget("aws_security_group_rule.world", "cidr_blocks")]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["aws_security_group_rule.world: cidr_blocks"]},
}

cases["from the internet into one of two subnets"] := {
	"input": _asks(p.platform(p.merge([_public, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), [], [p.point(_main, "subnet_ids", [p.id("aws_subnet.public_a"), p.id("aws_subnet.private_a")])]), {"from": "internet", "to": _main}),
	"want": {"outcome": "allowed", "everywhere": false, "pairs": {"allowed": 1, "blocked": 1, "undetermined": 0}},
}

cases["from the internet into a public subnet that may not be meant"] := {
	"input": _asks(p.platform(p.merge([_public, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), [], [p.point(_main, "subnet_ids", [p.over("var.a ? x : y", ["aws_subnet.public_a", "aws_subnet.private_a"])])]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["whether aws_subnet.public_a is meant"]},
}

cases["from the internet into subnets that are not all known"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a"), p.unknown("var.subnets")])]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["aws_eks_node_group.main: var.subnets"]},
}

cases["from the internet into no subnet that is told"] := {
	"input": _asks(p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "subnet_ids"], ["aws_eks_node_group.main", "unknown", "subnet_ids"]], []), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["the subnets of the nodes of aws_eks_node_group.main"]},
}

cases["from the internet where it is not known whether there are public addresses"] := {
	"input": _asks(p.platform(p.merge([_public, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), [["aws_subnet.public_a", "values", "map_public_ip_on_launch"]], [p.forget("aws_subnet.public_a", "map_public_ip_on_launch")]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["the public addresses of the nodes of aws_eks_node_group.main"]},
}

cases["from the internet over IPv6"] := {
	"input": _asks(p.platform(p.merge([_public, _from_world({"ipv6_cidr_blocks": ["::/0"]})]), [], [p.change("aws_subnet.public_a", {"ipv6_cidr_block": "2001:db8::/64"})]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["the IPv6 addresses of the nodes of aws_eks_node_group.main"]},
}

cases["from the internet where the IPv6 range is not known"] := {
	"input": _asks(p.platform(p.merge([_public, _from_world({"ipv6_cidr_blocks": ["::/0"]})]), [], [p.forget("aws_subnet.public_a", "ipv6_cidr_block")]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined"},
}

cases["from the internet into a subnet that is only looked up"] := {
	"input": _asks(p.platform(p.merge([p.ec2, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), [], [p.point(_main, "subnet_ids", [p.id("data.aws_subnet.some")]), p.resource("data.aws_subnet.some", {"cidr_block": "10.0.0.0/20"}, {})]), {"from": "internet", "to": _main}),
	"want": {"outcome": "undetermined"},
}

cases["from the internet into a subnet that is looked up, with all that decides"] := {
	"input": _asks(
		p.platform(p.merge([p.ec2, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), [], [
			p.point(_main, "subnet_ids", [p.id("data.aws_subnet.some")]),
			p.resource("data.aws_subnet.some", {"cidr_block": "10.0.0.0/20", "map_public_ip_on_launch": true}, {"vpc_id": [p.id("aws_vpc.main")]}),
			p.resource("aws_route_table_association.some", {}, {"subnet_id": [p.id("data.aws_subnet.some")], "route_table_id": [p.id("aws_route_table.public")]}),
		]),
		{"from": "internet", "to": _main},
	),
	"want": {"outcome": "allowed", "pairs": {"allowed": 1, "blocked": 1, "undetermined": 0}},
}

cases["from the internet, and the ACL lets no answer out"] := {
	"input": _asks(p.merge([_public, _from_world({"cidr_blocks": ["0.0.0.0/0"]}), _acl("aws_subnet.public_a", {"egress": []})]), {"from": "internet", "to": _main}),
	"want": {"outcome": "blocked", "changes": ["add an egress entry to aws_network_acl.one: allow tcp 1024-65535 to 0.0.0.0/0"]},
}

cases["an ACL entry with its action in capitals"] := {
	"input": _asks(p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {"ingress": [object.union(_anything, {"rule_no": 50, "action": "DENY", "protocol": "tcp", "from_port": 22, "to_port": 22}), object.union(_anything, {"action": "ALLOW"})]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "allowed", "everywhere": true},
}

cases["two ACL entries of one number"] := {
	"input": _asks(p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {"ingress": [object.union(_anything, {"action": "deny", "protocol": "tcp", "from_port": 10250, "to_port": 10250}), _anything]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined"},
}

cases["an ACL entry for everything whose number is not known, beside one that denies"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			_acl("aws_subnet.private_a", {"ingress": [object.remove(_anything, ["rule_no"]), object.union(_anything, {"rule_no": 50, "action": "deny", "protocol": "tcp", "from_port": 10250, "to_port": 10250})]}),
			p.forget("aws_network_acl.one", "ingress.0.rule_no"),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "undetermined"},
}

cases["an ACL that lets answers to the control plane through on the first port of Linux alone"] := {
	"input": _asks(_one_subnet_each([_acl("aws_subnet.private_a", {"egress": [object.union(_anything, {"protocol": "tcp", "from_port": 32768, "to_port": 32768})]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined"},
}

cases["an ACL entry that leaves out its last port denies port 0 alone"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			_acl("aws_subnet.private_a", {}),
			p.resource("aws_network_acl_rule.none", {"rule_number": 50, "rule_action": "deny", "egress": false, "protocol": "tcp", "cidr_block": "0.0.0.0/0"}, {"network_acl_id": [p.id("aws_network_acl.one")]}),
			_rule_from_nodes(1),
		]),
		{"from": _main, "to": _main, "port": 1},
	),
	"want": {"outcome": "allowed"},
}

cases["an ACL entry whose first port is not known"] := {
	"input": _asks(
		_one_subnet_each([
			_acl("aws_subnet.private_a", {"ingress": [{"rule_no": 50, "action": "deny", "protocol": "tcp", "to_port": 10250, "cidr_block": "0.0.0.0/0"}, _anything]}),
			p.forget("aws_network_acl.one", "ingress.0.from_port"),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "undetermined"},
}

cases["an ACL that is named by an id that this input does not hold"] := {
	"input": _asks(p.platform(p.ec2, [], [p.resource("aws_network_acl_association.one", {"network_acl_id": "acl-0123456789abcdef0"}, {"subnet_id": [p.id("aws_subnet.private_a")]})]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined", "changes": []},
}

cases["an entry for an ACL that is named by an id that this input does not hold"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.resource("aws_network_acl_association.one", {"network_acl_id": "acl-0123456789abcdef0"}, {"subnet_id": [p.id("aws_subnet.private_a")]}),
			p.resource("aws_network_acl_rule.one", {"network_acl_id": "acl-0123456789abcdef0", "rule_number": 50, "rule_action": "deny", "egress": false, "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_block": "0.0.0.0/0"}, {}),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "undetermined", "changes": []},
}

cases["the default ACL of a VPC that is only looked up"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.resource("data.aws_vpc.other", {}, {}),
			p.resource("aws_network_acl_association.one", {}, {"network_acl_id": [p.ref("data.aws_vpc.other", "default_network_acl_id")], "subnet_id": [p.id("aws_subnet.private_a")]}),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "undetermined"},
}

cases["the default ACL of the VPC, which closes a port, for a subnet that names it"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.resource("aws_default_network_acl.main", {"ingress": [_anything], "egress": [object.union(_anything, {"protocol": "tcp", "from_port": 443, "to_port": 443})]}, {"default_network_acl_id": [p.ref("aws_vpc.main", "default_network_acl_id")]}),
			p.resource("aws_network_acl_association.one", {}, {"network_acl_id": [p.ref("aws_vpc.main", "default_network_acl_id")], "subnet_id": [p.id("aws_subnet.private_a")]}),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "blocked"},
}

cases["the internet through an ACL that lets everything of the VPC through"] := {
	"input": _asks(p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {"ingress": [object.union(_anything, {"cidr_block": "10.0.0.0/16"})], "egress": [object.union(_anything, {"cidr_block": "10.0.0.0/16"})]})]), {"from": _main, "to": "internet"}),
	"want": {"outcome": "blocked"},
}

cases["the internet where narrower routes take all of a default route that leads nowhere"] := {
	"input": _asks(
		p.platform(p.ec2, ["aws_route.private"], [
			p.resource("aws_route.nowhere", {"destination_cidr_block": "0.0.0.0/0", "gateway_id": "local"}, {"route_table_id": [p.id("aws_route_table.private")]}),
			p.resource("aws_route.lower", {"destination_cidr_block": "0.0.0.0/1"}, {"route_table_id": [p.id("aws_route_table.private")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]}),
			p.resource("aws_route.upper", {"destination_cidr_block": "128.0.0.0/1"}, {"route_table_id": [p.id("aws_route_table.private")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]}),
		]),
		{"from": _main, "to": "internet"},
	),
	"want": {"outcome": "allowed"},
}

cases["the internet from a subnet whose VPC is not told, on a table that leads to an internet gateway"] := {
	"input": _asks(p.platform(_public, [], [p.point("aws_subnet.public_a", "vpc_id", [p.unknown("var.vpc")])]), {"from": _main, "to": "internet"}),
	"want": {"outcome": "undetermined", "missing": ["aws_internet_gateway.main: vpc_id"]},
}

cases["the internet where the groups let out to a part of it"] := {
	"input": _asks(p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv4": "203.0.113.0/24"})]), {"from": _main, "to": "internet"}),
	"want": {"outcome": "undetermined", "missing": ["the ranges 203.0.113.0/24, which hold a part of it"]},
}

cases["the internet where the ranges that the groups let out to are not known"] := {
	"input": _asks(p.platform(p.ec2, [["aws_vpc_security_group_egress_rule.node_out", "values", "cidr_ipv4"]], [p.forget("aws_vpc_security_group_egress_rule.node_out", "cidr_ipv4")]), {"from": _main, "to": "internet"}),
	"want": {"outcome": "undetermined", "missing": ["aws_vpc_security_group_egress_rule.node_out: cidr_ipv4"]},
}

cases["an endpoint that lets in another range, from nodes whose groups are not told"] := {
	"input": _asks(
		p.platform(_endpoints, [], [
			p.change("aws_vpc_security_group_ingress_rule.endpoints", {"cidr_ipv4": "192.0.2.0/24"}),
			p.point("aws_launch_template.node", "vpc_security_group_ids", [p.unknown("var.groups")]),
		]),
		{"from": _main, "to": "ecr.api"},
	),
	"want": {"outcome": "blocked"},
}

cases["an endpoint that lets in one group, from nodes whose groups are not told"] := {
	"input": _asks(
		p.platform(_endpoints, [["aws_vpc_security_group_ingress_rule.endpoints", "values", "cidr_ipv4"]], [
			p.point("aws_vpc_security_group_ingress_rule.endpoints", "referenced_security_group_id", [p.id("aws_security_group.node")]),
			p.point("aws_launch_template.node", "vpc_security_group_ids", [p.unknown("var.groups")]),
			p.resource("aws_security_group.endpoints", {"egress": []}, {}),
		]),
		{"from": _main, "to": "ecr.api"},
	),
	"want": {"outcome": "undetermined"},
}

cases["a rule of a group that is not told, for a range that does not matter"] := {
	"input": _asks(
		p.platform(_endpoints, [], [
			p.change("aws_vpc_security_group_ingress_rule.endpoints", {"cidr_ipv4": "192.0.2.0/24"}),
			p.point("aws_vpc_security_group_ingress_rule.endpoints", "security_group_id", [p.unknown("var.group")]),
		]),
		{"from": _main, "to": "ecr.api"},
	),
	"want": {"outcome": "blocked"},
}

cases["the subnets of a carrier that is not asked about are not told"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.node_group("aws_eks_node_group.other", "aws_launch_template.node"),
			p.point("aws_eks_node_group.other", "subnet_ids", [p.unknown("var.subnets")]),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "allowed", "everywhere": true},
}

cases["the cluster of a carrier that is not asked about is not told"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.node_group("aws_eks_node_group.other", "aws_launch_template.node"),
			p.point("aws_eks_node_group.other", "cluster_name", [p.unknown("var.cluster")]),
		]),
		{"from": "control-plane", "to": _main},
	),
	"want": {"outcome": "allowed", "everywhere": true},
}

cases["a service with an endpoint of each kind"] := {
	"input": _asks(
		p.merge([_endpoints, p.endpoint("s3", "Gateway"), p.resource(
			"aws_vpc_endpoint.s3_interface",
			{"service_name": "com.amazonaws.eu-central-1.s3", "vpc_endpoint_type": "Interface"},
			{"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": p.private_subnets, "security_group_ids": [p.id("aws_security_group.endpoints")]},
		)]),
		{"from": _main, "to": "s3"},
	),
	"want": {"outcome": "allowed"},
}

cases["an ACL that lets no answer to the control plane through"] := {
	"input": _asks(_one_subnet_each([_acl("aws_subnet.private_a", {"egress": [object.union(_anything, {"protocol": "tcp", "from_port": 443, "to_port": 443})]})]), {"from": "control-plane", "to": _main}),
	"want": {
		"outcome": "blocked",
		"why": "aws_network_acl.one, the network ACL of aws_subnet.private_a, does not let the answer (tcp to ports 1024-65535) out to aws_subnet.private_b",
	},
}

cases["from the internet into one of two private subnets"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.over("var.a ? x : y", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), {"from": "internet", "to": _main}),
	"want": {"outcome": "blocked"},
}

cases["from the internet into a public subnet, whatever the others are"] := {
	"input": _asks(p.platform(p.merge([_public, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), [], [p.point(_main, "subnet_ids", [p.id("aws_subnet.public_a"), p.unknown("var.subnets")])]), {"from": "internet", "to": _main}),
	"want": {"outcome": "allowed"},
}

cases["the internet through an ACL that lets in the answers to the NAT gateway"] := {
	"input": _asks(
		p.platform(p.ec2, [], [_acl("aws_subnet.public_a", {"ingress": [
			object.union(_anything, {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "10.0.0.0/16"}),
			object.union(_anything, {"rule_no": 110, "protocol": "tcp", "from_port": 1024, "to_port": 65535}),
		]})]),
		{"from": _main, "to": "internet"},
	),
	"want": {"outcome": "allowed"},
}

cases["the internet through an ACL that lets in the answers to the NAT gateway but for the first port"] := {
	"input": _asks(
		p.platform(p.ec2, [], [_acl("aws_subnet.public_a", {"ingress": [
			object.union(_anything, {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "10.0.0.0/16"}),
			object.union(_anything, {"rule_no": 110, "protocol": "tcp", "from_port": 1025, "to_port": 65535}),
		]})]),
		{"from": _main, "to": "internet"},
	),
	"want": {"outcome": "blocked"},
}

cases["the internet from the subnet of a NAT gateway, by it and by an internet gateway in turn"] := {
	"input": _asks(
		p.platform(_public, ["aws_route.public"], [
			p.resource("aws_route.lower", {"destination_cidr_block": "0.0.0.0/1"}, {"route_table_id": [p.id("aws_route_table.public")], "gateway_id": [p.id("aws_internet_gateway.main")]}),
			p.resource("aws_route.upper", {"destination_cidr_block": "128.0.0.0/1"}, {"route_table_id": [p.id("aws_route_table.public")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]}),
		]),
		{"from": _main, "to": "internet"},
	),
	"want": {"outcome": "blocked"},
}

cases["within one subnet whose VPC is not told"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a")]), p.point("aws_subnet.private_a", "vpc_id", [p.unknown("var.vpc")])]), {"from": _main, "to": _main, "port": 53}),
	"want": {"outcome": "allowed"},
}

cases["within one subnet, whose ACL is closed and which a route elsewhere is for"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a")]),
			_acl("aws_subnet.private_a", {"ingress": [], "egress": []}),
			p.resource("aws_route.detour", {"destination_cidr_block": "10.0.0.0/20"}, {"route_table_id": [p.id("aws_route_table.private")], "network_interface_id": [p.unknown("var.appliance")]}),
		]),
		{"from": _main, "to": _main, "port": 53},
	),
	"want": {"outcome": "allowed", "everywhere": true, "pairs": {"allowed": 1, "blocked": 0, "undetermined": 0}},
}

_ranges_not_known := p.platform(
	_one_subnet_each([]),
	[["aws_vpc.main", "values", "cidr_block"], ["aws_subnet.private_a", "values", "cidr_block"], ["aws_subnet.private_b", "values", "cidr_block"]],
	[p.forget("aws_vpc.main", "cidr_block"), p.forget("aws_subnet.private_a", "cidr_block"), p.forget("aws_subnet.private_b", "cidr_block")],
)

cases["to a subnet whose range is not known, and no rule is for a range"] := {
	"input": _asks(_ranges_not_known, {"from": _main, "to": "control-plane", "port": 22}),
	"want": {"outcome": "blocked"},
}

cases["ranges that are not known beside a route for a service of AWS"] := {
	"input": _asks(
		p.platform(_ranges_not_known, [], [
			p.resource("data.aws_prefix_list.s3", {}, {}),
			p.resource("aws_route.service", {}, {"destination_prefix_list_id": [p.id("data.aws_prefix_list.s3")], "route_table_id": [p.id("aws_route_table.private")], "vpc_endpoint_id": [p.unknown("var.endpoint")]}),
		]),
		{"from": _main, "to": "control-plane"},
	),
	"want": {"outcome": "allowed"},
}

cases["ranges that are not known beside a route elsewhere"] := {
	"input": _asks(p.platform(_ranges_not_known, [], [p.resource("aws_route.detour", {"destination_cidr_block": "10.0.16.0/20"}, {"route_table_id": [p.id("aws_route_table.private")], "network_interface_id": [p.unknown("var.appliance")]})]), {"from": _main, "to": "control-plane"}),
	"want": {"outcome": "undetermined"},
}

cases["IPv4 ranges that are not known beside a route elsewhere for IPv6"] := {
	"input": _asks(
		p.platform(_ranges_not_known, [], [
			p.change("aws_vpc.main", {"ipv6_cidr_block": "2001:db8::/56"}),
			p.resource("aws_route.detour", {"destination_ipv6_cidr_block": "2001:db8::/64"}, {"route_table_id": [p.id("aws_route_table.private")], "network_interface_id": [p.unknown("var.appliance")]}),
		]),
		{"from": _main, "to": "control-plane"},
	),
	"want": {"outcome": "allowed"},
}

cases["subnets of a VPC that is only looked up"] := {
	"input": _asks(
		_one_subnet_each([
			p.resource("data.aws_vpc.main", {"cidr_block": "10.0.0.0/16"}, {}),
			p.point("aws_subnet.private_a", "vpc_id", [p.id("data.aws_vpc.main")]),
			p.point("aws_subnet.private_b", "vpc_id", [p.id("data.aws_vpc.main")]),
		]),
		{"from": _main, "to": "control-plane"},
	),
	"want": {"outcome": "undetermined", "missing": ["the network ACL of aws_subnet.private_a"]},
}

cases["an entry of one of two other ACLs"] := {
	"input": _asks(
		_one_subnet_each([
			_acl("aws_subnet.private_a", {}),
			p.resource("aws_network_acl.two", {}, {"subnet_ids": [p.id("aws_subnet.private_c")]}),
			p.resource("aws_network_acl.three", {}, {"subnet_ids": [p.id("aws_subnet.public_a")]}),
			p.resource("aws_network_acl_rule.some", {"rule_number": 50, "rule_action": "deny", "egress": false, "protocol": "-1", "cidr_block": "0.0.0.0/0"}, {"network_acl_id": [p.over("var.a ? x : y", ["aws_network_acl.two", "aws_network_acl.three"])]}),
		]),
		{"from": _main, "to": "control-plane"},
	),
	"want": {"outcome": "allowed"},
}

cases["an ACL lets no answer out to Windows"] := {
	"input": _asks(
		_one_subnet_each([
			p.change(_main, {"ami_type": "WINDOWS_CORE_2022_x86_64"}),
			_acl("aws_subnet.private_b", {"egress": [object.union(_anything, {"protocol": "tcp", "from_port": 49153, "to_port": 65535})]}),
		]),
		{"from": _main, "to": "control-plane"},
	),
	"want": {"outcome": "blocked", "changes": ["add an egress entry to aws_network_acl.one: allow tcp 49152-65535 to 10.0.0.0/20"]},
}

cases["an ACL lets a part of the answers out"] := {
	"input": _asks(_one_subnet_each([_acl("aws_subnet.private_b", {"egress": [object.union(_anything, {"protocol": "tcp", "from_port": 32768, "to_port": 40000})]})]), {"from": _main, "to": "control-plane"}),
	"want": {"outcome": "blocked", "changes": ["add an egress entry to aws_network_acl.one: allow tcp 32768-60999 to 10.0.0.0/20"]},
}

cases["an endpoint that answers in IPv6 alone, in a cluster of IPv4"] := {
	"input": _asks(p.platform(_endpoints, [], [p.change("aws_vpc_endpoint.ecr_api", {"ip_address_type": "ipv6"})]), {"from": _main, "to": "ecr.api"}),
	"want": {"outcome": "blocked", "why": "the nodes of aws_eks_node_group.main and the network interfaces of aws_vpc_endpoint.ecr_api have no address family in common"},
}

cases["different VPCs"] := {
	"input": _asks(p.platform(p.merge([_endpoints, p.resource("aws_vpc.other", {"cidr_block": "10.9.0.0/16"}, {})]), [], [p.point("aws_subnet.other", "vpc_id", [p.id("aws_vpc.other")]), p.resource("aws_subnet.other", {"cidr_block": "10.9.0.0/20"}, {}), p.point("aws_vpc_endpoint.ecr_api", "subnet_ids", [p.id("aws_subnet.other")])]), {"from": _main, "to": "ecr.api"}),
	"want": {"outcome": "undetermined", "missing": ["what connects the VPCs"]},
}

cases["subnets that may be in different VPCs"] := {
	"input": _asks(p.platform(_endpoints, [], [p.resource("aws_subnet.other", {"cidr_block": "10.9.0.0/20"}, {}), p.point("aws_vpc_endpoint.ecr_api", "subnet_ids", [p.id("aws_subnet.other")])]), {"from": _main, "to": "ecr.api"}),
	"want": {"outcome": "undetermined", "missing": ["aws_subnet.other: vpc_id"]},
}

cases["a cluster with two families of addresses, of which one is closed"] := {
	"input": _asks(p.platform(p.ec2, [], [p.change(_cluster, {"kubernetes_network_config": [{"ip_family": "ipv6"}]})]), {"from": _main, "to": _main, "port": 8080}),
	"want": {"outcome": "undetermined", "pairs": {"allowed": 9, "blocked": 9, "undetermined": 0}, "changes": []},
}

cases["a carrier whose cluster is not told"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_main, "cluster_name", [p.unknown("var.cluster")])]), {"from": _main, "to": "internet"}),
	"want": {"outcome": "undetermined", "missing": ["aws_eks_node_group.main: cluster_name"], "hops": [], "from": {"id": _main, "label": _main, "groups": [], "subnets": []}},
}

cases["a carrier whose cluster is not told at the other end"] := {
	"input": _asks(p.platform(p.ec2, [], [p.point(_main, "cluster_name", [p.unknown("var.cluster")])]), {"from": "control-plane", "to": _main}),
	"want": {"outcome": "undetermined", "missing": ["aws_eks_node_group.main: cluster_name"], "port": 443},
}

cases["parts of the input that are not read"] := {
	"input": object.union(_asks(p.ec2, {"from": _main, "to": "control-plane"}), {"gaps": [{"address": "module.vpc", "reason": "child modules are not read"}]}),
	"want": {"outcome": "undetermined", "why": "parts of this input are not read", "missing": ["module.vpc: child modules are not read"]},
}

cases["the nodes of an Auto Mode cluster by its address"] := {
	"input": _asks(p.platform(p.fargate, [], [p.change(_cluster, {"compute_config": [{"enabled": true, "node_pools": ["system"]}]})]), {"from": "aws_eks_cluster.main#control_plane", "to": _cluster}),
	"want": {"outcome": "allowed", "port": 10250},
}

_known := ["aws_eks_cluster.main", "aws_eks_node_group.main", "control-plane", "internet"]

_refusals["a name that nothing has"] := {
	"input": _asks(p.ec2, {"from": "aws_eks_node_group.mian", "to": "control-plane"}),
	"want": {"problems": [{"end": "from", "name": "aws_eks_node_group.mian", "reason": "unknown", "candidates": []}], "known": _known},
}

_refusals["a name that nothing has, beside a gateway endpoint"] := {
	"input": _asks(p.merge([p.ec2, p.endpoint("s3", "Gateway")]), {"from": _main, "to": "sts"}),
	"want": {"problems": [{"end": "to", "name": "sts", "reason": "unknown", "candidates": []}], "known": _known},
}

_refusals["two of them"] := {
	"input": _asks(p.ec2, {"from": "a", "to": "b"}),
	"want": {
		"problems": [
			{"end": "from", "name": "a", "reason": "unknown", "candidates": []},
			{"end": "to", "name": "b", "reason": "unknown", "candidates": []},
		],
		"known": _known,
	},
}

_refusals["the control plane of several clusters"] := {
	"input": _asks(p.merge([p.ec2, _second_cluster]), {"from": _main, "to": "control-plane"}),
	"want": {
		"problems": [{"end": "to", "name": "control-plane", "reason": "ambiguous", "candidates": ["aws_eks_cluster.main", "aws_eks_cluster.other"]}],
		"known": ["aws_eks_cluster.main", "aws_eks_cluster.other", "aws_eks_node_group.main", "internet"],
	},
}

_refusals["a service with two endpoints"] := {
	"input": _asks(p.merge([_endpoints, p.resource("aws_vpc_endpoint.second", {"service_name": "com.amazonaws.eu-central-1.ecr.api", "vpc_endpoint_type": "Interface"}, {})]), {"from": _main, "to": "ecr.api"}),
	"want": {
		"problems": [{"end": "to", "name": "ecr.api", "reason": "ambiguous", "candidates": ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.second"]}],
		"known": sort(array.concat(_known, ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.second"])),
	},
}

_refusals["a gateway endpoint"] := {
	"input": _asks(p.merge([_endpoints, p.endpoint("s3", "Gateway")]), {"from": _main, "to": "s3"}),
	"want": {
		"problems": [{"end": "to", "name": "s3", "reason": "gateway", "candidates": ["aws_vpc_endpoint.s3"]}],
		"known": sort(array.concat(_known, ["aws_vpc_endpoint.ecr_api", "ecr.api"])),
	},
}

_refusals["a gateway endpoint by its address"] := {
	"input": _asks(p.merge([p.ec2, p.endpoint("s3", "Gateway")]), {"from": _main, "to": "aws_vpc_endpoint.s3"}),
	"want": {"problems": [{"end": "to", "name": "aws_vpc_endpoint.s3", "reason": "gateway", "candidates": ["aws_vpc_endpoint.s3"]}], "known": _known},
}

_refusals["the internet at both ends"] := {
	"input": _asks(p.ec2, {"from": "internet", "to": "internet"}),
	"want": {"problems": [{"end": "to", "name": "internet", "reason": "outside", "candidates": []}], "known": _known},
}

_refusals["what goes by other names, and what cannot be placed"] := {
	"input": _asks(
		p.platform(p.ec2, [], [
			p.change(_cluster, {"compute_config": [{"enabled": true}]}),
			p.point(_main, "cluster_name", [p.unknown("var.cluster")]),
		]),
		{"from": "x", "to": "internet"},
	),
	"want": {
		"problems": [{"end": "from", "name": "x", "reason": "unknown", "candidates": []}],
		"known": ["aws_eks_cluster.main", "aws_eks_cluster.main#control_plane", "aws_eks_node_group.main", "control-plane", "internet"],
	},
}

cases[name] := refusal if some name, refusal in _refusals

# Cases whose answers are not the wanted ones, with what they have instead.
failures[name] := differences if {
	some name, case in cases
	differences := _differences(case)
	count(differences) > 0
}

_differences(case) := {key: object.get(answer, key, "nothing") |
	some key, value in case.want
	object.get(answer, key, "nothing") != value
} if {
	answer := eksgate.flow with input as case.input
} else := {"no": "answer"}

test_answers if count(failures) == 0

test_nothing_is_answered_where_nothing_is_asked if {
	not eksgate.flow with input as p.ec2
}

_hops(case_input) := [[hop.hop, hop.outcome, hop.decided_by] | some hop in answer.hops] if {
	answer := eksgate.flow with input as case_input
}

test_the_hops_inside_a_vpc_stand_in_the_order_of_their_judgement if {
	default_acl := ["the default network ACL of aws_vpc.main, entry 100"]
	_hops(_asks(p.ec2, {"from": _main, "to": "control-plane"})) == [
		["security groups of the source, out", "allowed", ["aws_vpc_security_group_egress_rule.node_out"]],
		["security groups of the target, in", "allowed", ["aws_vpc_security_group_ingress_rule.eni_from_node_443"]],
		["network ACL, request out", "allowed", default_acl],
		["network ACL, request in", "allowed", default_acl],
		["network ACL, answer out", "allowed", default_acl],
		["network ACL, answer in", "allowed", default_acl],
		["route", "allowed", ["the local route of aws_route_table.private"]],
	]
}

test_within_one_subnet_no_acl_is_passed if {
	one := p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.id("aws_subnet.private_a")])])
	[hop[0] | some hop in _hops(_asks(one, {"from": _main, "to": _main, "port": 53}))] == [
		"security groups of the source, out",
		"security groups of the target, in",
		"route",
	]
}

test_the_hops_to_the_internet_pass_the_nat_gateway if {
	default_acl := ["the default network ACL of aws_vpc.main, entry 100"]
	_hops(_asks(p.ec2, {"from": _main, "to": "internet"})) == [
		["security groups of the source, out", "allowed", ["aws_vpc_security_group_egress_rule.node_out"]],
		["route", "allowed", ["aws_nat_gateway.main", "aws_route.private"]],
		["network ACL, request out", "allowed", default_acl],
		["network ACL, answer in", "allowed", default_acl],
		["network ACL, request out of the NAT gateway's subnet", "allowed", default_acl],
		["network ACL, answer in of the NAT gateway's subnet", "allowed", default_acl],
		["network ACL, request in of the NAT gateway's subnet", "allowed", default_acl],
		["network ACL, answer out of the NAT gateway's subnet", "allowed", default_acl],
	]
}

test_the_hops_from_the_internet if {
	default_acl := ["the default network ACL of aws_vpc.main, entry 100"]
	_hops(_asks(p.merge([_public, _from_world({"cidr_blocks": ["0.0.0.0/0"]})]), {"from": "internet", "to": _main})) == [
		["route", "allowed", ["aws_route.public", "aws_route_table.public"]],
		["public address", "allowed", ["aws_subnet.public_a"]],
		["network ACL, request in", "allowed", default_acl],
		["network ACL, answer out", "allowed", default_acl],
		["security groups of the target, in", "allowed", ["aws_security_group_rule.world"]],
	]
}

test_a_rule_is_named_with_its_block if {
	inline := p.platform(p.ec2, ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [
		p.change("aws_security_group.eni", {"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443}]}),
		p.point("aws_security_group.eni", "ingress.0.security_groups", [p.id("aws_security_group.node")]),
	])
	_hops(_asks(inline, {"from": _main, "to": "control-plane"}))[1][2] == ["aws_security_group.eni (ingress.0)"]
}

test_a_rule_that_aws_makes_is_named_by_its_group if {
	_hops(_asks(p.fargate, {"from": "control-plane", "to": "aws_eks_fargate_profile.default"}))[0][2] == ["the cluster security group of aws_eks_cluster.main"]
}

test_a_rule_by_range_decides_where_none_by_group_does if {
	_hops(_asks(_endpoints, {"from": _main, "to": "ecr.api"}))[1][2] == ["aws_vpc_security_group_ingress_rule.endpoints"]
}

test_a_rule_for_everything_decides_where_the_range_of_a_subnet_is_not_known if {
	unknown := p.platform(p.ec2, [["aws_subnet.private_a", "values", "cidr_block"]], [
		p.forget("aws_subnet.private_a", "cidr_block"),
		p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a")]),
		p.resource("aws_vpc_security_group_egress_rule.elsewhere", {"ip_protocol": "-1", "cidr_ipv4": "192.0.2.0/24"}, {"security_group_id": [p.id("aws_security_group.node")]}),
	])
	_hops(_asks(unknown, {"from": _main, "to": "control-plane"}))[0] == ["security groups of the source, out", "allowed", ["aws_vpc_security_group_egress_rule.node_out"]]
}

test_the_groups_that_lack_a_rule_are_named if {
	_hops(_asks(p.ec2, {"from": "control-plane", "to": _main, "port": 22}))[1] == ["security groups of the target, in", "blocked", ["aws_security_group.node"]]
}

test_the_entry_of_an_acl_is_named_and_the_last_one_by_its_sign if {
	closed := p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {"ingress": [object.union(_anything, {"rule_no": 70, "protocol": "tcp", "from_port": 32768, "to_port": 65535})]})])
	hops := _hops(_asks(closed, {"from": _main, "to": "control-plane"}))
	hops[3] == ["network ACL, request in", "blocked", ["aws_network_acl.one, entry * (no other matches)"]]
	hops[5] == ["network ACL, answer in", "allowed", ["aws_network_acl.one, entry 70", "the default network ACL of aws_vpc.main, entry 100"]]
}

test_all_entries_of_an_acl_that_let_an_answer_through_are_named if {
	parts := _one_subnet_each([_acl("aws_subnet.private_b", {"egress": [
		object.union(_anything, {"rule_no": 70, "protocol": "tcp", "from_port": 32768, "to_port": 40000}),
		object.union(_anything, {"rule_no": 80, "protocol": "tcp", "from_port": 40001, "to_port": 60999}),
	]})])
	_hops(_asks(parts, {"from": _main, "to": "control-plane"}))[4] == ["network ACL, answer out", "allowed", ["aws_network_acl.one, entry 70", "aws_network_acl.one, entry 80"]]
}

test_the_pair_of_a_hop_is_the_worst_one if {
	closed := p.platform(p.ec2, [], [_acl("aws_subnet.private_b", {"ingress": []})])
	answer := eksgate.flow with input as _asks(closed, {"from": _main, "to": "control-plane"})
	answer.hops[3].pair == {"from": "aws_subnet.private_a", "to": "aws_subnet.private_b"}
	answer.hops[3].why == "aws_network_acl.one, the network ACL of aws_subnet.private_b, does not let tcp 443 in from aws_subnet.private_a"
}

test_a_route_that_leads_elsewhere_is_told_from_where if {
	detour := p.platform(p.ec2, [], [
		p.point(_main, "subnet_ids", [p.id("aws_subnet.public_a")]),
		p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a")]),
		p.resource("aws_route.detour", {"destination_cidr_block": "10.0.240.0/24"}, {"route_table_id": [p.id("aws_route_table.private")], "network_interface_id": [p.unknown("var.appliance")]}),
	])
	answer := eksgate.flow with input as _asks(detour, {"from": _main, "to": "control-plane"})
	answer.hops[6].why == "aws_route.detour takes traffic from aws_subnet.private_a to aws_subnet.public_a out of the VPC's own routing, to a target that may or may not pass it on"
}

test_what_is_not_known_of_an_end_is_a_hop if {
	open := p.platform(p.ec2, [], [p.point(_main, "subnet_ids", [p.unknown("var.subnets")])])
	_hops(_asks(open, {"from": "control-plane", "to": _main})) == [["subnets", "undetermined", ["the nodes of aws_eks_node_group.main"]]]
}

_perhaps(direction, values, edges) := p.resource(
	$"aws_vpc_security_group_{direction}_rule.perhaps",
	object.union({"ip_protocol": "tcp", "from_port": 443, "to_port": 443}, values),
	object.union({"security_group_id": [p.over("var.a ? x : y", ["aws_security_group.node", "aws_security_group.eni"])]}, edges),
)

test_a_rule_that_may_be_of_another_group_decides_nothing if {
	by_group := p.merge([p.ec2, _perhaps("ingress", {}, {"referenced_security_group_id": [p.id("aws_security_group.node")]})])
	_hops(_asks(by_group, {"from": _main, "to": "control-plane"}))[1][2] == ["aws_vpc_security_group_ingress_rule.eni_from_node_443"]
	by_range := p.merge([p.ec2, _perhaps("egress", {"cidr_ipv4": "10.0.0.0/16"}, {})])
	_hops(_asks(by_range, {"from": _main, "to": "control-plane"}))[0][2] == ["aws_vpc_security_group_egress_rule.node_out"]
	to_everything := p.merge([p.ec2, _perhaps("egress", {"cidr_ipv4": "0.0.0.0/0"}, {})])
	_hops(_asks(to_everything, {"from": _main, "to": "internet"}))[0][2] == ["aws_vpc_security_group_egress_rule.node_out"]
}

test_a_rule_for_the_vpc_alone_decides_nothing_about_the_internet if {
	beside := p.merge([p.ec2, p.resource("aws_vpc_security_group_egress_rule.vpc", {"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/16"}, {"security_group_id": [p.id("aws_security_group.node")]})])
	_hops(_asks(beside, {"from": _main, "to": "internet"}))[0][2] == ["aws_vpc_security_group_egress_rule.node_out"]
	alone := p.platform(p.ec2, [], [p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv4": "10.0.0.0/16"})])
	_hops(_asks(alone, {"from": _main, "to": "internet"}))[0] == ["security groups of the source, out", "blocked", ["aws_security_group.node"]]
}

test_where_no_entry_is_known_the_acl_is_named if {
	unread := p.platform(p.ec2, [], [_acl("aws_subnet.private_a", {}), p.forget("aws_network_acl.one", "ingress")])
	_hops(_asks(unread, {"from": "control-plane", "to": _main}))[2] == ["network ACL, request out", "undetermined", ["aws_network_acl.one"]]
}

test_where_no_route_leads_out_or_in_the_table_is_named if {
	closed := p.platform(p.ec2, ["aws_route.private"], [])
	_hops(_asks(closed, {"from": _main, "to": "internet"}))[1] == ["route", "blocked", ["aws_route_table.private"]]
	_hops(_asks(p.ec2, {"from": "internet", "to": _main}))[0] == ["route", "blocked", ["aws_route_table.private"]]
}
