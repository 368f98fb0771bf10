# METADATA
# title: The control plane reaches the kubelet
# description: >-
#   The control plane's network interfaces reach every node, and what Fargate runs in its place, on tcp 10250. Without it logs, exec,
#   port-forward and metrics fail.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
# custom:
#   severity: critical
#   party:
#     side: you
#     items: [security groups]
#   remediation: >-
#     Let tcp 10250 into the nodes' security group from a security group of the control plane's network interfaces, and out of that
#     group; let the network ACLs of both subnets pass the request and its answer.
#   aliases: []
package eksgate.rules.networking["control-plane-reaches-kubelet"]

import data.eksgate.lib.asked_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.result

results contains result.of(
	carrier, {"subnet_ids", "launch_template"},
	asked_flows.judged("networking/control-plane-reaches-kubelet", cluster, carrier),
) if {
	some carrier, cluster in clusters.placed
}

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced
