# METADATA
# title: The metadata of nodes stays on the nodes
# description: >-
#   Answers of the instance metadata service travel at most as many hops as the setting `imds_hop_limit` says. With the default of one, pods in their
#   own network cannot borrow the role of the node. A managed group without a template has one hop with Amazon Linux 2023 and two with Amazon Linux 2;
#   where a template leaves it out, the account's default or the image decides.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/al2023.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
# custom:
#   severity: medium
#   settings: [imds_hop_limit]
#   party:
#     side: you
#     items: [pod configuration]
#   remediation: >-
#     Set `http_put_response_hop_limit = 1` in the `metadata_options` of the launch template; or say in the setting `imds_hop_limit` how many are meant.
#   aliases: [CKV_AWS_341]
package eksgate.rules["shared-responsibility"]["imds-hop-limit"]

import data.data.ami_types
import data.eksgate.lib.clusters
import data.eksgate.lib.images
import data.eksgate.lib.launch_templates
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(template, {_path}, _by_template(clusters.resource(template))) if some template, _ in launch_templates.users

results contains result.of(group, {"launch_template"}, judged) if some group, judged in launch_templates.untold

results contains result.of(group, {"launch_template"}, _by_image(group)) if some group in launch_templates.without

_path := "metadata_options.0.http_put_response_hop_limit"

_by_template(template) := values.holds if {
	launch_templates.metadata_option(template, "http_endpoint") == "disabled"
} else := values.judgement(
	values.maybe,
	$"{template.address} does not say how many hops the metadata of its nodes travels: the account's default or the image decides",
	set(), {$"{template.address}: {_path}"},
) if {
	_hops(template) == "left out"
} else := values.judgement(
	values.maybe,
	$"how many hops the metadata of nodes from {template.address} travels is not known",
	set(), {$"{template.address}: {_path}"},
) if {
	_hops(template) == null
} else := values.holds if {
	_hops(template) <= settings.imds_hop_limit
} else := values.judgement(
	values.maybe,
	$"whether nodes from {template.address} have a metadata service, whose answers travel {_hops(template)} hops, is not known",
	set(), {$"{template.address}: metadata_options.0.http_endpoint"},
) if {
	launch_templates.metadata_option(template, "http_endpoint") == null
} else := values.judgement(
	values.no,
	$"the metadata of nodes from {template.address} travels {_hops(template)} hops, so that pods can borrow the node's role",
	set(), set(),
)

_hops(template) := launch_templates.metadata_option(template, "http_put_response_hop_limit")

# EKS sets it in the template that it makes for a group.
_by_image(group) := values.holds if {
	_set_by_eks(group) <= settings.imds_hop_limit
} else := values.judgement(
	values.no,
	$"{group} has no launch template, and the one that EKS makes lets the metadata of its nodes travel {_set_by_eks(group)} hops, so that pods can borrow the node's role",
	set(), set(),
) if {
	_set_by_eks(group)
} else := values.judgement(
	values.maybe,
	$"{group} has no launch template, and how many hops the metadata of its nodes travels by default is not known",
	set(), {$"{group}: launch_template"},
)

_set_by_eks(group) := ami_types.families[images.family[group]].hop_limit_without_template
