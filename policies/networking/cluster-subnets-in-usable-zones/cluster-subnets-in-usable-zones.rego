# METADATA
# title: Cluster subnets are in zones that EKS can use
# description: >-
#   No subnet of a cluster lies in a zone where EKS runs no control plane: three zones that the policies' data lists by id, Local Zones
#   and Wavelength Zones. Subnets on an Outpost are for clusters on that Outpost alone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
# custom:
#   severity: high
#   party:
#     side: aws
#     items: [HA]
#   remediation: >-
#     Give `vpc_config.subnet_ids` subnets in other availability zones. In Regions with an excluded zone, choose zones by
#     `availability_zone_id`: their names differ between accounts.
#   aliases: []
package eksgate.rules.networking["cluster-subnets-in-usable-zones"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.subnet_uses
import data.eksgate.lib.values
import data.eksgate.lib.zones

results contains result.of(cluster, {"vpc_config.0.subnet_ids"}, values.all_of(_judgements(cluster))) if {
	some cluster, _ in clusters.all
}

_judgements(cluster) := {subnet_uses.if_used(zones.usable_by(cluster, subnet), subnet, uses) |
	some subnet, uses in subnet_uses.of_user(cluster)
} | {untold | untold := subnet_uses.untold[cluster]}
