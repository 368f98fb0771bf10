package eksgate.rules["shared-responsibility"]["imds-hop-limit_test"]

import data.eksgate.rules["shared-responsibility"]["imds-hop-limit"] as rule
import data.eksgate.testing.platform as p

_with(options) := p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"metadata_options": [object.union({"http_tokens": "required"}, options)]})])

_bare(parts) := p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"]], parts)

cases["one hop"] := {"input": _with({"http_put_response_hop_limit": 1}), "want": {"aws_launch_template.node": "pass"}}

cases["two hops"] := {"input": _with({"http_put_response_hop_limit": 2}), "want": {"aws_launch_template.node": "fail"}}

cases["two hops, as the setting allows"] := {"input": object.union(_with({"http_put_response_hop_limit": 2}), {"settings": {"imds_hop_limit": 2}}), "want": {"aws_launch_template.node": "pass"}}

cases["left out"] := {"input": _with({}), "want": {"aws_launch_template.node": "undetermined"}}

cases["without metadata options"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], []), "want": {"aws_launch_template.node": "undetermined"}}

cases["a launch configuration with two hops"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_launch_configuration.self", {"name": "self", "metadata_options": [{"http_put_response_hop_limit": 2}]}, {}), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_configuration": "self"}, {})]), "want": {"aws_launch_configuration.self": "fail"}}

cases["no template, with Amazon Linux 2023"] := {"input": _bare([]), "want": {"aws_eks_node_group.main": "pass"}}

cases["no template, with what EKS takes"] := {"input": p.platform(_bare([]), [["aws_eks_node_group.main", "values", "ami_type"]], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["no template, with Amazon Linux 2"] := {"input": _bare([p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["no template, with Amazon Linux 2, where two are allowed"] := {"input": _bare([p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"}), {"settings": {"imds_hop_limit": 2}}]), "want": {"aws_eks_node_group.main": "pass"}}

cases["no template, with another image"] := {"input": _bare([p.change("aws_eks_node_group.main", {"ami_type": "BOTTLEROCKET_x86_64"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["two hops, and whether there is any metadata is not known"] := {"input": p.merge([_with({"http_put_response_hop_limit": 2}), p.forget("aws_launch_template.node", "metadata_options.0.http_endpoint")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["one hop, and whether there is any metadata is not known"] := {"input": p.merge([_with({"http_put_response_hop_limit": 1}), p.forget("aws_launch_template.node", "metadata_options.0.http_endpoint")]), "want": {"aws_launch_template.node": "pass"}}

cases["metadata options that are not known"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], [p.forget("aws_launch_template.node", "metadata_options")]), "want": {"aws_launch_template.node": "undetermined"}}

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
