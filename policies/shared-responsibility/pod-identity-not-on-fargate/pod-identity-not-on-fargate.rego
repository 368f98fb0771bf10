# METADATA
# title: Pod identity is not for pods on Fargate
# description: >-
#   A pod identity association is not for a namespace whose pods all run on Fargate: the agent runs on EC2 nodes alone, so those pods get no
#   credentials. A profile that selects by labels as well takes some of a namespace's pods.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [IAM roles, pod configuration]
#   remediation: Give pods on Fargate roles through the cluster's OIDC provider, or take their namespace out of the Fargate profiles.
#   aliases: []
package eksgate.rules["shared-responsibility"]["pod-identity-not-on-fargate"]

import data.eksgate.lib.clusters
import data.eksgate.lib.fargate_namespaces
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(address, {"namespace"}, _judged(address, association)) if {
	some address, association in input.resources.aws_eks_pod_identity_association
	association.mode == "managed"
}

_judged(address, association) := values.judgement(
	values.maybe,
	$"the cluster of {address} is not told by this input, so its Fargate profiles are not known",
	set(), {$"{address}: cluster_name"},
) if {
	not clusters.of(association)
} else := values.judgement(
	values.no,
	$"{address} is for the namespace {_namespace(association)}, whose pods all run on Fargate by {concat(", ", sort(taking))}, where pod identity does not work",
	taking, set(),
) if {
	taking := fargate_namespaces.takes_all(clusters.of(association), _namespace(association))
	count(taking) > 0
} else := values.judgement(
	values.maybe,
	$"whether the pods that {address} is for run on Fargate, by {concat(", ", sort(perhaps))}, is not known",
	perhaps, {$"{address}: the labels of its pods"} | {$"{profile}: selector" | some profile in perhaps},
) if {
	perhaps := fargate_namespaces.may_take(clusters.of(association), _namespace(association))
	count(perhaps) > 0
} else := values.holds

_namespace(association) := object.get(association.values, "namespace", null)
