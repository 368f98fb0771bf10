# METADATA
# title: Nodes get no public addresses
# description: >-
#   No launch template of nodes assigns public addresses to their network interfaces. What subnets assign is judged by where nodes lie.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Leave `associate_public_ip_address` out of the launch template, or set it to false.
#   aliases: [CKV_AWS_88, AVD-AWS-0009]
package eksgate.rules["shared-responsibility"]["nodes-without-public-addresses"]

import data.eksgate.lib.clusters
import data.eksgate.lib.launch_templates
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(template, {"network_interfaces"}, values.all_of({_judged(template, path, on) | some [path, on] in _switches(clusters.resource(template))})) if {
	some template, _ in launch_templates.users
}

results contains result.of(group, {"launch_template"}, judged) if some group, judged in launch_templates.untold

_switches(template) := ({[path, on] |
	some index, block in template.values.network_interfaces
	path := $"network_interfaces.{index}.associate_public_ip_address"
	on := values.argument(template, block, "associate_public_ip_address", path, false)
} | {[_classic, values.argument(template, template.values, _classic, _classic, false)]}) | {["network_interfaces", null] |
	values.unknown_at(template, "network_interfaces")
}

_classic := "associate_public_ip_address"

_judged(template, path, on) := values.wanted(
	template, path, on, {false},
	$"{template} gives nodes public addresses: `{path}` is true",
)
