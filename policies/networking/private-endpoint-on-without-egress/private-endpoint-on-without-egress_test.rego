package eksgate.rules.networking["private-endpoint-on-without-egress_test"]

import data.eksgate.rules.networking["private-endpoint-on-without-egress"] as rule
import data.eksgate.testing.platform as p

_cluster(outcome) := {"aws_eks_cluster.main": outcome}

_off := p.change("aws_eks_cluster.main", {"vpc_config": [{"endpoint_private_access": false, "endpoint_public_access": true}]})

_transit := [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]]

_through_transit := p.change("aws_route.private", {"transit_gateway_id": "tgw-0123456789abcdef0"})

cases["nodes without a way out, and the private endpoint"] := {"input": p.private, "want": _cluster("pass")}

cases["pods of Fargate without a way out, and the private endpoint"] := {"input": p.fargate, "want": _cluster("pass")}

cases["nodes without a way out, and the public endpoint alone"] := {"input": p.platform(p.private, [], [_off]), "want": _cluster("fail")}

cases["pods of Fargate without a way out, and the public endpoint alone"] := {"input": p.platform(p.fargate, [], [_off]), "want": _cluster("fail")}

cases["the private endpoint is left out, which is off"] := {"input": p.platform(p.private, [], [p.change("aws_eks_cluster.main", {"vpc_config": [{}]})]), "want": _cluster("fail")}

cases["whether the private endpoint is on is not known"] := {
	"input": p.platform(p.private, [], [
		p.change("aws_eks_cluster.main", {"vpc_config": [{}]}),
		p.forget("aws_eks_cluster.main", "vpc_config.0.endpoint_private_access"),
	]),
	"want": _cluster("undetermined"),
}

cases["nodes with a way out need no private endpoint"] := {"input": p.platform(p.ec2, [], [_off]), "want": {}}

cases["whether nodes have a way out is not known, beside the public endpoint alone"] := {"input": p.platform(p.ec2, _transit, [_through_transit, _off]), "want": _cluster("undetermined")}

cases["whether nodes have a way out is not known, beside the private endpoint"] := {"input": p.platform(p.ec2, _transit, [_through_transit]), "want": _cluster("pass")}

cases["one node group of two has no way out"] := {
	"input": p.platform(p.ec2, [], [
		_off,
		p.node_group("aws_eks_node_group.second", "aws_launch_template.node"),
		p.point("aws_eks_node_group.second", "subnet_ids", [p.id("aws_subnet.isolated")]),
		p.resource("aws_subnet.isolated", {"cidr_block": "10.0.241.0/24"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	]),
	"want": _cluster("fail"),
}

cases["one node group of two has no way out, and of the other it is not known"] := {
	"input": p.platform(p.ec2, _transit, [
		_off, _through_transit,
		p.node_group("aws_eks_node_group.second", "aws_launch_template.node"),
		p.point("aws_eks_node_group.second", "subnet_ids", [p.id("aws_subnet.isolated")]),
		p.resource("aws_subnet.isolated", {"cidr_block": "10.0.241.0/24"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	]),
	"want": _cluster("fail"),
}

cases["the cluster of nodes without a way out is not told"] := {"input": p.platform(p.private, [], [_off, p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a second cluster, whose nodes certainly have no way out"] := {
	"input": p.platform(p.ec2, _transit, [
		_off, _through_transit,
		p.resource("aws_eks_cluster.another", {"name": "another", "vpc_config": [{"endpoint_private_access": false}]}, {}),
		p.node_group("aws_eks_node_group.another", "aws_launch_template.node"),
		p.point("aws_eks_node_group.another", "cluster_name", [p.ref("aws_eks_cluster.another", "name")]),
		p.point("aws_eks_node_group.another", "subnet_ids", [p.id("aws_subnet.isolated")]),
		p.resource("aws_subnet.isolated", {"cidr_block": "10.0.241.0/24"}, {"vpc_id": [p.id("aws_vpc.main")]}),
	]),
	"want": {"aws_eks_cluster.main": "undetermined", "aws_eks_cluster.another": "fail"},
}

cases["a cluster without carriers"] := {"input": p.platform(p.private, ["aws_eks_node_group.main"], [_off]), "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_the_message_names_a_carrier_of_the_cluster if {
	input_of := cases["a second cluster, whose nodes certainly have no way out"].input
	results := rule.results with input as input_of
	some result in results
	result.address == "aws_eks_cluster.main"
	contains(result.message, "aws_eks_node_group.main does not")
}
