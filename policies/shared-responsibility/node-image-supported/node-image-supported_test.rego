package eksgate.rules["shared-responsibility"]["node-image-supported_test"]

import data.eksgate.rules["shared-responsibility"]["node-image-supported"] as rule
import data.eksgate.testing.platform as p

# An image of one's own, which a parameter or a lookup of Amazon's names.
_image(reference) := p.merge([p.change("aws_launch_template.node", {}), p.point("aws_launch_template.node", "image_id", [reference])])

_parameter(name) := p.merge([
	_image(p.ref("data.aws_ssm_parameter.image", "value")),
	p.resource("data.aws_ssm_parameter.image", {"name": name}, {}),
])

_lookup(pattern) := _lookups([pattern])

_lookups(patterns) := p.merge([
	_image(p.id("data.aws_ami.image")),
	p.resource("data.aws_ami.image", {"filter": [{"name": "owner-alias", "values": ["amazon"]}, {"name": "name", "values": patterns}]}, {}),
])

_owned(values) := p.merge([_image(p.id("data.aws_ami.image")), p.resource("data.aws_ami.image", values, {})])

# The id of an image in the template, and one that a parameter of Amazon Linux 2 was read to have.
_held(template, parameter) := p.merge([
	p.change("aws_launch_template.node", {"image_id": template}),
	p.resource("data.aws_ssm_parameter.image", {"name": "/aws/service/eks/optimized-ami/1.35/amazon-linux-2/recommended/image_id", "insecure_value": parameter}, {}),
])

_al2023 := "amazon-eks-node-al2023-x86_64-standard-1.35-v*"

_group(parts) := p.platform(p.ec2, [["aws_eks_node_group.main", "values", "ami_type"]], parts)

_own(parts) := p.platform(p.ec2, ["aws_eks_node_group.main"], array.concat(
	[p.resource(
		"aws_autoscaling_group.own",
		{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]},
		{"launch_template.0.id": [p.id("aws_launch_template.node")]},
	)],
	parts,
))

