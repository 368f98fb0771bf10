# METADATA
# title: VPC endpoints
# description: >-
#   Which AWS services a VPC reaches without leaving it: the endpoints with their service, kind and VPC, and what they are associated
#   with by arguments of their own or by resources beside them.
package eksgate.lib.endpoints

import data.eksgate.lib.subnets
import data.eksgate.lib.values

# Endpoints of AWS services by address. `service` (`ecr.api`, `s3`, …), `kind` and `vpc` are `null` where they are not certain.
_all[address] := {
	"service": service,
	"region": _region(endpoint),
	"kind": _kind(endpoint),
	"vpc": _vpc(endpoint),
} if {
	some address, endpoint in input.resources.aws_vpc_endpoint
	service := _service(endpoint)
	_fits(_kind(endpoint), service)
}

all := _all

_vpc(endpoint) := vpc if {
	vpc := values.target(endpoint, "vpc_id", values.single(endpoint.values, "vpc_id"))
} else := null

# The service of each endpoint, where it is known.
_service_of[address] := _parts(endpoint.values.service_name)[2] if some address, endpoint in input.resources.aws_vpc_endpoint

service_of := _service_of

# The service in a name such as `com.amazonaws.eu-central-1.ecr.api` or `cn.com.amazonaws.cn-north-1.sts`.
_parts(name) := regex.find_all_string_submatch_n(`^(?:cn\.)?com\.amazonaws\.([a-z0-9-]+)\.(.+)$`, name, 1)[0]

_service(endpoint) := _parts(endpoint.values.service_name)[2]

_service(endpoint) := null if _not_told(endpoint, "service_name")

_region(endpoint) := _parts(endpoint.values.service_name)[1] if {
	endpoint.values.service_name
} else := null

_kind(endpoint) := null if {
	_not_told(endpoint, "vpc_endpoint_type")
} else := values.argument(endpoint, endpoint.values, "vpc_endpoint_type", "vpc_endpoint_type", "Gateway")

# S3 alone, of what a cluster needs, has gateways. Other kinds of endpoints lead to no AWS service.
_fits(kind, _) if kind in {"Interface", null}

_fits("Gateway", service) if service in {"s3", null}

_not_told(endpoint, name) if values.unknown_at(endpoint, name)

_not_told(endpoint, name) if _unread(endpoint, name)

# A data source that has not been read tells nothing.
_unread(endpoint, name) if {
	endpoint.mode == "data"
	not endpoint.values[name]
	not endpoint.edges[name]
}

# Endpoints by VPC and service, and those that may be for another one.
_by_vpc[vpc][service] contains address if {
	some address, endpoint in all
	vpc := endpoint.vpc
	service := endpoint.service
	vpc != null
	service != null
}

_unsure_service[vpc] contains address if {
	some address, endpoint in all
	vpc := endpoint.vpc
	endpoint.service == null
}

_unsure_vpc contains address if {
	some address, endpoint in all
	endpoint.vpc == null
}

of_service(vpc, service) := object.get(_by_vpc, [vpc, service], set())

perhaps_of_service(vpc, service) := object.get(_unsure_service, vpc, set()) | {address |
	some address in _unsure_vpc
	all[address].service in {service, null}
}

# Whether a VPC has an endpoint for a service.
in_vpc(vpc, service) := values.judgement(values.yes, "", present, set()) if {
	present := {address | some address in of_service(vpc, service); all[address].kind != null}
	count(present) > 0
} else := values.judgement(
	values.maybe,
	$"whether {vpc} has an endpoint for {service} is not known",
	{vpc}, missing,
) if {
	missing := {doubt |
		some address in (of_service(vpc, service) | perhaps_of_service(vpc, service))
		some doubt in doubts(address)
	} | {$"the endpoints of {vpc}, which is not made here" | not subnets.vpc_made_here(vpc)}
	count(missing) > 0
} else := values.judgement(values.no, $"{vpc} has no endpoint for {service}", {vpc}, set())

# What is not known about what an endpoint is.
doubts(address) := {$"{address}: {argument_name}" |
	some name, argument_name in {"kind": "vpc_endpoint_type", "service": "service_name", "vpc": "vpc_id"}
	all[address][name] == null
}

_association_types := {
	"groups": ["aws_vpc_endpoint_security_group_association", "security_group_id"],
	"subnets": ["aws_vpc_endpoint_subnet_association", "subnet_id"],
	"tables": ["aws_vpc_endpoint_route_table_association", "route_table_id"],
}

# What is associated with endpoints by resources of their own.
_beside[what][endpoint] contains values.links(association, argument_name, values.single(association.values, argument_name)) if {
	some what, [type, argument_name] in _association_types
	some association in input.resources[type]
	some endpoint in owners(association).certain
}

# An association of an endpoint that is not certain may be one of any that it may mean.
_beside[what][endpoint] contains object.union(found, {"certain": set(), "missing": (found.missing | {$"{association.address}: vpc_endpoint_id"})}) if {
	some what, [type, argument_name] in _association_types
	some association in input.resources[type]
	owner := owners(association)
	some endpoint, _ in all
	values.may_mean(owner, endpoint)
	not owner.certain[endpoint]
	found := values.links(association, argument_name, values.single(association.values, argument_name))
}

# The endpoints that a resource beside them is for.
owners(resource) := values.links(resource, "vpc_endpoint_id", values.single(resource.values, "vpc_endpoint_id"))

associated(endpoint, what) := object.get(_beside, [what, endpoint], set())

# What an argument of an endpoint refers to.
given(address, name) := {"certain": set(), "possible": set(), "open": true, "missing": {$"{address}: {name}"}} if {
	endpoint := input.resources.aws_vpc_endpoint[address]
	_unread(endpoint, name)
} else := values.links(endpoint, name, values.list_of(endpoint.values, name)) if {
	endpoint := input.resources.aws_vpc_endpoint[address]
}

route_tables(endpoint) := values.union_of({given(endpoint, "route_table_ids")} | associated(endpoint, "tables"))
