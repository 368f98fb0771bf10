package eksgate.rules.networking["security-group-rules-described_test"]

import data.eksgate.rules.networking["security-group-rules-described"] as rule
import data.eksgate.testing.platform as p

_group(values, changes) := p.platform({"resources": {}}, [], array.concat([p.resource("aws_security_group.a", values, {})], changes))

cases["all are described"] := {"input": p.platform(p.ec2, [], []), "want": {
	"aws_security_group.eni": "pass",
	"aws_security_group.node": "pass",
	"aws_vpc_security_group_egress_rule.node_out": "pass",
	"aws_vpc_security_group_ingress_rule.eni_from_node_443": "pass",
	"aws_vpc_security_group_ingress_rule.node_from_eni_443": "pass",
	"aws_vpc_security_group_ingress_rule.node_from_eni_8443": "pass",
	"aws_vpc_security_group_ingress_rule.node_from_eni_9443": "pass",
	"aws_vpc_security_group_ingress_rule.node_from_node_high": "pass",
	"aws_vpc_security_group_ingress_rule.node_from_eni_10250": "pass",
	"aws_vpc_security_group_ingress_rule.node_from_node_53_tcp": "pass",
	"aws_vpc_security_group_ingress_rule.node_from_node_53_udp": "pass",
}}

cases["a group with tags"] := {"input": _group({"description": "A", "tags": {"Name": "a"}}, []), "want": {"aws_security_group.a": "pass"}}

cases["the description of a group is left out"] := {"input": _group({}, []), "want": {"aws_security_group.a": "fail"}}

cases["the description of a group is empty"] := {"input": _group({"description": " "}, []), "want": {"aws_security_group.a": "fail"}}

cases["the description of a group is the provider's"] := {"input": _group({"description": "Managed by Terraform"}, []), "want": {"aws_security_group.a": "fail"}}

cases["the description of a group is not known"] := {"input": _group({}, [p.forget("aws_security_group.a", "description")]), "want": {"aws_security_group.a": "undetermined"}}

cases["the rules inside are described"] := {"input": _group({"description": "A", "ingress": [{"description": "In"}], "egress": [{"description": "Out"}]}, []), "want": {"aws_security_group.a": "pass"}}

cases["a rule inside is not described"] := {"input": _group({"description": "A", "ingress": [{"description": "In"}, {"from_port": 1}]}, []), "want": {"aws_security_group.a": "fail"}}

cases["an egress rule inside has an empty description"] := {"input": _group({"description": "A", "egress": [{"description": ""}]}, []), "want": {"aws_security_group.a": "fail"}}

cases["the description of a rule inside is not known"] := {"input": _group({"description": "A", "egress": [{}]}, [p.forget("aws_security_group.a", "egress.0.description")]), "want": {"aws_security_group.a": "undetermined"}}

cases["the rules inside are not known"] := {"input": _group({"description": "A"}, [p.forget("aws_security_group.a", "ingress")]), "want": {"aws_security_group.a": "undetermined"}}

cases["the rules inside are not known, and the group is not described"] := {"input": _group({}, [p.forget("aws_security_group.a", "egress")]), "want": {"aws_security_group.a": "fail"}}

cases["a rule inside that was read back is not described"] := {"input": _group({"description": "A", "ingress": [{"from_port": 1}]}, [{"resources": {"aws_security_group": {"aws_security_group.a": {"read_back": ["ingress"]}}}}]), "want": {"aws_security_group.a": "pass"}}

cases["another rule inside than the one that was read back is not described"] := {"input": _group({"description": "A", "egress": [{"from_port": 1}]}, [{"resources": {"aws_security_group": {"aws_security_group.a": {"read_back": ["ingress"]}}}}]), "want": {"aws_security_group.a": "fail"}}

cases["rules of their own that are not described"] := {
	"input": p.platform({"resources": {}}, [], [
		p.resource("aws_security_group_rule.a", {"type": "ingress"}, {}),
		p.resource("aws_vpc_security_group_ingress_rule.a", {}, {}),
		p.resource("aws_vpc_security_group_egress_rule.a", {"description": ""}, {}),
		p.resource("aws_vpc_security_group_egress_rule.b", {}, {}),
		p.forget("aws_vpc_security_group_egress_rule.b", "description"),
	]),
	"want": {
		"aws_security_group_rule.a": "fail",
		"aws_vpc_security_group_ingress_rule.a": "fail",
		"aws_vpc_security_group_egress_rule.a": "fail",
		"aws_vpc_security_group_egress_rule.b": "undetermined",
	},
}

cases["default groups with rules and without"] := {
	"input": p.platform({"resources": {}}, [], [
		p.resource("aws_default_security_group.empty", {"ingress": []}, {}),
		p.resource("aws_default_security_group.said", {"ingress": [{"description": "In"}]}, {}),
		p.resource("aws_default_security_group.unsaid", {"egress": [{}]}, {}),
		p.resource("aws_default_security_group.unknown", {}, {}),
		p.forget("aws_default_security_group.unknown", "ingress"),
	]),
	"want": {
		"aws_default_security_group.said": "pass",
		"aws_default_security_group.unsaid": "fail",
		"aws_default_security_group.unknown": "undetermined",
	},
}

cases["what is made elsewhere"] := {
	"input": p.platform({"resources": {}}, [], [
		p.resource("data.aws_security_group.a", {}, {}),
		p.resource("data.aws_vpc_security_group_ingress_rule.a", {}, {}),
	]),
	"want": {},
}

test_where_a_rule_inside_is_not_described if {
	some found in rule.results with input as _group({"description": "A", "egress": [{}]}, [])
	found.message == "aws_security_group.a has no description of its own at egress.0"
}

test_a_group_that_is_not_described if {
	some found in rule.results with input as _group({}, [])
	found.message == "aws_security_group.a has no description of its own"
}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
