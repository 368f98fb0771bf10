# METADATA
# title: Gateway endpoints are routed to
# description: >-
#   Every gateway endpoint that a carrier without a way out needs is on the route tables of the carrier's subnets, and the carrier's
#   security groups and the subnets' network ACLs let tcp 443 out to the service's public addresses behind it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: >-
#     Associate the endpoint with the route table of every subnet of the nodes, and let tcp 443 out to its prefix list in their security
#     groups.
#   aliases: []
package eksgate.rules.networking["gateway-endpoints-routed"]

import data.eksgate.lib.endpoint_reach
import data.eksgate.lib.endpoints
import data.eksgate.lib.result

results contains result.of(endpoint, {"route_table_ids"}, judged) if {
	some endpoint, judged in endpoint_reach.of
	endpoints.all[endpoint].kind == "Gateway"
}
