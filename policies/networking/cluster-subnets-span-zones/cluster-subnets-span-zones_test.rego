package eksgate.rules.networking["cluster-subnets-span-zones_test"]

import data.eksgate.rules.networking["cluster-subnets-span-zones"] as rule
import data.eksgate.testing.platform as p

cases["three zones"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_cluster.main": "pass"}}

cases["two zones"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one subnet"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a")])]), "want": {"aws_eks_cluster.main": "fail"}}

cases["no subnet"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "edges", "vpc_config.0.subnet_ids"], ["aws_eks_cluster.main", "unknown", "vpc_config.0.subnet_ids"]], []), "want": {"aws_eks_cluster.main": "fail"}}

cases["two subnets in one zone"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")]), p.change("aws_subnet.private_b", {"availability_zone": "eu-central-1a"})]), "want": {"aws_eks_cluster.main": "fail"}}

cases["zones told by their ids"] := {"input": p.platform(p.ec2, [["aws_subnet.private_a", "values", "availability_zone"], ["aws_subnet.private_b", "values", "availability_zone"]], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")]), p.change("aws_subnet.private_a", {"availability_zone_id": "euc1-az1"}), p.change("aws_subnet.private_b", {"availability_zone_id": "euc1-az2"})]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one zone told by name and one by id"] := {"input": p.platform(p.ec2, [["aws_subnet.private_b", "values", "availability_zone"]], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")]), p.change("aws_subnet.private_b", {"availability_zone_id": "euc1-az2"})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["zones told by elements of a data source"] := {"input": p.platform(p.ec2, [["aws_subnet.private_a", "values", "availability_zone"], ["aws_subnet.private_b", "values", "availability_zone"]], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")]), p.point("aws_subnet.private_a", "availability_zone", [object.union(p.ref("data.aws_availability_zones.all", "names.0"), {"reference": "data.aws_availability_zones.all.names[0]"})]), p.point("aws_subnet.private_b", "availability_zone", [object.union(p.ref("data.aws_availability_zones.all", "names.1"), {"reference": "data.aws_availability_zones.all.names[1]"})])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the zone of a subnet is not known"] := {"input": p.platform(p.ec2, [["aws_subnet.private_b", "values", "availability_zone"]], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")]), p.forget("aws_subnet.private_b", "availability_zone")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the zone of a third subnet is not known"] := {"input": p.platform(p.ec2, [["aws_subnet.private_c", "values", "availability_zone"]], [p.forget("aws_subnet.private_c", "availability_zone")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the subnets are not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one of two subnets is meant"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a cluster on an Outpost"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_cluster.main", {"outpost_config": [{}]})]), "want": {}}

cases["zones told by elements of two data sources"] := {"input": p.platform(p.ec2, [["aws_subnet.private_a", "values", "availability_zone"], ["aws_subnet.private_b", "values", "availability_zone"]], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.id("aws_subnet.private_b")]), p.point("aws_subnet.private_a", "availability_zone", [object.union(p.ref("data.aws_availability_zones.all", "names.0"), {"reference": "data.aws_availability_zones.all.names[0]"})]), p.point("aws_subnet.private_b", "availability_zone", [object.union(p.ref("data.aws_availability_zones.other", "names.1"), {"reference": "data.aws_availability_zones.other.names[1]"})])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one zone, and whether the cluster is on an Outpost is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_cluster.main", "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a")]), p.forget("aws_eks_cluster.main", "outpost_config")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["three zones, and whether the cluster is on an Outpost is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_cluster.main", "outpost_config")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["zones told by names and ids at once, as a state shows them"] := {"input": p.platform(p.ec2, [], [p.change($"aws_subnet.private_{zone}", {"availability_zone_id": $"euc1-az-{zone}"}) | some zone, _ in p.subnets]), "want": {"aws_eks_cluster.main": "pass"}}

cases["two subnets in one zone, told by its id"] := {"input": p.platform(cases["zones told by their ids"].input, [], [p.change("aws_subnet.private_b", {"availability_zone_id": "euc1-az1"})]), "want": {"aws_eks_cluster.main": "fail"}}

_element(index, certainty) := object.union(p.ref("data.aws_availability_zones.all", $"names.{index}"), {"reference": $"data.aws_availability_zones.all.names[{index}]", "certainty": certainty})

_by_elements(references) := p.platform(cases["zones told by elements of a data source"].input, [], [p.point("aws_subnet.private_b", "availability_zone", references)])

cases["an element of a data source that is one of several"] := {"input": _by_elements([_element(1, "over")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["two elements of a data source, one of which is taken"] := {"input": _by_elements([_element(0, "exact"), _element(1, "exact")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one subnet, whose zone is not known"] := {"input": p.platform(cases["one subnet"].input, [["aws_subnet.private_a", "values", "availability_zone"]], [p.forget("aws_subnet.private_a", "availability_zone")]), "want": {"aws_eks_cluster.main": "fail"}}

_by_variable(name) := [object.union(p.ref("data.aws_availability_zones.all", "names"), {"reference": $"data.aws_availability_zones.all.names[var.{name}]"})]

cases["elements of a data source by indexes that are not known"] := {"input": p.platform(cases["zones told by elements of a data source"].input, [], [p.point("aws_subnet.private_a", "availability_zone", _by_variable("first")), p.point("aws_subnet.private_b", "availability_zone", _by_variable("second"))]), "want": {"aws_eks_cluster.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

test_only_zones_of_the_clusters_own_subnets_are_named if {
	input_with_another := p.platform(cases["one zone told by name and one by id"].input, [["aws_subnet.public_a", "values", "availability_zone"]], [p.change("aws_subnet.public_a", {"availability_zone_id": "euc1-az1"})])
	results := rule.results with input as input_with_another
	some result in results
	result.missing == ["aws_subnet.private_b: availability_zone"]
}

test_the_zone_that_all_subnets_lie_in_is_named if {
	results := rule.results with input as cases["two subnets in one zone"].input
	some result in results
	contains(result.message, "lie in eu-central-1a; EKS needs two zones")
}

test_without_subnets_no_zone_is_named if {
	results := rule.results with input as cases["no subnet"].input
	some result in results
	contains(result.message, "lie in one zone at most")
}
