package eksgate.rules.networking["security-group-rules-not-mixed_test"]

import data.eksgate.rules.networking["security-group-rules-not-mixed"] as rule
import data.eksgate.testing.platform as p

# Two groups with resources beside them.
_groups(a, resources) := p.platform({"resources": {}}, [], array.concat(
	[
		p.resource("aws_security_group.a", a, {}),
		p.resource("aws_security_group.b", {}, {}),
		p.resource("aws_vpc.main", {}, {}),
	],
	resources,
))

_want(outcome) := {"aws_security_group.a": outcome, "aws_security_group.b": "pass"}

# Ingress on tcp 443 in each encoding, for the group.
_older(name, values, edges) := p.resource(
	$"aws_security_group_rule.{name}",
	object.union({"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443}, values),
	object.union({"security_group_id": [p.id("aws_security_group.a")]}, edges),
)

_newer(name, values, edges) := p.resource(
	$"aws_vpc_security_group_ingress_rule.{name}",
	object.union({"ip_protocol": "tcp", "from_port": 443, "to_port": 443}, values),
	object.union({"security_group_id": [p.id("aws_security_group.a")]}, edges),
)

_egress(name, values, edges) := p.resource(
	$"aws_vpc_security_group_egress_rule.{name}",
	object.union({"ip_protocol": "tcp", "from_port": 443, "to_port": 443}, values),
	object.union({"security_group_id": [p.id("aws_security_group.a")]}, edges),
)

_inside := {"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["10.0.0.0/8"]}

_range := {"cidr_ipv4": "10.0.0.0/8"}

_read_back(directions) := {"resources": {"aws_security_group": {"aws_security_group.a": {"read_back": directions}}}}

cases["rules inside alone"] := {"input": _groups({"ingress": [_inside], "egress": [_inside]}, []), "want": _want("pass")}

cases["rules that are resources alone"] := {"input": _groups({}, [_older("one", {"cidr_blocks": ["10.0.0.0/8"]}, {}), _egress("out", _range, {})]), "want": _want("pass")}

cases["a sound platform"] := {"input": p.ec2, "want": {"aws_security_group.eni": "pass", "aws_security_group.node": "pass", "aws_default_security_group.main": "pass"}}

cases["a rule inside beside one that is a resource"] := {"input": _groups({"ingress": [_inside]}, [_newer("one", _range, {})]), "want": _want("fail")}

cases["a rule inside beside one that is a resource of the older kind"] := {"input": _groups({"ingress": [_inside]}, [_older("one", {"cidr_blocks": ["10.0.0.0/8"]}, {})]), "want": _want("fail")}

cases["an egress rule inside beside one that is a resource"] := {"input": _groups({"egress": [_inside]}, [_egress("one", _range, {})]), "want": _want("fail")}

cases["no rules inside, said expressly, beside one that is a resource"] := {"input": _groups({"ingress": []}, [_newer("one", _range, {})]), "want": _want("fail")}

cases["a rule inside beside one for the other direction that is a resource"] := {"input": _groups({"egress": [_inside]}, [_newer("one", _range, {})]), "want": _want("fail")}

cases["a rule inside beside a resource of another group"] := {"input": _groups({"ingress": [_inside]}, [_newer("one", _range, {"security_group_id": [p.id("aws_security_group.b")]})]), "want": _want("pass")}

cases["a rule inside beside a resource of a group that is not known"] := {"input": _groups({"ingress": [_inside]}, [_newer("one", _range, {"security_group_id": [p.unknown("var.group")]})]), "want": _want("undetermined")}

cases["a rule inside beside a resource of one of both groups"] := {"input": _groups({"ingress": [_inside]}, [_newer("one", _range, {"security_group_id": [p.over("x", ["aws_security_group.a", "aws_security_group.b"])]})]), "want": _want("undetermined")}

cases["a rule inside beside a resource for the other direction of a group that is not known"] := {"input": _groups({"egress": [_inside]}, [_newer("one", _range, {"security_group_id": [p.unknown("var.group")]})]), "want": _want("undetermined")}

cases["a rule inside beside a resource whose direction is not known"] := {"input": _groups({"egress": [_inside]}, [p.resource("aws_security_group_rule.one", {"protocol": "tcp", "from_port": 1, "to_port": 1, "cidr_blocks": ["10.0.0.0/8"]}, {"security_group_id": [p.id("aws_security_group.a")]}), p.forget("aws_security_group_rule.one", "type")]), "want": _want("undetermined")}

cases["whether there are rules inside is not known, beside a resource"] := {"input": _groups({}, [_newer("one", _range, {}), p.forget("aws_security_group.a", "ingress")]), "want": _want("undetermined")}

cases["whether there are rules inside for the other direction is not known, beside a resource"] := {"input": _groups({}, [_newer("one", _range, {}), p.forget("aws_security_group.a", "egress")]), "want": _want("undetermined")}

cases["whether there are rules inside is not known, without resources"] := {"input": _groups({}, [p.forget("aws_security_group.a", "ingress")]), "want": _want("pass")}

cases["for the one direction both, for the other not known"] := {"input": _groups({"egress": [_inside]}, [_egress("out", _range, {}), _newer("one", _range, {}), p.forget("aws_security_group.a", "ingress")]), "want": _want("fail")}

cases["a rule that was read back, beside a resource"] := {"input": _groups({"ingress": [_inside]}, [_newer("one", _range, {}), _read_back(["ingress"])]), "want": _want("undetermined")}

cases["a rule of a load balancer's controller that was read back, beside a resource"] := {"input": _groups({"ingress": [object.union(_inside, {"description": "elbv2.k8s.aws/targetGroupBinding=shared"})]}, [_newer("one", _range, {}), _read_back(["ingress"])]), "want": _want("pass")}

cases["a rule of Kubernetes' own controller that was read back, beside a resource"] := {"input": _groups({"ingress": [object.union(_inside, {"description": "kubernetes.io/rule/nlb/health=a"})]}, [_newer("one", _range, {}), _read_back(["ingress"])]), "want": _want("pass")}

cases["a rule inside with a controller's description"] := {"input": _groups({"ingress": [object.union(_inside, {"description": "elbv2.k8s.aws/targetGroupBinding=shared"})]}, [_newer("one", _range, {})]), "want": _want("fail")}

cases["a group that is made elsewhere"] := {"input": p.platform({"resources": {}}, [], [p.resource("data.aws_security_group.a", {"ingress": [_inside]}, {}), _newer("one", _range, {"security_group_id": [p.id("data.aws_security_group.a")]})]), "want": {}}

cases["a default group with a rule inside, beside a resource"] := {"input": p.platform(p.network, [], [p.change("aws_default_security_group.main", {"ingress": [_inside]}), _newer("one", _range, {"security_group_id": [p.ref("aws_vpc.main", "default_security_group_id")]})]), "want": {"aws_default_security_group.main": "fail"}}

cases["a default group with rules that are resources"] := {"input": p.platform(p.network, [], [_newer("one", _range, {"security_group_id": [p.id("aws_default_security_group.main")]})]), "want": {"aws_default_security_group.main": "pass"}}

cases["an exclusive list keeps the rules of a group with rules inside"] := {"input": _groups({"ingress": [_inside]}, [_newer("one", _range, {}), p.resource("aws_vpc_security_group_rules_exclusive.a", {}, {"security_group_id": [p.id("aws_security_group.a")]})]), "want": _want("undetermined")}

# Rules that are there twice.

cases["one range twice"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", _range, {})]), "want": _want("fail")}

cases["one range twice, in both encodings"] := {"input": _groups({}, [_newer("one", _range, {}), _older("two", {"cidr_blocks": ["172.16.0.0/12", "10.0.0.0/8"]}, {})]), "want": _want("fail")}

cases["one range twice, with the protocol's number"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", object.union(_range, {"ip_protocol": "6"}), {})]), "want": _want("fail")}

cases["one IPv6 range twice, in both cases"] := {"input": _groups({}, [_newer("one", {"cidr_ipv6": "2001:DB8::/32"}, {}), _older("two", {"ipv6_cidr_blocks": ["2001:db8::/32"]}, {})]), "want": _want("fail")}

cases["one range twice, for other protocols"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", object.union(_range, {"ip_protocol": "udp"}), {})]), "want": _want("pass")}

cases["one range twice, from other ports"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", object.union(_range, {"from_port": 442}), {})]), "want": _want("pass")}

cases["one range twice, to other ports"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", object.union(_range, {"to_port": 444}), {})]), "want": _want("pass")}

cases["one range twice, for all traffic with other ports"] := {"input": _groups({}, [_newer("one", object.union(_range, {"ip_protocol": "-1"}), {}), _newer("two", object.union(_range, {"ip_protocol": "all", "from_port": 1}), {})]), "want": _want("fail")}

cases["one range twice, for ICMP of other types"] := {"input": _groups({}, [_newer("one", object.union(_range, {"ip_protocol": "icmp", "from_port": 8, "to_port": -1}), {}), _newer("two", object.union(_range, {"ip_protocol": "icmp", "from_port": 3, "to_port": -1}), {})]), "want": _want("pass")}

cases["one range twice, for ICMPv6 of other types"] := {"input": _groups({}, [_newer("one", object.union(_range, {"ip_protocol": "icmpv6", "from_port": 8, "to_port": -1}), {}), _newer("two", object.union(_range, {"ip_protocol": "icmpv6", "from_port": 3, "to_port": -1}), {})]), "want": _want("pass")}

cases["one range twice, for UDP of other ports"] := {"input": _groups({}, [_newer("one", object.union(_range, {"ip_protocol": "udp", "from_port": 8, "to_port": 9}), {}), _newer("two", object.union(_range, {"ip_protocol": "udp", "from_port": 3, "to_port": 9}), {})]), "want": _want("pass")}

cases["other ranges"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", {"cidr_ipv4": "10.0.0.0/16"}, {})]), "want": _want("pass")}

cases["one range in and out"] := {"input": _groups({}, [_newer("one", _range, {}), _egress("two", _range, {})]), "want": _want("pass")}

cases["one range for two groups"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", _range, {"security_group_id": [p.id("aws_security_group.b")]})]), "want": _want("pass")}

cases["one range for one group and one that is not known"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", _range, {"security_group_id": [p.unknown("var.group")]})]), "want": _want("undetermined")}

cases["one group twice"] := {"input": _groups({}, [_newer("one", {}, {"referenced_security_group_id": [p.id("aws_security_group.b")]}), _older("two", {}, {"source_security_group_id": [p.id("aws_security_group.b")]})]), "want": _want("fail")}

cases["the group itself twice, by `self` and by name"] := {"input": _groups({}, [_newer("one", {}, {"referenced_security_group_id": [p.id("aws_security_group.a")]}), _older("two", {"self": true}, {})]), "want": _want("fail")}

cases["the group itself, and another one"] := {"input": _groups({}, [_newer("one", {}, {"referenced_security_group_id": [p.id("aws_security_group.b")]}), _older("two", {"self": true}, {})]), "want": _want("pass")}

cases["the group itself, and not"] := {"input": _groups({}, [_newer("one", {}, {"referenced_security_group_id": [p.id("aws_security_group.a")]}), _older("two", {"self": false, "cidr_blocks": ["10.0.0.0/8"]}, {})]), "want": _want("pass")}

cases["the group itself, and whether it is the group itself is not known"] := {"input": _groups({}, [_newer("one", {}, {"referenced_security_group_id": [p.id("aws_security_group.a")]}), _older("two", {}, {}), p.forget("aws_security_group_rule.two", "self")]), "want": _want("undetermined")}

cases["one prefix list twice"] := {"input": _groups({}, [_newer("one", {"prefix_list_id": "pl-1"}, {}), _older("two", {"prefix_list_ids": ["pl-1"]}, {})]), "want": _want("fail")}

cases["two prefix lists"] := {"input": _groups({}, [_newer("one", {"prefix_list_id": "pl-1"}, {}), _newer("two", {"prefix_list_id": "pl-2"}, {})]), "want": _want("pass")}

cases["a range, and a prefix list that holds it"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", {}, {"prefix_list_id": [p.id("aws_ec2_managed_prefix_list.l")]}), p.resource("aws_ec2_managed_prefix_list.l", {"entry": [{"cidr": "10.0.0.0/8"}]}, {})]), "want": _want("pass")}

cases["a prefix list, and one that is not known"] := {"input": _groups({}, [_newer("one", {"prefix_list_id": "pl-1"}, {}), _newer("two", {}, {"prefix_list_id": [p.unknown("var.list")]})]), "want": _want("undetermined")}

cases["a range, and a prefix list that is not known"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", {}, {"prefix_list_id": [p.unknown("var.list")]})]), "want": _want("pass")}

cases["a range, and one that is not known"] := {"input": _groups({}, [_newer("one", {}, {}), p.forget("aws_vpc_security_group_ingress_rule.one", "cidr_ipv4"), _newer("two", _range, {})]), "want": _want("undetermined")}

cases["one that is not known, and a range"] := {"input": _groups({}, [_newer("one", _range, {}), _newer("two", {}, {}), p.forget("aws_vpc_security_group_ingress_rule.two", "cidr_ipv4")]), "want": _want("undetermined")}

cases["two ranges that are not known"] := {"input": _groups({}, [_newer("one", {}, {}), p.forget("aws_vpc_security_group_ingress_rule.one", "cidr_ipv4"), _newer("two", {}, {}), p.forget("aws_vpc_security_group_ingress_rule.two", "cidr_ipv4")]), "want": _want("undetermined")}

cases["a range that is not known, and a group"] := {"input": _groups({}, [_newer("one", {}, {}), p.forget("aws_vpc_security_group_ingress_rule.one", "cidr_ipv4"), _newer("two", {}, {"referenced_security_group_id": [p.id("aws_security_group.b")]})]), "want": _want("pass")}

cases["a group, and one that is not known"] := {"input": _groups({}, [_newer("one", {}, {"referenced_security_group_id": [p.unknown("var.group")]}), _newer("two", {}, {"referenced_security_group_id": [p.id("aws_security_group.b")]})]), "want": _want("undetermined")}

cases["one group, and one of two"] := {"input": _groups({}, [_newer("one", {}, {"referenced_security_group_id": [p.over("x", ["aws_security_group.a", "aws_security_group.b"])]}), _newer("two", {}, {"referenced_security_group_id": [p.id("aws_security_group.b")]})]), "want": _want("undetermined")}

cases["one range twice, once on ports that are not known"] := {"input": _groups({}, [_newer("one", _range, {}), p.resource("aws_vpc_security_group_ingress_rule.two", object.union(_range, {"ip_protocol": "tcp", "to_port": 443}), {"security_group_id": [p.id("aws_security_group.a")]}), p.forget("aws_vpc_security_group_ingress_rule.two", "from_port")]), "want": _want("undetermined")}

cases["one range twice, on ports that are not known up to others"] := {"input": _groups({}, [_newer("one", _range, {}), p.resource("aws_vpc_security_group_ingress_rule.two", object.union(_range, {"ip_protocol": "tcp", "to_port": 444}), {"security_group_id": [p.id("aws_security_group.a")]}), p.forget("aws_vpc_security_group_ingress_rule.two", "from_port")]), "want": _want("pass")}

cases["one range twice, first on ports that are not known"] := {"input": _groups({}, [_newer("two", _range, {}), p.resource("aws_vpc_security_group_ingress_rule.one", object.union(_range, {"ip_protocol": "tcp", "to_port": 443}), {"security_group_id": [p.id("aws_security_group.a")]}), p.forget("aws_vpc_security_group_ingress_rule.one", "from_port")]), "want": _want("undetermined")}

cases["one range twice, once for a protocol that is not known"] := {"input": _groups({}, [_newer("one", _range, {}), p.resource("aws_vpc_security_group_ingress_rule.two", object.union(_range, {"from_port": 0, "to_port": 0}), {"security_group_id": [p.id("aws_security_group.a")]}), p.forget("aws_vpc_security_group_ingress_rule.two", "ip_protocol")]), "want": _want("undetermined")}

cases["one range twice inside"] := {"input": _groups({"ingress": [_inside, object.union(_inside, {"description": "Again"})]}, []), "want": _want("fail")}

cases["one range twice inside a default group"] := {"input": p.platform(p.network, [], [p.change("aws_default_security_group.main", {"egress": [_inside, object.union(_inside, {"cidr_blocks": ["10.0.0.0/8", "172.16.0.0/12"]})]})]), "want": {"aws_default_security_group.main": "fail"}}

cases["a rule inside that is the same throughout"] := {"input": _groups({"ingress": [_inside, _inside]}, []), "want": _want("pass")}

cases["a rule inside that is the same but for groups that are references"] := {"input": _groups({"ingress": [_inside, _inside]}, [p.point("aws_security_group.a", "ingress.0.security_groups", [p.id("aws_security_group.b")])]), "want": _want("fail")}

cases["the same rule inside two groups"] := {"input": _groups({"ingress": [_inside]}, [p.change("aws_security_group.b", {"ingress": [_inside]})]), "want": _want("pass")}

# What AWS brings along may have been taken away.
cases["a rule like the one that EKS makes"] := {"input": p.platform(p.ec2, [], [_egress("all", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": [p.ref("aws_eks_cluster.main", "vpc_config.0.cluster_security_group_id")]})]), "want": {"aws_security_group.eni": "pass", "aws_security_group.node": "pass", "aws_default_security_group.main": "pass"}}

# The severity of what is found about the group.
_severity(a, resources) := object.get(found, "severity", "high") if {
	some found in rule.results with input as _groups(a, resources)
	found.outcome == "fail"
}

test_directions_apart_are_low if {
	_severity({"ingress": [_inside]}, [_newer("one", _range, {})]) == "high"
	_severity({"ingress": [_inside], "egress": [_inside]}, [_newer("one", _range, {})]) == "high"
	_severity({"egress": [_inside]}, [_newer("one", _range, {})]) == "low"
	_severity({"egress": [_inside]}, [_newer("one", _range, {}), _newer("two", _range, {})]) == "high"
	_severity({}, [_newer("one", _range, {}), _newer("two", _range, {})]) == "high"
}

test_what_passes_is_not_graded if {
	results := rule.results with input as _groups({"egress": [_inside]}, [])
	count([found | some found in results; found.severity]) == 0
}

test_the_message_names_both_rules if {
	some found in rule.results with input as _groups({"ingress": [_inside, object.union(_inside, {"description": "Again"})]}, [])
	found.outcome == "fail"
	found.message == "these rules are the same: aws_security_group.a ingress.0, aws_security_group.a ingress.1"
}

test_the_message_tells_what_is_outside if {
	some found in rule.results with input as _groups({"ingress": [_inside]}, [_newer("one", _range, {})])
	found.outcome == "fail"
	found.message == "aws_security_group.a has ingress rules inside, and rules that are resources: aws_vpc_security_group_ingress_rule.one"
	found.related == ["aws_vpc_security_group_ingress_rule.one"]
}

test_what_is_missing_is_named if {
	some found in rule.results with input as _groups({}, [_newer("one", _range, {}), p.forget("aws_security_group.a", "egress")])
	found.outcome == "undetermined"
	found.missing == ["aws_security_group.a: egress"]
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
