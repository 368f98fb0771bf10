package eksgate.rules["change-safety"]["cluster-subnets-keep-zones_test"]

import data.eksgate.rules["change-safety"]["cluster-subnets-keep-zones"] as rule
import data.eksgate.testing.existing as x
import data.eksgate.testing.platform as p

_main := "aws_eks_cluster.main"

# A subnet that is made, in a zone or in one that is not known.
_new(name, values) := p.merge([p.resource($"aws_subnet.{name}", values, {}), {"resources": {"aws_subnet": {$"aws_subnet.{name}": {"actions": ["create"]}}}}])

# The plan moves the cluster to subnets, by reference.
_moved(plan, references) := p.merge([
	json.remove(x.update(plan, _main, {}), [["resources", "aws_eks_cluster", _main, "values", "vpc_config", "0", "subnet_ids"]]),
	p.point(_main, "vpc_config.0.subnet_ids", references),
])

# The plan moves the cluster to subnets, by their ids.
_listed(plan, ids) := x.update(plan, _main, {"vpc_config": [{"subnet_ids": ids, "vpc_id": "vpc-0a"}]})

_in(zone) := {"availability_zone": $"eu-central-1{zone}"}

_a_and(references) := array.concat([p.id("aws_subnet.a")], references)

_replaced := x.replace(x.replace(x.plan, "aws_subnet.a", ["cidr_block"], {}), "aws_subnet.b", ["cidr_block"], {})

cases["nothing changes"] := {"input": x.plan, "want": {"aws_eks_cluster.main": "pass"}}

cases["something else changes"] := {"input": x.update(x.plan, _main, {"version": "1.35"}), "want": {"aws_eks_cluster.main": "pass"}}

cases["the same subnets in another order"] := {"input": _listed(x.plan, ["subnet-0b", "subnet-0a"]), "want": {"aws_eks_cluster.main": "pass"}}

cases["the same subnets, whose zones are not of this input"] := {"input": x.update(x.without(x.plan, "aws_subnet.a"), _main, {"version": "1.35"}), "want": {"aws_eks_cluster.main": "pass"}}

cases["subnets that are replaced in their zones"] := {"input": _moved(_replaced, [p.id("aws_subnet.a"), p.id("aws_subnet.b")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["another subnet of a zone, by name"] := {"input": _moved(x.add(x.plan, [_new("c", _in("b"))]), _a_and([p.id("aws_subnet.c")])), "want": {"aws_eks_cluster.main": "pass"}}

cases["another subnet of a zone, by the id of the zone"] := {"input": _moved(x.add(x.plan, [_new("c", {"availability_zone_id": "euc1-az-b"})]), _a_and([p.id("aws_subnet.c")])), "want": {"aws_eks_cluster.main": "pass"}}

cases["one more subnet in a zone"] := {"input": _moved(x.plan, [p.id("aws_subnet.a"), p.id("aws_subnet.b"), p.id("aws_subnet.public")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one more zone"] := {"input": _moved(x.add(x.plan, [_new("c", _in("c"))]), [p.id("aws_subnet.a"), p.id("aws_subnet.b"), p.id("aws_subnet.c")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["one more zone, by its id"] := {"input": _moved(x.add(x.plan, [_new("c", {"availability_zone_id": "euc1-az-c"})]), [p.id("aws_subnet.a"), p.id("aws_subnet.b"), p.id("aws_subnet.c")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["one more zone, a list of ids"] := {"input": _listed(x.add(x.plan, [x.there("aws_subnet.c", object.union(_in("c"), {"id": "subnet-0c", "availability_zone_id": "euc1-az-c"}))]), ["subnet-0a", "subnet-0b", "subnet-0c"]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["another zone instead of one"] := {"input": _moved(x.add(x.plan, [_new("c", _in("c"))]), [p.id("aws_subnet.a"), p.id("aws_subnet.c")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a zone less"] := {"input": _moved(x.plan, [p.id("aws_subnet.a"), p.id("aws_subnet.public")]), "want": {"aws_eks_cluster.main": "fail"}}

cases["a zone that is not known"] := {"input": _moved(x.add(x.plan, [_new("c", {})]), [p.id("aws_subnet.a"), p.id("aws_subnet.b"), p.id("aws_subnet.c")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a zone less, and one that is not known"] := {"input": _moved(x.add(x.plan, [_new("c", {})]), [p.id("aws_subnet.a"), p.id("aws_subnet.c")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a subnet that is not told"] := {"input": _moved(x.plan, _a_and([p.unknown("var.subnet")])), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one of two subnets, one of which is outside"] := {"input": _moved(x.add(x.plan, [_new("c", _in("c"))]), [p.id("aws_subnet.a"), p.id("aws_subnet.b"), p.over("x", ["aws_subnet.public", "aws_subnet.c"])]), "want": {"aws_eks_cluster.main": "pass"}}

cases["one of two subnets, both of which may be the missing zone"] := {"input": _moved(x.add(x.plan, [_new("c", _in("b"))]), _a_and([p.over("x", ["aws_subnet.b", "aws_subnet.c"])])), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one of two subnets, none of which is in the missing zone"] := {"input": _moved(x.add(x.plan, [_new("c", _in("c"))]), _a_and([p.over("x", ["aws_subnet.public", "aws_subnet.c"])])), "want": {"aws_eks_cluster.main": "fail"}}

cases["a subnet that is read, of a zone"] := {"input": _moved(x.add(x.without(x.plan, "aws_subnet.a"), [p.resource("data.aws_subnet.a", {"id": "subnet-0a", "availability_zone": "eu-central-1a", "availability_zone_id": "euc1-az-a"}, {})]), [p.id("aws_subnet.public"), p.id("aws_subnet.b")]), "want": {"aws_eks_cluster.main": "pass"}}

cases["a subnet before whose zone is not of this input"] := {"input": _moved(x.without(x.plan, "aws_subnet.a"), [p.id("aws_subnet.public"), p.id("aws_subnet.b")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a subnet before that is read, its zone not known"] := {"input": _moved(x.add(x.without(x.plan, "aws_subnet.a"), [p.resource("data.aws_subnet.a", {"id": "subnet-0a"}, {})]), [p.id("aws_subnet.public"), p.id("aws_subnet.b")]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["subnets before that are hidden"] := {"input": x.hide_before(_moved(x.plan, [p.id("aws_subnet.a"), p.id("aws_subnet.b")]), _main, "vpc_config.0.subnet_ids"), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["subnets that are deleted, moved from"] := {"input": x.delete(_moved(x.plan, [p.id("aws_subnet.public"), p.id("aws_subnet.b")]), "aws_subnet.a"), "want": {"aws_eks_cluster.main": "pass"}}

cases["a cluster that is replaced has no zones to keep"] := {"input": x.replace(x.plan, _main, ["vpc_config.0.subnet_ids"], {}), "want": {}}

cases["everything is destroyed"] := {"input": x.delete_all(x.plan), "want": {}}

cases["a configuration knows of no change"] := {"input": p.ec2, "want": {}}

cases["the same subnets, and more that are not told"] := {"input": x.add(_listed(x.plan, ["subnet-0a", "subnet-0b"]), [p.point(_main, "vpc_config.0.subnet_ids", [p.unknown("var.more")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["one more zone, of a subnet that is there already"] := {"input": _moved(x.add(x.plan, [x.there("aws_subnet.c", object.union(_in("c"), {"id": "subnet-0c", "availability_zone_id": "euc1-az-c"}))]), [p.id("aws_subnet.a"), p.id("aws_subnet.b"), p.id("aws_subnet.c")]), "want": {"aws_eks_cluster.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
