package eksgate.rules.networking["default-security-group-closed_test"]

import data.eksgate.rules.networking["default-security-group-closed"] as rule
import data.eksgate.testing.platform as p

cases["adopted without rules"] := {"input": p.platform(p.network, [], []), "want": {"aws_vpc.main": "pass"}}

cases["adopted with empty lists of rules"] := {"input": p.platform(p.network, [], [p.change("aws_default_security_group.main", {"ingress": [], "egress": []})]), "want": {"aws_vpc.main": "pass"}}

cases["not adopted"] := {"input": p.platform(p.network, ["aws_default_security_group.main"], []), "want": {"aws_vpc.main": "fail"}}

cases["that of another VPC is adopted"] := {"input": p.platform(p.network, [], [p.resource("aws_vpc.other", {"cidr_block": "10.9.0.0/16"}, {})]), "want": {"aws_vpc.main": "pass", "aws_vpc.other": "fail"}}

cases["adopted with an ingress rule"] := {"input": p.platform(p.network, [], [p.change("aws_default_security_group.main", {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "self": true}]})]), "want": {"aws_vpc.main": "fail"}}

cases["adopted with an egress rule"] := {"input": p.platform(p.network, [], [p.change("aws_default_security_group.main", {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]})]), "want": {"aws_vpc.main": "fail"}}

cases["adopted and opened by a rule that names what adopts it"] := {"input": p.platform(p.network, [], [p.resource("aws_security_group_rule.open", {"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]}, {"security_group_id": [p.id("aws_default_security_group.main")]})]), "want": {"aws_vpc.main": "fail"}}

cases["adopted and opened by a rule that names the VPC"] := {"input": p.platform(p.network, [], [p.resource("aws_vpc_security_group_egress_rule.open", {"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8"}, {"security_group_id": [p.ref("aws_vpc.main", "default_security_group_id")]})]), "want": {"aws_vpc.main": "fail"}}

cases["a rule of a group that is not known"] := {"input": p.platform(p.network, [], [p.resource("aws_vpc_security_group_ingress_rule.open", {"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8"}, {"security_group_id": [p.unknown("var.group")]})]), "want": {"aws_vpc.main": "undetermined"}}

cases["a rule of one of two groups"] := {"input": p.platform(p.network, [], [p.resource("aws_security_group.other", {"name": "other"}, {}), p.resource("aws_vpc_security_group_ingress_rule.open", {"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8"}, {"security_group_id": [p.over("x", ["aws_security_group.other", "aws_default_security_group.main"])]})]), "want": {"aws_vpc.main": "undetermined"}}

cases["a rule of another group"] := {"input": p.platform(p.network, [], [p.resource("aws_security_group.other", {"name": "other"}, {}), p.resource("aws_vpc_security_group_ingress_rule.open", {"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8"}, {"security_group_id": [p.id("aws_security_group.other")]})]), "want": {"aws_vpc.main": "pass"}}

cases["its ingress rules are not known"] := {"input": p.platform(p.network, [], [p.forget("aws_default_security_group.main", "ingress")]), "want": {"aws_vpc.main": "undetermined"}}

cases["its egress rules are not known"] := {"input": p.platform(p.network, [], [p.forget("aws_default_security_group.main", "egress")]), "want": {"aws_vpc.main": "undetermined"}}

cases["whose default group is adopted is not known"] := {"input": p.platform(p.network, [], [p.point("aws_default_security_group.main", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_vpc.main": "undetermined"}}

cases["a VPC that is not made here"] := {"input": p.platform(p.network, [], [p.resource("data.aws_vpc.other", {}, {})]), "want": {"aws_vpc.main": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
