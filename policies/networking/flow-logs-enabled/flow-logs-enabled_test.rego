package eksgate.rules.networking["flow-logs-enabled_test"]

import data.eksgate.rules.networking["flow-logs-enabled"] as rule
import data.eksgate.testing.platform as p

cases["a flow log of the VPC"] := {"input": p.platform(p.network, [], []), "want": {"aws_vpc.main": "pass"}}

cases["no flow log"] := {"input": p.platform(p.network, ["aws_flow_log.main"], []), "want": {"aws_vpc.main": "fail"}}

cases["flow logs of subnets alone"] := {"input": p.platform(p.network, ["aws_flow_log.main"], [p.resource("aws_flow_log.a", {"traffic_type": "ALL"}, {"subnet_id": [p.id("aws_subnet.private_a")]})]), "want": {"aws_vpc.main": "fail"}}

cases["a flow log of another VPC"] := {"input": p.platform(p.network, [], [p.resource("aws_vpc.other", {"cidr_block": "10.9.0.0/16"}, {})]), "want": {"aws_vpc.main": "pass", "aws_vpc.other": "fail"}}

cases["a flow log of what is refused"] := {"input": p.platform(p.network, [], [p.change("aws_flow_log.main", {"traffic_type": "REJECT"})]), "want": {"aws_vpc.main": "pass"}}

cases["a flow log of a VPC that is not known"] := {"input": p.platform(p.network, [], [p.point("aws_flow_log.main", "vpc_id", [p.unknown("var.vpc")])]), "want": {"aws_vpc.main": "undetermined"}}

cases["a flow log of one of two VPCs"] := {"input": p.platform(p.network, [], [p.resource("aws_vpc.other", {"cidr_block": "10.9.0.0/16"}, {}), p.resource("aws_vpc.third", {"cidr_block": "10.8.0.0/16"}, {}), p.point("aws_flow_log.main", "vpc_id", [p.over("x", ["aws_vpc.main", "aws_vpc.other"])])]), "want": {"aws_vpc.main": "undetermined", "aws_vpc.other": "undetermined", "aws_vpc.third": "fail"}}

cases["a VPC that is not made here"] := {"input": p.platform(p.network, ["aws_flow_log.main"], [p.resource("data.aws_vpc.other", {}, {})]), "want": {"aws_vpc.main": "fail"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
