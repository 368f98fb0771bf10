package eksgate.rules.networking["interface-endpoints-usable_test"]

import data.eksgate.lib.interfaces
import data.eksgate.rules.networking["interface-endpoints-usable"] as rule
import data.eksgate.testing.platform as p

_endpoints := ["ecr_api", "ecr_dkr", "ec2"]

_all(outcome) := {$"aws_vpc_endpoint.{name}": outcome | some name in _endpoints}

_but(address, outcome) := object.union(_all("pass"), {address: outcome})

_closed := ["aws_vpc_security_group_ingress_rule.endpoints_443"]

_let_in(peer) := p.resource(
	"aws_vpc_security_group_ingress_rule.from_nodes",
	{"ip_protocol": "tcp", "from_port": 443, "to_port": 443},
	{"security_group_id": [p.id("aws_security_group.endpoints")], "referenced_security_group_id": [peer]},
)

_group_association(name, group, values) := p.resource(
	$"aws_vpc_endpoint_security_group_association.{name}", values,
	{"vpc_endpoint_id": [p.id("aws_vpc_endpoint.ec2")], "security_group_id": [p.id(group)]},
)

# The default group of the VPC is then as AWS makes it.
_no_groups := ["aws_default_security_group.main", ["aws_vpc_endpoint.ec2", "edges", "security_group_ids"], ["aws_vpc_endpoint.ec2", "unknown", "security_group_ids"]]

_no_subnets := [["aws_vpc_endpoint.ec2", "edges", "subnet_ids"], ["aws_vpc_endpoint.ec2", "unknown", "subnet_ids"]]

_dns_off := p.change("aws_vpc_endpoint.ec2", {"private_dns_enabled": false})

_private_dns(values) := p.resource("aws_vpc_endpoint_private_dns.ec2", values, {"vpc_endpoint_id": [p.id("aws_vpc_endpoint.ec2")]})

_zone(name) := p.resource("aws_route53_zone.own", {"name": name, "vpc": [{}]}, {"vpc.0.vpc_id": [p.id("aws_vpc.main")]})

_acl(subnet, ingress, egress) := p.resource("aws_network_acl.one", {"ingress": ingress, "egress": egress}, {
	"vpc_id": [p.id("aws_vpc.main")],
	"subnet_ids": [p.id(subnet)],
})

_everything := [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]

_nothing_on_443 := array.concat([{"rule_no": 90, "action": "deny", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}], _everything)

_endpoint_subnet := p.resource(
	"aws_subnet.endpoints",
	{"cidr_block": "10.0.250.0/24", "availability_zone": "eu-central-1a"},
	{"vpc_id": [p.id("aws_vpc.main")]},
)

_elsewhere := [_endpoint_subnet, p.point("aws_vpc_endpoint.ec2", "subnet_ids", [p.id("aws_subnet.endpoints")])]

_s3_interface(inbound_only) := p.platform(p.endpoint("s3", "Interface"), [], [p.change(
	"aws_vpc_endpoint.s3",
	{"dns_options": [{"private_dns_only_for_inbound_resolver_endpoint": inbound_only}]},
)])

_nat := ["aws_route.private", "aws_nat_gateway.main"]

_with_way_out := p.merge([
	p.ec2, p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("ec2", "Interface"),
	p.endpoint("s3", "Gateway"),
])

cases["endpoints that let the VPC in"] := {"input": p.private, "want": _all("pass")}

cases["the endpoints of Fargate pods"] := {"input": p.fargate, "want": {
	"aws_vpc_endpoint.ecr_api": "pass",
	"aws_vpc_endpoint.ecr_dkr": "pass",
}}

cases["their group lets nothing in"] := {"input": p.platform(p.private, _closed, []), "want": _all("fail")}

cases["their group lets another port in"] := {
	"input": p.platform(p.private, [], [p.change(
		"aws_vpc_security_group_ingress_rule.endpoints_443",
		{"from_port": 80, "to_port": 80},
	)]),
	"want": _all("fail"),
}

