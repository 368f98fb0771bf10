package eksgate.rules.networking["gateway-endpoints-routed_test"]

import data.eksgate.rules.networking["gateway-endpoints-routed"] as rule
import data.eksgate.testing.platform as p

_s3(outcome) := {"aws_vpc_endpoint.s3": outcome}

_unrouted := [["aws_vpc_endpoint.s3", "edges", "route_table_ids"], ["aws_vpc_endpoint.s3", "unknown", "route_table_ids"]]

_association(endpoint, table) := p.resource("aws_vpc_endpoint_route_table_association.one", {}, {
	"vpc_endpoint_id": endpoint,
	"route_table_id": table,
})

_endpoint := [p.id("aws_vpc_endpoint.s3")]

_table := [p.id("aws_route_table.private")]

cases["a gateway on the nodes' route table"] := {"input": p.private, "want": _s3("pass")}

cases["a gateway on the pods' route table"] := {"input": p.fargate, "want": _s3("pass")}

cases["a gateway on no route table"] := {"input": p.platform(p.private, _unrouted, []), "want": _s3("fail")}

cases["a gateway on another route table"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.s3", "route_table_ids", [p.id("aws_route_table.public")])]), "want": _s3("fail")}

cases["a gateway of which the route tables are not told"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.s3", "route_table_ids", [p.unknown("var.tables")])]), "want": _s3("undetermined")}

cases["a gateway on one of two route tables"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.s3", "route_table_ids", [p.over("local.table", ["aws_route_table.private", "aws_route_table.public"])])]), "want": _s3("undetermined")}

cases["a gateway that is associated by a resource of its own"] := {"input": p.platform(p.private, _unrouted, [_association(_endpoint, _table)]), "want": _s3("pass")}

cases["a gateway that is associated with another table by a resource of its own"] := {"input": p.platform(p.private, _unrouted, [_association(_endpoint, [p.id("aws_route_table.public")])]), "want": _s3("fail")}

cases["an association of another endpoint"] := {
	"input": p.platform(p.private, _unrouted, [
		_association([p.id("aws_vpc_endpoint.dynamodb")], _table),
		p.endpoint("dynamodb", "Gateway"),
	]),
	"want": _s3("fail"),
}

cases["an association of an endpoint that is not told"] := {"input": p.platform(p.private, _unrouted, [_association([p.unknown("var.endpoint")], _table)]), "want": _s3("undetermined")}

cases["an association with a table that is not told"] := {"input": p.platform(p.private, _unrouted, [_association(_endpoint, [p.unknown("var.table")])]), "want": _s3("undetermined")}

_second_table := [
	p.resource("aws_route_table.second", {}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.point("aws_route_table_association.private_b", "route_table_id", [p.id("aws_route_table.second")]),
]

cases["a gateway on the route table of some of the subnets"] := {"input": p.platform(p.private, [], _second_table), "want": _s3("fail")}

cases["a gateway on both route tables"] := {"input": p.platform(p.private, [], array.concat(_second_table, [_association(_endpoint, [p.id("aws_route_table.second")])])), "want": _s3("pass")}

cases["two gateways on a route table each"] := {
	"input": p.platform(p.private, [], array.concat(_second_table, [p.resource(
		"aws_vpc_endpoint.second",
		{"service_name": "com.amazonaws.eu-central-1.s3"},
		{"vpc_id": [p.id("aws_vpc.main")], "route_table_ids": [p.id("aws_route_table.second")]},
	)])),
	"want": {"aws_vpc_endpoint.s3": "pass", "aws_vpc_endpoint.second": "pass"},
}

cases["a subnet without an association has the main route table"] := {"input": p.platform(p.private, ["aws_route_table_association.private_a"], []), "want": _s3("fail")}

cases["a gateway on the main route table"] := {"input": p.platform(p.private, ["aws_route_table_association.private_a"], [_association(_endpoint, [p.ref("aws_vpc.main", "main_route_table_id")])]), "want": _s3("pass")}

cases["a gateway on the adopted default route table"] := {
	"input": p.platform(p.private, ["aws_route_table_association.private_a"], [
		_association(_endpoint, [p.id("aws_default_route_table.main")]),
		p.resource("aws_default_route_table.main", {}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")]}),
	]),
	"want": _s3("pass"),
}

cases["a gateway on a table that is made the main one"] := {"input": p.platform(p.private, ["aws_route_table_association.private_a"], [p.resource("aws_main_route_table_association.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "route_table_id": _table})]), "want": _s3("pass")}

cases["the route table of a subnet is not told"] := {"input": p.platform(p.private, [], [p.point("aws_route_table_association.private_a", "route_table_id", [p.unknown("var.table")])]), "want": _s3("undetermined")}

cases["the subnets of the nodes are not told"] := {"input": p.platform(p.private, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": _s3("undetermined")}

_egress(values, edges) := p.platform(p.private, ["aws_vpc_security_group_egress_rule.node_out"], [
	p.resource(
		"aws_vpc_security_group_egress_rule.vpc",
		{"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/16"},
		{"security_group_id": [p.id("aws_security_group.node")]},
	),
	p.resource("aws_vpc_security_group_egress_rule.s3", values, edges),
])

_of_nodes := {"security_group_id": [p.id("aws_security_group.node")]}

_https := {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}

_list := [p.ref("aws_vpc_endpoint.s3", "prefix_list_id")]

cases["the nodes' group lets the VPC alone out"] := {
	"input": p.platform(p.private, [], [p.change(
		"aws_vpc_security_group_egress_rule.node_out",
		{"cidr_ipv4": "10.0.0.0/16"},
	)]),
	"want": _s3("fail"),
}

cases["the nodes' group lets tcp 443 out to the endpoint's prefix list"] := {"input": _egress(_https, object.union(_of_nodes, {"prefix_list_id": _list})), "want": _s3("pass")}

cases["the nodes' group lets another port out to the endpoint's prefix list"] := {"input": _egress({"ip_protocol": "tcp", "from_port": 80, "to_port": 80}, object.union(_of_nodes, {"prefix_list_id": _list})), "want": _s3("fail")}

cases["another group lets tcp 443 out to the endpoint's prefix list"] := {"input": _egress(_https, {"security_group_id": [p.id("aws_security_group.eni")], "prefix_list_id": _list}), "want": _s3("fail")}

cases["ports that are not known are let out to the endpoint's prefix list"] := {"input": p.platform(_egress({"ip_protocol": "tcp", "to_port": 443}, object.union(_of_nodes, {"prefix_list_id": _list})), [], [p.forget("aws_vpc_security_group_egress_rule.s3", "from_port")]), "want": _s3("undetermined")}

cases["the nodes' group lets tcp 443 out to one of two endpoints' prefix lists"] := {"input": _egress(_https, object.union(_of_nodes, {"prefix_list_id": [object.union(p.over("local.list", ["aws_vpc_endpoint.s3"]), {"targets": [{"to": "aws_vpc_endpoint.s3", "type": "aws_vpc_endpoint", "attribute": "prefix_list_id"}]})]})), "want": _s3("undetermined")}

cases["the nodes' group lets tcp 443 out to the prefix list of S3 by its name"] := {
	"input": p.merge([
		_egress(_https, object.union(_of_nodes, {"prefix_list_id": [p.id("data.aws_prefix_list.s3")]})),
		p.resource("data.aws_prefix_list.s3", {"name": "com.amazonaws.eu-central-1.s3"}, {}),
	]),
	"want": _s3("pass"),
}

cases["the nodes' group lets tcp 443 out to the prefix list of another service"] := {
	"input": p.merge([
		_egress(_https, object.union(_of_nodes, {"prefix_list_id": [p.id("data.aws_prefix_list.other")]})),
		p.resource("data.aws_prefix_list.other", {"name": "com.amazonaws.eu-central-1.dynamodb"}, {}),
	]),
	"want": _s3("undetermined"),
}

cases["an inline rule lets tcp 443 out to the endpoint's prefix list"] := {
	"input": p.platform(p.private, ["aws_vpc_security_group_egress_rule.node_out"], [
		p.change("aws_security_group.node", {"egress": [
			{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/16"]},
			{"protocol": "tcp", "from_port": 443, "to_port": 443},
		]}),
		p.point("aws_security_group.node", "egress.1.prefix_list_ids", _list),
	]),
	"want": _s3("pass"),
}

cases["an older rule lets tcp 443 out to the endpoint's prefix list"] := {
	"input": p.platform(p.private, ["aws_vpc_security_group_egress_rule.node_out"], [p.resource(
		"aws_security_group_rule.s3",
		{"type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443},
		object.union(_of_nodes, {"prefix_list_ids": _list}),
	)]),
	"want": _s3("pass"),
}

cases["an older rule lets tcp 443 in from the endpoint's prefix list"] := {
	"input": p.platform(p.private, ["aws_vpc_security_group_egress_rule.node_out"], [p.resource(
		"aws_security_group_rule.s3",
		{"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443},
		object.union(_of_nodes, {"prefix_list_ids": _list}),
	)]),
	"want": _s3("fail"),
}

cases["the nodes are in the default group, which lets tcp 443 out to the endpoint's prefix list"] := {
	"input": p.platform(p.private, [], [
		p.point("aws_launch_template.node", "vpc_security_group_ids", [p.ref("aws_vpc.main", "default_security_group_id")]),
		p.resource("aws_default_security_group.main", {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0}], "ingress": []}, {"vpc_id": [p.id("aws_vpc.main")], "egress.0.prefix_list_ids": _list}),
	]),
	"want": _s3("pass"),
}

cases["the nodes' group lets some public addresses out"] := {
	"input": p.platform(p.private, [], [p.change(
		"aws_vpc_security_group_egress_rule.node_out",
		{"cidr_ipv4": "52.0.0.0/8"},
	)]),
	"want": _s3("undetermined"),
}

cases["what the nodes' group lets out is not known"] := {"input": p.platform(p.private, [["aws_vpc_security_group_egress_rule.node_out", "values", "cidr_ipv4"]], [p.forget("aws_vpc_security_group_egress_rule.node_out", "cidr_ipv4")]), "want": _s3("undetermined")}

cases["the nodes' group lets IPv6 alone out"] := {"input": p.platform(p.private, [["aws_vpc_security_group_egress_rule.node_out", "values", "cidr_ipv4"]], [p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv6": "::/0"})]), "want": _s3("fail")}

_acl(ingress, egress) := p.resource("aws_network_acl.one", {"ingress": ingress, "egress": egress}, {
	"vpc_id": [p.id("aws_vpc.main")],
	"subnet_ids": [p.id("aws_subnet.private_a")],
})

_everything := [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]

_vpc_alone := [{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "10.0.0.0/16"}]

cases["the ACL lets the VPC alone out"] := {"input": p.platform(p.private, [], [_acl(_everything, _vpc_alone)]), "want": _s3("fail")}

cases["the ACL lets nothing out"] := {"input": p.platform(p.private, [], [_acl(_everything, [])]), "want": _s3("fail")}

cases["the ACL lets no answers in"] := {"input": p.platform(p.private, [], [_acl([], _everything)]), "want": _s3("fail")}

cases["the ACL lets answers in"] := {"input": p.platform(p.private, [], [_acl([{"rule_no": 100, "action": "allow", "protocol": "tcp", "from_port": 32768, "to_port": 60999, "cidr_block": "0.0.0.0/0"}], _everything)]), "want": _s3("pass")}

_with_way_out := p.merge([p.ec2, p.endpoint("s3", "Gateway")])

cases["nodes with a way out need no gateway"] := {"input": _with_way_out, "want": {}}

cases["a gateway on some route tables of nodes with a way out"] := {
	"input": p.platform(_with_way_out, [], array.concat(_second_table, [p.resource(
		"aws_route.second",
		{"destination_cidr_block": "0.0.0.0/0"},
		{"route_table_id": [p.id("aws_route_table.second")], "nat_gateway_id": [p.id("aws_nat_gateway.main")]},
	)])),
	"want": {},
}

cases["whether nodes have a way out is not known, beside a gateway on no route table"] := {"input": p.platform(_with_way_out, array.concat(_unrouted, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]]), [p.change("aws_route.private", {"transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": _s3("undetermined")}

cases["a gateway for something that nodes do not need"] := {"input": p.platform(p.private, [], [p.endpoint("dynamodb", "Gateway"), p.point("aws_vpc_endpoint.dynamodb", "route_table_ids", [p.id("aws_route_table.public")])]), "want": _s3("pass")}

cases["a gateway on no route table beside an interface that the name leads to"] := {
	"input": p.platform(p.private, _unrouted, [p.resource(
		"aws_vpc_endpoint.s3_interface",
		{
			"service_name": "com.amazonaws.eu-central-1.s3", "vpc_endpoint_type": "Interface", "private_dns_enabled": true,
			"dns_options": [{"private_dns_only_for_inbound_resolver_endpoint": false}],
		},
		{"vpc_id": [p.id("aws_vpc.main")], "security_group_ids": [p.id("aws_security_group.endpoints")], "subnet_ids": p.private_subnets},
	)]),
	"want": _s3("pass"),
}

cases["a gateway on no route table beside an interface for resolvers from outside"] := {
	"input": p.platform(p.private, _unrouted, [p.resource(
		"aws_vpc_endpoint.s3_interface",
		{
			"service_name": "com.amazonaws.eu-central-1.s3", "vpc_endpoint_type": "Interface", "private_dns_enabled": true,
			"dns_options": [{"private_dns_only_for_inbound_resolver_endpoint": true}],
		},
		{"vpc_id": [p.id("aws_vpc.main")], "security_group_ids": [p.id("aws_security_group.endpoints")], "subnet_ids": p.private_subnets},
	)]),
	"want": _s3("fail"),
}

cases["a gateway whose VPC is not told, on no route table"] := {"input": p.platform(p.private, _unrouted, [p.point("aws_vpc_endpoint.s3", "vpc_id", [p.unknown("var.vpc")])]), "want": _s3("undetermined")}

cases["a gateway whose service is not known, on no route table"] := {"input": p.platform(p.private, array.concat(_unrouted, [["aws_vpc_endpoint.s3", "values", "service_name"]]), [p.forget("aws_vpc_endpoint.s3", "service_name")]), "want": _s3("undetermined")}

cases["a gateway that is not made here"] := {"input": p.platform(p.private, ["aws_vpc_endpoint.s3"], [p.resource("data.aws_vpc_endpoint.s3", {"service_name": "com.amazonaws.eu-central-1.s3", "vpc_endpoint_type": "Gateway"}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": {"data.aws_vpc_endpoint.s3": "undetermined"}}

cases["the cluster of the nodes is not told"] := {"input": p.platform(p.private, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": _s3("undetermined")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_what_is_missing_are_the_tables_of_the_gateway_alone_where_the_subnets_have_theirs if {
	results := rule.results with input as cases["a gateway of which the route tables are not told"].input
	{missing | some result in results; some missing in result.missing} == {"aws_vpc_endpoint.s3: var.tables", "aws_vpc_endpoint.s3: route_table_ids"}
}
