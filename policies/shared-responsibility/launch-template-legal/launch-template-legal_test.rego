package eksgate.rules["shared-responsibility"]["launch-template-legal_test"]

import data.eksgate.rules["shared-responsibility"]["launch-template-legal"] as rule
import data.eksgate.testing.platform as p

_template := "aws_launch_template.node"

_group := "aws_eks_node_group.main"

_with(values) := p.merge([p.ec2, p.change(_template, values)])

_without_groups(values) := p.platform(
	p.ec2,
	[[_template, kind, "vpc_security_group_ids"] | some kind in ["edges", "unknown"]],
	[p.change(_template, values)],
)

_beside(template, group) := p.platform(p.ec2, [[_group, "values", "ami_type"]], [p.change(_template, template), p.change(_group, group)])

_own_image := p.change(_template, {"image_id": "ami-0123456789abcdef0"})

_own(changes) := p.platform(p.ec2, [[_group, "values", "ami_type"]], array.concat([_own_image], changes))

_told(name) := p.change(_template, {"user_data_facts": [{"kinds": [], "secrets": [], "bootstraps": [{"way": "bootstrap.sh", "cluster_name": name}]}]})

_judged(outcome) := {_template: outcome}

cases["a template as EKS wants it"] := {"input": p.ec2, "want": _judged("pass")}

cases["a template that no group uses"] := {"input": p.platform(p.ec2, [_group], []), "want": {}}

cases["a group without a template"] := {"input": p.platform(p.ec2, [[_group, kind, "launch_template.0.id"] | some kind in ["edges", "unknown"]], []), "want": {}}

cases["a template that only self-managed nodes use"] := {
	"input": p.platform(p.ec2, [_group], [p.resource(
		"aws_autoscaling_group.self",
		{"tag": [{"key": "kubernetes.io/cluster/main", "value": "owned"}]},
		{"launch_template.0.id": [p.id(_template)], "launch_template.0.version": [p.ref(_template, "latest_version")]},
	)]),
	"want": {},
}

cases["a template that a data source finds by its name"] := {"input": p.merge([p.platform(p.ec2, [[_group, "edges", "launch_template.0.id"], [_group, "unknown"], [_group, "values", "launch_template"]], []), p.resource("data.aws_launch_template.other", {"name": "other"}, {}), p.change(_group, {"launch_template": [{"name": "other", "version": "1"}]})]), "want": {_group: "undetermined"}}

cases["a template that is not made here"] := {"input": p.merge([p.ec2, p.resource("data.aws_launch_template.other", {}, {}), p.point(_group, "launch_template.0.id", [p.id("data.aws_launch_template.other")]), p.point(_group, "launch_template.0.version", [p.ref("data.aws_launch_template.other", "latest_version")])]), "want": {_group: "undetermined"}}

cases["a disk size of another group"] := {"input": p.merge([p.ec2, p.resource("aws_eks_node_group.more", {"disk_size": 20}, {"cluster_name": [p.ref("aws_eks_cluster.main", "name")]})]), "want": _judged("pass")}

cases["a group that is looked up"] := {"input": p.merge([p.ec2, p.resource("data.aws_eks_node_group.other", {"launch_template": [{"id": "lt-0123"}]}, {})]), "want": _judged("pass")}

cases["a template that is not told"] := {"input": p.platform(p.ec2, [], [p.point(_group, "launch_template.0.id", [p.unknown("var.template")])]), "want": {_group: "undetermined"}}

cases["a version that is not told"] := {"input": p.platform(p.ec2, [], [p.point(_group, "launch_template.0.version", [p.unknown("var.version")])]), "want": {_group: "undetermined"}}

cases["a subnet"] := {"input": _without_groups({"network_interfaces": [{}, {"subnet_id": "subnet-0123"}]}), "want": _judged("fail")}

cases["a subnet by reference"] := {"input": p.merge([_without_groups({"network_interfaces": [{}]}), p.point(_template, "network_interfaces.0.subnet_id", [p.id("aws_subnet.private_a")])]), "want": _judged("fail")}

