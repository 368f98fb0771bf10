# METADATA
# title: Subnets of a cluster keep its zones
# description: >-
#   Where a plan changes the subnets of a cluster, the new ones cover exactly the availability zones that it was created in: EKS refuses
#   any other list. Only a plan tells this; what it creates or replaces, a configuration and a state have no subject.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
# custom:
#   severity: high
#   kinds: [plan]
#   party:
#     side: aws
#     items: [HA, VPC networking]
#   remediation: Give the cluster at least one subnet in each of the zones that it was created in, and none in another.
#   aliases: []
package eksgate.rules["change-safety"]["cluster-subnets-keep-zones"]

import data.eksgate.lib.existing
import data.eksgate.lib.result
import data.eksgate.lib.zones_before

results contains result.of(address, {"vpc_config.0.subnet_ids"}, zones_before.kept(address, entry)) if {
	some address, entry in existing.of("aws_eks_cluster")
	entry.fate == "kept"
}
