# METADATA
# title: Self-managed nodes are told their cluster
# description: >-
#   The user data of a self-managed group names the cluster that the group belongs to. Amazon Linux 2023 and Bottlerocket must also be told
#   the API server's endpoint and the certificate authority, Amazon Linux 2023 the service range as well.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/al2023.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/launch-node-bottlerocket.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Give the cluster's own name, endpoint, certificate authority and service range in the user data of the group's launch template.
#   aliases: []
package eksgate.rules["shared-responsibility"]["self-managed-bootstrap-fits"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.user_data
import data.eksgate.lib.values

results contains result.without_cluster(group, reason) if {
	some group, reason in clusters.unplaced
	clusters.carriers[group].kind == "self-managed node group"
}

results contains result.of(group, {"launch_template"}, _judgement(group, cluster)) if {
	some group, cluster in clusters.placed
	clusters.carriers[group].kind == "self-managed node group"
}

_judgement(group, cluster) := user_data.joins(template, cluster) if {
	template := user_data.templates[clusters.template[group]]
} else := values.judgement(
	values.maybe,
	$"the launch template of {group}, or the version of it that is used, is not told by this input",
	set(), {$"{group}: launch_template"},
)
