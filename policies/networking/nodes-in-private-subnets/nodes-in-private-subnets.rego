# METADATA
# title: Nodes are in private subnets
# description: No subnet of a node group has a route to an internet gateway, by which the internet could reach its nodes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Give the node group private subnets, whose route tables lead to a NAT gateway or nowhere.
#   aliases:
#     - CIS-EKS-5.4.3
package eksgate.rules.networking["nodes-in-private-subnets"]

import data.eksgate.lib.clusters
import data.eksgate.lib.private_subnets
import data.eksgate.lib.result
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values

results contains result.of(group, {subnet_uses.argument_of(group)}, _judgement(group, private_subnets.alone(group))) if {
	some group, _ in clusters.node_groups
}

# Whether a group of which the tags do not tell a cluster is one of nodes is not certain.
_judgement(group, judged) := values.judgement(
	values.maybe, judged.why, judged.related,
	judged.missing | {clusters.unplaced[group].missing},
) if {
	judged.value == values.no
	clusters.node_groups[group].kind == "self-managed node group"
} else := judged
