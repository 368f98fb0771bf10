# METADATA
# title: Volumes of nodes are encrypted
# description: >-
#   Every EBS volume that a launch template of nodes makes is encrypted, the root volume among them. What the template does not say the
#   account's default decides, which is told where the input sets it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/encryption-by-default.html
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/work-with-ebs-encr.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Set `encrypted = true` in the `ebs` block of every block device mapping, the root device among them.
#   aliases: [CKV_AWS_8, AVD-AWS-0008]
package eksgate.rules["shared-responsibility"]["node-volumes-encrypted"]

import data.eksgate.lib.clusters
import data.eksgate.lib.launch_templates
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(template, {"block_device_mappings"}, _judgement(clusters.resource(template))) if some template, _ in launch_templates.users

results contains result.of(group, {"launch_template"}, judged) if some group, judged in launch_templates.untold

_judgement(template) := values.all_of({_volume(template, volume) | some volume in (_written(template) | _unwritten(template))})

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

# The root volume, where the template does not write it out.
_unwritten(template) := {{"path": "its root volume", "encrypted": "left out"} |
	not _writes_root(template)
	not _mappings_unknown(template)
} | {{"path": "block_device_mappings", "encrypted": null} |
	_mappings_unknown(template)
}

_mappings_unknown(template) if values.unknown_at(template, "block_device_mappings")

_writes_root(template) if count(template.values.root_block_device) > 0

# Root devices of the images for nodes: Linux and Bottlerocket, Windows.
_writes_root(template) if {
	some mapping in template.values.block_device_mappings
	mapping.device_name in {"/dev/xvda", "/dev/sda1"}
	count(mapping.ebs) > 0
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
} else := _by_default(template, volume.path)

_by_default(template, what) := values.holds if {
	_account_default == {true}
} else := values.judgement(
	values.no,
	$"{template.address} does not say that {what} is encrypted, and the account's default is off",
	object.keys(input.resources.aws_ebs_encryption_by_default), set(),
) if {
	_account_default == {false}
} else := values.judgement(
	values.maybe,
	$"{template.address} does not say whether {what} is encrypted: the account's default decides",
	set(), {"the account's default (aws_ebs_encryption_by_default)"},
)

_account_default contains values.argument(default_of, default_of.values, "enabled", "enabled", true) if {
	some default_of in input.resources.aws_ebs_encryption_by_default
}
