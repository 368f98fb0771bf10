package eksgate.rules["shared-responsibility"]["node-version-skew_test"]

import data.eksgate.rules["shared-responsibility"]["node-version-skew"] as rule
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

_group(parts) := p.platform(p.ec2, [["aws_eks_node_group.main", "values", "ami_type"]], parts)

_own(parts) := p.platform(p.ec2, ["aws_eks_node_group.main"], array.concat(
	[p.resource(
		"aws_autoscaling_group.own",
		{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}], "launch_template": [{"version": "$Latest"}]},
		{"launch_template.0.id": [p.id("aws_launch_template.node")]},
	)],
	parts,
))

_at(group, cluster) := p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"version": group}), p.change("aws_eks_cluster.main", {"version": cluster})])

cases["left out"] := {"input": p.platform(p.ec2, [], []), "want": {"aws_eks_node_group.main": "pass"}}

cases["the same"] := {"input": _at("1.35", "1.35"), "want": {"aws_eks_node_group.main": "pass"}}

cases["newer"] := {"input": _at("1.35", "1.34"), "want": {"aws_eks_node_group.main": "fail"}}

cases["three older"] := {"input": _at("1.31", "1.34"), "want": {"aws_eks_node_group.main": "pass"}}

cases["four older"] := {"input": _at("1.30", "1.34"), "want": {"aws_eks_node_group.main": "fail"}}

cases["three older at 1.28"] := {"input": _at("1.25", "1.28"), "want": {"aws_eks_node_group.main": "pass"}}

cases["two older at 1.27"] := {"input": _at("1.25", "1.27"), "want": {"aws_eks_node_group.main": "pass"}}

cases["three older at 1.27"] := {"input": _at("1.24", "1.27"), "want": {"aws_eks_node_group.main": "fail"}}

cases["with a reference to the version of the cluster"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "version", [p.ref("aws_eks_cluster.main", "version")])]), "want": {"aws_eks_node_group.main": "pass"}}

cases["with a reference to another attribute"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "version", [p.ref("aws_eks_cluster.main", "platform_version")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["with a reference to another cluster"] := {"input": p.platform(p.ec2, [], [p.resource("aws_eks_cluster.second", {"name": "second", "version": "1.35"}, {}), p.point("aws_eks_node_group.main", "version", [p.ref("aws_eks_cluster.second", "version")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["with a reference that may be to it"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "version", [p.over("local.version", ["aws_eks_cluster.main"])])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["not known"] := {"input": p.platform(p.ec2, [], [p.forget("aws_eks_node_group.main", "version")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a release that is newer"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"release_version": "1.36.1-20260501"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a release that fits"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"release_version": "1.34.1-20260501"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a release of Windows that is newer"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "WINDOWS_CORE_2022_x86_64", "release_version": "1.36-2026.05.12"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a release of Bottlerocket, which has versions of its own"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {"ami_type": "BOTTLEROCKET_x86_64", "release_version": "1.20.3-5d9ac849"})]), "want": {"aws_eks_node_group.main": "pass"}}

cases["a version that is none"] := {"input": _at("latest", "1.35"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a version that is none of this major version"] := {"input": _at("2.1", "1.35"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a cluster with a version that is none"] := {"input": _at("1.35", "latest"), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a parameter that EC2 looks up for a version that is too old"] := {"input": _group([p.change("aws_launch_template.node", {"image_id": "resolve:ssm:/aws/service/eks/optimized-ami/1.30/amazon-linux-2023/x86_64/standard/recommended/image_id"})]), "want": {"aws_eks_node_group.main": "fail"}}

cases["a release that is not known"] := {"input": p.platform(p.ec2, [], [p.change("aws_eks_node_group.main", {}), p.forget("aws_eks_node_group.main", "release_version")]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a cluster whose version is left out"] := {"input": p.platform(_at("1.35", "1.35"), [["aws_eks_cluster.main", "values", "version"]], []), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["an image of ones own that is too old"] := {"input": _group([_parameter("/aws/service/eks/optimized-ami/1.30/amazon-linux-2023/x86_64/standard/recommended/image_id")]), "want": {"aws_eks_node_group.main": "fail"}}

cases["an image of ones own that fits"] := {"input": _group([_lookup("amazon-eks-node-al2023-x86_64-standard-1.34-v*")]), "want": {"aws_eks_node_group.main": "pass"}}

cases["an image of ones own that does not tell"] := {"input": _group([p.change("aws_launch_template.node", {"image_id": "ami-1"})]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["images of two versions, one of which does not fit"] := {"input": _group([_lookups(["amazon-eks-node-al2023-x86_64-standard-1.30-v*", "amazon-eks-node-al2023-x86_64-standard-1.35-v*"])]), "want": {"aws_eks_node_group.main": "fail"}}

cases["images of which one does not tell"] := {"input": _group([_lookups(["golden-*", "amazon-eks-node-al2023-x86_64-standard-1.30-v*"])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a template that is not told"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "launch_template.0.id", [p.unknown("var.template")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a self-managed group whose image is newer"] := {"input": _own([_parameter("/aws/service/bottlerocket/aws-k8s-1.36/x86_64/latest/image_id")]), "want": {"aws_autoscaling_group.own": "fail"}}

cases["a self-managed group whose image does not tell"] := {"input": _own([]), "want": {"aws_autoscaling_group.own": "undetermined"}}

cases["a cluster that is not known"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "cluster_name", [p.unknown("var.cluster")])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["a profile of a cluster that is not known"] := {"input": p.platform(p.fargate, ["aws_eks_fargate_profile.system"], [p.point("aws_eks_fargate_profile.default", "cluster_name", [p.unknown("var.cluster")])]), "want": {}}

cases["with a reference that may be to its version"] := {"input": p.platform(p.ec2, [], [p.point("aws_eks_node_group.main", "version", [object.union(p.ref("aws_eks_cluster.main", "version"), {"certainty": "over"})])]), "want": {"aws_eks_node_group.main": "undetermined"}}

cases["Fargate"] := {"input": p.fargate, "want": {}}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0
