# METADATA
# title: The Kubernetes version is supported
# description: >-
#   The cluster's Kubernetes version is in standard support on the day of judgement. In extended support, which costs extra, it is a
#   lesser finding; past that EKS upgrades the cluster by itself.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [updates]
#   remediation: Upgrade the control plane, one minor version at a time, to one that is in standard support, and the nodes after it.
#   aliases: []
package eksgate.rules["shared-responsibility"]["kubernetes-version-supported"]

import data.data.kubernetes_versions
import data.eksgate.lib.clusters
import data.eksgate.lib.kubernetes_minors
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains _result(address, values.argument(cluster, cluster.values, "version", "version", "left out")) if {
	some address, cluster in clusters.all
}

_result(cluster, version) := _not_told(cluster, $"the Kubernetes version of {cluster} is not known", $"{cluster}: version") if {
	version == null
}

_result(cluster, "left out") := _not_told(
	cluster,
	$"{cluster} does not say its Kubernetes version, so EKS takes the newest on the day it is made",
	$"{cluster}: version",
)

_result(cluster, version) := result.of(cluster, {"version"}, values.holds) if {
	input.date <= _dates[version].standard_support_ends
}

_result(cluster, version) := result.with_severity(
	result.of(cluster, {"version"}, values.judgement(
		values.no,
		$"Kubernetes {version} of {cluster} left standard support on {_dates[version].standard_support_ends} and is in extended support until {_dates[version].extended_support_ends}",
		set(), set(),
	)),
	"medium",
) if {
	input.date > _dates[version].standard_support_ends
	input.date <= _dates[version].extended_support_ends
}

_result(cluster, version) := result.of(cluster, {"version"}, values.judgement(
	values.no,
	$"Kubernetes {version} of {cluster} has been out of support since {_dates[version].extended_support_ends}",
	set(), set(),
)) if {
	input.date > _dates[version].extended_support_ends
}

_result(cluster, version) := result.of(cluster, {"version"}, values.judgement(
	values.no,
	$"Kubernetes {version} of {cluster} is older than any version that EKS supports",
	set(), set(),
)) if {
	_older_than_all(version)
}

_result(cluster, version) := _not_told(
	cluster,
	$"the support dates of Kubernetes {version} of {cluster} are not in the data of this version of eksgate",
	$"the support dates of Kubernetes {version}",
) if {
	is_string(version)
	version != "left out"
	not _dates[version]
	not _older_than_all(version)
}

_older_than_all(version) if kubernetes_minors.of(version) < min({kubernetes_minors.of(known) | some known, _ in _dates})

_not_told(cluster, why, missing) := result.of(cluster, {"version"}, values.judgement(values.maybe, why, set(), {missing}))

_dates := kubernetes_versions.versions
