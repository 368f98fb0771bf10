package eksgate.rules["shared-responsibility"]["node-volumes-encrypted_test"]

import data.eksgate.rules["shared-responsibility"]["node-volumes-encrypted"] as rule
import data.eksgate.testing.platform as p

_own := p.resource(
	"aws_autoscaling_group.own",
	{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_configuration": "own"},
	{},
)

# A launch configuration, with a lookup of its image.
_configured(image, values) := p.merge([
	p.platform(p.ec2, ["aws_eks_node_group.main"], [_own, p.resource("aws_launch_configuration.own", object.union({"name": "own"}, values), {})]),
	image,
])

_looked_up(name) := p.merge([
	p.point("aws_launch_configuration.own", "image_id", [p.id("data.aws_ami.image")]),
	p.resource("data.aws_ami.image", {"owners": ["amazon"], "filter": [{"name": "name", "values": [name]}]}, {}),
])

_root := {"device_name": "/dev/xvda", "ebs": [{"encrypted": true}]}

_data := {"device_name": "/dev/xvdb", "ebs": [{"encrypted": true}]}

_of_type(type, mappings) := p.merge([_mapped(mappings), p.change("aws_eks_node_group.main", {"ami_type": type})])

_bare(parts) := p.platform(p.ec2, [["aws_eks_node_group.main", "edges", "launch_template.0.id"], ["aws_eks_node_group.main", "unknown", "launch_template.0.id"]], parts)

_mapped(mappings) := p.platform(p.ec2, [], [p.change("aws_launch_template.node", {"block_device_mappings": mappings})])

_default(values) := p.resource("aws_ebs_encryption_by_default.account", values, {})

cases["the root volume"] := {"input": _mapped([_root]), "want": {"aws_launch_template.node": "pass"}}

cases["the root volume of Windows"] := {"input": _of_type("WINDOWS_CORE_2022_x86_64", [{"device_name": "/dev/sda1", "ebs": [{"encrypted": true}]}]), "want": {"aws_launch_template.node": "pass"}}

cases["the root device of Windows with Linux"] := {"input": _mapped([{"device_name": "/dev/sda1", "ebs": [{"encrypted": true}]}]), "want": {"aws_launch_template.node": "undetermined"}}

cases["both volumes of Bottlerocket"] := {"input": _of_type("BOTTLEROCKET_x86_64", [_root, _data]), "want": {"aws_launch_template.node": "pass"}}

cases["the root volume of Bottlerocket alone"] := {"input": _of_type("BOTTLEROCKET_x86_64", [_root]), "want": {"aws_launch_template.node": "undetermined"}}

cases["the root volume of Bottlerocket alone, and the account does not encrypt"] := {"input": p.merge([_of_type("BOTTLEROCKET_x86_64", [_root]), _default({"enabled": false})]), "want": {"aws_launch_template.node": "fail"}}

cases["groups of two images, one of which has another root device"] := {"input": p.merge([_mapped([_root]), p.node_group("aws_eks_node_group.second", "aws_launch_template.node"), p.change("aws_eks_node_group.second", {"ami_type": "WINDOWS_CORE_2022_x86_64"})]), "want": {"aws_launch_template.node": "undetermined"}}

cases["an image that EKS takes"] := {"input": p.platform(_mapped([_root]), [["aws_eks_node_group.main", "values", "ami_type"]], []), "want": {"aws_launch_template.node": "pass"}}

cases["an image that EKS takes, by a version that is not known"] := {"input": p.platform(_mapped([_root]), [["aws_eks_node_group.main", "values", "ami_type"], ["aws_eks_cluster.main", "values", "version"]], []), "want": {"aws_launch_template.node": "pass"}}

cases["an image of ones own"] := {"input": p.merge([_mapped([_root]), p.change("aws_launch_template.node", {"image_id": "ami-1"})]), "want": {"aws_launch_template.node": "undetermined"}}

cases["an image of ones own, and a volume that is not"] := {"input": p.merge([_mapped([{"device_name": "/dev/xvda", "ebs": [{"encrypted": false}]}]), p.change("aws_launch_template.node", {"image_id": "ami-1"})]), "want": {"aws_launch_template.node": "fail"}}

cases["an image of ones own, and the account encrypts"] := {"input": p.merge([_mapped([_root]), p.change("aws_launch_template.node", {"image_id": "ami-1"}), _default({})]), "want": {"aws_launch_template.node": "pass"}}

cases["an image of ones own, and the account does not encrypt"] := {"input": p.merge([_mapped([_root]), p.change("aws_launch_template.node", {"image_id": "ami-1"}), _default({"enabled": false})]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a mapping that is not known beside an encrypted root"] := {"input": p.merge([_mapped([_root, {}]), p.forget("aws_launch_template.node", "block_device_mappings.1")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a volume that is not known beside an encrypted root"] := {"input": p.merge([_mapped([_root, {"device_name": "/dev/xvdb"}]), p.forget("aws_launch_template.node", "block_device_mappings.1.ebs")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["the key of an encrypted root is not known"] := {"input": p.merge([_mapped([_root]), p.forget("aws_launch_template.node", "block_device_mappings.0.ebs.0.kms_key_id")]), "want": {"aws_launch_template.node": "pass"}}

cases["no template"] := {"input": _bare([]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["no template, and the account encrypts"] := {"input": _bare([_default({})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["no template, and the account does not"] := {"input": _bare([_default({"enabled": false})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a second volume that is not"] := {"input": _mapped([_root, {"device_name": "/dev/xvdb", "ebs": [{"encrypted": false}]}]), "want": {"aws_launch_template.node": "fail"}}

cases["a second volume that says nothing"] := {"input": _mapped([_root, {"device_name": "/dev/xvdb", "ebs": [{}]}]), "want": {"aws_launch_template.node": "undetermined"}}

cases["the root volume that is not"] := {"input": _mapped([{"device_name": "/dev/xvda", "ebs": [{"encrypted": false}]}]), "want": {"aws_launch_template.node": "fail"}}

cases["a second volume alone"] := {"input": _mapped([{"device_name": "/dev/xvdb", "ebs": [{"encrypted": true}]}]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a root device without a volume"] := {"input": _mapped([{"device_name": "/dev/xvda", "no_device": "true"}]), "want": {"aws_launch_template.node": "undetermined"}}

cases["no mappings"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_launch_template.node": "undetermined"}}

cases["no mappings, and the account encrypts"] := {"input": p.platform(p.ec2, [], [_default({"enabled": true})]), "want": {"aws_launch_template.node": "pass"}}

cases["no mappings, and the account encrypts without saying so"] := {"input": p.platform(p.ec2, [], [_default({})]), "want": {"aws_launch_template.node": "pass"}}

cases["no mappings, and the account does not"] := {"input": p.platform(p.ec2, [], [_default({"enabled": false})]), "want": {"aws_launch_template.node": "fail"}}

cases["no mappings, and the accounts default is not known"] := {"input": p.merge([p.platform(p.ec2, [], [_default({})]), p.forget("aws_ebs_encryption_by_default.account", "enabled")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["two accounts that differ"] := {"input": p.platform(p.ec2, [], [_default({"enabled": true}), p.resource("aws_ebs_encryption_by_default.other", {"enabled": false}, {})]), "want": {"aws_launch_template.node": "undetermined"}}

cases["not known"] := {"input": p.merge([_mapped([{"device_name": "/dev/xvda", "ebs": [{}]}]), p.forget("aws_launch_template.node", "block_device_mappings.0.ebs.0.encrypted")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["mappings that are not known"] := {"input": p.platform(p.ec2, [], [_default({}), p.forget("aws_launch_template.node", "block_device_mappings")]), "want": {"aws_launch_template.node": "undetermined"}}

cases["a launch configuration with an encrypted root"] := {"input": _configured(_looked_up("amazon-eks-node-al2023-x86_64-standard-1.35-v*"), {"root_block_device": [{"encrypted": true}]}), "want": {"aws_launch_configuration.own": "pass"}}

cases["a launch configuration of Windows with an encrypted root"] := {"input": _configured(_looked_up("Windows_Server-2022-English-Core-EKS_Optimized-1.35-*"), {"root_block_device": [{"encrypted": true}]}), "want": {"aws_launch_configuration.own": "pass"}}

cases["a launch configuration of Bottlerocket with an encrypted root"] := {"input": _configured(_looked_up("bottlerocket-aws-k8s-1.35-x86_64-*"), {"root_block_device": [{"encrypted": true}]}), "want": {"aws_launch_configuration.own": "undetermined"}}

cases["a launch configuration of Bottlerocket with both encrypted"] := {"input": _configured(_looked_up("bottlerocket-aws-k8s-1.35-x86_64-*"), {"root_block_device": [{"encrypted": true}], "ebs_block_device": [{"device_name": "/dev/xvdb", "encrypted": true}]}), "want": {"aws_launch_configuration.own": "pass"}}

cases["a launch configuration with an encrypted root and an image that is not told"] := {"input": _configured({}, {"image_id": "ami-1", "root_block_device": [{"encrypted": true}]}), "want": {"aws_launch_configuration.own": "undetermined"}}

cases["a launch configuration with another volume that is not"] := {"input": _configured({}, {"root_block_device": [{"encrypted": true}], "ebs_block_device": [{"encrypted": false}]}), "want": {"aws_launch_configuration.own": "fail"}}

cases["a launch configuration with other volumes that are not known"] := {"input": p.merge([_configured(_looked_up("amazon-eks-node-al2023-x86_64-standard-1.35-v*"), {"root_block_device": [{"encrypted": true}]}), p.forget("aws_launch_configuration.own", "ebs_block_device")]), "want": {"aws_launch_configuration.own": "undetermined"}}

cases["a launch configuration with a root that is not known"] := {"input": p.merge([_configured(_looked_up("amazon-eks-node-al2023-x86_64-standard-1.35-v*"), {}), p.forget("aws_launch_configuration.own", "root_block_device"), _default({})]), "want": {"aws_launch_configuration.own": "undetermined"}}

cases["a launch configuration that says nothing"] := {"input": _configured({}, {}), "want": {"aws_launch_configuration.own": "undetermined"}}

cases["a template that is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
