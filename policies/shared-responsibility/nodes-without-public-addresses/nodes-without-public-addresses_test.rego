package eksgate.rules["shared-responsibility"]["nodes-without-public-addresses_test"]

import data.eksgate.rules["shared-responsibility"]["nodes-without-public-addresses"] as rule
import data.eksgate.testing.platform as p

_own := p.resource(
	"aws_autoscaling_group.own",
	{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_configuration": "own"},
	{},
)

_configured(values) := p.platform(p.ec2, ["aws_eks_node_group.main"], [_own, p.resource("aws_launch_configuration.own", object.union({"name": "own"}, values), {})])

cases["left out"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_launch_template.node": "pass"}}

cases["off"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"network_interfaces": [{"associate_public_ip_address": false}]})]), "want": {"aws_launch_template.node": "pass"}}

cases["on"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"network_interfaces": [{"associate_public_ip_address": true}]})]), "want": {"aws_launch_template.node": "fail"}}

cases["on for the second interface"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"network_interfaces": [{}, {"associate_public_ip_address": true}]})]), "want": {"aws_launch_template.node": "fail"}}

cases["not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"network_interfaces": [{}]}), p.forget("aws_launch_template.node", "network_interfaces.0.associate_public_ip_address")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["interfaces that are not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_launch_template.node", "network_interfaces")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a launch configuration with them"] := {"input": _configured({"associate_public_ip_address": true}), "want": {"aws_launch_configuration.own": "fail"}}

cases["a launch configuration without"] := {"input": _configured({"associate_public_ip_address": false}), "want": {"aws_launch_configuration.own": "pass"}}

cases["no template"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"]], []), "want": {}}

cases["an interface that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"network_interfaces": [{"associate_public_ip_address": false}, {}]}), p.forget("aws_launch_template.node", "network_interfaces.1")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["on, beside one that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"network_interfaces": [{"associate_public_ip_address": true}, {}]}), p.forget("aws_launch_template.node", "network_interfaces.1")]), "want": {"aws_launch_template.node": "fail"}}

cases["a launch configuration that does not tell"] := {"input": p.merge([_configured({}), p.forget("aws_launch_configuration.own", "associate_public_ip_address")]), "want": {"aws_launch_configuration.own": "undetermined"}}

cases["a template that is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
