# METADATA
# title: Uses of keys
# description: Which keys made here encrypt the volumes of node groups and log groups.
package eksgate.lib.key_uses

import data.eksgate.lib.clusters
import data.eksgate.lib.values

# Each use: its purpose, the resource that names the key, and whether that is certain.
_uses[key] contains {"purpose": "volumes", "by": template, "certain": key in _meant(found.certain)} if {
	some template in _node_templates
	found := _volume_keys(input.resources.aws_launch_template[template])
	some key in _meant(found.possible)
}

# A node group whose template is not known may have any.
_uses[key] contains {"purpose": "volumes", "by": template, "certain": false} if {
	some group, _ in clusters.node_groups
	not group in object.keys(clusters.template)
	some template, resource in input.resources.aws_launch_template
	resource.mode == "managed"
	some key in _meant(_volume_keys(resource).possible)
}

_uses[key] contains {"purpose": "logs", "by": group.address, "certain": key in _meant(found.certain)} if {
	some group in input.resources.aws_cloudwatch_log_group
	group.mode == "managed"
	found := values.links(group, "kms_key_id", values.single(group.values, "kms_key_id"))
	some key in _meant(found.possible)
}

of := _uses

_node_templates := {template | some template in clusters.template}

# Where mappings are not known one by one, what they refer to may be their key.
_volume_keys(template) := values.union_of(array.concat(
	[values.links(template, path, literals) | some path, literals in _mappings(template)],
	[object.union(values.links(template, path, []), {"certain": set()}) |
		some path, _ in template.edges
		startswith(path, "block_device_mappings")
	],
))

_mappings(template) := {$"block_device_mappings.{index}.ebs.0.kms_key_id": values.single(ebs, "kms_key_id") |
	some index, mapping in template.values.block_device_mappings
	ebs := mapping.ebs[0]
}

# Keys made here, by address, by ARN, or behind an alias.
_meant(ids) := {key |
	some id in (ids | _behind(ids))
	some key, resource in input.resources.aws_kms_key
	resource.mode == "managed"
	id in {key, resource.values.arn}
} | {id |
	some id in (ids | _behind(ids))
	input.resources.aws_kms_key[id].mode == "managed"
}

_behind(ids) := {key |
	some id in ids
	alias := input.resources.aws_kms_alias[id]
	some key in values.links(alias, "target_key_id", values.single(alias.values, "target_key_id")).possible
}