cases["their group lets the nodes' group in"] := {"input": p.platform(p.private, _closed, [_let_in(p.id("aws_security_group.node"))]), "want": _all("pass")}

cases["their group lets in what is not told"] := {"input": p.platform(p.private, _closed, [_let_in(p.unknown("var.group"))]), "want": _all("undetermined")}

cases["their group lets another group in"] := {"input": p.platform(p.private, _closed, [_let_in(p.id("aws_security_group.eni"))]), "want": _all("fail")}

cases["their group lets a part of the nodes' subnets in"] := {
	"input": p.platform(p.private, [], [p.change(
		"aws_vpc_security_group_ingress_rule.endpoints_443",
		{"cidr_ipv4": "10.0.0.0/20"},
	)]),
	"want": _all("fail"),
}

cases["their group lets them in by halves"] := {
	"input": p.platform(p.private, [], [
		p.change("aws_vpc_security_group_ingress_rule.endpoints_443", {"cidr_ipv4": "10.0.0.0/17"}),
		p.resource(
			"aws_security_group_rule.upper",
			{"type": "ingress", "protocol": "6", "from_port": 0, "to_port": 65535, "cidr_blocks": ["10.0.128.0/17"]},
			{"security_group_id": [p.id("aws_security_group.endpoints")]},
		),
	]),
	"want": _all("pass"),
}

cases["the nodes' group lets nothing out to them"] := {
	"input": p.platform(p.private, [], [p.change(
		"aws_vpc_security_group_egress_rule.node_out",
		{"cidr_ipv4": "192.168.0.0/16"},
	)]),
	"want": _all("fail"),
}

cases["the nodes' group lets the VPC out"] := {
	"input": p.platform(p.private, [], [p.change(
		"aws_vpc_security_group_egress_rule.node_out",
		{"cidr_ipv4": "10.0.0.0/16"},
	)]),
	"want": _all("pass"),
}

cases["private DNS is off"] := {"input": p.platform(p.private, [], [_dns_off]), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["private DNS is left out"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "private_dns_enabled"]], []), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["private DNS is not known"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "private_dns_enabled"]], [p.forget("aws_vpc_endpoint.ec2", "private_dns_enabled")]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["private DNS is turned on by a resource of its own"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "private_dns_enabled"]], [_private_dns({"private_dns_enabled": true})]), "want": _all("pass")}

cases["private DNS is turned off by a resource of its own"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "private_dns_enabled"]], [_private_dns({"private_dns_enabled": false})]), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["a resource of its own turns off what the endpoint turns on"] := {"input": p.platform(p.private, [], [_private_dns({"private_dns_enabled": false})]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["a resource of its own of which the value is not known"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "private_dns_enabled"]], [_private_dns({}), p.forget("aws_vpc_endpoint_private_dns.ec2", "private_dns_enabled")]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["a resource that turns private DNS off for an endpoint that is not told"] := {"input": p.platform(p.private, [], [p.resource("aws_vpc_endpoint_private_dns.some", {"private_dns_enabled": false}, {"vpc_endpoint_id": [p.unknown("var.endpoint")]})]), "want": _all("undetermined")}

cases["a resource that turns private DNS on for one of two endpoints"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "private_dns_enabled"]], [p.resource("aws_vpc_endpoint_private_dns.some", {"private_dns_enabled": true}, {"vpc_endpoint_id": [p.over("local.endpoint", ["aws_vpc_endpoint.ec2", "aws_vpc_endpoint.ecr_api"])]})]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["a resource that turns private DNS off for one of two endpoints"] := {"input": p.platform(p.private, [], [p.resource("aws_vpc_endpoint_private_dns.some", {"private_dns_enabled": false}, {"vpc_endpoint_id": [p.over("local.endpoint", ["aws_vpc_endpoint.ec2", "aws_vpc_endpoint.ecr_api"])]})]), "want": object.union(_all("undetermined"), {"aws_vpc_endpoint.ecr_dkr": "pass"})}

