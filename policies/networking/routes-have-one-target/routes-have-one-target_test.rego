package eksgate.rules.networking["routes-have-one-target_test"]

import data.eksgate.rules.networking["routes-have-one-target"] as rule
import data.eksgate.testing.platform as p

_sound := {"aws_route.private": "pass", "aws_route.public": "pass"}

_but(changed) := object.union(_sound, changed)

_table(blocks, edges) := p.platform(p.network, [], [p.resource("aws_route_table.inline", {"route": blocks}, edges)])

cases["one target each"] := {"input": p.network, "want": _sound}

cases["no target"] := {"input": p.platform(p.network, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]], []), "want": _but({"aws_route.private": "fail"})}

cases["an empty target"] := {"input": p.platform(p.network, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]], [p.change("aws_route.private", {"gateway_id": ""})]), "want": _but({"aws_route.private": "fail"})}

cases["a second target by its id"] := {"input": p.platform(p.network, [], [p.change("aws_route.private", {"transit_gateway_id": "tgw-0123456789abcdef0"})]), "want": _but({"aws_route.private": "fail"})}

cases["a second target by reference"] := {"input": p.platform(p.network, [], [p.point("aws_route.private", "gateway_id", [p.id("aws_internet_gateway.main")])]), "want": _but({"aws_route.private": "fail"})}

cases["a second target, and a third that is not known"] := {"input": p.platform(p.network, [], [p.point("aws_route.private", "gateway_id", [p.id("aws_internet_gateway.main")]), p.point("aws_route.private", "transit_gateway_id", [p.unknown("var.gateway")])]), "want": _but({"aws_route.private": "fail"})}

cases["a second target that is not known"] := {"input": p.platform(p.network, [], [p.point("aws_route.private", "gateway_id", [p.unknown("var.gateway")])]), "want": _but({"aws_route.private": "undetermined"})}

cases["a second target that depends on a condition"] := {"input": p.platform(p.network, [], [p.point("aws_route.private", "gateway_id", [p.over("x", ["aws_internet_gateway.main"])])]), "want": _but({"aws_route.private": "undetermined"})}

cases["the only target is not known"] := {"input": p.platform(p.network, [["aws_route.private", "edges", "nat_gateway_id"], ["aws_route.private", "unknown", "nat_gateway_id"]], [p.forget("aws_route.private", "gateway_id")]), "want": _but({"aws_route.private": "undetermined"})}

cases["a data source is no route of this input"] := {"input": p.platform(p.network, [], [p.resource("data.aws_route.other", {}, {})]), "want": _sound}

cases["a table made elsewhere is none of this input"] := {"input": p.platform(p.network, [], [p.resource("data.aws_route_table.other", {"route": [{"cidr_block": "10.9.0.0/16"}]}, {})]), "want": _sound}

cases["a table made elsewhere that was not read is none either"] := {"input": p.platform(p.network, [], [p.resource("data.aws_route_table.other", {}, {}), p.forget("data.aws_route_table.other", "route")]), "want": _sound}

cases["a table that states no routes is no subject"] := {"input": _table([], {}), "want": _sound}

cases["inline routes with one target each"] := {"input": _table([{"cidr_block": "10.9.0.0/16", "transit_gateway_id": "tgw-0123456789abcdef0", "gateway_id": ""}, {"cidr_block": "0.0.0.0/0"}], {"route.1.gateway_id": [p.id("aws_internet_gateway.main")]}), "want": _but({"aws_route_table.inline": "pass"})}

cases["one of two inline routes has no target"] := {"input": _table([{"cidr_block": "10.9.0.0/16", "gateway_id": ""}, {"cidr_block": "0.0.0.0/0"}], {"route.1.gateway_id": [p.id("aws_internet_gateway.main")]}), "want": _but({"aws_route_table.inline": "fail"})}

cases["one of two inline routes has two targets"] := {"input": _table([{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0123456789abcdef0"}, {"cidr_block": "10.9.0.0/16", "gateway_id": "local"}], {"route.0.gateway_id": [p.id("aws_internet_gateway.main")]}), "want": _but({"aws_route_table.inline": "fail"})}

cases["inline routes that are not known"] := {"input": p.platform(p.network, [], [p.forget("aws_route_table.private", "route")]), "want": _but({"aws_route_table.private": "undetermined"})}

cases["the target of an inline route is not known"] := {"input": _table([{"cidr_block": "10.9.0.0/16"}], {"route.0.gateway_id": [p.unknown("var.gateway")]}), "want": _but({"aws_route_table.inline": "undetermined"})}

cases["a default table with a route without target"] := {"input": p.platform(p.network, [], [p.resource("aws_default_route_table.main", {"route": [{"cidr_block": "10.9.0.0/16"}]}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")]})]), "want": _but({"aws_default_route_table.main": "fail"})}

cases["a default table whose routes are not known"] := {"input": p.platform(p.network, [], [p.resource("aws_default_route_table.main", {}, {"default_route_table_id": [p.ref("aws_vpc.main", "default_route_table_id")]}), p.forget("aws_default_route_table.main", "route")]), "want": _but({"aws_default_route_table.main": "undetermined"})}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

# Every argument that names a target counts.
test_every_kind_of_target_counts if {
	kinds := {
		"carrier_gateway_id", "core_network_arn", "egress_only_gateway_id", "gateway_id", "local_gateway_id", "nat_gateway_id",
		"network_interface_id", "odb_network_arn", "transit_gateway_id", "vpc_endpoint_id", "vpc_peering_connection_id",
	}
	every kind in kinds {
		results := rule.results with input as _table([{"cidr_block": "10.9.0.0/16", kind: "some-id"}], {})
		p.outcomes(results)["aws_route_table.inline"] == "pass"
	}
}

test_the_targets_are_named if {
	results := rule.results with input as _table([{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0123456789abcdef0"}], {"route.0.gateway_id": [p.id("aws_internet_gateway.main")]})
	some result in results
	result.message == "route.0 of aws_route_table.inline has 2 targets: gateway_id, nat_gateway_id"
}

test_what_may_be_a_target_is_named if {
	results := rule.results with input as _table([{"cidr_block": "10.9.0.0/16"}], {"route.0.gateway_id": [p.unknown("var.gateway")]})
	some result in results
	result.missing == ["aws_route_table.inline: route.0.gateway_id"]
}
