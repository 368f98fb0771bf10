# METADATA
# title: Launch templates of nodes
# description: The launch templates (and launch configurations) that node groups certainly start their nodes from, and what is said of the others.
package eksgate.lib.launch_templates

import data.eksgate.lib.clusters
import data.eksgate.lib.values

# The groups that use each template.
_users[template] contains group if {
	some group, template in clusters.template
	template != null
}

users := _users

# Groups that have none of their own. EKS makes one for a managed group.
_without contains group if {
	some group, template in clusters.template
	template == null
}

without := _without

# Groups whose template, or the version of it that they use, is not told, with what is to be said of them.
_untold[group] := values.judgement(
	values.maybe,
	$"the launch template of {group}, or the version of it that is used, is not told by this input",
	set(), {$"{group}: launch_template"},
) if {
	some group, _ in clusters.node_groups
	not clusters.template[group]
}

untold := _untold

# An option of the metadata service: `null` where it is not known.
metadata_option(template, name) := values.argument(
	template, values.first_block(template, "metadata_options"), name,
	$"metadata_options.0.{name}", "left out",
)

# The AMI type of a managed group; undefined for an image of one's own, and where the type is not known or not given.
ami_type(group) := clusters.resource(group).values.ami_type if not own_image(group)

# Whether the template of a group names an image, or may.
own_image(group) if _of(group).values.image_id

own_image(group) if values.unknown_at(_of(group), "image_id")

_of(group) := clusters.resource(clusters.template[group])
