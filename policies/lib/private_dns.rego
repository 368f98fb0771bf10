# METADATA
# title: Private DNS of VPC endpoints
# description: >-
#   Whether the name of a service leads to its interface endpoint: by the endpoint's private DNS, or perhaps by a private hosted zone of
#   the user's own.
package eksgate.lib.private_dns

import data.eksgate.lib.endpoints
import data.eksgate.lib.values

# Whether private DNS is on, in three values: by the endpoint's argument, or by a resource of its own.
_on[endpoint] := _together(_answers(endpoint)) if {
	some endpoint, described in endpoints.all
	described.kind != "Gateway"
}

on := _on

_together(answers) := values.yes if {
	answers == {true}
} else := values.no if {
	answers == {false}
} else := values.maybe

_answers(endpoint) := (_certain(endpoint) | _written(endpoint)) | object.get(_perhaps_beside, endpoint, set()) if {
	count(_certain(endpoint) | _written(endpoint)) > 0
} else := {_left_out(endpoint)} | object.get(_perhaps_beside, endpoint, set())

_certain(endpoint) := object.get(_beside, endpoint, set())

_written(endpoint) := {values.argument(
	resource, resource.values, "private_dns_enabled",
	"private_dns_enabled", "left out",
)} - {"left out"} if {
	resource := input.resources.aws_vpc_endpoint[endpoint]
}

# A data source that has not been read tells nothing.
_left_out(endpoint) := object.get({"data": null}, input.resources.aws_vpc_endpoint[endpoint].mode, false)

_beside[endpoint] contains _value(resource) if {
	some resource in input.resources.aws_vpc_endpoint_private_dns
	some endpoint in endpoints.owners(resource).certain
}

_perhaps_beside[endpoint] contains _value(resource) if {
	some resource in input.resources.aws_vpc_endpoint_private_dns
	owners := endpoints.owners(resource)
	some endpoint, _ in endpoints.all
	values.may_mean(owners, endpoint)
}

_value(resource) := values.argument(resource, resource.values, "private_dns_enabled", "private_dns_enabled", null)

# Whether the service's own name leads to an endpoint from inside its VPC.
_leads[endpoint] := values.all_of({_judged(endpoint, value), _from_inside(endpoint)}) if some endpoint, value in on

leads := _leads

_judged(_, 2) := values.holds

_judged(endpoint, 1) := values.judgement(
	values.maybe,
	$"whether private DNS of {endpoint} is on is not certain",
	{endpoint}, {$"{endpoint}: private_dns_enabled"},
)

_judged(endpoint, 0) := values.judgement(
	values.maybe,
	$"private DNS of {endpoint} is off, and whether {concat(", ", sort(zones))} leads the service's name to it is not known",
	{endpoint}, zones,
) if {
	zones := _zones_for(endpoint)
	count(zones) > 0
} else := values.judgement(
	values.no,
	$"private DNS of {endpoint} is off, so that the service's name does not lead to it",
	{endpoint}, set(),
)

# S3 can answer resolvers from outside alone: inside the VPC, its name then leads to a gateway endpoint.
_from_inside(endpoint) := values.holds if {
	endpoints.all[endpoint].service != "s3"
} else := values.holds if {
	_inbound_only(endpoint) == false
} else := values.judgement(
	values.no,
	$"private DNS of {endpoint} is for inbound resolver endpoints only, so that the service's name does not lead to it inside the VPC",
	{endpoint}, set(),
) if {
	_inbound_only(endpoint) == true
} else := values.judgement(
	values.maybe,
	$"whether private DNS of {endpoint} is for inbound resolver endpoints only is not known",
	{endpoint}, {$"{endpoint}: dns_options.0.private_dns_only_for_inbound_resolver_endpoint"},
)

_inbound_only(endpoint) := values.argument(
	resource, values.first_block(resource, "dns_options"),
	"private_dns_only_for_inbound_resolver_endpoint",
	"dns_options.0.private_dns_only_for_inbound_resolver_endpoint", null,
) if {
	resource := input.resources.aws_vpc_endpoint[endpoint]
}

# Private hosted zones that may hold the name of an endpoint's service, in its VPC.
_zones_for(endpoint) := {zone |
	described := endpoints.all[endpoint]
	some zone, links in _zones
	_may_be_in(links, described.vpc)
	_may_hold(zone, described)
}

_may_be_in(_, null)

_may_be_in(links, vpc) if values.may_mean(links, vpc)

# Zones with the VPCs that they are associated with. A zone that this input does not hold stands under the reference to it.
_zones[zone] := values.union_of({_associated_inside(resource)} | object.get(_associated, zone, set())) if {
	some zone, resource in input.resources.aws_route53_zone
}

_zones[zone] := values.union_of(links) if {
	some zone, links in _associated
	not input.resources.aws_route53_zone[zone]
}

_associated_inside(resource) := {"certain": set(), "possible": set(), "open": true, "missing": set()} if {
	_vpcs_open(resource)
} else := values.union_of([values.links(resource, $"vpc.{index}.vpc_id", values.single(block, "vpc_id")) |
	some index, block in resource.values.vpc
])

_vpcs_open(resource) if resource.mode == "data"

_vpcs_open(resource) if resource.unknown.vpc

_associated[zone] contains values.links(association, "vpc_id", values.single(association.values, "vpc_id")) if {
	some association in input.resources.aws_route53_zone_association
	zones := values.links(association, "zone_id", values.single(association.values, "zone_id"))
	some zone in (zones.possible | zones.missing)
}

_may_hold(zone, _) if not input.resources.aws_route53_zone[zone].values.name

_may_hold(_, described) if null in {described.service, described.region}

# A zone of the name itself, of one below it, or of one above it.
_may_hold(zone, described) if {
	name := trim_suffix(lower(input.resources.aws_route53_zone[zone].values.name), ".")
	some suffix in _suffixes
	host := $"{concat(".", array.reverse(split(described.service, ".")))}.{described.region}.{suffix}"
	_related(name, host)
}

_suffixes := {"amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws", "api.amazonwebservices.com.cn"}

_related(name, name)

_related(name, host) if endswith(name, $".{host}")

_related(name, host) if endswith(host, $".{name}")
