package eksgate.rules["shared-responsibility"]["nodes-wait-for-network_test"]

import data.eksgate.rules["shared-responsibility"]["nodes-wait-for-network"] as rule
import data.eksgate.testing.platform as p

_cluster := "aws_eks_cluster.main"

_group := "aws_eks_node_group.main"

_waits(address, names) := {"resources": {split(address, ".")[0]: {address: {"depends_on": names}}}}

_associations := [$"aws_route_table_association.{name}" | some name in ["private_a", "private_b", "private_c", "public_a"]]

_routes := ["aws_route.private", "aws_route.public"]

_rules := ["aws_vpc_security_group_ingress_rule.eni_from_node_443", "aws_vpc_security_group_egress_rule.node_out"]

_all := array.concat(array.concat(_associations, _routes), _rules)

_but(name) := [one | some one in _all; one != name]

_waiting(names) := p.platform(p.ec2, [], [_waits(_group, names)])

_sound := _waiting(_all)

_without(name) := _waiting(_but(name))

# Another rule by which the control plane's interfaces let the nodes in.
_second_rule(port) := p.resource("aws_vpc_security_group_ingress_rule.second", {"ip_protocol": "tcp", "from_port": port, "to_port": port}, {"security_group_id": [p.id("aws_security_group.eni")], "referenced_security_group_id": [p.id("aws_security_group.node")]})

_moved(resource, module) := {"resources": {resource.type: {moved: object.union(resource, {"address": moved, "module": module})}}} if {
	moved := $"{module}.{resource.address}"
}

cases["it waits for all of it"] := {"input": _sound, "want": {_group: "pass"}}

cases["it waits for all that is seen, and its groups are not known"] := {"input": p.platform(_sound, [["aws_launch_template.node", "edges", "vpc_security_group_ids"]], [p.forget("aws_launch_template.node", "network_interfaces")]), "want": {_group: "undetermined"}}

cases["it waits for nothing"] := {"input": p.ec2, "want": {_group: "fail"}}

cases["not for the association of a subnet of its own"] := {"input": _without("aws_route_table_association.private_b"), "want": {_group: "fail"}}

cases["not for that of the NAT gateway's subnet"] := {"input": _without("aws_route_table_association.public_a"), "want": {_group: "fail"}}

cases["not for the default route"] := {"input": _without("aws_route.private"), "want": {_group: "fail"}}

cases["not for the NAT gateway's"] := {"input": _without("aws_route.public"), "want": {_group: "fail"}}

cases["not for the rule of the control plane's interfaces"] := {"input": _without("aws_vpc_security_group_ingress_rule.eni_from_node_443"), "want": {_group: "fail"}}

cases["not for its own rule"] := {"input": _without("aws_vpc_security_group_egress_rule.node_out"), "want": {_group: "fail"}}

cases["not for a rule beside another that does the same"] := {"input": p.platform(_without("aws_vpc_security_group_ingress_rule.eni_from_node_443"), [], [_second_rule(443), _waits(_group, array.concat(["aws_vpc_security_group_ingress_rule.second"], _but("aws_vpc_security_group_ingress_rule.eni_from_node_443")))]), "want": {_group: "pass"}}

cases["not for a rule beside another for something else"] := {"input": p.platform(_without("aws_vpc_security_group_ingress_rule.eni_from_node_443"), [], [_second_rule(10250), _waits(_group, array.concat(["aws_vpc_security_group_ingress_rule.second"], _but("aws_vpc_security_group_ingress_rule.eni_from_node_443")))]), "want": {_group: "fail"}}

cases["not for a rule that it does not need"] := {"input": p.platform(_sound, [], [_second_rule(443)]), "want": {_group: "pass"}}

cases["not for a rule in place of one of the older kind"] := {"input": p.platform(_waiting(_but("aws_vpc_security_group_ingress_rule.eni_from_node_443")), ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.resource("aws_security_group_rule.old", {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, {"security_group_id": [p.id("aws_security_group.eni")], "source_security_group_id": [p.id("aws_security_group.node")]})]), "want": {_group: "fail"}}

