# METADATA
# title: What pods in subnets of their own reach
# description: Whether such pods have a way out or the endpoints that nodes need, and reach the API server and the cluster's DNS.
package eksgate.lib.pods_reach

import data.eksgate.lib.asked_flows
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.egress
import data.eksgate.lib.endpoint_coverage
import data.eksgate.lib.endpoint_reach
import data.eksgate.lib.endpoints
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.services
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# By add-on that places them, the worst of its pods.
_judged[addon] := values.all_of({judged |
	some id, pods in interfaces.pods
	pods.addon == addon
	judged := _of[id]
}) if {
	some pods in interfaces.pods
	addon := pods.addon
}

of := _judged

_of[id] := values.first_worst([
	flow.subnets_known(id),
	_reaches_services(id, pods.cluster),
	_reaches_api_server(id, pods.cluster, clusters.private_endpoint(pods.cluster)),
	_reaches_dns(id, pods),
]) if {
	some id, pods in interfaces.pods
}

_reaches_api_server(id, cluster, true) := asked_flows.judged("networking/nodes-reach-api-server", cluster, id)

_reaches_api_server(id, _, false) := egress.of[id]

_reaches_api_server(id, cluster, null) := values.either(
	[asked_flows.judged("networking/nodes-reach-api-server", cluster, id), egress.of[id]],
	$"{cluster}: vpc_config.0.endpoint_private_access",
)

# CoreDNS runs among the pods, unless a Fargate profile takes it.
_reaches_dns(id, pods) := object.union(judged, {"value": max([judged.value, _floor(pods.cluster)])}) if {
	judged := values.all_of({flow.between(id, other, need) |
		some other, others in interfaces.pods
		others.addon == pods.addon
		some need in cluster_flows.needs_of["networking/nodes-reach-cluster-dns"]
	})
}

_floor(cluster) := values.maybe if {
	some carrier in clusters.carriers_of[cluster]
	clusters.carriers[carrier].kind == "Fargate profile"
} else := values.no

_reaches_services(id, cluster) := values.holds if {
	egress.of[id].value == values.yes
} else := values.judgement(
	max({egress.of[id].value, by_endpoints.value}),
	$"{egress.of[id].why}; and {by_endpoints.why}",
	egress.of[id].related | by_endpoints.related,
	egress.of[id].missing | by_endpoints.missing,
) if {
	by_endpoints := values.first_worst([
		endpoint_coverage.covering(interfaces.all[id].label, interfaces.all[id].subnets, _certainly(cluster), _perhaps(cluster)),
		_by_endpoints(id, cluster),
	])
}

_certainly(cluster) := union({services.certainly_needed(carrier) | some carrier in clusters.carriers_of[cluster]})

_perhaps(cluster) := union({services.perhaps_needed(carrier) | some carrier in clusters.carriers_of[cluster]}) - _certainly(cluster)

# Of several endpoints for a service, the best one counts. Whether there are any is asked elsewhere.
_by_endpoints(id, cluster) := values.all_of({_best({_reaches(id, endpoint) | some endpoint in found}) |
	some service in _certainly(cluster)
	some vpc in {subnets.vpc[subnet] | some subnet in interfaces.all[id].subnets.possible}
	found := endpoints.of_service(vpc, service)
})

_best(judgements) := sort([judged |
	some judged in judgements
	judged.value == max({each.value | some each in judgements})
])[0]

_reaches(id, endpoint) := values.all_of({endpoint_reach.reaches_gateway(id, subnet, endpoint) |
	some subnet in interfaces.all[id].subnets.possible
}) if {
	endpoints.all[endpoint].kind == "Gateway"
} else := endpoint_reach.reaches_interface(id, endpoint)
