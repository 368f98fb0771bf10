# METADATA
# title: Launch templates fit managed node groups
# description: >-
#   EKS refuses a managed node group whose launch template says what the group must say, or the other way round: subnets and instance
#   profile belong to the group, disk size and remote access to the template, AMI type and instance types to one of the two. Security groups
#   stand in one place of the template, and nodes of an image of one's own join only by user data of one's own.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Move each setting to where the page on launch templates wants it; beside an image of one's own, give bootstrap user data.
#   aliases: []
package eksgate.rules["shared-responsibility"]["launch-template-legal"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.user_data
import data.eksgate.lib.values

# The template is the subject, once for all the groups that use it.
results contains result.of(address, {"launch_template"}, values.all_of(_judgements(template, _users[address]))) if {
	some address, template in input.resources.aws_launch_template
}

# A group whose template is not told, or not made here, is the subject itself.
results contains result.of(group, {"launch_template"}, values.judgement(
	values.maybe,
	$"the launch template of {group}, or the version of it that is used, is not told by this input",
	set(), {$"{group}: launch_template"},
)) if {
	some group, _ in _groups
	not group in _told
}

_told contains group if clusters.template[group] == null

_told contains group if some group in _users[_]

_groups[address] := group if {
	some address, group in input.resources.aws_eks_node_group
	group.mode == "managed"
}

_users[clusters.template[address]] contains address if {
	some address, _ in _groups
	user_data.templates[clusters.template[address]]
}

_judgements(template, users) := (_of_template(template) | {judgement |
	some user in users
	some judgement in _of_group(_groups[user], template)
}) | {_bootstraps(template, user) | some user in users}

_of_template(template) := {
	_absent(_in_interfaces(template, "subnet_id"), template, "network_interfaces", "names a subnet, which the node group does"),
	_absent(_profile(template), template, "iam_instance_profile", "has an instance profile; EKS makes one of the node group's role"),
	_absent(
		min([_own_groups(template), _interfaces(template)]), template, "network_interfaces",
		"names security groups beside network interfaces, which must name them instead",
	),
}

_of_group(group, template) := {
	_absent(_disk_size(group), group, "disk_size", $"has a disk size beside {template.address}, which says it"),
	_absent(
		_blocks(group, "remote_access"), group, "remote_access",
		$"has remote access beside {template.address}, whose key and security groups say it",
	),
	_absent(
		min([_blocks(group, "instance_types"), _scalar(template, "instance_type")]), group, "instance_types",
		$"has instance types beside the one of {template.address}",
	),
	_absent(
		min([_ami_type(group), _scalar(template, "image_id")]), group, "ami_type",
		$"has an AMI type beside the image of {template.address}",
	),
}

_absent(found, resource, argument, what) := values.holds if {
	found == values.no
} else := values.judgement(values.no, $"{resource.address} {what}", {resource.address}, set()) if {
	found == values.yes
} else := values.judgement(
	values.maybe, $"it is not known whether {resource.address} {what}",
	{resource.address}, {$"{resource.address}: {argument}"},
)

# Whether an argument is given. A reference is, whatever it turns out to be.
_given(resource, path, literals) := values.yes if {
	count(literals) > 0
} else := values.yes if {
	some reference in resource.edges[path]
	reference.certainty == "exact"
} else := values.maybe if {
	values.unknown_at(resource, path)
} else := values.no

_scalar(resource, name) := _given(resource, name, values.single(resource.values, name))

_blocks(resource, name) := _given(resource, name, values.list_of(resource.values, name))

_interfaces(template) := _blocks(template, "network_interfaces")

_in_interfaces(template, name) := max({_given(template, $"network_interfaces.{index}.{name}", values.single(block, name)) |
	some index, block in template.values.network_interfaces
} | {min([_interfaces(template), values.maybe]) | not template.values.network_interfaces[0]})

_profile(template) := max({_given(template, $"iam_instance_profile.0.{name}", values.single(values.first_block(template, "iam_instance_profile"), name)) |
	some name in ["arn", "name"]
})

_own_groups(template) := max({_given(template, name, values.list_of(template.values, name)) |
	some name in ["security_group_names", "vpc_security_group_ids"]
})

# A state shows 0 where there is none.
_disk_size(group) := _given(group, "disk_size", [size | size := group.values.disk_size; size != 0])

_ami_type(group) := _given(group, "ami_type", [type | type := group.values.ami_type; type != "CUSTOM"])

# EKS adds nothing to the user data of an image of one's own.
_bootstraps(template, user) := values.holds if {
	_scalar(template, "image_id") == values.no
} else := judged if {
	judged := user_data.joins(template, clusters.placed[user])
	_scalar(template, "image_id") == values.yes
} else := values.holds if {
	user_data.joins(template, clusters.placed[user]).value == values.yes
} else := values.judgement(
	values.maybe,
	$"whether {template.address} has an image of its own, whose nodes must be told their cluster, is not known",
	{user}, {$"{template.address}: image_id"},
) if {
	_scalar(template, "image_id") == values.maybe
} else := values.judgement(
	values.maybe,
	$"the cluster of {user}, whose nodes have an image of their own, is not told by this input",
	{user}, {$"{user}: cluster_name"},
)
