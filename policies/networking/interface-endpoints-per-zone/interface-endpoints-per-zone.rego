# METADATA
# title: Interface endpoints are in each zone of the nodes
# description: >-
#   Every interface endpoint that a carrier without a way out needs, or that takes a carrier's traffic, has a network interface in each
#   availability zone of the carrier's subnets, so that the loss of one zone does not take the service from the others.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
# custom:
#   severity: low
#   party:
#     side: you
#     items: [worker nodes]
#   remediation: Give the endpoint a subnet in each availability zone of the nodes.
#   aliases: []
package eksgate.rules.networking["interface-endpoints-per-zone"]

import data.eksgate.lib.endpoint_needs
import data.eksgate.lib.endpoints
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.result
import data.eksgate.lib.subnets
import data.eksgate.lib.values

results contains result.of(endpoint, {"subnet_ids"}, endpoint_needs.weighed(endpoint, values.all_of(judgements))) if {
	some endpoint, needs in endpoint_needs.of
	endpoints.all[endpoint].kind != "Gateway"
	judgements := {_in_zone_of(endpoint, subnet) |
		some carrier, _ in needs
		some subnet in interfaces.all[carrier].subnets.possible
	} | {flow.subnets_known(carrier) | some carrier, _ in needs}
}

results contains result.of(endpoint, {"subnet_ids"}, judged) if {
	some endpoint, judged in endpoint_needs.unplaced
	endpoints.all[endpoint].kind != "Gateway"
	not endpoint_needs.of[endpoint]
}

_in_zone_of(endpoint, subnet) := values.holds if {
	some own in interfaces.all[endpoint].subnets.certain
	_in_one_zone(own, subnet)
} else := values.judgement(
	values.maybe,
	$"whether {endpoint} is in the zone of {subnet} is not known",
	{endpoint, subnet}, missing,
) if {
	missing := _doubts(interfaces.all[endpoint].subnets, subnet) | interfaces.all[endpoint].subnets.missing
	count(missing) > 0
} else := values.judgement(
	values.no,
	$"{endpoint} has no network interface in the zone of {subnet} ({subnets.zone[subnet].zone})",
	{endpoint, subnet}, set(),
)

_in_one_zone(subnet, subnet)

_in_one_zone(own, subnet) if subnets.zone[own] == subnets.zone[subnet]

_doubts(found, subnet) := {$"{one}: availability_zone" |
	some one in (found.possible | {subnet})
	not subnets.zone[one]
} | {$"whether {one} is in the zone of {subnet}" |
	some one in found.possible
	_may_be_in_one_zone(one, subnet)
}

# Zones told in different ways cannot be told apart.
_may_be_in_one_zone(one, subnet) if subnets.zone[one].by != subnets.zone[subnet].by

_may_be_in_one_zone(one, subnet) if _in_one_zone(one, subnet)
