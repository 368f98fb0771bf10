# METADATA
# title: IMDSv2 is required
# description: >-
#   Nodes answer requests for instance metadata with a session token only. Where the launch template leaves `http_tokens` out, the AMI
#   type decides.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/al2023.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Set `http_tokens = "required"` in the `metadata_options` of the nodes' launch template.
#   aliases: [CKV_AWS_79, AVD-AWS-0130]
package eksgate.rules["shared-responsibility"]["imdsv2-required"]

import data.data.ami_types
import data.eksgate.lib.clusters
import data.eksgate.lib.launch_templates
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(group, {"launch_template"}, _judgement(group)) if some group, _ in clusters.node_groups

_judgement(group) := launch_templates.untold[group]

_judgement(group) := _by_image(group) if launch_templates.without[group]

_judgement(group) := _by_template(group, clusters.resource(clusters.template[group]))

_by_template(group, template) := values.holds if {
	launch_templates.metadata_option(template, "http_endpoint") == "disabled"
} else := values.judgement(
	values.maybe,
	$"whether nodes of {group}, which need no token, have a metadata service at all is not known",
	{template.address}, {$"{template.address}: metadata_options.0.http_endpoint"},
) if {
	launch_templates.metadata_option(template, "http_endpoint") == null
	_by_tokens(group, template).value == values.no
} else := _by_tokens(group, template)

_by_tokens(group, template) := values.holds if {
	launch_templates.metadata_option(template, "http_tokens") == "required"
} else := values.judgement(
	values.maybe,
	$"the metadata options of {template.address} are not known",
	{template.address}, {$"{template.address}: metadata_options.0.http_tokens"},
) if {
	launch_templates.metadata_option(template, "http_tokens") == null
} else := _by_image(group) if {
	launch_templates.metadata_option(template, "http_tokens") == "left out"
} else := values.judgement(
	values.no,
	$"{template.address} lets nodes of {group} answer without a token: `http_tokens` is {launch_templates.metadata_option(template, "http_tokens")}",
	{template.address}, set(),
)

# Without a word in a template the image decides: what is known of its type, or nothing.
_by_image(group) := values.holds if {
	ami_types.types[launch_templates.ami_type(group)].imdsv2_required == true
} else := values.judgement(
	values.no,
	$"nodes of {group} answer without a token: no launch template requires one, and AMI type {launch_templates.ami_type(group)} does not",
	set(), set(),
) if {
	ami_types.types[launch_templates.ami_type(group)].imdsv2_required == false
} else := values.judgement(
	values.maybe,
	$"whether the image of {group} requires IMDSv2 is not known, and no launch template says so",
	set(), {$"{group}: launch_template.0.metadata_options.0.http_tokens"},
)
