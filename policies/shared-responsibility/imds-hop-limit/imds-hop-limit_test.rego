package eksgate.rules["shared-responsibility"]["imds-hop-limit_test"]

import data.eksgate.rules["shared-responsibility"]["imds-hop-limit"] as rule
import data.eksgate.testing.platform as p

_with(options) := p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"metadata_options": [object.union({"http_tokens": "required"}, options)]})])

cases["one hop"] := {"input": _with({"http_put_response_hop_limit": 1}), "want": {"aws_launch_template.node": "pass"}}

cases["two hops"] := {"input": _with({"http_put_response_hop_limit": 2}), "want": {"aws_launch_template.node": "fail"}}

cases["two hops, as the setting allows"] := {"input": object.union(_with({"http_put_response_hop_limit": 2}), {"settings": {"imds_hop_limit": 2}}), "want": {"aws_launch_template.node": "pass"}}

cases["left out, with an image that wants IMDSv2"] := {"input": _with({}), "want": {"aws_launch_template.node": "fail"}}

cases["left out, where two are allowed"] := {"input": object.union(_with({}), {"settings": {"imds_hop_limit": 2}}), "want": {"aws_launch_template.node": "pass"}}

cases["left out, with another image"] := {"input": p.merge([_with({}), p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"})]), "want": {"aws_launch_template.node": "undetermined"}}

cases["left out, with an image of ones own"] := {"input": p.merge([_with({}), p.change("aws_launch_template.node", {"image_id": "ami-1"})]), "want": {"aws_launch_template.node": "undetermined"}}

cases["no metadata at all"] := {"input": _with({"http_endpoint": "disabled", "http_put_response_hop_limit": 2}), "want": {"aws_launch_template.node": "pass"}}

cases["not known"] := {"input": p.merge([_with({}), p.forget("aws_launch_template.node", "metadata_options.0.http_put_response_hop_limit")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a template that no nodes use"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"metadata_options": [{"http_put_response_hop_limit": 1}]}), p.resource("aws_launch_template.other", {"metadata_options": [{"http_put_response_hop_limit": 2}]}, {})]), "want": {"aws_launch_template.node": "pass"}}

cases["a template that is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
