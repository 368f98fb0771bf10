package eksgate.rules.networking["vpc-dns-enabled_test"]

import data.eksgate.rules.networking["vpc-dns-enabled"] as rule
import data.eksgate.testing.platform as p

_want(outcome) := {"aws_vpc.main": outcome}

_support := ["aws_vpc.main", "values", "enable_dns_support"]

_hostnames := ["aws_vpc.main", "values", "enable_dns_hostnames"]

_subnets := ["aws_eks_cluster.main", "vpc_config.0.subnet_ids"]

_options(servers) := p.resource("aws_vpc_dhcp_options.main", {"domain_name_servers": servers}, {})

_association := p.resource("aws_vpc_dhcp_options_association.main", {}, {"vpc_id": [p.id("aws_vpc.main")], "dhcp_options_id": [p.id("aws_vpc_dhcp_options.main")]})

_served_by(servers) := p.platform(p.ec2, [], [_options(servers), _association])

# The cluster in subnets of a data source's VPC.
_elsewhere(attributes) := p.platform(p.ec2, [], array.concat(
	[p.resource("data.aws_vpc.main", attributes, {})],
	[p.point($"aws_subnet.private_{zone}", "vpc_id", [p.id("data.aws_vpc.main")]) | some zone in ["a", "b", "c"]],
))

cases["both on"] := {"input": p.ec2, "want": _want("pass")}

cases["support is on by default"] := {"input": p.platform(p.ec2, [_support], []), "want": _want("pass")}

cases["host names are off by default"] := {"input": p.platform(p.ec2, [_hostnames], []), "want": _want("fail")}

