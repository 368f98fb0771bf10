package eksgate.rules.networking["interface-endpoints-per-zone_test"]

import data.eksgate.rules.networking["interface-endpoints-per-zone"] as rule
import data.eksgate.testing.platform as p

_all(outcome) := {$"aws_vpc_endpoint.{name}": outcome | some name in ["ecr_api", "ecr_dkr", "ec2"]}

_but(outcome) := object.union(_all("pass"), {"aws_vpc_endpoint.ec2": outcome})

_in(subnets) := p.point("aws_vpc_endpoint.ec2", "subnet_ids", [p.id($"aws_subnet.{name}") | some name in subnets])

_subnet(name, values) := p.resource($"aws_subnet.{name}", values, {"vpc_id": [p.id("aws_vpc.main")]})

cases["endpoints in the nodes' subnets"] := {"input": p.private, "want": _all("pass")}

cases["endpoints in the pods' subnets"] := {"input": p.fargate, "want": {
	"aws_vpc_endpoint.ecr_api": "pass",
	"aws_vpc_endpoint.ecr_dkr": "pass",
}}

cases["an endpoint in two zones of three"] := {"input": p.platform(p.private, [], [_in(["private_a", "private_b"])]), "want": _but("fail")}

cases["an endpoint in other subnets of the same zones"] := {
	"input": p.platform(p.private, [], array.concat(
		[_subnet($"other_{zone}", {"availability_zone": $"eu-central-1{zone}"}) | some zone in ["a", "b", "c"]],
		[_in(["other_a", "other_b", "other_c"])],
	)),
	"want": _but("pass"),
}

cases["an endpoint in a subnet of another zone"] := {
	"input": p.platform(p.private, [], [
		_subnet("other", {"availability_zone": "eu-central-1d"}),
		_in(["private_a", "private_b", "other"]),
	]),
	"want": _but("fail"),
}

cases["an endpoint in a subnet whose zone is told by its id"] := {
	"input": p.platform(p.private, [], [
		_subnet("other", {"availability_zone_id": "euc1-az1"}),
		_in(["private_a", "private_b", "other"]),
	]),
	"want": _but("undetermined"),
}

cases["an endpoint in a subnet whose zone is not known"] := {
	"input": p.platform(p.private, [], [
		_subnet("other", {}),
		_in(["private_a", "private_b", "other"]),
	]),
	"want": _but("undetermined"),
}

cases["the zone of a subnet of the nodes is not known, where an endpoint has an interface in it"] := {"input": p.platform(p.private, [["aws_subnet.private_a", "values", "availability_zone"]], []), "want": _all("pass")}

cases["the zone of a subnet of the nodes is not known, where an endpoint has none in it"] := {"input": p.platform(p.private, [["aws_subnet.private_c", "values", "availability_zone"]], [_in(["private_a", "private_b"])]), "want": _but("undetermined")}

cases["the subnets of an endpoint are not all told"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.ec2", "subnet_ids", [p.id("aws_subnet.private_a"), p.unknown("var.subnets")])]), "want": _but("undetermined")}

cases["an endpoint is in one of two subnets"] := {
	"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.ec2", "subnet_ids", [
		p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b"),
		p.over("local.subnet", ["aws_subnet.private_b", "aws_subnet.private_c"]),
	])]),
	"want": _but("undetermined"),
}

cases["an endpoint is in one of two subnets, neither of which is in the missing zone"] := {"input": p.platform(p.private, [], [p.point("aws_vpc_endpoint.ec2", "subnet_ids", [p.over("local.subnet", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": _but("fail")}

cases["an endpoint whose subnets are associated by resources"] := {
	"input": p.platform(p.private, [], array.concat(
		[_in(["private_a"])],
		[p.resource($"aws_vpc_endpoint_subnet_association.{zone}", {}, {
			"vpc_endpoint_id": [p.id("aws_vpc_endpoint.ec2")],
			"subnet_id": [p.id($"aws_subnet.private_{zone}")],
		}) |
			some zone in ["b", "c"]
		],
	)),
	"want": _but("pass"),
}

cases["the nodes' subnets are not all told"] := {"input": p.platform(p.private, [], [p.point("aws_eks_node_group.main", "subnet_ids", [p.id("aws_subnet.private_a"), p.unknown("var.subnets")])]), "want": _all("undetermined")}

cases["an endpoint that a role may need, in one zone"] := {
	"input": p.platform(p.private, [], [
		p.endpoint("sts", "Interface"),
		p.point("aws_vpc_endpoint.sts", "subnet_ids", [p.id("aws_subnet.private_a")]),
		p.resource("aws_iam_role.app", {"name": "app", "assume_role_policy": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0"}, {}),
	]),
	"want": object.union(_all("pass"), {"aws_vpc_endpoint.sts": "undetermined"}),
}

cases["nodes with a way out, and an endpoint that the name leads to in one zone"] := {"input": p.platform(p.merge([p.ec2, p.endpoint("ec2", "Interface")]), [], [_in(["private_a"])]), "want": {"aws_vpc_endpoint.ec2": "fail"}}

cases["nodes with a way out, and an endpoint that no name leads to"] := {"input": p.platform(p.merge([p.ec2, p.endpoint("ec2", "Interface")]), [], [_in(["private_a"]), p.change("aws_vpc_endpoint.ec2", {"private_dns_enabled": false})]), "want": {}}

cases["an interface for S3 for resolvers from outside, in one zone, beside a gateway"] := {
	"input": p.platform(p.private, [], [p.resource(
		"aws_vpc_endpoint.s3_interface",
		{
			"service_name": "com.amazonaws.eu-central-1.s3", "vpc_endpoint_type": "Interface", "private_dns_enabled": true,
			"dns_options": [{"private_dns_only_for_inbound_resolver_endpoint": true}],
		},
		{"vpc_id": [p.id("aws_vpc.main")], "security_group_ids": [p.id("aws_security_group.endpoints")], "subnet_ids": [p.id("aws_subnet.private_a")]},
	)]),
	"want": _all("pass"),
}

cases["the cluster of the nodes is not told"] := {"input": p.platform(p.private, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": _all("undetermined")}

cases["one node group of two whose cluster is not told"] := {
	"input": p.platform(p.private, [], [
		p.node_group("aws_eks_node_group.second", "aws_launch_template.node"),
		p.point("aws_eks_node_group.second", "cluster_name", [p.unknown("var.cluster")]),
	]),
	"want": _all("pass"),
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