cases["a subnet that may be given"] := {"input": p.merge([_without_groups({"network_interfaces": [{}]}), p.point(_template, "network_interfaces.0.subnet_id", [p.unknown("var.subnet")])]), "want": _judged("undetermined")}

cases["network interfaces that are not known"] := {"input": p.merge([_without_groups({}), p.forget(_template, "network_interfaces")]), "want": _judged("undetermined")}

cases["no network interfaces"] := {"input": _with({"network_interfaces": []}), "want": _judged("pass")}

cases["network interfaces with security groups"] := {"input": p.merge([_without_groups({"network_interfaces": [{"device_index": 0}]}), p.point(_template, "network_interfaces.0.security_groups", [p.id("aws_security_group.node")])]), "want": _judged("pass")}

cases["network interfaces beside security groups"] := {"input": _with({"network_interfaces": [{"device_index": 0}]}), "want": _judged("fail")}

cases["network interfaces beside security groups by their ids"] := {"input": _without_groups({"network_interfaces": [{"device_index": 0}], "vpc_security_group_ids": ["sg-0123"]}), "want": _judged("fail")}

cases["network interfaces beside security groups by their names"] := {"input": _without_groups({"network_interfaces": [{"device_index": 0}], "security_group_names": ["node"]}), "want": _judged("fail")}

cases["network interfaces beside security groups that may be given"] := {"input": p.merge([_without_groups({"network_interfaces": [{"device_index": 0}]}), p.point(_template, "vpc_security_group_ids", [p.unknown("local.groups")])]), "want": _judged("undetermined")}

cases["network interfaces that may be given beside security groups"] := {"input": p.merge([p.ec2, p.forget(_template, "network_interfaces")]), "want": _judged("undetermined")}

cases[$"an instance profile by its {name}"] := {"input": _with({"iam_instance_profile": [{name: "node"}]}), "want": _judged("fail")} if some name in ["arn", "name"]

cases["an instance profile by reference"] := {"input": p.merge([_with({"iam_instance_profile": [{}]}), p.point(_template, "iam_instance_profile.0.arn", [p.ref("aws_iam_instance_profile.node", "arn")])]), "want": _judged("fail")}

cases["an instance profile that may be given"] := {"input": p.merge([p.ec2, p.forget(_template, "iam_instance_profile")]), "want": _judged("undetermined")}

cases["no instance profile"] := {"input": _with({"iam_instance_profile": []}), "want": _judged("pass")}

cases["a disk size"] := {"input": _beside({}, {"disk_size": 1}), "want": _judged("fail")}

cases["a disk size that a state shows as 0"] := {"input": _beside({}, {"disk_size": 0}), "want": _judged("pass")}

cases["a disk size that is not known"] := {"input": p.merge([p.ec2, p.forget(_group, "disk_size")]), "want": _judged("undetermined")}

cases["remote access"] := {"input": _beside({}, {"remote_access": [{"ec2_ssh_key": "key"}]}), "want": _judged("fail")}

cases["remote access that is not known"] := {"input": p.merge([p.ec2, p.forget(_group, "remote_access")]), "want": _judged("undetermined")}

cases["instance types in the group alone"] := {"input": _beside({}, {"instance_types": ["m6i.large"]}), "want": _judged("pass")}

cases["an instance type in the template alone"] := {"input": _beside({"instance_type": "m6i.large"}, {}), "want": _judged("pass")}

cases["instance types in both"] := {"input": _beside({"instance_type": "m6i.large"}, {"instance_types": ["m6i.large"]}), "want": _judged("fail")}

cases["instance types that may be in both"] := {"input": p.merge([_beside({"instance_type": "m6i.large"}, {}), p.forget(_group, "instance_types")]), "want": _judged("undetermined")}

cases["an image of one's own, with an AMI type"] := {"input": p.merge([p.ec2, _own_image, _told("main")]), "want": _judged("fail")}

