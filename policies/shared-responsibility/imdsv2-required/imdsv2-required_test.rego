package eksgate.rules["shared-responsibility"]["imdsv2-required_test"]

import data.eksgate.rules["shared-responsibility"]["imdsv2-required"] as rule
import data.eksgate.testing.platform as p

cases["required by the template"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["optional in the template, whatever the image"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"metadata_options": [{"http_tokens": "optional"}]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["no metadata at all"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"metadata_options": [{"http_tokens": "optional", "http_endpoint": "disabled"}]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["optional in the template, and whether there is any metadata is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"metadata_options": [{"http_tokens": "optional"}]}), p.forget("aws_launch_template.node", "metadata_options.0.http_endpoint")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out in the template, with an image that does not, and whether there is any metadata is not known"] := {"input": p.platform(p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], []), [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"}), p.change("aws_launch_template.node", {"metadata_options": [{}]}), p.forget("aws_launch_template.node", "metadata_options.0.http_endpoint")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["required by the template, and whether there is any metadata is not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_launch_template.node", "metadata_options.0.http_endpoint")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["not known in the template"] := {"input": p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"metadata_options": [{}]}), p.forget("aws_launch_template.node", "metadata_options.0.http_tokens")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out in the template, with an image that requires it"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["left out in the template, with an image that does not"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], [p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["left out in the template, with an image that is not listed"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], [p.change("aws_eks_node_group.main", {"ami_type": "WINDOWS_CORE_2022_x86_64"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out in the template, with an image of one's own"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], [p.change("aws_launch_template.node", {"image_id": "ami-0123456789abcdef0"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out in the template, with an image of one's own that is not known"] := {"input": p.platform(p.ec2, [["aws_launch_template.node", "values", "metadata_options"]], [p.forget("aws_launch_template.node", "image_id")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["no template, with an image that requires it"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"]], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["no template, with an image that does not"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"]], [p.change("aws_eks_node_group.main", {"ami_type": "AL2_ARM_64"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["no template and no AMI type"] := {"input": p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"], ["aws_eks_node_group.main", "values", "ami_type"]], []), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a template that is not in this input"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a self-managed group with a mixed instances policy"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.change("aws_launch_template.node", {"metadata_options": [{"http_tokens": "optional"}]}), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "mixed_instances_policy": [{"launch_template": [{"launch_template_specification": [{"version": "$Latest"}]}]}]}, {"mixed_instances_policy.0.launch_template.0.launch_template_specification.0.launch_template_id": [p.id("aws_launch_template.node")]})]), "want": {"aws_autoscaling_group.self": "fail"}}

cases["a self-managed group with a launch configuration"] := {"input": p.platform(p.ec2, ["aws_eks_node_group.main"], [p.resource("aws_launch_configuration.self", {"name": "self", "metadata_options": [{"http_tokens": "required"}]}, {}), p.resource("aws_autoscaling_group.self", {"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_configuration": "self"}, {})]), "want": {"aws_autoscaling_group.self": "pass"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
