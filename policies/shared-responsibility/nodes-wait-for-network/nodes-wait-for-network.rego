# METADATA
# title: Nodes wait for their network
# description: >-
#   Terraform makes a node group after the route table associations, default routes and security group rules that its nodes need to reach
#   the API server. Nodes that start before them do not join in time, and one that is destroyed after them cannot be drained.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html
# custom:
#   severity: low
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Name the associations, routes and rules in the `depends_on` of the node group, or the module that holds them in that of the module
#     around the node group.
#   aliases: []
package eksgate.rules["shared-responsibility"]["nodes-wait-for-network"]

import data.eksgate.lib.clusters
import data.eksgate.lib.dependencies
import data.eksgate.lib.interfaces
import data.eksgate.lib.joining
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(group, {"depends_on"}, _judgement(group, late)) if some group, late in joining.late

results contains result.without_cluster(group, reason) if {
	some group, reason in clusters.unplaced
	clusters.node_groups[group]
}

_judgement(group, late) := values.judgement(
	values.no,
	$"{group} does not wait for {values.names(late.certain)}, without which its nodes do not reach the API server",
	late.certain, set(),
) if {
	count(late.certain) > 0
	count(_hidden(group)) == 0
} else := values.judgement(
	values.maybe,
	$"whether {group} waits for all that its nodes need to reach the API server is not known",
	late.certain | late.possible, _hidden(group) | {$"whether {group} needs {values.named(part)}, and waits for it" | some part in late.possible},
) if {
	count(late.certain | late.possible) > 0
} else := values.judgement(
	values.maybe,
	$"the security groups of the nodes of {group} are not all known, and so neither are the rules that they need",
	set(), interfaces.all[group].groups.missing,
) if {
	interfaces.all[group].groups.open
} else := values.holds

# What the group waits for, as far as it cannot be followed.
_hidden(group) := dependencies.doubts(group, set())
