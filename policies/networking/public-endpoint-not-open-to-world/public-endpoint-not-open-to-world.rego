# METADATA
# title: The public endpoint is not open to the world
# description: >-
#   Where the public API endpoint is on, the ranges that may reach it do not amount to the internet. Left out, they are 0.0.0.0/0.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: critical
#   party:
#     side: aws
#     items: [API server]
#   remediation: Turn the public endpoint off, or name the ranges that need it in `public_access_cidrs`.
#   aliases: [CKV_AWS_38, AVD-AWS-0041, CIS EKS 5.4.1]
package eksgate.rules.networking["public-endpoint-not-open-to-world"]

import data.eksgate.lib.clusters
import data.eksgate.lib.ranges
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, {"vpc_config.0.public_access_cidrs"}, judged) if {
	some cluster, _ in clusters.all
	clusters.public_endpoint(cluster) == true
	judged := _judgement(cluster)
}

# Where it is not known whether the public endpoint is on, ranges that amount to the internet prove nothing.
results contains result.of(cluster, {"vpc_config.0.endpoint_public_access"}, judged) if {
	some cluster, _ in clusters.all
	clusters.public_endpoint(cluster) == null
	judged := values.either([values.holds, _judgement(cluster)], $"{cluster}: vpc_config.0.endpoint_public_access")
}

_path := "vpc_config.0.public_access_cidrs"

_known(cluster) := {range | some range in clusters.vpc_config(cluster).public_access_cidrs}

_judgement(cluster) := values.judgement(
	values.no,
	$"the public endpoint of {cluster} may be reached from {concat(", ", sort(_known(cluster)))}",
	set(), set(),
) if {
	ranges.world({range | some range in _known(cluster); ranges.valid(range)})
} else := values.judgement(
	values.maybe,
	$"the ranges that may reach the public endpoint of {cluster} are not all known",
	set(), {$"{cluster}: {_path}"},
) if {
	values.unknown_at(clusters.all[cluster], _path)
} else := values.judgement(
	values.maybe,
	$"`public_access_cidrs` of {cluster} has what is no CIDR range: {concat(", ", sort(odd))}",
	set(), {$"{cluster}: {_path}"},
) if {
	odd := {range | some range in _known(cluster); not ranges.valid(range)}
	count(odd) > 0
} else := values.judgement(
	values.no,
	$"the public endpoint of {cluster} is on and `public_access_cidrs` is left out, which means 0.0.0.0/0",
	set(), set(),
) if {
	count(_known(cluster)) == 0
} else := values.holds
