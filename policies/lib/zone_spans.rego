# METADATA
# title: Spans of zones
# description: Whether subnets lie in two availability zones or more, as far as their zones can be told apart.
package eksgate.lib.zone_spans

import data.eksgate.lib.subnets
import data.eksgate.lib.values

# `found` are links to subnets, `whose` says in words whose they are, and `need` who wants two zones.
judged(whose, found, need) := values.judgement(values.yes, "", found.certain, set()) if {
	subnets.certain_zones(found.certain) >= 2
} else := values.judgement(
	values.maybe,
	$"the subnets of {whose} ({values.names(found.possible)}) are not certain to span two zones",
	found.possible, doubts,
) if {
	doubts := _doubts(found)
	count(doubts) > 0
} else := values.judgement(
	values.no,
	$"the subnets of {whose} ({values.names(found.possible)}) lie in {_zone_words(found.possible)}; {need}",
	found.possible, set(),
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
	subnets.certain_zones(found.possible) >= 2
}
