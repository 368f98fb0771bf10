# METADATA
# title: Nodes reach the API server
# description: >-
#   Every node group, Fargate profile and Auto Mode cluster reaches the Kubernetes API on tcp 443. While the private endpoint is on,
#   its name leads to the control plane's network interfaces for everything in the VPC, so the flow to them must be allowed; otherwise
#   the way out of the VPC must reach the public endpoint.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [security groups]
#   remediation: >-
#     Let tcp 443 out of the nodes' security group and into a security group of the control plane's network interfaces, and let the
#     network ACLs of both subnets pass the request and its answer.
#   aliases: []
package eksgate.rules.networking["nodes-reach-api-server"]

import data.eksgate.lib.asked_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.result
import data.eksgate.lib.values

results contains result.of(carrier, _attributes, _judgement(carrier, cluster)) if {
	some carrier, cluster in clusters.placed
}

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced

_attributes := {"subnet_ids", "launch_template"}

_judgement(carrier, cluster) := _through_interfaces(carrier, cluster) if _private_endpoint(cluster) == true

_judgement(carrier, cluster) := _through_public_endpoint(carrier, cluster) if _private_endpoint(cluster) == false

# Where it is not known which endpoint is on, both ways must agree.
_judgement(carrier, cluster) := values.either(
	[_through_interfaces(carrier, cluster), _through_public_endpoint(carrier, cluster)],
	$"{cluster}: vpc_config.0.endpoint_private_access",
) if {
	_private_endpoint(cluster) == null
}

_private_endpoint(cluster) := clusters.private_endpoint(cluster)

_through_interfaces(carrier, cluster) := asked_flows.judged("networking/nodes-reach-api-server", cluster, carrier)

_through_public_endpoint(carrier, cluster) := values.judgement(
	values.no,
	$"both endpoints of {cluster} are off",
	{cluster}, set(),
) if {
	clusters.public_endpoint(cluster) == false
} else := egress.of[carrier] if {
	clusters.public_endpoint(cluster) == true
	egress.of[carrier].value == values.yes
} else := values.judgement(
	values.maybe,
	$"the private endpoint of {cluster} is off, and whether the public one is on is not known",
	{cluster}, {$"{cluster}: vpc_config.0.endpoint_public_access"},
) if {
	egress.of[carrier].value == values.yes
} else := object.union(egress.of[carrier], {"why": $"the private endpoint of {cluster} is off, and its public one is not certainly reached: {egress.of[carrier].why}"})
