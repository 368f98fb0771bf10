# METADATA
# title: Volumes of nodes are encrypted
# description: >-
#   Every EBS volume of nodes is encrypted: each that their launch template writes out, and each that their image has (the root volume, with
#   Bottlerocket the one for data too). What no template says the account's default decides, which is told where the input sets it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/encryption-by-default.html
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/work-with-ebs-encr.html
#   - ref: https://github.com/bottlerocket-os/bottlerocket#default-volumes
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Set `encrypted = true` in the `ebs` block of every block device mapping, and map every device of the image: `/dev/xvda`, with Bottlerocket `/dev/xvdb` too,
#     with Windows `/dev/sda1`.
#   aliases: [CKV_AWS_8, AVD-AWS-0008]
package eksgate.rules["shared-responsibility"]["node-volumes-encrypted"]

import data.eksgate.lib.clusters
import data.eksgate.lib.images
import data.eksgate.lib.launch_templates
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(template, {"block_device_mappings"}, _judgement(clusters.resource(template), users)) if {
	some template, users in launch_templates.users
}

results contains result.of(group, {"launch_template"}, judged) if some group, judged in launch_templates.untold

results contains result.of(group, {"launch_template"}, _by_default(group, "every volume of its nodes")) if some group in launch_templates.without

_judgement(template, users) := values.all_of((({_volume(template, volume) | some volume in (_written(template) | _hidden(template))} | {_by_default(template.address, $"{device} of the image of {group}") |
	some group in users
	some device in (images.devices(group) - _devices(template, images.devices(group)))
}) | {_by_image(template, group) |
	some group in users
	not images.devices(group)
}))

# Volumes that the template writes out: where, and whether they are encrypted.
_written(template) := ({_volume_at(template, block, $"block_device_mappings.{index}.ebs.0") |
	some index, mapping in template.values.block_device_mappings
	block := mapping.ebs[0]
} | {_volume_at(template, block, $"ebs_block_device.{index}") |
	some index, block in template.values.ebs_block_device
}) | {_volume_at(template, block, $"root_block_device.{index}") |
	some index, block in template.values.root_block_device
}

_volume_at(template, block, path) := {"path": $"{path}.encrypted", "encrypted": values.argument(template, block, "encrypted", $"{path}.encrypted", "left out")}

# Volumes that it may write out.
_hidden(template) := {{"path": path, "encrypted": null} |
	some path, _ in template.unknown
	regex.match(`^(block_device_mappings(\.[0-9]+(\.ebs)?)?|ebs_block_device|root_block_device)$`, path)
}

# The devices at which a template writes volumes out. A launch configuration has a block for the root device, whatever that is called.
_devices(template, wanted) := ({mapping.device_name |
	some mapping in template.values.block_device_mappings
	mapping.ebs[0]
} | {block.device_name |
	some block in template.values.ebs_block_device
}) | {device |
	some device in wanted
	device in {"/dev/xvda", "/dev/sda1"}
	template.values.root_block_device[0]
}

_volume(template, volume) := values.judgement(
	values.maybe,
	$"whether {volume.path} of {template.address} is encrypted is not known",
	set(), {$"{template.address}: {volume.path}"},
) if {
	volume.encrypted == null
} else := values.holds if {
	volume.encrypted == true
} else := values.judgement(
	values.no,
	$"{volume.path} of {template.address} is false",
	set(), set(),
) if {
	volume.encrypted == false
} else := _by_default(template.address, volume.path)

_by_default(address, what) := values.holds if {
	_account_default == {true}
} else := values.judgement(
	values.no,
	$"{address} does not say that {what} is encrypted, and the account's default is off",
	object.keys(input.resources.aws_ebs_encryption_by_default), set(),
) if {
	_account_default == {false}
} else := values.judgement(
	values.maybe,
	$"{address} does not say whether {what} is encrypted: the account's default decides",
	set(), {"the account's default (aws_ebs_encryption_by_default)"},
)

# Which devices an image of one's own has is not told.
_by_image(template, group) := values.holds if {
	_account_default == {true}
} else := values.judgement(
	values.maybe,
	$"whether {template.address} writes out every volume of the image of {group} is not known",
	{group}, {$"{group}: ami_type, or the image of its launch template"},
)

_account_default contains values.argument(default_of, default_of.values, "enabled", "enabled", true) if {
	some default_of in input.resources.aws_ebs_encryption_by_default
}
