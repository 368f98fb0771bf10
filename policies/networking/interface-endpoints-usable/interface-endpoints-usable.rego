# METADATA
# title: Interface endpoints are usable
# description: >-
#   Every interface endpoint that a carrier without a way out needs is one that it reaches: private DNS leads the service's name to it,
#   its security groups let tcp 443 in from the nodes and theirs let it out, and the network ACLs between their subnets pass it. An
#   endpoint whose private DNS is on takes the traffic of carriers with a way out too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Turn on private DNS of the endpoint, place it in subnets of the nodes' zones, and let tcp 443 in from the nodes' security groups or
#     from the VPC's range in one of its own.
#   aliases: []
package eksgate.rules.networking["interface-endpoints-usable"]

import data.eksgate.lib.endpoint_reach
import data.eksgate.lib.endpoints
import data.eksgate.lib.result

results contains result.of(endpoint, {"private_dns_enabled", "security_group_ids", "subnet_ids"}, judged) if {
	some endpoint, judged in endpoint_reach.of
	endpoints.all[endpoint].kind != "Gateway"
}
