# METADATA
# title: The Pod Identity agent is there
# description: >-
#   A cluster with pod identity associations has the add-on `eks-pod-identity-agent`, or is in Auto Mode, which brings the agent. Without it pods
#   fall back to the role of their node.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [IAM roles, pod configuration]
#   remediation: Add an `aws_eks_addon` with the name `eks-pod-identity-agent` to the cluster.
#   aliases: []
package eksgate.rules["shared-responsibility"]["pod-identity-agent-present"]

import data.eksgate.lib.pod_associations
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, {"name"}, pod_associations.agent(cluster)) if some cluster, _ in pod_associations.certain

results contains result.of(cluster, {"name"}, values.either(
	[values.holds, pod_associations.agent(cluster)],
	concat(", ", [$"{addon}: pod_identity_association" | some addon in sort(addons)]),
)) if {
	some cluster, addons in pod_associations.possible
	not pod_associations.certain[cluster]
}

results contains result.of(address, {"cluster_name"}, values.judgement(
	values.maybe,
	$"the cluster that {address} gives a pod identity in is not told by this input",
	set(), {$"{address}: cluster_name"},
)) if {
	some address in pod_associations.unplaced
}
