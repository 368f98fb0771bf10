package eksgate.rules["change-safety"]["network-not-replaced_test"]

import data.eksgate.rules["change-safety"]["network-not-replaced"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_group := "aws_eks_node_group.main"

_on(subnets) := {"vpc_config": [{"subnet_ids": subnets, "vpc_id": "vpc-0a"}]}

# Cluster and node group are in one subnet afterwards.
_left_a := x.update(x.update(x.plan, _cluster, _on(["subnet-0b"])), _group, {"subnet_ids": ["subnet-0b"]})

# A node group of somebody else's cluster, alone.
_alone := x.without(x.plan, _cluster)

_eip := "aws_eip.nat"

_nat := "aws_nat_gateway.main"

_no_route := x.without(x.plan, "aws_route.private")

# The gateway has its address by another argument.
_with(plan, values) := x.add(json.remove(plan, [["resources", "aws_nat_gateway", _nat, "values", "allocation_id"]]), [p.change(_nat, values)])

cases["nothing changes"] := {"input": x.plan, "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["updates in place"] := {"input": x.update(x.update(x.plan, "aws_vpc.main", {"enable_dns_hostnames": true}), "aws_subnet.a", {"map_public_ip_on_launch": false}), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the VPC is replaced"] := {"input": x.replace(x.plan, "aws_vpc.main", ["cidr_block"], {}), "want": {"aws_vpc.main": "fail", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the VPC is deleted"] := {"input": x.delete(x.plan, "aws_vpc.main"), "want": {"aws_vpc.main": "fail", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the VPC is forgotten by Terraform"] := {"input": x.act(x.plan, "aws_vpc.main", ["forget"], {}), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["another VPC is deleted"] := {"input": x.delete(x.add(x.plan, [x.there("aws_vpc.other", {"id": "vpc-0b"})]), "aws_vpc.other"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is replaced"] := {"input": x.replace(x.plan, "aws_subnet.a", ["cidr_block"], {}), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "fail", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is replaced by one that is made first"] := {"input": x.replace_after(x.plan, "aws_subnet.a", ["cidr_block"], {}), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "fail", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet that is used is deleted"] := {"input": x.delete(x.plan, "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "fail", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is deleted that nothing is in afterwards"] := {"input": x.delete(_left_a, "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is deleted that the cluster alone is in afterwards"] := {"input": x.delete(x.update(x.plan, _group, {"subnet_ids": ["subnet-0b"]}), "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "fail", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is deleted that the node group alone is in afterwards"] := {"input": x.delete(x.update(x.plan, _cluster, _on(["subnet-0b"])), "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "fail", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is deleted, and what is used afterwards is not known"] := {"input": x.delete(x.add(_left_a, [p.point(_cluster, "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])]), "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "undetermined", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is deleted, and one that is made is used afterwards"] := {"input": x.delete(x.add(_left_a, [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.new")])]), "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet is deleted that was of a group which is deleted too"] := {"input": x.delete(x.delete(x.update(x.plan, _cluster, _on(["subnet-0b"])), _group), "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet that nothing is in is deleted"] := {"input": x.delete(x.plan, "aws_subnet.public"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a subnet of a Fargate profile is deleted"] := {"input": x.delete(x.add(_alone, [x.there("aws_eks_fargate_profile.main", {"subnet_ids": ["subnet-0public"]})]), "aws_subnet.public"), "want": {"aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_subnet.public": "fail"}}

cases["a subnet of nodes of a cluster that is not of this plan is replaced"] := {"input": x.replace(_alone, "aws_subnet.a", ["cidr_block"], {}), "want": {"aws_subnet.a": "fail", "aws_subnet.b": "pass"}}

cases["a subnet is deleted, and what was used is hidden"] := {"input": x.delete(x.hide(x.without(x.plan, _group), _cluster, "vpc_config.0.subnet_ids"), "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "undetermined", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the NAT gateway is replaced"] := {"input": x.replace(x.plan, _nat, ["subnet_id"], {}), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "fail", "aws_eip.nat": "pass"}}

cases["the NAT gateway is deleted together with its route"] := {"input": x.delete(x.delete(x.plan, "aws_route.private"), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "fail", "aws_eip.nat": "pass"}}

cases["the NAT gateway is deleted, and its route leads elsewhere"] := {"input": x.delete(x.update(x.plan, "aws_route.private", {"nat_gateway_id": "nat-0b"}), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "fail", "aws_eip.nat": "pass"}}

cases["a NAT gateway that no route leads to is deleted"] := {"input": x.delete(_no_route, _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["a NAT gateway that a table leads to is deleted"] := {"input": x.delete(x.add(_no_route, [x.there("aws_route_table.private", {"vpc_id": "vpc-0a", "route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0a"}]})]), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "fail", "aws_eip.nat": "pass"}}

cases["a NAT gateway that the main table leads to is deleted"] := {"input": x.delete(x.add(_no_route, [x.there("aws_default_route_table.private", {"vpc_id": "vpc-0a", "route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0a"}]})]), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "fail", "aws_eip.nat": "pass"}}

cases["a NAT gateway is deleted in a VPC whose routes are not of this plan"] := {"input": x.delete(x.without(_no_route, "aws_vpc.main"), _nat), "want": {"aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "undetermined", "aws_eip.nat": "pass"}}

cases["a NAT gateway in a VPC without a cluster is deleted"] := {"input": x.delete(x.add(x.plan, [p.change("aws_subnet.public", {"vpc_id": "vpc-0b"})]), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass"}}

cases["a NAT gateway whose VPC is not known is deleted"] := {"input": x.delete(x.without(x.plan, "aws_subnet.public"), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "undetermined", "aws_eip.nat": "pass"}}

cases["a NAT gateway whose VPC is not known is deleted, and there is no cluster"] := {"input": x.delete(x.without(_alone, "aws_subnet.public"), _nat), "want": {"aws_subnet.a": "pass", "aws_subnet.b": "pass"}}

cases["a NAT gateway in a subnet that is read is deleted"] := {"input": x.delete(x.add(x.without(x.plan, "aws_subnet.public"), [p.resource("data.aws_subnet.public", {"id": "subnet-0public", "vpc_id": "vpc-0a"}, {})]), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "fail", "aws_eip.nat": "pass"}}

cases["a regional NAT gateway is deleted"] := {"input": x.delete(x.add(json.remove(x.plan, [["resources", "aws_nat_gateway", _nat, "values", "subnet_id"]]), [p.change(_nat, {"vpc_id": "vpc-0a"})]), _nat), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "fail", "aws_eip.nat": "pass"}}

cases["the elastic IP address is replaced"] := {"input": x.replace(x.plan, _eip, ["network_border_group"], {}), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "fail"}}

cases["the elastic IP address is deleted"] := {"input": x.delete(x.plan, _eip), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "fail"}}

cases["the elastic IP address is a second one"] := {"input": x.delete(_with(x.plan, {"secondary_allocation_ids": ["eipalloc-0a"]}), _eip), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "fail"}}

cases["the elastic IP address is one of a regional gateway"] := {"input": x.delete(_with(x.plan, {"availability_zone_address": [{"allocation_ids": ["eipalloc-0a"]}]}), _eip), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "fail"}}

