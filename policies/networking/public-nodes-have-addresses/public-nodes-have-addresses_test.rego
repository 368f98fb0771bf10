package eksgate.rules.networking["public-nodes-have-addresses_test"]

import data.eksgate.rules.networking["public-nodes-have-addresses"] as rule
import data.eksgate.testing.platform as p

_group(outcome) := {"aws_eks_node_group.main": outcome}

_zones := ["a", "b", "c"]

# The nodes' subnets lead straight to the internet gateway.
_public := p.platform(p.ec2, ["aws_route.private"], [p.resource(
	"aws_route.direct",
	{"destination_cidr_block": "0.0.0.0/0"},
	{"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]},
)])

_addresses(given) := [p.change($"aws_subnet.private_{zone}", {"map_public_ip_on_launch": given}) | some zone in _zones]

_template(given) := p.change("aws_launch_template.node", {"network_interfaces": [{"associate_public_ip_address": given}]})

_endpoints := p.merge([p.endpoint("ecr.api", "Interface"), p.endpoint("ecr.dkr", "Interface"), p.endpoint("ec2", "Interface"), p.endpoint("s3", "Gateway")])

cases["nodes in private subnets"] := {"input": p.ec2, "want": {}}

cases["nodes in public subnets that give addresses"] := {"input": p.platform(_public, [], _addresses(true)), "want": _group("pass")}

cases["nodes in public subnets that give none"] := {"input": p.platform(_public, [], _addresses(false)), "want": _group("fail")}

cases["nodes in public subnets that do not say"] := {"input": _public, "want": _group("fail")}

cases["one of the subnets gives none"] := {"input": p.platform(_public, [], array.concat(_addresses(true), [p.change("aws_subnet.private_c", {"map_public_ip_on_launch": false})])), "want": _group("fail")}

cases["whether one of the subnets gives addresses is not known"] := {"input": p.platform(p.platform(_public, [], _addresses(true)), [["aws_subnet.private_c", "values", "map_public_ip_on_launch"]], [p.forget("aws_subnet.private_c", "map_public_ip_on_launch")]), "want": _group("undetermined")}

cases["the launch template gives addresses"] := {"input": p.platform(_public, [], [_template(true)]), "want": _group("pass")}

cases["the launch template takes away the addresses that the subnets give"] := {"input": p.platform(_public, [], array.concat(_addresses(true), [_template(false)])), "want": _group("fail")}

cases["the launch template is not told"] := {"input": p.platform(_public, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": _group("undetermined")}

_one_public := [
	p.resource("aws_route_table.direct", {}, {"vpc_id": [p.id("aws_vpc.main")]}),
	p.resource("aws_route.direct", {"destination_cidr_block": "0.0.0.0/0"}, {
		"route_table_id": [p.id("aws_route_table.direct")],
		"gateway_id": [p.id("aws_internet_gateway.main")],
	}),
	p.point("aws_route_table_association.private_a", "route_table_id", [p.id("aws_route_table.direct")]),
]

cases["one of the subnets is public and gives none"] := {"input": p.platform(p.ec2, [], _one_public), "want": _group("fail")}

cases["one of the subnets is public and gives addresses"] := {"input": p.platform(p.ec2, [], array.concat(_one_public, [p.change("aws_subnet.private_a", {"map_public_ip_on_launch": true})])), "want": _group("pass")}

cases["public subnets beside endpoints for all that is needed"] := {"input": p.merge([_public, _endpoints]), "want": {}}

cases["public subnets beside some of the endpoints"] := {"input": p.merge([_public, p.endpoint("s3", "Gateway")]), "want": _group("fail")}

cases["public subnets beside endpoints of which the VPC is not told"] := {"input": p.platform(p.merge([_public, _endpoints]), [], [p.point("aws_vpc_endpoint.s3", "vpc_id", [p.unknown("var.vpc")])]), "want": _group("undetermined")}

cases["whether the subnets are public is not known, and they give none"] := {"input": p.platform(_public, [], [p.point("aws_route.direct", "gateway_id", [p.unknown("var.gateway")])]), "want": _group("undetermined")}

cases["whether the subnets are public is not known, and they give addresses"] := {"input": p.platform(_public, [], array.concat(_addresses(true), [p.point("aws_route.direct", "gateway_id", [p.unknown("var.gateway")])])), "want": _group("pass")}

cases["a route to the internet gateway for IPv6 beside one to a NAT gateway"] := {
	"input": p.platform(p.ec2, [], [p.resource(
		"aws_route.ipv6",
		{"destination_ipv6_cidr_block": "::/0"},
		{"route_table_id": [p.id("aws_route_table.private")], "gateway_id": [p.id("aws_internet_gateway.main")]},
	)]),
	"want": _group("pass"),
}

cases["the nodes may be in a public subnet that gives none"] := {"input": p.platform(p.ec2, [], array.concat(_one_public, [p.point("aws_eks_node_group.main", "subnet_ids", [p.over("local.subnet", ["aws_subnet.private_a", "aws_subnet.private_b"])])])), "want": _group("undetermined")}

cases["the subnets of the nodes are not told"] := {"input": p.platform(_public, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.unknown("var.subnets")])]), "want": _group("undetermined")}

cases["a self-managed group in public subnets that give none"] := {
	"input": p.platform(_public, ["aws_eks_node_group.main"], [p.resource(
		"aws_autoscaling_group.self",
		{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]},
		{"launch_template.0.id": [p.id("aws_launch_template.node")], "vpc_zone_identifier": p.private_subnets},
	)]),
	"want": {"aws_autoscaling_group.self": "fail"},
}

cases["the subnets of a Fargate profile are not told"] := {
	"input": p.platform(p.ec2, [], [
		p.fargate_profile("aws_eks_fargate_profile.app", {"namespace": "app"}),
		p.point("aws_eks_fargate_profile.app", "subnet_ids", [p.unknown("var.subnets")]),
	]),
	"want": {},
}

cases["the cluster of the nodes is not told"] := {"input": p.platform(_public, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": _group("undetermined")}

cases["the cluster of a Fargate profile is not told"] := {
	"input": p.platform(_public, [], array.concat(_addresses(true), [
		p.fargate_profile("aws_eks_fargate_profile.app", {"namespace": "app"}),
		p.point("aws_eks_fargate_profile.app", "cluster_name", [p.unknown("var.cluster")]),
	])),
	"want": _group("pass"),
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_missing(name) := [missing |
	results := rule.results with input as cases[name].input
	some result in results
	some missing in result.missing
]

test_what_is_missing_is_what_would_decide_it if {
	_missing("whether one of the subnets gives addresses is not known") == ["aws_subnet.private_c: map_public_ip_on_launch"]
	_missing("nodes in public subnets that give none") == []
}
