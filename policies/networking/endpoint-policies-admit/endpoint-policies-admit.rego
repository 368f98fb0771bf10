# METADATA
# title: Endpoint policies admit what nodes need
# description: >-
#   The policy of every endpoint that a carrier without a way out needs, or that takes a carrier's traffic, lets through what nodes and
#   pods ask of the service: reading ECR's layer bucket in S3, and the actions of the other services.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Allow the actions that the message names for every principal, for S3 on arn:aws:s3:::prod-<region>-starport-layer-bucket/*, or leave
#     the policy out.
#   aliases: []
package eksgate.rules.networking["endpoint-policies-admit"]

import data.eksgate.lib.endpoint_needs
import data.eksgate.lib.endpoint_policies
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(endpoint, {"policy"}, endpoint_needs.weighed(endpoint, judged)) if {
	some endpoint, judged in endpoint_policies.of
	endpoint_needs.of[endpoint]
}

results contains result.of(endpoint, {"policy"}, _for_unplaced(judged, endpoint_needs.unplaced[endpoint])) if {
	some endpoint, judged in endpoint_policies.of
	not endpoint_needs.of[endpoint]
}

# A policy that admits everything does so for carriers whose cluster cannot be told, too.
_for_unplaced(judged, unplaced) := unplaced if {
	judged.value != values.yes
} else := judged