cases["the elastic IP address is associated with the gateway"] := {"input": x.delete(x.add(_with(x.plan, {}), [x.there("aws_nat_gateway_eip_association.main", {"nat_gateway_id": "nat-0a", "allocation_id": "eipalloc-0a"})]), _eip), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "fail"}}

cases["the elastic IP address is associated with another gateway"] := {"input": x.delete(x.add(_with(x.plan, {}), [x.there("aws_nat_gateway_eip_association.main", {"nat_gateway_id": "nat-0b", "allocation_id": "eipalloc-0a"})]), _eip), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass"}}

cases["the elastic IP address of a gateway that no route leads to is deleted"] := {"input": x.delete(_no_route, _eip), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the elastic IP address of a gateway whose routes are not of this plan is deleted"] := {"input": x.delete(x.without(_no_route, "aws_vpc.main"), _eip), "want": {"aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "undetermined"}}

cases["an elastic IP address of something else is deleted"] := {"input": x.delete(x.add(x.plan, [x.there("aws_eip.other", {"id": "eipalloc-0b"})]), "aws_eip.other"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the network goes with its cluster"] := {"input": x.delete(x.delete(x.delete(x.delete(x.plan, _cluster), _group), "aws_vpc.main"), _nat), "want": {}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

cases["a subnet of the cluster is deleted, and those of nodes are hidden"] := {"input": x.delete(x.hide(x.plan, _group, "subnet_ids"), "aws_subnet.a"), "want": {"aws_vpc.main": "pass", "aws_subnet.a": "fail", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the VPC is replaced, and the subnets alone tell that it is that of the cluster"] := {"input": x.replace(json.remove(x.plan, [["resources", "aws_eks_cluster", _cluster, "values", "vpc_config", "0", "vpc_id"]]), "aws_vpc.main", ["cidr_block"], {}), "want": {"aws_vpc.main": "fail", "aws_subnet.a": "pass", "aws_subnet.b": "pass", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

cases["the VPC is replaced, and the cluster alone tells that it is its own"] := {"input": x.replace(x.without(x.without(x.plan, "aws_subnet.a"), "aws_subnet.b"), "aws_vpc.main", ["cidr_block"], {}), "want": {"aws_vpc.main": "fail", "aws_nat_gateway.main": "pass", "aws_eip.nat": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