cases["support is off"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc.main", {"enable_dns_support": false})]), "want": _want("fail")}

cases["host names are off"] := {"input": p.platform(p.ec2, [], [p.change("aws_vpc.main", {"enable_dns_hostnames": false})]), "want": _want("fail")}

cases["support is not known"] := {"input": p.platform(p.ec2, [_support], [p.forget("aws_vpc.main", "enable_dns_support")]), "want": _want("undetermined")}

cases["host names are not known"] := {"input": p.platform(p.ec2, [_hostnames], [p.forget("aws_vpc.main", "enable_dns_hostnames")]), "want": _want("undetermined")}

cases["host names are off, and support is not known"] := {"input": p.platform(p.ec2, [_support], [p.forget("aws_vpc.main", "enable_dns_support"), p.change("aws_vpc.main", {"enable_dns_hostnames": false})]), "want": _want("fail")}

cases["DHCP options with AWS's resolver"] := {"input": _served_by(["AmazonProvidedDNS"]), "want": _want("pass")}

cases["DHCP options with AWS's resolver among others"] := {"input": _served_by(["10.0.0.9", "AmazonProvidedDNS"]), "want": _want("pass")}

cases["DHCP options with AWS's resolver by its address"] := {"input": _served_by(["169.254.169.253"]), "want": _want("pass")}

cases["DHCP options with AWS's resolver by its IPv6 address"] := {"input": _served_by(["fd00:ec2::253"]), "want": _want("pass")}

cases["DHCP options with resolvers of one's own"] := {"input": _served_by(["10.0.0.9"]), "want": _want("undetermined")}

cases["DHCP options without name servers"] := {"input": _served_by([]), "want": _want("undetermined")}

cases["DHCP options whose name servers are not known"] := {"input": p.platform(p.ec2, [], [p.resource("aws_vpc_dhcp_options.main", {}, {"domain_name_servers": [p.unknown("var.servers")]}), _association]), "want": _want("undetermined")}

cases["resolvers of one's own and no host names"] := {"input": p.platform(_served_by(["10.0.0.9"]), [], [p.change("aws_vpc.main", {"enable_dns_hostnames": false})]), "want": _want("fail")}

cases["the default DHCP options"] := {"input": p.platform(p.ec2, [], [_association, p.point("aws_vpc_dhcp_options_association.main", "dhcp_options_id", [p.id("aws_default_vpc_dhcp_options.main")])]), "want": _want("pass")}

cases["DHCP options that this input does not hold"] := {"input": p.platform(p.ec2, [], [p.resource("aws_vpc_dhcp_options_association.main", {"dhcp_options_id": "dopt-0123456789abcdef0"}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": _want("undetermined")}

cases["which DHCP options are meant is not known"] := {"input": p.platform(_served_by(["AmazonProvidedDNS"]), [], [p.point("aws_vpc_dhcp_options_association.main", "dhcp_options_id", [p.id("aws_vpc_dhcp_options.main"), p.unknown("var.options")])]), "want": _want("undetermined")}

cases["one of two DHCP options, and both name AWS's resolver"] := {"input": p.platform(_served_by(["AmazonProvidedDNS"]), [], [p.point("aws_vpc_dhcp_options_association.main", "dhcp_options_id", [p.over("x", ["aws_vpc_dhcp_options.main", "aws_default_vpc_dhcp_options.main"])])]), "want": _want("pass")}

cases["an association that says no DHCP options"] := {"input": p.platform(p.ec2, [], [p.resource("aws_vpc_dhcp_options_association.main", {}, {"vpc_id": [p.id("aws_vpc.main")]})]), "want": _want("undetermined")}

cases["an association of another VPC"] := {"input": p.platform(_served_by(["10.0.0.9"]), [], [p.point("aws_vpc_dhcp_options_association.main", "vpc_id", [p.id("aws_vpc.other")])]), "want": _want("pass")}

cases["an association of a VPC that is not known"] := {"input": p.platform(_served_by(["10.0.0.9"]), [], [p.point("aws_vpc_dhcp_options_association.main", "vpc_id", [p.unknown("var.vpc")])]), "want": _want("undetermined")}

cases["a data source that shows a VPC without host names"] := {"input": _elsewhere({"enable_dns_support": true, "enable_dns_hostnames": false}), "want": {"data.aws_vpc.main": "fail"}}

cases["a data source that shows a VPC with both"] := {"input": _elsewhere({"enable_dns_support": true, "enable_dns_hostnames": true}), "want": {"data.aws_vpc.main": "undetermined"}}

cases["a data source that was not read"] := {"input": _elsewhere({}), "want": {"data.aws_vpc.main": "undetermined"}}

cases["the VPC is not one of this input"] := {"input": p.platform(p.ec2, [], [p.point(_subnets[0], _subnets[1], [p.id("aws_subnet.stray")]), p.resource("aws_subnet.stray", {"vpc_id": "vpc-0123456789abcdef0"}, {})]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["the subnets are not known"] := {"input": p.platform(p.ec2, [], [p.point(_subnets[0], _subnets[1], [p.unknown("var.subnets")])]), "want": {"aws_eks_cluster.main": "undetermined"}}

cases["a subnet is not known beside one that is"] := {"input": p.platform(p.ec2, [], [p.point(_subnets[0], _subnets[1], [p.id("aws_subnet.private_a"), p.unknown("var.subnet")])]), "want": _want("pass")}

cases["a VPC that may be the cluster's"] := {"input": p.platform(p.ec2, [_hostnames], [p.point(_subnets[0], _subnets[1], [p.over("x", ["aws_subnet.private_a", "aws_subnet.private_b"])])]), "want": {"aws_vpc.main": "undetermined", "aws_eks_cluster.main": "undetermined"}}

cases["another VPC of a subnet that may be the cluster's is none of it"] := {"input": p.platform(p.ec2, [], [p.point(_subnets[0], _subnets[1], [p.id("aws_subnet.private_a"), p.over("x", ["aws_subnet.private_b", "aws_subnet.stray"])]), p.resource("aws_subnet.stray", {}, {"vpc_id": [p.id("aws_vpc.other")]}), p.resource("aws_vpc.other", {}, {})]), "want": _want("pass")}

cases["a VPC of no cluster"] := {"input": p.platform(p.ec2, [], [p.resource("aws_vpc.other", {"enable_dns_support": false}, {})]), "want": _want("pass")}

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

test_what_is_off_is_named if {
	_said(p.platform(p.ec2, [_hostnames], [])).message == "enable_dns_hostnames of aws_vpc.main is off"
}

test_what_is_not_known_is_named if {
	_said(p.platform(p.ec2, [_hostnames], [p.forget("aws_vpc.main", "enable_dns_hostnames")])).missing == ["aws_vpc.main: enable_dns_hostnames"]
}

test_the_options_are_related if {
	_said(p.platform(_served_by(["10.0.0.9"]), [], [p.resource("aws_vpc_dhcp_options.other", {}, {})])).related == ["aws_vpc_dhcp_options.main", "aws_vpc_dhcp_options_association.main"]
}

test_options_that_are_not_made_here_are_not_related if {
	result := _said(p.platform(p.ec2, [], [p.resource("aws_vpc_dhcp_options_association.main", {"dhcp_options_id": "dopt-0123456789abcdef0"}, {"vpc_id": [p.id("aws_vpc.main")]})]))
	result.related == ["aws_vpc_dhcp_options_association.main"]
}