cases["private DNS is off beside a hosted zone of another VPC that is associated with this one too"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_vpc.other", {}, {}),
		p.resource("aws_route53_zone.own", {"name": "ec2.eu-central-1.amazonaws.com", "vpc": [{}]}, {"vpc.0.vpc_id": [p.id("aws_vpc.other")]}),
		p.resource("aws_route53_zone_association.own", {}, {"zone_id": [p.id("aws_route53_zone.own")], "vpc_id": [p.id("aws_vpc.main")]}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["private DNS is off beside a private hosted zone of the name"] := {"input": p.platform(p.private, [], [_dns_off, _zone("ec2.eu-central-1.amazonaws.com")]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["private DNS is off beside a private hosted zone above the name"] := {"input": p.platform(p.private, [], [_dns_off, _zone("AmazonAWS.com.")]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["private DNS is off beside a private hosted zone below the name"] := {
	"input": p.platform(p.private, [], [
		p.change("aws_vpc_endpoint.ecr_dkr", {"private_dns_enabled": false}),
		_zone("111122223333.dkr.ecr.eu-central-1.amazonaws.com"),
	]),
	"want": _but("aws_vpc_endpoint.ecr_dkr", "undetermined"),
}

cases["private DNS is off beside a private hosted zone for something else"] := {"input": p.platform(p.private, [], [_dns_off, _zone("sts.eu-central-1.amazonaws.com")]), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["private DNS is off beside a private hosted zone whose name is not known"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_route53_zone.own", {"vpc": [{}]}, {"vpc.0.vpc_id": [p.id("aws_vpc.main")], "name": [p.unknown("var.name")]}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["private DNS is off beside a hosted zone of another VPC"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_vpc.other", {}, {}),
		p.resource("aws_route53_zone.own", {"name": "ec2.eu-central-1.amazonaws.com", "vpc": [{}]}, {"vpc.0.vpc_id": [p.id("aws_vpc.other")]}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "fail"),
}

cases["private DNS is off beside a hosted zone whose VPCs are not known"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_route53_zone.own", {"name": "ec2.eu-central-1.amazonaws.com"}, {}),
		p.forget("aws_route53_zone.own", "vpc"),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["private DNS is off beside a public hosted zone"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_route53_zone.own", {"name": "ec2.eu-central-1.amazonaws.com"}, {}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "fail"),
}

cases["private DNS is off beside a hosted zone that is associated by a resource of its own"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_route53_zone.own", {"name": "ec2.eu-central-1.amazonaws.com"}, {}),
		p.resource("aws_route53_zone_association.own", {}, {"zone_id": [p.id("aws_route53_zone.own")], "vpc_id": [p.id("aws_vpc.main")]}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["private DNS is off beside the association of a zone that is not told"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_route53_zone_association.own", {}, {"zone_id": [p.unknown("var.zone")], "vpc_id": [p.id("aws_vpc.main")]}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["private DNS is off beside the association of a zone that is not made here"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("aws_route53_zone_association.own", {"zone_id": "Z0123456789ABCDEFGHIJ"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["private DNS is off beside a hosted zone that is not made here"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.resource("data.aws_route53_zone.own", {"name": "ec2.eu-central-1.amazonaws.com"}, {}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["private DNS is off, and the VPC is not told, beside a hosted zone"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.point("aws_vpc_endpoint.ec2", "vpc_id", [p.unknown("var.vpc")]),
		p.resource("aws_vpc.other", {}, {}),
		p.resource("aws_route53_zone.own", {"name": "ec2.eu-central-1.amazonaws.com", "vpc": [{}]}, {"vpc.0.vpc_id": [p.id("aws_vpc.other")]}),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["no group is named, so that the VPC's default one counts, which lets itself in alone"] := {"input": p.platform(p.private, _no_groups, []), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["no group is named, and the nodes are in the default group"] := {"input": p.platform(p.private, _no_groups, [p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_vpc.main", "default_security_group_id")])]), "want": _all("pass")}

cases["no group is named, and the default one is adopted with a rule"] := {
	"input": p.platform(p.private, _no_groups, [p.resource(
		"aws_default_security_group.main",
		{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]}], "egress": []},
		{"vpc_id": [p.id("aws_vpc.main")]},
	)]),
	"want": _all("pass"),
}

cases["no group is named, and which VPC's default one it is is not told"] := {"input": p.platform(p.private, _no_groups, [p.point("aws_vpc_endpoint.ec2", "vpc_id", [p.unknown("var.vpc")])]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["a group is associated beside the default one"] := {"input": p.platform(p.private, _no_groups, [_group_association("one", "aws_security_group.endpoints", {})]), "want": _all("pass")}

cases["a group that lets nothing in is associated beside one that does"] := {
	"input": p.platform(p.private, [], [
		_group_association("one", "aws_security_group.closed", {}),
		p.resource("aws_security_group.closed", {"name": "closed"}, {}),
	]),
	"want": _all("pass"),
}

_default_nodes := p.point("aws_launch_template.node", "vpc_security_group_ids", [p.id("aws_security_group.node"), p.ref("aws_vpc.main", "default_security_group_id")])

_replacing(values) := [
	_default_nodes, _group_association("one", "aws_security_group.closed", values),
	p.resource("aws_security_group.closed", {"name": "closed"}, {}),
]

cases["an association leaves the default group"] := {"input": p.platform(p.private, _no_groups, _replacing({"replace_default_association": false})), "want": _all("pass")}

cases["an association replaces the default group"] := {"input": p.platform(p.private, _no_groups, _replacing({"replace_default_association": true})), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["an association of another endpoint replaces the default group there"] := {"input": p.platform(p.private, _no_groups, array.concat(_replacing({"replace_default_association": true}), [p.point("aws_vpc_endpoint_security_group_association.one", "vpc_endpoint_id", [p.id("aws_vpc_endpoint.ecr_api")])])), "want": _all("pass")}

cases["whether an association replaces the default group is not known"] := {"input": p.platform(p.private, _no_groups, array.concat(_replacing({}), [p.forget("aws_vpc_endpoint_security_group_association.one", "replace_default_association")])), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

_for_some_endpoint := p.point("aws_vpc_endpoint_security_group_association.one", "vpc_endpoint_id", [p.unknown("var.endpoint")])

cases["an association that replaces the default group is of an endpoint that is not told"] := {"input": p.platform(p.private, _no_groups, array.concat(_replacing({"replace_default_association": true}), [_for_some_endpoint])), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["an association that leaves the default group is of an endpoint that is not told"] := {"input": p.platform(p.private, _no_groups, array.concat(_replacing({}), [_for_some_endpoint])), "want": _all("pass")}

cases["an association of an endpoint that is not told may let the nodes in"] := {
	"input": p.platform(p.private, _closed, [
		p.resource("aws_vpc_endpoint_security_group_association.one", {}, {
			"vpc_endpoint_id": [p.unknown("var.endpoint")],
			"security_group_id": [p.id("aws_security_group.open")],
		}),
		p.resource("aws_security_group.open", {"name": "open", "ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}, {}),
	]),
	"want": _all("undetermined"),
}

cases["an association of one of two endpoints may let the nodes in"] := {
	"input": p.platform(p.private, _closed, [
		p.resource("aws_vpc_endpoint_security_group_association.one", {}, {
			"vpc_endpoint_id": [p.over("local.endpoint", ["aws_vpc_endpoint.ec2", "aws_vpc_endpoint.ecr_api"])],
			"security_group_id": [p.id("aws_security_group.open")],
		}),
		p.resource("aws_security_group.open", {"name": "open", "ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}, {}),
	]),
	"want": {"aws_vpc_endpoint.ec2": "undetermined", "aws_vpc_endpoint.ecr_api": "undetermined", "aws_vpc_endpoint.ecr_dkr": "fail"},
}

cases["the groups of an endpoint are not told"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.ec2", "security_group_ids", [p.unknown("var.groups")])]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["an endpoint without subnets"] := {"input": p.platform(p.private, _no_subnets, []), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["an endpoint whose subnets are associated by resources"] := {
	"input": p.platform(p.private, _no_subnets, [p.resource("aws_vpc_endpoint_subnet_association.a", {}, {
		"vpc_endpoint_id": [p.id("aws_vpc_endpoint.ec2")],
		"subnet_id": [p.id("aws_subnet.private_a")],
	})]),
	"want": _all("pass"),
}

cases["an endpoint whose subnets are not told"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.ec2", "subnet_ids", [p.unknown("var.subnets")])]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["the ACL of the endpoint's subnet does not let the nodes in"] := {"input": p.platform(p.private, [], array.concat(_elsewhere, [_acl("aws_subnet.endpoints", _nothing_on_443, _everything)])), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["the ACL of the endpoint's subnet drops the answer"] := {"input": p.platform(p.private, [], array.concat(_elsewhere, [_acl("aws_subnet.endpoints", _everything, [])])), "want": _but("aws_vpc_endpoint.ec2", "fail")}

cases["the ACL of the endpoint's subnet passes all"] := {"input": p.platform(p.private, [], array.concat(_elsewhere, [_acl("aws_subnet.endpoints", _everything, _everything)])), "want": _all("pass")}

cases["the ACL of the nodes' subnet does not let them out to other subnets"] := {"input": p.platform(p.private, [], [_acl("aws_subnet.private_a", _everything, _nothing_on_443)]), "want": _all("fail")}

cases["the nodes have a way out, and the endpoints that their names lead to are open"] := {"input": _with_way_out, "want": _all("pass")}

cases["the nodes have a way out, but the names lead to closed endpoints"] := {"input": p.platform(_with_way_out, _closed, []), "want": _all("fail")}

cases["the nodes have a way out, and an endpoint that no name leads to is closed"] := {"input": p.platform(_with_way_out, _closed, [p.change("aws_vpc_endpoint.ec2", {"private_dns_enabled": false})]), "want": {"aws_vpc_endpoint.ecr_api": "fail", "aws_vpc_endpoint.ecr_dkr": "fail"}}

cases["the nodes have a way out, and whether a name leads to a closed endpoint is not known"] := {"input": p.platform(_with_way_out, array.concat(_closed, [["aws_vpc_endpoint.ec2", "values", "private_dns_enabled"]]), [p.forget("aws_vpc_endpoint.ec2", "private_dns_enabled")]), "want": {"aws_vpc_endpoint.ecr_api": "fail", "aws_vpc_endpoint.ecr_dkr": "fail", "aws_vpc_endpoint.ec2": "undetermined"}}

cases["whether the nodes have a way out is not known, and no name leads to an endpoint"] := {
	"input": p.platform(_with_way_out, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]], [
		p.change("aws_route.private", {"transit_gateway_id": "tgw-0123456789abcdef0"}),
		_dns_off,
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["an endpoint for something that nodes do not need"] := {"input": p.platform(p.private, [], [p.endpoint("ssm", "Interface"), p.change("aws_vpc_endpoint.ssm", {"private_dns_enabled": false})]), "want": _all("pass")}

cases["an endpoint for STS that a role may need"] := {
	"input": p.platform(p.private, [], [
		p.endpoint("sts", "Interface"),
		p.change("aws_vpc_endpoint.sts", {"private_dns_enabled": false}),
		p.resource("aws_iam_role.app", {"name": "app", "assume_role_policy": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0"}, {}),
	]),
	"want": _but("aws_vpc_endpoint.sts", "undetermined"),
}

cases["an endpoint of another VPC"] := {
	"input": p.platform(p.private, [], [
		p.resource("aws_vpc.other", {}, {}),
		p.point("aws_vpc_endpoint.ec2", "vpc_id", [p.id("aws_vpc.other")]),
	]),
	"want": {"aws_vpc_endpoint.ecr_api": "pass", "aws_vpc_endpoint.ecr_dkr": "pass"},
}

cases["an endpoint that no name leads to beside another for its service, neither of a VPC that is told"] := {
	"input": p.platform(p.private, [], [
		_dns_off,
		p.point("aws_vpc_endpoint.ec2", "vpc_id", [p.unknown("var.vpc")]),
		p.resource(
			"aws_vpc_endpoint.second",
			{"service_name": "com.amazonaws.eu-central-1.ec2", "vpc_endpoint_type": "Interface", "private_dns_enabled": true},
			{"vpc_id": [p.unknown("var.other")], "subnet_ids": p.private_subnets, "security_group_ids": [p.id("aws_security_group.endpoints")]},
		),
	]),
	"want": object.union(_but("aws_vpc_endpoint.ec2", "undetermined"), {"aws_vpc_endpoint.second": "pass"}),
}

cases["an endpoint that no name leads to beside another, neither for a service that is told"] := {
	"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "service_name"]], [
		_dns_off,
		p.forget("aws_vpc_endpoint.ec2", "service_name"),
		p.resource(
			"aws_vpc_endpoint.second",
			{"vpc_endpoint_type": "Interface", "private_dns_enabled": true},
			{"vpc_id": [p.id("aws_vpc.main")], "subnet_ids": p.private_subnets, "security_group_ids": [p.id("aws_security_group.endpoints")], "service_name": [p.unknown("var.service")]},
		),
	]),
	"want": object.union(_but("aws_vpc_endpoint.ec2", "undetermined"), {"aws_vpc_endpoint.second": "pass"}),
}

cases["a closed endpoint of a VPC that is not told"] := {"input": p.platform(p.private, _closed, [p.point("aws_vpc_endpoint.ec2", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_vpc_endpoint.ecr_api": "fail", "aws_vpc_endpoint.ecr_dkr": "fail", "aws_vpc_endpoint.ec2": "undetermined"}}

cases["a closed endpoint whose service is not known"] := {"input": p.platform(p.private, array.concat(_closed, [["aws_vpc_endpoint.ec2", "values", "service_name"]]), [p.forget("aws_vpc_endpoint.ec2", "service_name")]), "want": {"aws_vpc_endpoint.ecr_api": "fail", "aws_vpc_endpoint.ecr_dkr": "fail", "aws_vpc_endpoint.ec2": "undetermined"}}

cases["an endpoint whose service is not known, without private DNS, beside a hosted zone"] := {
	"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "service_name"]], [
		p.forget("aws_vpc_endpoint.ec2", "service_name"),
		_dns_off, _zone("example.com"),
	]),
	"want": _but("aws_vpc_endpoint.ec2", "undetermined"),
}

cases["an open endpoint whose service is not known"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "service_name"]], [p.forget("aws_vpc_endpoint.ec2", "service_name")]), "want": _all("pass")}

cases["a closed endpoint whose service is not known, and nodes whose subnets are not told"] := {
	"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "service_name"]], [
		p.forget("aws_vpc_endpoint.ec2", "service_name"),
		p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")]),
	]),
	"want": _all("undetermined"),
}

cases["what kind of endpoint it is is not known"] := {"input": p.platform(p.private, [["aws_vpc_endpoint.ec2", "values", "vpc_endpoint_type"]], [p.forget("aws_vpc_endpoint.ec2", "vpc_endpoint_type")]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["an endpoint that is not made here"] := {"input": p.platform(p.private, ["aws_vpc_endpoint.ec2"], [p.resource("data.aws_vpc_endpoint.ec2", {"service_name": "com.amazonaws.eu-central-1.ec2"}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": {"aws_vpc_endpoint.ecr_api": "pass", "aws_vpc_endpoint.ecr_dkr": "pass", "data.aws_vpc_endpoint.ec2": "undetermined"}}

cases["an endpoint that is not made here, which has been read"] := {
	"input": p.platform(p.private, ["aws_vpc_endpoint.ec2"], [p.resource(
		"data.aws_vpc_endpoint.ec2",
		{
			"service_name": "com.amazonaws.eu-central-1.ec2",
			"vpc_endpoint_type": "Interface",
			"private_dns_enabled": true,
		},
		{
			"vpc_id": [p.id("aws_vpc.main")],
			"security_group_ids": [p.id("aws_security_group.endpoints")],
			"subnet_ids": [p.id("aws_subnet.private_a")],
		},
	)]),
	"want": {"aws_vpc_endpoint.ecr_api": "pass", "aws_vpc_endpoint.ecr_dkr": "pass", "data.aws_vpc_endpoint.ec2": "pass"},
}

cases["the subnets of the nodes are not told"] := {"input": p.platform(p.private, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": _all("undetermined")}

cases["the VPC of the nodes' subnets is not told"] := {"input": p.platform(p.private, _closed, [p.point($"aws_subnet.private_{zone}", "vpc_id", [p.unknown("var.vpc")]) | some zone in ["a", "b", "c"]]), "want": _all("undetermined")}

cases["the cluster of the nodes is not told"] := {"input": p.platform(p.private, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": _all("undetermined")}

cases["one node group of two whose cluster is not told"] := {
	"input": p.platform(p.private, [], [
		p.node_group("aws_eks_node_group.second", "aws_launch_template.node"),
		p.point("aws_eks_node_group.second", "cluster_name", [p.unknown("var.cluster")]),
	]),
	"want": _all("pass"),
}

_for_something_else := p.endpoint("ssm", "Interface")

cases["an endpoint for something that nodes do not need, where their subnets are not told"] := {"input": p.platform(p.private, [], [_for_something_else, p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": _all("undetermined")}

cases["an endpoint for something that nodes do not need, where their cluster is not told"] := {"input": p.platform(p.private, [], [_for_something_else, p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": _all("undetermined")}

cases["S3 by an interface that its name leads to"] := {"input": p.platform(p.private, ["aws_vpc_endpoint.s3"], [_s3_interface(false)]), "want": _but("aws_vpc_endpoint.s3", "pass")}

cases["S3 by an interface for resolvers from outside"] := {"input": p.platform(p.private, ["aws_vpc_endpoint.s3"], [_s3_interface(true)]), "want": _but("aws_vpc_endpoint.s3", "fail")}

cases["S3 by an interface, and whether it is for resolvers from outside is not told"] := {"input": p.platform(p.private, ["aws_vpc_endpoint.s3"], [p.endpoint("s3", "Interface")]), "want": _but("aws_vpc_endpoint.s3", "undetermined")}

_second(values) := p.platform({"resources": {"aws_vpc_endpoint": {"aws_vpc_endpoint.second": object.union(p.private.resources.aws_vpc_endpoint["aws_vpc_endpoint.ec2"], {"address": "aws_vpc_endpoint.second"})}}}, [], [p.change("aws_vpc_endpoint.second", values)])

cases["a second endpoint that no name leads to"] := {"input": p.platform(p.private, [], [_second({"private_dns_enabled": false})]), "want": _all("pass")}

cases["two endpoints that no name leads to"] := {"input": p.platform(p.private, [], [_second({"private_dns_enabled": false}), _dns_off]), "want": object.union(_but("aws_vpc_endpoint.ec2", "fail"), {"aws_vpc_endpoint.second": "fail"})}

cases["a second endpoint that is closed beside one that is open"] := {
	"input": p.platform(p.private, [], [
		_second({}), p.point("aws_vpc_endpoint.second", "security_group_ids", [p.id("aws_security_group.node")]),
	]),
	"want": object.union(_all("pass"), {"aws_vpc_endpoint.second": "pass"}),
}

cases["a second endpoint that may be open beside one that is closed"] := {
	"input": p.platform(p.private, _closed, [
		_second({}), p.point("aws_vpc_endpoint.second", "security_group_ids", [p.unknown("var.group")]),
	]),
	"want": object.union(_all("fail"), {"aws_vpc_endpoint.ec2": "undetermined", "aws_vpc_endpoint.second": "undetermined"}),
}

cases["two more endpoints that may be open beside one that is closed"] := {
	"input": p.platform(p.private, _closed, [
		_second({}), p.point("aws_vpc_endpoint.second", "security_group_ids", [p.unknown("var.group")]),
		{"resources": {"aws_vpc_endpoint": {"aws_vpc_endpoint.third": object.union(p.private.resources.aws_vpc_endpoint["aws_vpc_endpoint.ec2"], {"address": "aws_vpc_endpoint.third"})}}},
		p.point("aws_vpc_endpoint.third", "security_group_ids", [p.unknown("var.group")]),
	]),
	"want": object.union(_all("fail"), {"aws_vpc_endpoint.ec2": "undetermined", "aws_vpc_endpoint.second": "undetermined", "aws_vpc_endpoint.third": "undetermined"}),
}

_second_closed := p.point("aws_vpc_endpoint.second", "security_group_ids", [p.id("aws_security_group.node")])

_one_closed := object.union(_all("pass"), {"aws_vpc_endpoint.second": "undetermined"})

cases["two endpoints of VPCs that are not told, one of them closed"] := {
	"input": p.platform(p.private, [], [
		_second({}), _second_closed,
		p.point("aws_vpc_endpoint.ec2", "vpc_id", [p.unknown("var.vpc")]),
		p.point("aws_vpc_endpoint.second", "vpc_id", [p.unknown("var.other")]),
	]),
	"want": _one_closed,
}

cases["two endpoints whose services are not known, one of them closed"] := {
	"input": p.platform(
		p.platform(p.private, [], [_second({}), _second_closed]),
		[["aws_vpc_endpoint.ec2", "values", "service_name"], ["aws_vpc_endpoint.second", "values", "service_name"]],
		[p.forget("aws_vpc_endpoint.ec2", "service_name"), p.forget("aws_vpc_endpoint.second", "service_name")],
	),
	"want": _one_closed,
}

cases["an endpoint that answers in IPv6 only"] := {"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.ec2", {"ip_address_type": "ipv6"})]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

cases["an endpoint that answers in both families"] := {"input": p.platform(p.private, [], [p.change("aws_vpc_endpoint.ec2", {"ip_address_type": "dualstack"})]), "want": _all("pass")}

_ipv6 := p.change("aws_eks_cluster.main", {"kubernetes_network_config": [{"ip_family": "ipv6"}]})

cases["an IPv6 cluster with endpoints that answer in IPv4"] := {"input": p.platform(p.private, [], [_ipv6]), "want": _all("pass")}

cases["an IPv6 cluster with an endpoint that answers in both families and lets one in"] := {"input": p.platform(p.private, [], [_ipv6, p.change("aws_vpc_endpoint.ec2", {"ip_address_type": "dualstack"})]), "want": _but("aws_vpc_endpoint.ec2", "undetermined")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_a_gateway_has_no_interfaces if {
	described := interfaces.all with input as p.private
	described["aws_vpc_endpoint.ec2"]
	not described["aws_vpc_endpoint.s3"]
}

test_what_is_missing_is_no_other_endpoint_where_there_is_none if {
	results := rule.results with input as cases["their group lets in what is not told"].input
	{missing | some result in results; some missing in result.missing} == {"aws_vpc_security_group_ingress_rule.from_nodes: var.group"}
}

test_whether_a_service_is_needed_is_missing_where_it_may_be if {
	results := rule.results with input as cases["an endpoint for STS that a role may need"].input
	missing := {result.address: result.missing | some result in results}
	"whether sts is needed by aws_eks_node_group.main" in missing["aws_vpc_endpoint.sts"]
	doubtful := rule.results with input as cases["the nodes have a way out, and whether a name leads to a closed endpoint is not known"].input
	every result in doubtful {
		not "whether ec2 is needed by aws_eks_node_group.main" in result.missing
	}
}
