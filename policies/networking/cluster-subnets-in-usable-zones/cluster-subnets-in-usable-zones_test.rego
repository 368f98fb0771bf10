package eksgate.rules.networking["cluster-subnets-in-usable-zones_test"]

import data.eksgate.rules.networking["cluster-subnets-in-usable-zones"] as rule
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_want(outcome) := {"aws_eks_cluster.main": outcome}

_named(name) := p.platform(p.ec2, [], [p.change("aws_subnet.private_a", {"availability_zone": name})])

_with_id(id) := p.platform(
	p.ec2, [["aws_subnet.private_a", "values", "availability_zone"]],
	[p.change("aws_subnet.private_a", {"availability_zone_id": id})],
)

_on_outpost := p.platform(p.ec2, [], [p.change($"aws_subnet.private_{zone}", {"outpost_arn": "arn:aws:outposts:eu-central-1:111122223333:outpost/op-1"}) |
	some zone in ["a", "b", "c"]
])

cases["zones told by names, in a Region without an excluded zone"] := {"input": p.ec2, "want": _want("pass")}

cases["a zone of GovCloud"] := {"input": _named("us-gov-west-1a"), "want": _want("pass")}

cases["a zone told by a name, in a Region with an excluded zone"] := {"input": _named("us-east-1a"), "want": _want("undetermined")}

cases["a zone of us-west-1 told by a name"] := {"input": _named("us-west-1b"), "want": _want("undetermined")}

cases["a zone of ca-central-1 told by a name"] := {"input": _named("ca-central-1d"), "want": _want("undetermined")}

cases["an excluded zone of us-east-1"] := {"input": _with_id("use1-az3"), "want": _want("fail")}

cases["an excluded zone of us-west-1"] := {"input": _with_id("usw1-az2"), "want": _want("fail")}

cases["an excluded zone of ca-central-1"] := {"input": _with_id("cac1-az3"), "want": _want("fail")}

cases["another zone of a Region with an excluded one"] := {"input": _with_id("use1-az4"), "want": _want("pass")}

cases["an id wins over a name that tells nothing"] := {"input": p.platform(p.ec2, [], [p.change("aws_subnet.private_a", {"availability_zone": "us-east-1a", "availability_zone_id": "use1-az1"})]), "want": _want("pass")}

cases["an excluded id wins over its name"] := {"input": p.platform(p.ec2, [], [p.change("aws_subnet.private_a", {"availability_zone": "eu-central-1a", "availability_zone_id": "use1-az3"})]), "want": _want("fail")}

cases["a Local Zone told by a name"] := {"input": _named("us-west-2-lax-1a"), "want": _want("fail")}

cases["a Local Zone told by an id"] := {"input": _with_id("usw2-lax1-az1"), "want": _want("fail")}

cases["a Wavelength Zone told by a name"] := {"input": _named("us-east-1-wl1-bos-wlz-1"), "want": _want("fail")}

cases["a Wavelength Zone told by an id"] := {"input": _with_id("use1-wl1-bos-wlz1"), "want": _want("fail")}

cases["a name that is none of a zone"] := {"input": _named("somewhere"), "want": _want("undetermined")}

cases["an id that is none of a zone"] := {"input": _with_id("somewhere"), "want": _want("undetermined")}

cases["the zone is not known"] := {"input": p.platform(p.ec2, [["aws_subnet.private_a", "values", "availability_zone"]], [p.forget("aws_subnet.private_a", "availability_zone")]), "want": _want("undetermined")}

cases["AWS picks the zone"] := {"input": p.platform(p.ec2, [["aws_subnet.private_a", "values", "availability_zone"]], []), "want": _want("undetermined")}

cases["the zone is an element of a data source, which may list Local Zones"] := {"input": p.platform(p.ec2, [["aws_subnet.private_a", "values", "availability_zone"]], [p.point("aws_subnet.private_a", "availability_zone", [object.union(p.ref("data.aws_availability_zones.all", "names.0"), {"reference": "data.aws_availability_zones.all.names[0]"})])]), "want": _want("undetermined")}

cases["subnets on an Outpost, for a cluster in the Region"] := {"input": _on_outpost, "want": _want("fail")}

cases["subnets on an Outpost, for a cluster on it"] := {"input": p.platform(_on_outpost, [], [p.change(_cluster, {"outpost_config": [{}]}), p.change("aws_subnet.private_a", {"availability_zone_id": "use1-az3"})]), "want": _want("pass")}

