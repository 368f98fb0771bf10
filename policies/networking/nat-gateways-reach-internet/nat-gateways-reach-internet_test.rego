package eksgate.rules.networking["nat-gateways-reach-internet_test"]

import data.eksgate.rules.networking["nat-gateways-reach-internet"] as rule
import data.eksgate.testing.platform as p

_nat := "aws_nat_gateway.main"

_want(outcome) := {"aws_nat_gateway.main": outcome}

_blocked(mode) := p.resource("aws_vpc_block_public_access_options.main", {"internet_gateway_block_mode": mode}, {})

_exclusion(mode, edges) := p.resource("aws_vpc_block_public_access_exclusion.main", {"internet_gateway_exclusion_mode": mode}, edges)

_of_subnet := {"subnet_id": [p.id("aws_subnet.public_a")]}

_of_vpc := {"vpc_id": [p.id("aws_vpc.main")]}

_bidirectional(changes) := p.platform(p.network, [], array.concat([_blocked("block-bidirectional")], changes))

_without_internet_gateway := ["aws_internet_gateway.main", "aws_route.public"]

cases["a public subnet"] := {"input": p.network, "want": _want("pass")}

cases["no internet gateway route"] := {"input": p.platform(p.network, ["aws_route.public"], []), "want": _want("fail")}

cases["the gateway sits in a private subnet, and leads to itself"] := {"input": p.platform(p.network, [], [p.point(_nat, "subnet_id", [p.id("aws_subnet.private_a")])]), "want": _want("fail")}

