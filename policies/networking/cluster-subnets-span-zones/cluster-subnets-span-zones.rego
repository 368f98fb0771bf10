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
import data.eksgate.lib.subnets
import data.eksgate.lib.values

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

_judgement(cluster) := values.judgement(values.yes, "", found.certain, set()) if {
	found := clusters.subnets(cluster)
	subnets.certain_zones(found.certain) >= 2
} else := values.judgement(
	values.maybe,
	$"the subnets of {cluster} ({values.names(clusters.subnets(cluster).possible)}) are not certain to span two zones",
	clusters.subnets(cluster).possible, doubts,
) if {
	doubts := _doubts(clusters.subnets(cluster))
	count(doubts) > 0
} else := values.judgement(
	values.no,
	$"the subnets of {cluster} ({values.names(clusters.subnets(cluster).possible)}) lie in {_zone_words(clusters.subnets(cluster).possible)}; EKS needs two zones",
	clusters.subnets(cluster).possible, set(),
)

_zone_words(found) := concat(", ", sort(zones)) if {
	zones := {subnets.zone[subnet].zone | some subnet in found}
	count(zones) > 0
} else := "one zone at most"

# What could still make it two: a subnet that is not known, or the zone of one among several.
_doubts(found) := ((found.missing | {$"{subnet}: availability_zone" |
	count(found.possible) > 1
	some subnet in found.possible
	not subnets.zone[subnet]
}) | {$"{subnet}: availability_zone" |
	count({subnets.zone[subnet].by | some subnet in found.possible}) > 1
	some subnet in found.possible
	subnets.zone[subnet].by != "name"
}) | {$"which of {values.names(found.possible)} is meant" |
	found.possible != found.certain
	subnets.certain_zones(found.possible) >= 2
}
