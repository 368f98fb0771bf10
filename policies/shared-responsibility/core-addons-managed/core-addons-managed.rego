# METADATA
# title: Core add-ons are managed
# description: >-
#   A cluster with EC2 nodes has coredns, vpc-cni and kube-proxy as EKS add-ons, which EKS updates on request and shows. The settings `cni`
#   and `kube_proxy` say what is used instead of the latter two. Where EKS does not install them by itself either
#   (`bootstrap_self_managed_addons` is false), nodes do not become ready or pods do not find each other.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/eks-networking-add-ons.html
#   - ref: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
# custom:
#   severity: medium
#   settings: [cni, kube_proxy]
#   party:
#     side: you
#     items: [workloads]
#   remediation: >-
#     Add an `aws_eks_addon` for each that is missing, or name in the setting `cni` what is used instead of the VPC CNI and set `kube_proxy`
#     to false where that replaces kube-proxy too.
#   aliases: []
package eksgate.rules["shared-responsibility"]["core-addons-managed"]

import data.eksgate.lib.addons
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains _with_severity(result.of(cluster, {"name"}, _judgement(cluster)), cluster) if {
	some cluster, _ in clusters.all
	_has_nodes(cluster)
	clusters.auto_mode(cluster) == false
}

# Auto Mode brings all of this, and nodes that this input does not place may be of any cluster.
results contains _with_severity(result.of(cluster, {"name"}, judged), cluster) if {
	some cluster, _ in clusters.all
	doubts := _doubts(cluster)
	count(doubts) > 0
	judged := values.either([_judgement(cluster), values.holds], concat(", ", sort(doubts)))
}

_doubts(cluster) := {$"{cluster}: compute_config.0.enabled"} if {
	_has_nodes(cluster)
	clusters.auto_mode(cluster) == null
}

_doubts(cluster) := {reason.missing | some carrier, reason in clusters.unplaced; clusters.node_groups[carrier]} if {
	not _has_nodes(cluster)
	clusters.auto_mode(cluster) != true
}

_has_nodes(cluster) if {
	some carrier in clusters.carriers_of[cluster]
	clusters.node_groups[carrier]
}

_wanted contains "coredns"

_wanted contains "vpc-cni" if settings.cni == "vpc-cni"

_wanted contains "kube-proxy" if settings.kube_proxy

_judgement(cluster) := values.judgement(
	values.no,
	$"{cluster} does not have {concat(", ", sort(absent))} as an EKS add-on{_instead(cluster)}",
	set(), set(),
) if {
	absent := {name |
		some name in _wanted
		count(addons.named(cluster, name) | addons.perhaps(cluster, name)) == 0
	}
	count(absent) > 0
} else := values.judgement(
	values.maybe,
	$"whether {cluster} has {concat(", ", sort(unsure))} as an EKS add-on is not known",
	set(), union({addons.doubts(cluster, name) | some name in unsure}),
) if {
	unsure := {name | some name in _wanted; count(addons.named(cluster, name)) == 0}
	count(unsure) > 0
} else := values.holds

_instead(cluster) := ", and `bootstrap_self_managed_addons` is false, so that EKS does not install it by itself" if {
	_bare(cluster)
} else := ""

_bare(cluster) if clusters.all[cluster].values.bootstrap_self_managed_addons == false

_with_severity(found, cluster) := result.with_severity(found, "critical") if {
	_bare(cluster)
} else := found
