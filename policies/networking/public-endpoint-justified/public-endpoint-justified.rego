# METADATA
# title: A public endpoint is justified
# description: >-
#   The Kubernetes API has no endpoint on the internet, unless the setting `public_endpoint` says that it is meant to have one. EKS
#   leaves the public endpoint on by default.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: medium
#   settings: [public_endpoint]
#   party:
#     side: aws
#     items: [API server]
#   remediation: >-
#     Set `endpoint_public_access = false` in the cluster's `vpc_config`, or the setting `public_endpoint: true` where it is meant to
#     be on.
#   aliases: [CKV_AWS_39, AVD-AWS-0040]
package eksgate.rules.networking["public-endpoint-justified"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(cluster, {_path}, _judgement(cluster)) if some cluster, _ in clusters.all

_path := "vpc_config.0.endpoint_public_access"

_judgement(cluster) := values.holds if {
	settings.public_endpoint == true
} else := _switched(cluster, clusters.public_endpoint(cluster))

_switched(_, false) := values.holds

_switched(cluster, true) := values.judgement(
	values.no,
	$"the public endpoint of {cluster} is on, and the setting `public_endpoint` does not say that it is meant to be",
	set(), set(),
)

_switched(cluster, null) := values.judgement(
	values.maybe,
	$"whether the public endpoint of {cluster} is on is not known",
	set(), {$"{cluster}: {_path}"},
)