cases["an image of one's own, with the AMI type that says so"] := {"input": p.merge([p.ec2, _own_image, _told("main"), p.change(_group, {"ami_type": "CUSTOM"})]), "want": _judged("pass")}

cases["an image of one's own, with an AMI type that is not known"] := {"input": _own([_told("main"), p.forget(_group, "ami_type")]), "want": _judged("undetermined")}

cases["an image of one's own, told its cluster"] := {"input": _own([_told("main")]), "want": _judged("pass")}

cases["an image of one's own, told another cluster"] := {"input": _own([_told("other")]), "want": _judged("fail")}

cases["an image of one's own, told nothing"] := {"input": _own([]), "want": _judged("fail")}

cases["an image by reference, told nothing"] := {"input": p.platform(p.ec2, [[_group, "values", "ami_type"]], [p.point(_template, "image_id", [p.id("data.aws_ami.node")])]), "want": _judged("fail")}

cases["an image that may be given, told nothing"] := {"input": p.platform(p.ec2, [[_group, "values", "ami_type"]], [p.point(_template, "image_id", [p.unknown("var.image")])]), "want": _judged("undetermined")}

cases["an image that may be given, told its cluster"] := {"input": p.platform(p.ec2, [[_group, "values", "ami_type"]], [_told("main"), p.point(_template, "image_id", [p.unknown("var.image")])]), "want": _judged("pass")}

cases["an image of one's own, with user data that is not known"] := {"input": _own([p.forget(_template, "user_data_facts")]), "want": _judged("undetermined")}

cases["an image of one's own, of a cluster that is not told"] := {"input": _own([_told("main"), p.point(_group, "cluster_name", [p.unknown("var.cluster")])]), "want": _judged("undetermined")}

cases["an image of one's own, of a cluster whose name is not known"] := {"input": p.platform(_own([_told("main")]), [["aws_eks_cluster.main", "values", "name"]], []), "want": _judged("undetermined")}

# What a name that is not told may mean is a cluster of the input, or a text.
_named_by(references) := p.platform(
	_own([p.change(_template, {"user_data_facts": [{"bootstraps": [{"way": "bootstrap.sh"}]}]})]),
	[["aws_eks_cluster.main", "values", "name"]],
	[p.resource("aws_eks_cluster.other", {"vpc_config": [{}]}, {}), {"resources": {"aws_launch_template": {_template: {
		"unknown": {"user_data_facts.0.bootstraps.0.cluster_name": true},
		"edges": {"user_data_facts.0.bootstraps.0.cluster_name": references},
	}}}}],
)

cases["an image of one's own, told the cluster by reference"] := {"input": _named_by([p.id("aws_eks_cluster.main")]), "want": _judged("pass")}

cases["an image of one's own, told another cluster by reference"] := {"input": _named_by([p.id("aws_eks_cluster.other")]), "want": _judged("fail")}

cases["an image of EKS's, told nothing"] := {"input": p.merge([p.ec2, p.change(_template, {"user_data_facts": [{"unreadable": "it is not text"}]})]), "want": _judged("pass")}

cases["two groups, one of them with a disk size"] := {"input": p.merge([p.ec2, p.node_group("aws_eks_node_group.more", _template), p.change("aws_eks_node_group.more", {"disk_size": 20})]), "want": _judged("fail")}

# Cases whose outcomes are not the wanted ones, with what they are instead.
failures[name] := outcomes if {
	some name, case in cases
	results := rule.results with input as case.input
	outcomes := p.outcomes(results)
	outcomes != case.want
}

test_outcomes if count(failures) == 0

_missing(name) := result.missing if {
	results := rule.results with input as cases[name].input
	some result in results
}

test_what_would_decide_is_named if {
	_missing("an image that may be given, told nothing") == ["aws_launch_template.node: image_id"]
	_missing("an image of one's own, of a cluster that is not told") == ["aws_eks_node_group.main: cluster_name"]
	_missing("a disk size that is not known") == ["aws_eks_node_group.main: disk_size"]
}