cases["subnets in the Region, for a cluster on an Outpost"] := {"input": p.platform(p.ec2, [], [p.change(_cluster, {"outpost_config": [{}]})]), "want": _want("fail")}

cases["no Outpost is named by an empty block"] := {"input": p.platform(p.ec2, [], [p.change(_cluster, {"outpost_config": []})]), "want": _want("pass")}

cases["no Outpost is named by an empty ARN"] := {"input": p.platform(p.ec2, [], [p.change("aws_subnet.private_a", {"outpost_arn": ""})]), "want": _want("pass")}

cases["a subnet that refers to its Outpost"] := {"input": p.platform(p.ec2, [], [p.point("aws_subnet.private_a", "outpost_arn", [p.ref("data.aws_outposts_outpost.main", "arn")])]), "want": _want("fail")}

cases["whether a subnet is on an Outpost is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_subnet.private_a", "outpost_arn", [p.unknown("var.outpost")])]), "want": _want("undetermined")}

cases["whether a subnet is on an Outpost is not told"] := {"input": p.platform(p.ec2, [], [p.forget("aws_subnet.private_a", "outpost_arn")]), "want": _want("undetermined")}

cases["whether the cluster is on an Outpost is not known"] := {"input": p.platform(p.ec2, [], [p.forget(_cluster, "outpost_config")]), "want": _want("undetermined")}

cases["an excluded zone, and whether it is an Outpost's is not known"] := {"input": p.platform(_with_id("use1-az3"), [], [p.forget("aws_subnet.private_a", "outpost_arn")]), "want": _want("fail")}

cases["a data source that was read"] := {"input": p.platform(p.ec2, [], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("data.aws_subnet.a")]), p.resource("data.aws_subnet.a", {"availability_zone": "eu-central-1a", "outpost_arn": ""}, {})]), "want": _want("pass")}

cases["a data source that was not read"] := {"input": p.platform(p.ec2, [], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("data.aws_subnet.a")]), p.resource("data.aws_subnet.a", {"availability_zone": "eu-central-1a"}, {})]), "want": _want("undetermined")}

cases["a subnet that this input does not hold"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "edges", "vpc_config.0.subnet_ids"], ["aws_eks_cluster.main", "unknown", "vpc_config.0.subnet_ids"], ["aws_eks_cluster.main", "values", "vpc_config"]], [p.change(_cluster, {"vpc_config": [{"subnet_ids": ["subnet-0123456789abcdef0"]}]})]), "want": _want("undetermined")}

cases["a subnet is not known"] := {"input": p.platform(p.ec2, [], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.unknown("var.subnet")])]), "want": _want("undetermined")}

cases["an excluded zone beside a subnet that is not known"] := {"input": p.platform(_with_id("use1-az3"), [], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.id("aws_subnet.private_a"), p.unknown("var.subnet")])]), "want": _want("fail")}

cases["one of two subnets is meant, and one of them is in an excluded zone"] := {"input": p.platform(_with_id("use1-az3"), [], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": _want("undetermined")}

cases["no subnets"] := {"input": p.platform(p.ec2, [["aws_eks_cluster.main", "edges", "vpc_config.0.subnet_ids"], ["aws_eks_cluster.main", "unknown", "vpc_config.0.subnet_ids"]], []), "want": _want("undetermined")}

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

test_a_name_that_decides_nothing_says_which_zone_is_excluded if {
	result := _said(_named("us-east-1a"))
	result.missing == ["aws_subnet.private_a: availability_zone_id"]
	result.message == "aws_subnet.private_a is in us-east-1a; which account sees use1-az3 under that name, where EKS runs no control plane, is not known"
}

test_a_cluster_that_may_be_on_an_outpost_is_named if {
	result := _said(p.platform(p.ec2, [], [p.forget(_cluster, "outpost_config")]))
	result.missing == ["aws_eks_cluster.main: outpost_config"]
}

test_subnets_that_are_not_known_are_named_once if {
	result := _said(p.platform(p.ec2, [], [p.point(_cluster, "vpc_config.0.subnet_ids", [p.unknown("var.subnets")])]))
	result.missing == ["aws_eks_cluster.main: var.subnets"]
}

test_what_decides_an_outpost_is_named if {
	result := _said(p.platform(p.ec2, [], [p.forget("aws_subnet.private_a", "outpost_arn")]))
	result.missing == ["aws_subnet.private_a: outpost_arn"]
}
