# METADATA
# title: What needs an endpoint
# description: >-
#   Which carriers an endpoint serves. A carrier without a way out needs an endpoint for each service that it uses; one with a way out
#   uses an endpoint all the same where the endpoint takes the service's traffic: private DNS leads to it, or a route.
package eksgate.lib.endpoint_needs

import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.endpoints
import data.eksgate.lib.interfaces
import data.eksgate.lib.private_dns
import data.eksgate.lib.routes
import data.eksgate.lib.services
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# Services by carrier, with how sure it is that they are needed.
_services[carrier][service] := values.yes if {
	some carrier, _ in clusters.placed
	some service in services.certainly_needed(carrier)
}

_services[carrier][service] := values.maybe if {
	some carrier, _ in clusters.placed
	some service in services.perhaps_needed(carrier)
}

# The VPCs that interfaces, those of carriers among them, may be in.
_vpcs[carrier] contains subnets.vpc[subnet] if {
	some carrier, interface in interfaces.all
	some subnet in interface.subnets.possible
}

# Those that may be in a VPC that this input does not tell.
_anywhere contains carrier if {
	some carrier, interface in interfaces.all
	interface.subnets.open
}

_anywhere contains carrier if {
	some carrier, interface in interfaces.all
	some subnet in interface.subnets.possible
	not subnets.vpc[subnet]
}

# Endpoints that a carrier can meet, with how sure it is that it meets them. Their VPC and service are known: only of what kind they are
# may be in doubt.
_met[carrier][endpoint] := min([sureness, values.yes - count(endpoints.doubts(endpoint))]) if {
	some carrier, needed in _services
	some vpc in _vpcs[carrier]
	some service, sureness in needed
	some endpoint in endpoints.of_service(vpc, service)
}

_perhaps_met[carrier] contains endpoint if {
	some carrier, needed in _services
	some vpc in _vpcs[carrier]
	some service, _ in needed
	some endpoint in endpoints.perhaps_of_service(vpc, service)
}

_perhaps_met[carrier] contains endpoint if {
	some carrier in _anywhere
	some endpoint, described in endpoints.all
	described.service in (object.keys(_services[carrier]) | {null})
	not _met[carrier][endpoint]
}

_meetings[carrier][endpoint] := sureness if {
	some carrier, met in _met
	some endpoint, sureness in met
}

_meetings[carrier][endpoint] := values.maybe if {
	some carrier, met in _perhaps_met
	some endpoint in met
}

# Carriers by endpoint that they use, with how sure that is, how sure that they have no other way to the service, and what would tell.
_of[endpoint][carrier] := {"uses": uses, "alone": min([meeting, without]), "missing": missing} if {
	some carrier, met in _meetings
	without := values.yes - egress.of[carrier].value
	some endpoint, meeting in met
	not _stands_aside[endpoint]
	uses := min([meeting, max([without, _takes(endpoint, carrier)])])
	uses > values.no
	missing := (endpoints.doubts(endpoint) | _need_doubt(endpoint, carrier)) | egress.of[carrier].missing
}

of := _of

# A judgement of an endpoint as it weighs for the carriers that use it: it fails where one certainly does.
weighed(endpoint, judged) := object.union(judged, {"value": values.maybe, "missing": (judged.missing | doubts)}) if {
	judged.value == values.no
	max({need.uses | some need in of[endpoint]}) == values.maybe
	doubts := union({need.missing | some need in of[endpoint]})
} else := judged

# Endpoints that no name leads to, beside another one for the same service that takes its traffic.
_stands_aside contains endpoint if {
	some endpoint, led in private_dns.leads
	led.value == values.no
	described := endpoints.all[endpoint]
	some other in endpoints.of_service(described.vpc, described.service)
	_may_lead(other)
}

_may_lead(endpoint) if private_dns.leads[endpoint].value != values.no

_may_lead(endpoint) if endpoints.all[endpoint].kind == "Gateway"

_need_doubt(endpoint, carrier) := {$"whether {endpoints.all[endpoint].service} is needed by {carrier}"} if {
	_services[carrier][endpoints.all[endpoint].service] == values.maybe
} else := set()

# Whether an endpoint takes a carrier's traffic to its service, whatever other way there is.
_takes(endpoint, _) := values.no if {
	private_dns.on[endpoint] == values.no
} else := private_dns.leads[endpoint].value

_takes(endpoint, carrier) := max({values.no} | {routed(endpoint, subnet) | some subnet in interfaces.all[carrier].subnets.possible}) if {
	endpoints.all[endpoint].kind == "Gateway"
}

# Whether a gateway endpoint is on the route table of a subnet.
_routed[endpoint][table] := values.yes if {
	some endpoint, tables in _tables
	some table in tables.certain
}

_tables[endpoint] := endpoints.route_tables(endpoint) if some endpoint, _ in endpoints.all

tables := _tables

routed(endpoint, subnet) := values.yes if {
	_routed[endpoint][routes.table_of[subnet]]
} else := values.maybe if {
	not routes.table_of[subnet]
} else := values.maybe if {
	values.may_mean(tables[endpoint], routes.table_of[subnet])
} else := values.no

# What carriers whose cluster cannot be told leave open: they may need any endpoint.
_unplaced contains reason if some reason in clusters.unplaced

unplaced[endpoint] := values.judgement(
	values.maybe,
	concat("; ", sort({reason.why | some reason in _unplaced})),
	object.keys(clusters.unplaced), {reason.missing | some reason in _unplaced},
) if {
	some endpoint, described in endpoints.all
	described.service in (services.ever_needed | {null})
	count(_unplaced) > 0
}
