# METADATA
# title: The metadata of nodes stays on the nodes
# description: >-
#   Answers of the instance metadata service travel at most as many hops as the setting `imds_hop_limit` says. With the default of one, pods in their
#   own network cannot borrow the role of the node. Where the template leaves it out, an image that wants IMDSv2 gets two hops, and another's is not
#   known here.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: medium
#   settings: [imds_hop_limit]
#   party:
#     side: you
#     items: [pod configuration]
#   remediation: >-
#     Set `http_put_response_hop_limit = 1` in the `metadata_options` of the launch template; or say in the setting `imds_hop_limit` how many are meant.
#   aliases: []
package eksgate.rules["shared-responsibility"]["imds-hop-limit"]

import data.data.ami_types
import data.eksgate.lib.clusters
import data.eksgate.lib.launch_templates
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(template, {_path}, _judgement(template, clusters.resource(template), users)) if some template, users in launch_templates.users

results contains result.of(group, {"launch_template"}, judged) if some group, judged in launch_templates.untold

_path := "metadata_options.0.http_put_response_hop_limit"

_judgement(address, template, users) := values.holds if {
	_option(template, "http_endpoint") == "disabled"
} else := values.judgement(
	values.maybe,
	$"how many hops the metadata of nodes from {address} travels is not known",
	set(), {$"{address}: {_path}"},
) if {
	_hops(template, users) == null
} else := values.holds if {
	_hops(template, users) <= settings.imds_hop_limit
} else := values.judgement(
	values.no,
	$"the metadata of nodes from {address} travels {_hops(template, users)} hops, so that pods can borrow the node's role",
	set(), set(),
)

_option(template, name) := values.argument(template, values.first_block(template, "metadata_options"), name, $"metadata_options.0.{name}", "left out")

# Left out, it is two for images that are registered for IMDSv2 alone.
_hops(template, users) := 2 if {
	_option(template, "http_put_response_hop_limit") == "left out"
	every group in users {
		ami_types.types[launch_templates.ami_type(group)].imdsv2_required == true
	}
} else := null if {
	_option(template, "http_put_response_hop_limit") == "left out"
} else := _option(template, "http_put_response_hop_limit")