cases["a rule inside a group is there with it"] := {"input": p.platform(_waiting(_but("aws_vpc_security_group_ingress_rule.eni_from_node_443")), ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], [p.change("aws_security_group.eni", {"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]}]})]), "want": {_group: "pass"}}

cases["where no rule lets it in, there is none to wait for"] := {"input": p.platform(_without("aws_vpc_security_group_ingress_rule.eni_from_node_443"), ["aws_vpc_security_group_ingress_rule.eni_from_node_443"], []), "want": {_group: "pass"}}

cases["a rule whose peer is one of several"] := {"input": p.platform(_without("aws_vpc_security_group_ingress_rule.eni_from_node_443"), [], [p.point("aws_vpc_security_group_ingress_rule.eni_from_node_443", "referenced_security_group_id", [p.over("local.x", ["aws_security_group.node", "aws_security_group.eni"])])]), "want": {_group: "undetermined"}}

_public := p.change(_cluster, {"vpc_config": [{"endpoint_private_access": false, "endpoint_public_access": true}]})

cases["by the public endpoint, it needs its own rule alone"] := {"input": p.platform(_without("aws_vpc_security_group_ingress_rule.eni_from_node_443"), [], [_public]), "want": {_group: "pass"}}

cases["by the public endpoint, not for its own rule"] := {"input": p.platform(_without("aws_vpc_security_group_egress_rule.node_out"), [], [_public]), "want": {_group: "fail"}}

cases["by the public endpoint, not for its own rule, beside rules of its group that are not known"] := {"input": p.platform(_without("aws_vpc_security_group_egress_rule.node_out"), [], [_public, p.forget("aws_security_group.node", "egress")]), "want": {_group: "undetermined"}}

cases["by the public endpoint, where no rule lets it out"] := {"input": p.platform(_without("aws_vpc_security_group_egress_rule.node_out"), [["aws_vpc_security_group_egress_rule.node_out", "values", "cidr_ipv4"]], [_public, p.change("aws_vpc_security_group_egress_rule.node_out", {"cidr_ipv4": "10.0.0.0/16"})]), "want": {_group: "pass"}}

cases["which endpoint it uses is not known"] := {"input": p.platform(_without("aws_vpc_security_group_ingress_rule.eni_from_node_443"), [[_cluster, "values", "vpc_config"]], [p.change(_cluster, {"vpc_config": [{}]}), p.forget(_cluster, "vpc_config.0.endpoint_private_access")]), "want": {_group: "undetermined"}}

cases["which endpoint it uses is not known, and it does not wait for its own rule"] := {"input": p.platform(_without("aws_vpc_security_group_egress_rule.node_out"), [[_cluster, "values", "vpc_config"]], [p.change(_cluster, {"vpc_config": [{}]}), p.forget(_cluster, "vpc_config.0.endpoint_private_access")]), "want": {_group: "undetermined"}}

cases["through the cluster"] := {"input": p.platform(p.ec2, [], [_waits(_cluster, _all)]), "want": {_group: "pass"}}

cases["through its launch template"] := {"input": p.platform(p.ec2, [], [_waits("aws_launch_template.node", _all)]), "want": {_group: "pass"}}

cases["through a resource that it waits for"] := {"input": p.platform(p.ec2, [], [_waits(_group, ["aws_eks_addon.vpc_cni"]), _waits("aws_eks_addon.vpc_cni", _all)]), "want": {_group: "pass"}}

cases["through what is not read"] := {"input": _waiting(["helm_release.ready"]), "want": {_group: "undetermined"}}

cases["through what is not read, beside all of it"] := {"input": _waiting(array.concat(["helm_release.ready"], _all)), "want": {_group: "pass"}}

cases["through one of several that a reference may mean"] := {"input": p.platform(p.ec2, [[_group, "edges", "launch_template.0.version"]], [p.point(_group, "launch_template.0.id", [p.over("local.x", ["aws_launch_template.node", "aws_launch_template.other"])]), p.resource("aws_launch_template.other", {}, {}), _waits("aws_launch_template.node", _all)]), "want": {_group: "undetermined"}}

cases["a module that holds the route"] := {"input": p.platform(_waiting(array.concat(["module.network"], _but("aws_route.private"))), ["aws_route.private"], [_moved(p.ec2.resources.aws_route["aws_route.private"], "module.network")]), "want": {_group: "pass"}}

cases["the block of an association that is made for each subnet"] := {"input": p.platform(_without("aws_route_table_association.private_a"), ["aws_route_table_association.private_a"], [p.resource("aws_route_table_association.all[\"a\"]", {}, {"subnet_id": [p.id("aws_subnet.private_a")], "route_table_id": [p.id("aws_route_table.private")]}), _waits(_group, array.concat(["aws_route_table_association.all"], _all))]), "want": {_group: "pass"}}

cases["an association whose subnet is one of several"] := {"input": p.platform(_without("aws_route_table_association.private_a"), [], [p.point("aws_route_table_association.private_a", "subnet_id", [p.over("each.value", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": {_group: "undetermined"}}

cases["an association of a subnet elsewhere"] := {"input": p.platform(_sound, [], [p.resource("aws_subnet.other", {}, {"vpc_id": [p.id("aws_vpc.main")]}), p.resource("aws_route_table_association.other", {}, {"subnet_id": [p.id("aws_subnet.other")], "route_table_id": [p.id("aws_route_table.private")]})]), "want": {_group: "pass"}}

cases["an association of one of several subnets elsewhere"] := {"input": p.platform(_sound, [], [p.resource("aws_route_table_association.other", {}, {"subnet_id": [p.over("each.value", ["aws_subnet.other", "aws_subnet.another"])], "route_table_id": [p.id("aws_route_table.private")]})]), "want": {_group: "pass"}}

cases["a route inside the table"] := {"input": p.platform(_without("aws_route.private"), ["aws_route.private"], [p.change("aws_route_table.private", {"route": [{"cidr_block": "0.0.0.0/0"}]}), p.point("aws_route_table.private", "route.0.nat_gateway_id", [p.id("aws_nat_gateway.main")])]), "want": {_group: "pass"}}

cases["a default route in two parts"] := {"input": p.platform(_without("aws_route.private"), [], [p.change("aws_route.private", {"destination_cidr_block": "0.0.0.0/1"})]), "want": {_group: "fail"}}

cases["a route to somewhere else"] := {"input": p.platform(_sound, [], [p.resource("aws_route.peer", {"destination_cidr_block": "10.9.0.0/16", "vpc_peering_connection_id": "pcx-0"}, {"route_table_id": [p.id("aws_route_table.private")]})]), "want": {_group: "pass"}}

cases["a route whose destination is not known"] := {"input": p.platform(_sound, [], [p.resource("aws_route.peer", {"vpc_peering_connection_id": "pcx-0"}, {"route_table_id": [p.id("aws_route_table.private")]}), p.forget("aws_route.peer", "destination_cidr_block")]), "want": {_group: "undetermined"}}

cases["a route whose table is one of several"] := {"input": p.platform(_sound, [], [p.resource("aws_route.peer", {"destination_cidr_block": "10.9.0.0/16", "vpc_peering_connection_id": "pcx-0"}, {"route_table_id": [p.over("each.value", ["aws_route_table.private", "aws_route_table.public"])]})]), "want": {_group: "undetermined"}}

cases["an association with a table that is not known"] := {"input": p.platform(_without("aws_route.private"), [], [p.point("aws_route_table_association.private_a", "route_table_id", [p.unknown("local.table")]), p.point("aws_route_table_association.private_b", "route_table_id", [p.unknown("local.table")]), p.point("aws_route_table_association.private_c", "route_table_id", [p.unknown("local.table")])]), "want": {_group: "undetermined"}}

cases["a subnet that is looked up, whose table is not told"] := {"input": p.platform(_waiting(_rules), [[_group, "edges", "subnet_ids"], [_group, "unknown", "subnet_ids"]], [p.resource("data.aws_subnet.private", {}, {}), p.point(_group, "subnet_ids", [p.id("data.aws_subnet.private")])]), "want": {_group: "pass"}}

cases["subnets that are not known"] := {"input": p.platform(p.ec2, [], [_waits(_group, _rules), p.point(_group, "subnet_ids", [p.unknown("var.subnets")])]), "want": {_group: "undetermined"}}

cases["subnets that are not known, beside nothing to wait for"] := {"input": p.platform(_waiting(_rules), _associations, [p.point(_group, "subnet_ids", [p.unknown("var.subnets")])]), "want": {_group: "pass"}}

cases["subnets made elsewhere"] := {"input": p.platform(_waiting(_rules), [[_group, "edges", "subnet_ids"], [_group, "unknown", "subnet_ids"]], [p.change(_group, {"subnet_ids": ["subnet-0"]})]), "want": {_group: "pass"}}

cases["self-managed nodes"] := {"input": p.platform(p.ec2, [_group], [p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]}, {"vpc_zone_identifier": p.private_subnets, "launch_template.0.id": [p.id("aws_launch_template.node")]})]), "want": {"aws_autoscaling_group.self": "fail"}}

cases["a cluster that is not known"] := {"input": p.platform(_sound, [], [p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": {_group: "undetermined"}}

cases["Fargate is not asked"] := {"input": p.platform(p.fargate, [], []), "want": {}}

cases["nor is a profile of a cluster that is not known"] := {"input": p.platform(p.fargate, [], [p.point("aws_eks_fargate_profile.system", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["not for the default route, and a rule that it waits for says something that is not known"] := {"input": p.platform(_without("aws_route.private"), [], [p.point("aws_vpc_security_group_egress_rule.node_out", "description", [p.unknown("local.text")])]), "want": {_group: "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
