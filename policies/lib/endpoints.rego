# METADATA
# title: VPC endpoints
# description: Which AWS services a VPC reaches without leaving it.
package eksgate.lib.endpoints

import data.eksgate.lib.subnets
import data.eksgate.lib.values

# Endpoints by service (`ecr.api`, `s3`, …), with the VPC that each is in: `null` where that is not certain.
_by_service[service] contains {"address": address, "vpc": _vpc(endpoint)} if {
	some address, endpoint in input.resources.aws_vpc_endpoint
	service := _service(endpoint.values.service_name)
}

_vpc(endpoint) := vpc if {
	vpc := values.target(endpoint, "vpc_id", [id | id := endpoint.values.vpc_id])
} else := null

# The service of each endpoint, where it is known.
_service_of[address] := _service(endpoint.values.service_name) if some address, endpoint in input.resources.aws_vpc_endpoint

service_of := _service_of

# The service in a name such as `com.amazonaws.eu-central-1.ecr.api` or `cn.com.amazonaws.cn-north-1.sts`.
_service(name) := regex.find_all_string_submatch_n(`^(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)$`, name, 1)[0][1]

# Endpoints whose service is not known, which may be any.
_unnamed contains {"address": address, "vpc": _vpc(endpoint)} if {
	some address, endpoint in input.resources.aws_vpc_endpoint
	values.unknown_at(endpoint, "service_name")
}

# Whether a VPC has an endpoint for a service.
in_vpc(vpc, service) := values.judgement(values.yes, "", {endpoint.address | some endpoint in present}, set()) if {
	present := {endpoint | some endpoint in _by_service[service]; endpoint.vpc == vpc}
	count(present) > 0
} else := values.judgement(
	values.maybe,
	$"whether {vpc} has an endpoint for {service} is not known",
	{vpc}, missing,
) if {
	missing := ({$"{endpoint.address}: vpc_id" | some endpoint in _by_service[service]; endpoint.vpc == null} | {$"{endpoint.address}: service_name" |
		some endpoint in _unnamed
		endpoint.vpc in {vpc, null}
	}) | {$"the endpoints of {vpc}, which is not made here" | not subnets.vpc_made_here(vpc)}
	count(missing) > 0
} else := values.judgement(values.no, $"{vpc} has no endpoint for {service}", {vpc}, set())