cases["the subnet leads to a transit gateway"] := {"input": p.platform(p.network, [["aws_route.public", "edges", "gateway_id"], ["aws_route.public", "unknown", "gateway_id"]], [p.change("aws_route.public", {"transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": _want("undetermined")}

cases["the internet gateway belongs to another VPC"] := {"input": p.platform(p.network, [], [p.point("aws_internet_gateway.main", "vpc_id", [p.id("aws_vpc.other")]), p.resource("aws_vpc.other", {}, {})]), "want": _want("fail")}

cases["the internet gateway is attached by a resource of its own"] := {"input": p.platform(p.network, [["aws_internet_gateway.main", "edges", "vpc_id"], ["aws_internet_gateway.main", "unknown", "vpc_id"]], [p.resource("aws_internet_gateway_attachment.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "internet_gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": _want("pass")}

cases["the subnet is not known"] := {"input": p.platform(p.network, [], [p.point(_nat, "subnet_id", [p.unknown("var.subnet")])]), "want": _want("undetermined")}

cases["a private NAT gateway is no subject"] := {"input": p.platform(p.network, [], [p.change(_nat, {"connectivity_type": "private"})]), "want": {}}

cases["one that says nothing is public"] := {"input": p.platform(p.network, [[_nat, "values", "connectivity_type"], "aws_route.public"], []), "want": _want("fail")}

cases["whether it is public is not known"] := {"input": p.platform(p.network, [[_nat, "values", "connectivity_type"], "aws_route.public"], [p.forget(_nat, "connectivity_type")]), "want": _want("undetermined")}

cases["a NAT gateway that is not made here"] := {"input": p.platform(p.network, [_nat], [p.resource("data.aws_nat_gateway.main", {}, {})]), "want": {}}

cases["a default route by a prefix list that holds it"] := {"input": p.platform(p.network, [["aws_route.public", "values", "destination_cidr_block"]], [p.point("aws_route.public", "destination_prefix_list_id", [p.id("aws_ec2_managed_prefix_list.all")]), p.resource("aws_ec2_managed_prefix_list.all", {"name": "all", "entry": [{"cidr": "0.0.0.0/0"}]}, {})]), "want": _want("pass")}

cases["a route by a prefix list that is not known"] := {"input": p.platform(p.network, [["aws_route.public", "values", "destination_cidr_block"]], [p.point("aws_route.public", "destination_prefix_list_id", [p.unknown("var.list")])]), "want": _want("undetermined")}

cases["regional, in a VPC with an internet gateway"] := {"input": p.ec2_regional, "want": _want("pass")}

cases["regional, in a VPC without an internet gateway"] := {"input": p.platform(p.ec2_regional, _without_internet_gateway, []), "want": _want("fail")}

cases["regional, in a VPC that an attachment gives a gateway which is not made here"] := {"input": p.platform(p.ec2_regional, _without_internet_gateway, [p.resource("aws_internet_gateway_attachment.main", {"internet_gateway_id": "igw-0123456789abcdef0"}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": _want("undetermined")}

cases["regional, beside an attachment of another VPC"] := {"input": p.platform(p.ec2_regional, _without_internet_gateway, [p.resource("aws_internet_gateway_attachment.main", {"internet_gateway_id": "igw-0123456789abcdef0"}, {"vpc_id": [p.id("aws_vpc.other")]})]), "want": _want("fail")}

cases["regional, and which VPC the internet gateway is in is not known"] := {"input": p.platform(p.ec2_regional, [], [p.point("aws_internet_gateway.main", "vpc_id", [p.unknown("var.vpc")])]), "want": _want("undetermined")}

cases["regional, and the internet gateway is another VPC's"] := {"input": p.platform(p.ec2_regional, [], [p.point("aws_internet_gateway.main", "vpc_id", [p.id("aws_vpc.other")])]), "want": _want("fail")}

cases["regional, and the VPC is not known"] := {"input": p.platform(p.ec2_regional, [], [p.point(_nat, "vpc_id", [p.unknown("var.vpc")])]), "want": _want("undetermined")}

cases["regional, in a VPC that is not made here"] := {"input": p.platform(p.ec2_regional, [], [p.point(_nat, "vpc_id", [p.id("data.aws_vpc.other")]), p.resource("data.aws_vpc.other", {}, {})]), "want": _want("undetermined")}

cases["regional or zonal, and one would do"] := {"input": p.platform(p.network, ["aws_route.public"], [p.forget(_nat, "availability_mode"), p.point(_nat, "vpc_id", [p.id("aws_vpc.main")])]), "want": _want("undetermined")}

cases["regional or zonal, and both would do"] := {"input": p.platform(p.network, [], [p.forget(_nat, "availability_mode"), p.point(_nat, "vpc_id", [p.id("aws_vpc.main")])]), "want": _want("pass")}

cases["zonal by name"] := {"input": p.platform(p.network, ["aws_route.public"], [p.change(_nat, {"availability_mode": "zonal"})]), "want": _want("fail")}

cases["Block Public Access in both directions"] := {"input": _bidirectional([]), "want": _want("fail")}

cases["Block Public Access of ingress lets a NAT gateway out"] := {"input": p.platform(p.network, [], [_blocked("block-ingress")]), "want": _want("pass")}

cases["Block Public Access that is off"] := {"input": p.platform(p.network, [], [_blocked("off")]), "want": _want("pass")}

cases["Block Public Access in a mode that is not known"] := {"input": p.platform(p.network, [], [p.resource("aws_vpc_block_public_access_options.main", {}, {"internet_gateway_block_mode": [p.unknown("var.mode")]})]), "want": _want("undetermined")}

cases["Block Public Access in a mode of the future"] := {"input": p.platform(p.network, [], [_blocked("block-egress")]), "want": _want("undetermined")}

cases["Block Public Access of two Regions"] := {"input": _bidirectional([p.resource("aws_vpc_block_public_access_options.other", {"internet_gateway_block_mode": "off"}, {})]), "want": _want("undetermined")}

cases["Block Public Access alike in two Regions"] := {"input": _bidirectional([p.resource("aws_vpc_block_public_access_options.other", {"internet_gateway_block_mode": "block-bidirectional"}, {})]), "want": _want("fail")}

cases["the subnet is excluded"] := {"input": _bidirectional([_exclusion("allow-bidirectional", _of_subnet)]), "want": _want("pass")}

cases["the subnet is excluded for egress"] := {"input": _bidirectional([_exclusion("allow-egress", _of_subnet)]), "want": _want("pass")}

cases["the VPC is excluded"] := {"input": _bidirectional([_exclusion("allow-egress", _of_vpc)]), "want": _want("pass")}

cases["another subnet is excluded"] := {"input": _bidirectional([_exclusion("allow-egress", {"subnet_id": [p.id("aws_subnet.private_a")]})]), "want": _want("fail")}

cases["another VPC is excluded"] := {"input": _bidirectional([_exclusion("allow-egress", {"vpc_id": [p.id("aws_vpc.other")]})]), "want": _want("fail")}

cases["a VPC that this input does not hold is excluded"] := {"input": _bidirectional([p.resource("aws_vpc_block_public_access_exclusion.main", {"internet_gateway_exclusion_mode": "allow-egress", "vpc_id": "vpc-0123456789abcdef0"}, {})]), "want": _want("fail")}

cases["what is excluded is not known"] := {"input": _bidirectional([_exclusion("allow-egress", {"subnet_id": [p.unknown("var.subnet")]})]), "want": _want("undetermined")}

cases["one of two subnets is excluded"] := {"input": _bidirectional([_exclusion("allow-egress", {"subnet_id": [p.over("x", ["aws_subnet.public_a", "aws_subnet.private_a"])]})]), "want": _want("undetermined")}

cases["how the subnet is excluded is not known"] := {"input": _bidirectional([p.resource("aws_vpc_block_public_access_exclusion.main", {}, object.union(_of_subnet, {"internet_gateway_exclusion_mode": [p.unknown("var.mode")]}))]), "want": _want("undetermined")}

cases["excluded, and the mode is not known"] := {"input": p.platform(p.network, [], [p.resource("aws_vpc_block_public_access_options.main", {}, {"internet_gateway_block_mode": [p.unknown("var.mode")]}), _exclusion("allow-egress", _of_subnet)]), "want": _want("pass")}

cases["a VPC is excluded, and which one the subnet is in is not known"] := {"input": _bidirectional([p.point("aws_subnet.public_a", "vpc_id", [p.unknown("var.vpc")]), _exclusion("allow-egress", _of_vpc)]), "want": _want("undetermined")}

cases["another subnet is excluded, and which VPC the subnet is in is not known"] := {"input": _bidirectional([p.point("aws_subnet.public_a", "vpc_id", [p.unknown("var.vpc")]), _exclusion("allow-egress", {"subnet_id": [p.id("aws_subnet.private_a")]})]), "want": _want("fail")}

cases["regional, and Block Public Access in both directions"] := {"input": p.platform(p.ec2_regional, [], [_blocked("block-bidirectional")]), "want": _want("fail")}

cases["regional, and the VPC is excluded"] := {"input": p.platform(p.ec2_regional, [], [_blocked("block-bidirectional"), _exclusion("allow-egress", _of_vpc)]), "want": _want("pass")}

_of_looked_up_vpc := [p.resource("data.aws_vpc.shared", {}, {}), p.point("aws_subnet.public_a", "vpc_id", [p.id("data.aws_vpc.shared")])]

cases["the subnet has the main table of a VPC that is looked up, whose routes are elsewhere"] := {"input": p.platform(p.network, ["aws_route.public"], array.concat(_of_looked_up_vpc, [p.point("aws_route_table_association.public_a", "route_table_id", [p.ref("data.aws_vpc.shared", "main_route_table_id")])])), "want": _want("undetermined")}

cases["a state shows the targets that the route does not have as empty"] := {"input": p.platform(p.network, [], [p.change("aws_route.public", {"nat_gateway_id": "", "transit_gateway_id": ""})]), "want": _want("pass")}

_table(references) := p.platform(p.network, [], [p.point("aws_route_table_association.public_a", "route_table_id", references)])

cases["the subnet has this route table or one that is not told"] := {"input": _table([p.id("aws_route_table.public"), p.unknown("var.table")]), "want": _want("undetermined")}

cases["the subnet has a certain route table or one of two"] := {"input": _table([p.id("aws_route_table.public"), p.over("x", ["aws_route_table.public", "aws_route_table.private"])]), "want": _want("undetermined")}

cases["the subnet has one of two route tables, both named"] := {"input": _table([p.id("aws_route_table.public"), p.id("aws_route_table.private")]), "want": _want("undetermined")}

cases["two associations of the subnet, with two route tables"] := {"input": p.platform(p.network, [], [p.resource("aws_route_table_association.second", {}, {"subnet_id": [p.id("aws_subnet.public_a")], "route_table_id": [p.id("aws_route_table.private")]})]), "want": _want("undetermined")}

_main_table(name, table) := p.resource($"aws_main_route_table_association.{name}", {}, {"vpc_id": [p.id("aws_vpc.main")], "route_table_id": [p.id(table)]})

cases["the subnet takes the main route table"] := {"input": p.platform(p.network, ["aws_route_table_association.public_a"], [_main_table("one", "aws_route_table.public")]), "want": _want("pass")}

cases["the subnet takes the main route table, and two tables are named as such"] := {"input": p.platform(p.network, ["aws_route_table_association.public_a"], [_main_table("one", "aws_route_table.public"), _main_table("other", "aws_route_table.private")]), "want": _want("undetermined")}

_without_vpc := [["aws_internet_gateway.main", "edges", "vpc_id"], ["aws_internet_gateway.main", "unknown", "vpc_id"]]

_attachment(name, vpc) := p.resource($"aws_internet_gateway_attachment.{name}", {}, {"vpc_id": [p.id(vpc)], "internet_gateway_id": [p.id($"aws_internet_gateway.{name}")]})

_other_gateway := p.merge([
	p.resource("aws_vpc.other", {}, {}),
	p.resource("aws_internet_gateway.other", {}, {}),
	_attachment("other", "aws_vpc.other"),
])

cases["the internet gateway is attached by a resource of its own, and another to another VPC"] := {"input": p.platform(p.network, _without_vpc, [_attachment("main", "aws_vpc.main"), _other_gateway]), "want": _want("pass")}

cases["two attachments claim the internet gateway"] := {"input": p.platform(p.network, _without_vpc, [_attachment("main", "aws_vpc.main"), p.resource("aws_internet_gateway_attachment.more", {}, {"vpc_id": [p.id("aws_vpc.other")], "internet_gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": _want("undetermined")}

cases["no internet gateway route, beside a default route for one of two other tables"] := {"input": p.platform(p.network, ["aws_route.public"], [p.resource("aws_route_table.third", {}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_route.other", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": [p.over("x", ["aws_route_table.private", "aws_route_table.third"])], "gateway_id": [p.id("aws_internet_gateway.main")]})]), "want": _want("fail")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_said(changed) := result if {
	results := rule.results with input as changed
	some result in results
}

test_a_block_is_told_with_its_mode if {
	result := _said(_bidirectional([]))
	result.message == "VPC Block Public Access (block-bidirectional) lets no traffic from aws_subnet.public_a out to the internet by way of its NAT gateway, and no exclusion is for it"
	result.related == ["aws_subnet.public_a", "aws_vpc_block_public_access_options.main"]
}

test_a_mode_that_is_not_known_is_named if {
	result := _said(p.platform(p.network, [], [p.resource("aws_vpc_block_public_access_options.main", {}, {"internet_gateway_block_mode": [p.unknown("var.mode")]})]))
	result.missing == ["aws_vpc_block_public_access_options.main: internet_gateway_block_mode"]
	result.related == ["aws_subnet.public_a", "aws_vpc_block_public_access_options.main"]
}

test_an_exclusion_that_may_count_is_named if {
	result := _said(_bidirectional([_exclusion("allow-egress", {"subnet_id": [p.unknown("var.subnet")]})]))
	result.missing == ["aws_vpc_block_public_access_exclusion.main"]
}

test_a_gateway_that_reaches_the_internet_has_nothing_said_of_it if {
	result := _said(p.network)
	result.message == ""
	result.related == []
}

test_nothing_is_missing_where_the_subnet_leads_to_another_nat_gateway if {
	result := _said(cases["the gateway sits in a private subnet, and leads to itself"].input)
	result.outcome == "fail"
	result.missing == []
}

test_the_table_of_a_subnet_without_an_association_in_a_vpc_that_is_looked_up_is_not_told if {
	result := _said(p.platform(p.network, ["aws_route_table_association.public_a"], _of_looked_up_vpc))
	"aws_subnet.public_a: its route table" in result.missing
}
