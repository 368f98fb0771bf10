# METADATA
# title: Cluster subnets span zones
# description: The subnets of a cluster lie in at least two availability zones, as EKS requires.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
# custom:
#   severity: critical
#   party:
#     side: aws
#     items: [HA]
#   remediation: Give `vpc_config.subnet_ids` subnets in two availability zones or more.
#   aliases: []
package eksgate.rules.networking["cluster-subnets-span-zones"]

import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.values
import data.eksgate.lib.zone_spans

results contains result.of(address, {"vpc_config.0.subnet_ids"}, _judgement(address)) if {
	some address, cluster in clusters.all
	not cluster.values.outpost_config
	not values.unknown_at(cluster, "outpost_config")
}

# A cluster on an Outpost needs no second zone.
results contains result.of(address, {"outpost_config"}, judged) if {
	some address, cluster in clusters.all
	values.unknown_at(cluster, "outpost_config")
	judged := values.either([values.holds, _judgement(address)], $"{address}: outpost_config")
}

_judgement(cluster) := zone_spans.judged(cluster, clusters.subnets(cluster), "EKS needs two zones")
