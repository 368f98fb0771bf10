package eksgate.rules.networking["address-ranges-disjoint_test"]

import data.eksgate.rules.networking["address-ranges-disjoint"] as rule
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_want(outcome) := {"aws_eks_cluster.main": outcome}

_vpc(range) := p.platform(p.ec2, [], [p.change("aws_vpc.main", {"cidr_block": range})])

_services(config) := p.platform(p.ec2, [], [p.change(_cluster, {"kubernetes_network_config": [config]})])

_secondary(range) := p.resource("aws_vpc_ipv4_cidr_block_association.more", {"cidr_block": range}, {"vpc_id": [p.id("aws_vpc.main")]})

_remote(nodes, pods) := p.change(_cluster, {"remote_network_config": [{"remote_node_networks": [{"cidrs": nodes}], "remote_pod_networks": [{"cidrs": pods}]}]})

_with(changes) := p.platform(p.ec2, [], changes)

_subnet(name, range) := p.resource(name, {"cidr_block": range}, {"vpc_id": [p.id("aws_vpc.main")]})

# A cluster in a VPC that a data source shows.
_elsewhere(attributes) := _with(array.concat(
	[p.resource("data.aws_vpc.main", attributes, {})],
	[p.point($"aws_subnet.private_{zone}", "vpc_id", [p.id("data.aws_vpc.main")]) | some zone in ["a", "b", "c"]],
))

