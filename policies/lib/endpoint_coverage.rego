# METADATA
# title: What endpoints cover
# description: Whether the VPC of a carrier has an endpoint for each service that the carrier needs.
package eksgate.lib.endpoint_coverage

import data.eksgate.lib.clusters
import data.eksgate.lib.endpoints
import data.eksgate.lib.interfaces
import data.eksgate.lib.services
import data.eksgate.lib.subnets
import data.eksgate.lib.values

_of[carrier] := covering(
	carrier, interfaces.all[carrier].subnets,
	services.certainly_needed(carrier), services.perhaps_needed(carrier),
) if {
	some carrier, _ in clusters.placed
}

of := _of

# Whether the VPCs of some subnets have endpoints for services.
covering(whose, links, certainly, perhaps) := _together({endpoints.in_vpc(vpc, service) |
	some vpc in _vpcs(links)
	some service in certainly
} | {values.softened(endpoints.in_vpc(vpc, service), {$"whether {service} is needed"}) |
	some vpc in _vpcs(links)
	some service in perhaps
}) if {
	_placed(links)
} else := values.judgement(
	values.maybe,
	$"the VPC of {whose} is not known, nor are its endpoints",
	set(), {$"the VPC of {whose}"},
)

_placed(links) if {
	not links.open
	every subnet in links.possible {
		subnets.vpc[subnet]
	}
}

_vpcs(links) := {subnets.vpc[subnet] | some subnet in links.possible}

# All that is needed at once, so that one message names every endpoint that is missing. Undefined where nothing is asked, which is so where
# there is no subnet.
_together(judgements) := values.judgement(
	min({judged.value | some judged in judgements}),
	concat("; ", sort({judged.why | some judged in judgements} - {""})),
	union({judged.related | some judged in judgements}),
	union({judged.missing | some judged in judgements}),
)
