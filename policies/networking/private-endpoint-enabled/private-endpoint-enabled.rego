# METADATA
# title: The private endpoint is on
# description: >-
#   The Kubernetes API can be reached inside the VPC through interfaces of its own, so that nodes do not leave the VPC for it. EKS
#   leaves the private endpoint off by default.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [API server]
#   remediation: Set `endpoint_private_access = true` in the cluster's `vpc_config`.
#   aliases: [CIS EKS 5.4.2]
package eksgate.rules.networking["private-endpoint-enabled"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(cluster, {_path}, _judgement(cluster, clusters.private_endpoint(cluster))) if some cluster, _ in clusters.all

_path := "vpc_config.0.endpoint_private_access"

_judgement(_, true) := values.holds

_judgement(cluster, false) := values.judgement(
	values.no,
	$"the private endpoint of {cluster} is off: its nodes reach the API only through the public one",
	set(), set(),
)

_judgement(cluster, null) := values.judgement(
	values.maybe,
	$"whether the private endpoint of {cluster} is on is not known",
	set(), {$"{cluster}: {_path}"},
)
