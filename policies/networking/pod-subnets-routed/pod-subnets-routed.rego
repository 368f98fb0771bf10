# METADATA
# title: Subnets of pods are routed like those of nodes
# description: >-
#   Where the vpc-cni add-on gives pods subnets of their own, these have a way out or the endpoints that nodes need, and the pods'
#   security groups let them reach the API server and the cluster's DNS. Which subnets these are is told by the add-on's configuration;
#   ENIConfig objects that are made by other means are not in this input.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Route the pods' subnets like the nodes' ones, and give their security groups the rules that the nodes' groups have.
#   aliases: []
package eksgate.rules.networking["pod-subnets-routed"]

import data.eksgate.lib.clusters
import data.eksgate.lib.custom_networking
import data.eksgate.lib.pods_reach
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, {"vpc_config"}, values.all_of(judgements)) if {
	some cluster, addons in _by_cluster
	judgements := {_judgement(addon) | some addon in addons}
}

results contains result.of(addon, {"cluster_name"}, _without_cluster(addon)) if {
	some addon, _ in custom_networking.addons
	not clusters.of(input.resources.aws_eks_addon[addon])
}

_by_cluster[cluster] contains addon if {
	some addon, _ in custom_networking.addons
	cluster := clusters.of(input.resources.aws_eks_addon[addon])
}

_without_cluster(addon) := values.judgement(
	values.maybe,
	$"the cluster of {addon}, which may give pods subnets of their own, is not told by this input",
	set(), {$"{addon}: cluster_name"},
)

_judgement(addon) := values.judgement(
	values.maybe,
	$"the subnets that {addon} gives to pods, if any, are not told by its configuration",
	{addon}, {$"{addon}: configuration_values, or the ENIConfig objects of the cluster"},
) if {
	not pods_reach.of[addon]
} else := object.union(judged, {
	"value": max([judged.value, values.yes - custom_networking.addons[addon].on]),
	"related": (judged.related | {addon}),
	"missing": (judged.missing | custom_networking.addons[addon].missing),
}) if {
	judged := pods_reach.of[addon]
}
