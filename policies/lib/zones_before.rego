# METADATA
# title: The zones of a cluster before a change
# description: >-
#   The availability zones that a cluster's subnets were in before a change, and whether those after it cover exactly the same. A zone
#   has a name and an id; what is there already tells both, what is yet to be made may tell one of them.
package eksgate.lib.zones_before

import data.eksgate.lib.clusters
import data.eksgate.lib.existing
import data.eksgate.lib.relied_on
import data.eksgate.lib.values

# Subnets that are there already: made here, also where the plan replaces or deletes them, or read.
_zone[id] contains zone if {
	some entry in existing.of("aws_subnet")
	id := entry.values.id
	zone := _of(entry.values)
}

_zone[id] contains zone if {
	some subnet in input.resources.aws_subnet
	id := subnet.values.id
	zone := _of(subnet.values)
}

_of(known) := {"name": known.availability_zone, "id": known.availability_zone_id}

_zones := _zone

# Whether a cluster that stays keeps its zones.
kept(cluster, entry) := values.judgement(
	values.maybe,
	$"the subnets of {cluster} before the change are hidden",
	set(), {$"{cluster}: vpc_config.0.subnet_ids"},
) if {
	values.unknown_at(entry, "vpc_config.0.subnet_ids")
} else := values.holds if {
	_unchanged(cluster, entry)
} else := values.judgement(
	values.maybe,
	$"the subnets of {cluster} change, and not all of their zones before are known",
	set(), {$"the zone of {id}" | some id in untold},
) if {
	untold := {id | some id in _before(entry); not _zones[id]}
	count(untold) > 0
} else := values.judgement(
	values.no,
	$"the subnets of {cluster} change, and {values.names(outside)} would be outside of the zones that it was created in ({_text(_zones_before(entry))})",
	outside, set(),
) if {
	outside := {subnet |
		some subnet in clusters.subnets(cluster).certain
		_told(subnet)
		count(_matches(subnet, _zones_before(entry))) == 0
	}
	count(outside) > 0
} else := values.judgement(
	values.no,
	$"the subnets of {cluster} change, and none would be in {_text(left)}, where it was created",
	set(), set(),
) if {
	not _open(cluster)
	left := _zones_before(entry) - _matched(clusters.subnets(cluster).possible, entry)
	count(left) > 0
} else := values.judgement(
	values.maybe,
	$"the subnets of {cluster} change, and not all of their zones after the change are known",
	set(), _untold_after(cluster),
) if {
	_open(cluster)
} else := values.judgement(
	values.maybe,
	$"the subnets of {cluster} change, and which they will be is not known",
	set(), {$"{cluster}: vpc_config.0.subnet_ids"},
) if {
	_matched(clusters.subnets(cluster).certain, entry) != _zones_before(entry)
} else := values.holds

_before(entry) := relied_on.subnet_ids("aws_eks_cluster", entry.values)

_unchanged(cluster, entry) if {
	not values.unknown_at(clusters.all[cluster], "vpc_config.0.subnet_ids")
	relied_on.subnet_ids("aws_eks_cluster", clusters.all[cluster].values) == _before(entry)
}

_zones_before(entry) := {zone | some id in _before(entry); some zone in _zones[id]}

_matched(subnets, entry) := {zone | some subnet in subnets; some zone in _matches(subnet, _zones_before(entry))}

_matches(subnet, zones) := {zone |
	some zone in zones
	some told in _told(subnet)
	told in {zone.name, zone.id}
}

# What tells the zone of a subnet after the change; undefined where nothing does.
_told(subnet) := told if {
	known := input.resources.aws_subnet[subnet].values
	told := {zone | zone := known.availability_zone} | {zone | zone := known.availability_zone_id}
	count(told) > 0
}

_open(cluster) if count(_untold_after(cluster)) > 0

_untold_after(cluster) := clusters.subnets(cluster).missing | {$"the zone of {subnet}" |
	some subnet in clusters.subnets(cluster).possible
	not _told(subnet)
}

_text(zones) := concat(", ", sort({zone.name | some zone in zones}))
