# METADATA
# title: Nodes reach each other
# description: >-
#   What runs on a node group, a Fargate profile or an Auto Mode cluster reaches what runs on every one of the same cluster on tcp
#   1025-65535, where pods listen. A service whose pods lie on a node that cannot be reached fails for a part of its requests.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
# custom:
#   severity: low
#   party:
#     side: you
#     items: [security groups]
#   remediation: >-
#     Let tcp 1025-65535 out of the security groups of the nodes or pods that ask and into those of the ones that answer, in both
#     directions; or take it that pods on these nodes are only reached on the ports that are open.
#   aliases: []
package eksgate.rules.networking["nodes-reach-each-other"]

import data.eksgate.lib.clusters
import data.eksgate.lib.node_flows
import data.eksgate.lib.result

results contains result.of(carrier, {"subnet_ids", "launch_template"}, judged) if {
	some carrier, judged in node_flows.of
}

results contains result.without_cluster(carrier, reason) if some carrier, reason in clusters.unplaced