cases["Amazon Linux 2023"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["Bottlerocket"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "BOTTLEROCKET_x86_64"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["Amazon Linux 2"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["Amazon Linux 2 on its last day"] := {"input": object.union(p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"})]), {"date": "2025-11-26"}), "want": {"aws_eks_node_group.main": "pass"}}

cases["Amazon Linux 2 on the day after"] := {"input": object.union(p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"})]), {"date": "2025-11-27"}), "want": {"aws_eks_node_group.main": "fail"}}

cases["a type that is not listed"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2030_x86_64"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a type of ones own"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "CUSTOM"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out"] := {"input": _group([]), "want": {"aws_eks_node_group.main": "pass"}}

cases["left out with an older cluster"] := {"input": _group([p.change("aws_eks_cluster.main", {"version": "1.29"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["left out with an older cluster, while its image was supported"] := {"input": object.union(_group([p.change("aws_eks_cluster.main", {"version": "1.29"})]), {"date": "2025-06-01"}), "want": {"aws_eks_node_group.main": "pass"}}

cases["left out with a cluster that is not told"] := {"input": _group([p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out, with types for Graviton"] := {"input": _group([p.change("aws_eks_node_group.main", {"instance_types": ["t4g.medium"]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["left out, and the template names an image that turns out to be none"] := {"input": p.platform(p.ec2, [], [{"resources": {"aws_launch_template": {"aws_launch_template.node": {"edges": {"image_id": [p.ref("data.aws_ssm_parameter.image", "value")]}}}}}, p.resource("data.aws_ssm_parameter.image", {"name": "/aws/service/eks/optimized-ami/1.35/amazon-linux-2/recommended/image_id"}, {})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["left out with Kubernetes 1.30"] := {"input": _group([p.change("aws_eks_cluster.main", {"version": "1.30"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["left out with a cluster whose version is not known"] := {"input": p.platform(_group([]), [["aws_eks_cluster.main", "values", "version"]], [p.forget("aws_eks_cluster.main", "version")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["not known"] := {"input": _group([p.forget("aws_eks_node_group.main", "ami_type")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out with a template that is not told, and types of its own"] := {"input": _group([p.change("aws_eks_node_group.main", {"instance_types": ["m7i.large"]}), p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["left out with a template that is not told"] := {"input": _group([p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Graviton with an image for it"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2023_ARM_64_STANDARD", "instance_types": ["m7g.large", "t4g.medium", "a1.large", "c7gn.xlarge", "im4gn.large"]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["Graviton with an image for others"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"instance_types": ["m7g.large"]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["others with an image for Graviton"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2023_ARM_64_STANDARD", "instance_types": ["m7g.large", "m7i.large"]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["types whose names have a g elsewhere"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"instance_types": ["g5.xlarge", "g4dn.xlarge", "gr6.4xlarge", "x2iedn.xlarge"]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a graphics type on Graviton"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"instance_types": ["g5g.xlarge"]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a superchip of NVIDIA with an image for others"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2023_x86_64_NVIDIA", "instance_types": ["p6e-gb200.36xlarge"]})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["types that are not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {}), p.forget("aws_eks_node_group.main", "instance_types")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an image by the parameter of Amazon Linux 2"] := {"input": _group([_parameter("/aws/service/eks/optimized-ami/1.35/amazon-linux-2/recommended/image_id")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an image by the parameter of Amazon Linux 2 for graphics"] := {"input": _group([_parameter("/aws/service/eks/optimized-ami/1.35/amazon-linux-2-gpu/recommended/image_id")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an image by the parameter of Amazon Linux 2023"] := {"input": _group([_parameter("/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an image by the parameter of Bottlerocket"] := {"input": _group([_parameter("/aws/service/bottlerocket/aws-k8s-1.35/x86_64/latest/image_id")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an image by a parameter of Bottlerocket for another orchestrator"] := {"input": _group([_parameter("/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an image by the parameter of Windows"] := {"input": _group([_parameter("/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-EKS_Optimized-1.35/image_id")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an image by the parameter of a Windows that ended"] := {"input": _group([_parameter("/aws/service/ami-windows-latest/Windows_Server-2004-English-Core-EKS_Optimized-1.35/image_id")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an image by a parameter whose name is not known"] := {"input": _group([_image(p.ref("data.aws_ssm_parameter.image", "value")), p.resource("data.aws_ssm_parameter.image", {}, {}), p.forget("data.aws_ssm_parameter.image", "name")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a parameter of Amazon Linux 2 that EC2 looks up"] := {"input": _group([p.change("aws_launch_template.node", {"image_id": "resolve:ssm:/aws/service/eks/optimized-ami/1.35/amazon-linux-2/recommended/image_id"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a parameter of Amazon Linux 2023 that EC2 looks up"] := {"input": _group([p.change("aws_launch_template.node", {"image_id": "resolve:ssm:/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an image for Graviton by its parameter, with types for others"] := {"input": _group([_parameter("/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/recommended/image_id")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an image for Graviton by its parameter, with types of it"] := {"input": _group([p.change("aws_eks_node_group.main", {"instance_types": ["m7g.large"]}), _parameter("/aws/service/bottlerocket/aws-k8s-1.35/arm64/latest/image_id")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a lookup of Bottlerocket for Graviton, with types for others"] := {"input": _group([_lookup("bottlerocket-aws-k8s-1.35-aarch64-*")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a lookup that does not tell the architecture"] := {"input": _group([_lookup("amazon-eks-node-al2023-*")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup of two architectures"] := {"input": _group([_lookups(["amazon-eks-node-al2023-x86_64-standard-1.35-v*", "amazon-eks-node-al2023-arm64-standard-1.35-v*"])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Amazon Linux 2 for others while it was supported, with types for Graviton"] := {"input": object.union(_group([p.change("aws_eks_node_group.main", {"instance_types": ["m7g.large"]}), _lookup("amazon-eks-node-1.31-v*")]), {"date": "2025-06-01"}), "want": {"aws_eks_node_group.main": "fail"}}

cases["a lookup among anyones images"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup among ones own images"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}], "owners": ["self", "amazon"]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup among no ones images"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}], "owners": []})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup among images of owners that are not all known"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}], "owners": ["amazon"]}), p.forget("data.aws_ami.image", "owners")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup among Amazons images"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}], "owners": ["602401143452", "amazon"]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a lookup among images of the account for China"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}], "owners": ["961992271922"]})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a lookup by another alias"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}, {"name": "owner-alias", "values": ["amazon", "aws-marketplace"]}]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup by another filter with the same value"] := {"input": _group([_owned({"filter": [{"name": "name", "values": [_al2023]}, {"name": "tag:owner", "values": ["amazon"]}]})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup of names that are not all known"] := {"input": _group([_lookup(_al2023), p.forget("data.aws_ami.image", "filter.1.values")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup with another filter that is not known"] := {"input": _group([_lookup(_al2023), p.forget("data.aws_ami.image", "filter.0.values")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["what a lookup found"] := {"input": _group([_lookup("amazon-eks-node-*"), p.change("data.aws_ami.image", {"name": "amazon-eks-node-1.35-v20251101"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the image that a parameter has"] := {"input": _group([_held("ami-1", "ami-1")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the image that a parameter has, copied into another one"] := {"input": _group([_held("ami-1", "ami-1"), p.resource("aws_ssm_parameter.golden", {"name": "/platform/golden-image", "insecure_value": "ami-1"}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["another image than a parameter has"] := {"input": _group([_held("ami-1", "ami-2")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["the image that a lookup found"] := {"input": _group([p.change("aws_launch_template.node", {"image_id": "ami-1"}), p.resource("data.aws_ami.image", {"image_id": "ami-1", "name": "amazon-eks-node-1.35-v20251101", "owners": ["amazon"]}, {})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["the image that a lookup among anyones found"] := {"input": _group([p.change("aws_launch_template.node", {"image_id": "ami-1"}), p.resource("data.aws_ami.image", {"image_id": "ami-1", "name": "amazon-eks-node-1.35-v20251101"}, {})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an image by another parameter"] := {"input": _group([_parameter("/platform/golden-image")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup of Amazon Linux 2"] := {"input": _group([_lookup("amazon-eks-node-1.35-v*")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a lookup of Amazon Linux 2 for Graviton"] := {"input": _group([_lookup("amazon-eks-arm64-node-1.35-v*")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a lookup of Amazon Linux 2023"] := {"input": _group([_lookup("amazon-eks-node-al2023-x86_64-standard-1.35-v*")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a lookup of an image of ones own"] := {"input": _group([_lookup("golden-*")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup of several names of one family"] := {"input": _group([_lookups(["amazon-eks-node-al2023-x86_64-standard-1.34-v*", "amazon-eks-node-al2023-x86_64-standard-1.35-v*"])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a lookup of two families"] := {"input": _group([_lookups(["amazon-eks-node-1.34-v*", "amazon-eks-node-al2023-x86_64-standard-1.35-v*"])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a lookup of a family and of something else"] := {"input": _group([_lookups(["golden-*", "amazon-eks-node-al2023-x86_64-standard-1.35-v*"])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an image by its id"] := {"input": _group([p.change("aws_launch_template.node", {"image_id": "ami-1"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a type that the template overrides"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "AL2_x86_64"}), p.change("aws_launch_template.node", {"image_id": "ami-1"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an image and one that is not told"] := {"input": p.platform(_group([_parameter("/aws/service/eks/optimized-ami/1.35/amazon-linux-2/recommended/image_id")]), [["aws_launch_template.node", "edges", "image_id"]], [p.point("aws_launch_template.node", "image_id", [p.ref("data.aws_ssm_parameter.image", "value"), p.unknown("var.image")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["one of two images"] := {"input": _group([_parameter("/aws/service/bottlerocket/aws-k8s-1.35/x86_64/latest/image_id"), p.point("aws_launch_template.node", "image_id", [p.over("local.image", ["data.aws_ssm_parameter.image"])])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a self-managed group with Amazon Linux 2"] := {"input": _own([_parameter("/aws/service/eks/optimized-ami/1.35/amazon-linux-2/recommended/image_id")]), "want": {"aws_autoscaling_group.own": "fail"}}

cases["a self-managed group with an image that is not told"] := {"input": _own([]), "want": {"aws_autoscaling_group.own": "undetermined"}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_missing(plan) := found.missing if some found in rule.results with input as plan

test_what_would_tell_the_image_is_named if {
	_missing(_group([p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])])) == ["aws_eks_node_group.main: ami_type, or the Kubernetes version of its cluster"]
	_missing(_group([p.change("aws_launch_template.node", {"image_id": "ami-1"})])) == ["aws_eks_node_group.main: ami_type, or the image of its launch template"]
}