# Which subnet, and with it which VPC, is the cluster's is not known.
_perhaps := p.point(_cluster, "vpc_config.0.subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])])

_ipv6 := p.change(_cluster, {"kubernetes_network_config": [{"ip_family": "ipv6"}]})

cases["neither of EKS's own ranges overlaps the VPC"] := {"input": p.ec2, "want": _want("pass")}

cases["EKS's first range overlaps the VPC"] := {"input": _vpc("10.100.0.0/16"), "want": _want("undetermined")}

cases["EKS's second range overlaps the VPC"] := {"input": _vpc("172.20.128.0/17"), "want": _want("undetermined")}

cases["both of EKS's ranges overlap the VPC"] := {"input": p.platform(_vpc("10.100.0.0/16"), [], [_secondary("172.20.0.0/24")]), "want": _want("fail")}

cases["a service range of one's own"] := {"input": _services({"service_ipv4_cidr": "192.168.0.0/16"}), "want": _want("pass")}

cases["a service range inside the VPC's"] := {"input": _services({"service_ipv4_cidr": "10.0.128.0/20"}), "want": _want("fail")}

cases["a service range around the VPC's"] := {"input": p.platform(_services({"service_ipv4_cidr": "10.0.0.0/12"}), [], []), "want": _want("fail")}

cases["a service range beside EKS's own in the VPC"] := {"input": p.platform(_vpc("10.100.0.0/16"), [], [p.change(_cluster, {"kubernetes_network_config": [{"service_ipv4_cidr": "172.20.0.0/16"}]})]), "want": _want("pass")}

cases["a service range that is none"] := {"input": _services({"service_ipv4_cidr": "192.168.0.0"}), "want": _want("undetermined")}

cases["a range of the VPC that is none"] := {"input": _vpc("10.0.0.0"), "want": _want("undetermined")}

cases["a secondary range that is none"] := {"input": _with([_secondary("192.168.0.0")]), "want": _want("undetermined")}

cases["a range of a subnet that is none"] := {"input": _with([p.change("aws_subnet.public_a", {"cidr_block": "10.0.240.0"})]), "want": _want("undetermined")}

cases["a secondary range holds the service range"] := {"input": p.platform(_services({"service_ipv4_cidr": "192.168.0.0/20"}), [], [_secondary("192.168.0.0/16")]), "want": _want("fail")}

cases["a secondary range of another VPC holds the service range"] := {"input": p.platform(_services({"service_ipv4_cidr": "192.168.0.0/20"}), [], [_secondary("192.168.0.0/16"), p.point("aws_vpc_ipv4_cidr_block_association.more", "vpc_id", [p.id("aws_vpc.other")])]), "want": _want("pass")}

cases["a secondary range of a VPC that is not known holds the service range"] := {"input": p.platform(_services({"service_ipv4_cidr": "192.168.0.0/20"}), [], [_secondary("192.168.0.0/16"), p.point("aws_vpc_ipv4_cidr_block_association.more", "vpc_id", [p.unknown("var.vpc")])]), "want": _want("undetermined")}

cases["a secondary range of a VPC that is not known, apart from all others"] := {"input": p.platform(_services({"service_ipv4_cidr": "192.168.0.0/20"}), [], [_secondary("100.64.0.0/16"), p.point("aws_vpc_ipv4_cidr_block_association.more", "vpc_id", [p.unknown("var.vpc")])]), "want": _want("pass")}

cases["a secondary range that IPAM chooses"] := {"input": _with([p.resource("aws_vpc_ipv4_cidr_block_association.more", {}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": _want("undetermined")}

cases["a secondary range that is not known"] := {"input": _with([p.resource("aws_vpc_ipv4_cidr_block_association.more", {}, {"vpc_id": [p.id("aws_vpc.main")], "cidr_block": [p.unknown("var.range")]})]), "want": _want("undetermined")}

cases["a range of another VPC that IPAM chooses"] := {"input": _with([p.resource("aws_vpc_ipv4_cidr_block_association.more", {}, {"vpc_id": [p.id("aws_vpc.other")]})]), "want": _want("pass")}

cases["the VPC's range that IPAM chooses"] := {"input": p.platform(p.ec2, [["aws_vpc.main", "values", "cidr_block"]], []), "want": _want("undetermined")}

cases["the service range is not known"] := {"input": _with([p.point(_cluster, "kubernetes_network_config.0.service_ipv4_cidr", [p.unknown("var.range")])]), "want": _want("undetermined")}

cases["how services are addressed is not known at all"] := {"input": _with([p.forget(_cluster, "kubernetes_network_config")]), "want": _want("undetermined")}

cases["a cluster of IPv6 has no such range"] := {"input": p.platform(_vpc("10.100.0.0/16"), [], [_ipv6]), "want": _want("pass")}

cases["the family is not known, and the range is sound"] := {"input": _with([p.point(_cluster, "kubernetes_network_config.0.ip_family", [p.unknown("var.family")])]), "want": _want("pass")}

cases["the family is not known, and the range is not sound"] := {"input": p.platform(_services({"service_ipv4_cidr": "10.0.128.0/20"}), [], [p.point(_cluster, "kubernetes_network_config.0.ip_family", [p.unknown("var.family")])]), "want": _want("undetermined")}

cases["remote networks apart from all others"] := {"input": _with([_remote(["192.168.0.0/17"], ["192.168.128.0/17"])]), "want": _want("pass")}

cases["remote nodes in the VPC's range"] := {"input": _with([_remote(["10.0.64.0/20"], ["192.168.128.0/17"])]), "want": _want("fail")}

cases["remote pods in the VPC's range"] := {"input": _with([_remote(["192.168.0.0/17"], ["10.0.0.0/8"])]), "want": _want("fail")}

cases["remote pods in a secondary range of the VPC"] := {"input": _with([_secondary("192.168.128.0/18"), _remote(["192.168.0.0/17"], ["192.168.128.0/17"])]), "want": _want("fail")}

cases["remote pods in a range that may be the VPC's"] := {"input": _with([_secondary("192.168.128.0/18"), p.point("aws_vpc_ipv4_cidr_block_association.more", "vpc_id", [p.unknown("var.vpc")]), _remote(["192.168.0.0/17"], ["192.168.128.0/17"])]), "want": _want("undetermined")}

cases["remote nodes in the service range"] := {"input": p.platform(_services({"service_ipv4_cidr": "192.168.0.0/16"}), [], [_remote(["192.168.1.0/24"], [])]), "want": _want("fail")}

cases["remote nodes in a range that EKS may take for services"] := {"input": _with([_remote(["172.20.1.0/24"], [])]), "want": _want("undetermined")}

cases["remote nodes and pods in one range"] := {"input": _with([_remote(["192.168.0.0/16"], ["192.168.0.0/16"])]), "want": _want("fail")}

cases["remote pods in a part of the nodes' range"] := {"input": _with([_remote(["192.168.0.0/16"], ["192.168.7.0/24"])]), "want": _want("fail")}

cases["two remote node networks that overlap"] := {"input": _with([_remote(["192.168.0.0/16", "192.168.7.0/24"], [])]), "want": _want("fail")}

cases["remote networks of an IPv6 cluster overlap the VPC"] := {"input": _with([_ipv6, _remote(["10.0.64.0/20"], [])]), "want": _want("fail")}

cases["remote networks of an IPv6 cluster in a VPC whose range IPAM chooses"] := {"input": p.platform(p.ec2, [["aws_vpc.main", "values", "cidr_block"]], [_ipv6, _remote(["10.0.64.0/20"], [])]), "want": _want("undetermined")}

cases["an IPv6 cluster without remote networks in a VPC whose range IPAM chooses"] := {"input": p.platform(p.ec2, [["aws_vpc.main", "values", "cidr_block"]], [_ipv6]), "want": _want("pass")}

cases["remote networks that are not known"] := {"input": _with([p.point(_cluster, "remote_network_config.0.remote_node_networks.0.cidrs", [p.unknown("var.ranges")])]), "want": _want("undetermined")}

cases["remote networks of an IPv6 cluster that are not known"] := {"input": _with([_ipv6, p.forget(_cluster, "remote_network_config")]), "want": _want("undetermined")}

cases["a remote range that is none"] := {"input": _with([_remote(["everywhere"], [])]), "want": _want("undetermined")}

cases["two subnets overlap"] := {"input": _with([_subnet("aws_subnet.more", "10.0.0.0/24")]), "want": _want("fail")}

cases["two subnets have one range"] := {"input": _with([_subnet("aws_subnet.more", "10.0.0.0/20")]), "want": _want("fail")}

cases["two subnets overlap in IPv6"] := {"input": _with([p.change("aws_subnet.private_a", {"ipv6_cidr_block": "2001:db8:0:1::/64"}), p.change("aws_subnet.private_b", {"ipv6_cidr_block": "2001:db8:0:1::/64"})]), "want": _want("fail")}

cases["the subnet of another VPC overlaps"] := {"input": _with([_subnet("aws_subnet.more", "10.0.0.0/24"), p.point("aws_subnet.more", "vpc_id", [p.id("aws_vpc.other")])]), "want": _want("pass")}

cases["the subnet of another VPC overlaps, last in the order of names"] := {"input": _with([_subnet("aws_subnet.the_last", "10.0.0.0/24"), p.point("aws_subnet.the_last", "vpc_id", [p.id("aws_vpc.other")])]), "want": _want("pass")}

cases["the range of a subnet of another VPC is not known"] := {"input": _with([p.resource("aws_subnet.more", {}, {"vpc_id": [p.id("aws_vpc.other")]})]), "want": _want("pass")}

cases["the range of one of two subnets is not known"] := {"input": p.platform(p.ec2, ["aws_subnet.public_a", "aws_subnet.private_c", ["aws_subnet.private_a", "values", "cidr_block"]], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")])]), "want": _want("undetermined")}

cases["the subnet of a VPC that is not known overlaps"] := {"input": _with([_subnet("aws_subnet.more", "10.0.0.0/24"), p.point("aws_subnet.more", "vpc_id", [p.unknown("var.vpc")])]), "want": _want("undetermined")}

cases["a data source with the range of a subnet made here may be the same one"] := {"input": _with([_subnet("data.aws_subnet.more", "10.0.0.0/20")]), "want": _want("pass")}

cases["a data source with a part of the range of a subnet made here"] := {"input": _with([_subnet("data.aws_subnet.more", "10.0.0.0/24")]), "want": _want("fail")}

cases["the range of one subnet is not known"] := {"input": p.platform(p.ec2, [["aws_subnet.public_a", "values", "cidr_block"]], []), "want": _want("undetermined")}

cases["a subnet for IPv6 alone has no IPv4 range"] := {"input": p.platform(p.ec2, [["aws_subnet.public_a", "values", "cidr_block"]], [p.change("aws_subnet.public_a", {"ipv6_native": true})]), "want": _want("pass")}

cases["the range of the only subnet is not known"] := {"input": p.platform(p.ec2, ["aws_subnet.public_a", "aws_subnet.private_b", "aws_subnet.private_c", ["aws_subnet.private_a", "values", "cidr_block"]], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a")])]), "want": _want("pass")}

cases["data sources alone cannot overlap, whether they were read or not"] := {"input": p.platform(p.ec2, ["aws_subnet.public_a", "aws_subnet.private_a", "aws_subnet.private_b", "aws_subnet.private_c"], [_subnet("data.aws_subnet.a", "10.0.0.0/20"), _subnet("data.aws_subnet.b", "10.0.0.0/24"), p.resource("aws_subnet.elsewhere", {"cidr_block": "10.9.0.0/24"}, {"vpc_id": [p.id("aws_vpc.other")]}), p.resource("data.aws_subnet.c", {}, {"vpc_id": [p.id("aws_vpc.main")]}), p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("data.aws_subnet.a")])]), "want": _want("pass")}

cases["a VPC that a data source shows may have other ranges too"] := {"input": _elsewhere({"cidr_block": "10.0.0.0/16"}), "want": _want("undetermined")}

cases["a VPC that a data source shows overlaps"] := {"input": p.platform(_elsewhere({"cidr_block": "10.0.0.0/16"}), [], [p.change(_cluster, {"kubernetes_network_config": [{"service_ipv4_cidr": "10.0.128.0/20"}]})]), "want": _want("fail")}

cases["the VPC is none of this input"] := {"input": _with([p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.stray")]), p.resource("aws_subnet.stray", {"vpc_id": "vpc-0123456789abcdef0"}, {})]), "want": _want("undetermined")}

cases["the subnets are not known"] := {"input": _with([p.point(_cluster, "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])]), "want": _want("undetermined")}

cases["the subnets are not known, and the remote networks overlap"] := {"input": _with([p.point(_cluster, "vpc_config.0.subnet_ids", [p.unknown("var.subnets")]), _remote(["192.168.0.0/16"], ["192.168.7.0/24"])]), "want": _want("fail")}

cases["a VPC that may be the cluster's holds the service range"] := {"input": p.platform(_services({"service_ipv4_cidr": "10.0.128.0/20"}), [], [_perhaps]), "want": _want("undetermined")}

cases["subnets overlap in a VPC that may be the cluster's"] := {"input": _with([_subnet("aws_subnet.more", "10.0.0.0/24"), _perhaps]), "want": _want("undetermined")}

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

test_the_ranges_are_named if {
	result := _said(p.platform(_services({"service_ipv4_cidr": "192.168.0.0/20"}), [], [_secondary("192.168.0.0/16")]))
	result.message == "the service range (192.168.0.0/20) and the range of aws_vpc_ipv4_cidr_block_association.more (192.168.0.0/16) overlap"
	result.related == ["aws_vpc_ipv4_cidr_block_association.more"]
}

test_what_kind_of_remote_network_it_is_is_named if {
	result := _said(_with([_remote(["192.168.0.0/16"], ["192.168.7.0/24"])]))
	result.message == "a remote node network (192.168.0.0/16) and a remote pod network (192.168.7.0/24) overlap"
}

test_what_is_not_known_of_the_vpc_is_named if {
	_said(p.platform(p.ec2, [["aws_vpc.main", "values", "cidr_block"]], [])).missing == ["aws_vpc.main: cidr_block"]
}

test_what_else_a_vpc_may_have_is_named if {
	_said(_elsewhere({"cidr_block": "10.0.0.0/16"})).missing == ["the secondary ranges of data.aws_vpc.main"]
}

test_a_vpc_that_is_not_of_this_input_is_named if {
	result := _said(_with([p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.stray")]), p.resource("aws_subnet.stray", {"vpc_id": "vpc-0123456789abcdef0"}, {})]))
	result.missing == ["the VPC of aws_eks_cluster.main", "the ranges of vpc-0123456789abcdef0"]
}

test_a_range_that_would_decide_is_named if {
	result := _said(_vpc("10.100.0.0/16"))
	result.missing == ["aws_eks_cluster.main: kubernetes_network_config.0.service_ipv4_cidr"]
	result.message == "it may be that the service range (10.100.0.0/16) and the range of aws_vpc.main (10.100.0.0/16) overlap"
}

test_a_certain_overlap_misses_nothing if {
	_said(_with([_subnet("aws_subnet.more", "10.0.0.0/24")])).missing == []
}

test_a_subnet_without_a_range_is_named if {
	_said(p.platform(p.ec2, [["aws_subnet.public_a", "values", "cidr_block"]], [])).missing == ["aws_subnet.public_a: cidr_block"]
}

test_whose_vpc_decides_an_overlap_is_named if {
	result := _said(_with([_subnet("aws_subnet.more", "10.0.0.0/24"), p.point("aws_subnet.more", "vpc_id", [p.unknown("var.vpc")])]))
	result.missing == ["aws_subnet.more: vpc_id", "aws_subnet.private_a: vpc_id"]
}
