# METADATA
# title: Zones that a cluster can use
# description: >-
#   Whether EKS can put a cluster's network interfaces into the zone of a subnet. A zone is told by its id, which means the same in
#   every account, or by its name, which does not: in Regions with an excluded zone a name decides nothing.
package eksgate.lib.zones

import data.data.cluster_zones
import data.eksgate.lib.clusters
import data.eksgate.lib.values

# Whether a cluster can use a subnet, as far as its zone and its Outpost go.
usable_by(cluster, subnet) := values.either(
	[_usable(subnet, on_outpost, outposts_cluster) |
		some on_outpost in _possibilities(_on_outpost(subnet))
		some outposts_cluster in _possibilities(_outposts_cluster(cluster))
	],
	concat(" and ", sort(_undecided(cluster, subnet))),
)

_undecided(cluster, subnet) := {$"{subnet}: outpost_arn" | _on_outpost(subnet) == null} | {$"{cluster}: outpost_config" |
	_outposts_cluster(cluster) == null
}

_possibilities(null) := [true, false]

_possibilities(known) := [known] if known != null

_outposts_cluster(cluster) if {
	count(clusters.all[cluster].values.outpost_config) > 0
} else := null if {
	values.unknown_at(clusters.all[cluster], "outpost_config")
} else := false

# A data source that does not show an Outpost has not been read.
_on_outpost(subnet) := arn != "" if {
	arn := input.resources.aws_subnet[subnet].values.outpost_arn
} else if {
	some reference in input.resources.aws_subnet[subnet].edges.outpost_arn
	reference.certainty == "exact"
} else := false if {
	input.resources.aws_subnet[subnet].mode == "managed"
	not values.unknown_at(input.resources.aws_subnet[subnet], "outpost_arn")
} else := null

_usable(_, true, true) := values.holds

_usable(subnet, true, false) := values.judgement(
	values.no,
	$"{subnet} is on an Outpost, which only a cluster on that Outpost can use",
	{subnet}, set(),
)

_usable(subnet, false, true) := values.judgement(
	values.no,
	$"{subnet} is not on an Outpost, as the subnets of a cluster on one must be",
	{subnet}, set(),
)

_usable(subnet, false, false) := _by_id(subnet, input.resources.aws_subnet[subnet].values.availability_zone_id)

_usable(subnet, false, false) := _by_name(subnet, input.resources.aws_subnet[subnet].values.availability_zone) if {
	not input.resources.aws_subnet[subnet].values.availability_zone_id
}

_usable(subnet, false, false) := _not_told(subnet, $"the zone of {subnet} is not known") if {
	not input.resources.aws_subnet[subnet].values.availability_zone_id
	not input.resources.aws_subnet[subnet].values.availability_zone
}

_not_told(subnet, why) := values.judgement(values.maybe, why, {subnet}, {$"{subnet}: availability_zone_id"})

_excluded_ids := {id | some ids in cluster_zones.excluded_zone_ids; some id in ids}

_by_id(subnet, id) := values.judgement(
	values.no,
	$"{subnet} is in {id}, a zone where EKS runs no control plane",
	{subnet}, set(),
) if {
	id in _excluded_ids
} else := values.holds if {
	regex.match(`^[a-z]+[0-9]-az[0-9]+$`, id)
} else := _beside_the_region(subnet, id) if {
	regex.match(`^[a-z]+[0-9]-[a-z]+[0-9]+(-[a-z0-9]+)*-[a-z]*z[0-9]+$`, id)
} else := _not_told(subnet, $"{subnet} is in {id}, which is not the id of a zone that this version knows")

_by_name(subnet, name) := _in_region(subnet, name, trim_right(name, "abcdefghijklmnopqrstuvwxyz")) if {
	regex.match(`^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$`, name)
} else := _beside_the_region(subnet, name) if {
	regex.match(`^[a-z]+(-[a-z]+)+-[0-9]+-[a-z0-9]+(-[a-z0-9]+)*$`, name)
} else := _not_told(subnet, $"{subnet} is in {name}, which is not the name of a zone that this version knows")

_in_region(subnet, name, region) := _not_told(
	subnet,
	$"{subnet} is in {name}; which account sees {concat(", ", cluster_zones.excluded_zone_ids[region])} under that name, where EKS runs no control plane, is not known",
) if {
	cluster_zones.excluded_zone_ids[region]
} else := values.holds

_beside_the_region(subnet, zone) := values.judgement(
	values.no,
	$"{subnet} is in {zone}, a Local Zone or Wavelength Zone, where EKS runs no control plane",
	{subnet}, set(),
)
