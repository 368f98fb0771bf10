# METADATA
# title: Nodes reach the AWS services they need
# description: >-
#   Every node group, Fargate profile and Auto Mode cluster has a way out of its VPC on tcp 443, or its VPC has an endpoint for each
#   service that it needs: ECR and S3 for images, EC2 for nodes, STS where a role trusts the cluster's OIDC provider, EKS Auth where
#   there are pod identity associations.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Route the subnets to a NAT gateway whose own subnet leads to an internet gateway, or add VPC endpoints for the services that the
#     message names.
#   aliases: []
package eksgate.rules.networking["nodes-reach-aws-services"]

import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.endpoint_coverage
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(carrier, {"subnet_ids"}, _judgement(egress.of[carrier], by_endpoints)) if {
	some carrier, by_endpoints in endpoint_coverage.of
}

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced

_judgement(way_out, by_endpoints) := values.holds if {
	way_out.value == values.yes
} else := values.judgement(values.yes, "", by_endpoints.related, set()) if {
	by_endpoints.value == values.yes
} else := values.judgement(
	max({way_out.value, by_endpoints.value}),
	$"{way_out.why}; and {by_endpoints.why}",
	way_out.related | by_endpoints.related,
	way_out.missing | by_endpoints.missing,
)
