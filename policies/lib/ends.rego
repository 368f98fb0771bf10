# METADATA
# title: The ends of a flow
# description: >-
#   What the names in a question about a flow mean: the address of a carrier or an interface endpoint, the address of a cluster or `control-plane`
#   for the control plane's interfaces, an AWS service for its endpoint, or `internet`.
package eksgate.lib.ends

import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.endpoints
import data.eksgate.lib.interfaces

# The one thing that a name means: a key of `interfaces.all`, `internet`, or a carrier whose cluster cannot be told.
meaning(name) := one if {
	count(_meanings(name)) == 1
	some one in _meanings(name)
}

# The port that is asked about: where none is given the kubelet's, from the control plane to what carries pods, else that of HTTPS.
port := input.query.port

port := cluster_flows.of.kubelet.port if {
	not input.query.port
	_asks_for_kubelet
}

port := cluster_flows.of.api.port if {
	not input.query.port
	not _asks_for_kubelet
}

_asks_for_kubelet if {
	_is_control_plane(meaning(input.query.from))
	clusters.placed[meaning(input.query.to)]
}

_is_control_plane(id) if {
	some cluster, _ in clusters.all
	id == interfaces.control_plane(cluster)
}

# Why a name means nothing that can be asked about.
problem(end, name) := {"end": end, "name": name, "reason": "unknown", "candidates": []} if {
	count(_meanings(name)) == 0
	count(_gateways(name)) == 0
}

problem(end, name) := {"end": end, "name": name, "reason": "gateway", "candidates": sort(_gateways(name))} if {
	count(_meanings(name)) == 0
	count(_gateways(name)) > 0
}

problem(end, name) := {"end": end, "name": name, "reason": "ambiguous", "candidates": sort({_name_of(id) | some id in _meanings(name)})} if {
	count(_meanings(name)) > 1
}

# All names that mean something.
known := ((({"internet"} | {_name_of(id) | some id, _ in interfaces.all}) | {"control-plane" | count(clusters.all) == 1}) | {service |
	some service in endpoints.service_of
	count(_of_service(service)) == 1
}) | object.keys(clusters.unplaced)

# The control plane goes by its cluster's address, unless that means the nodes of Auto Mode.
_name_of(id) := cluster if {
	some cluster, _ in clusters.all
	id == interfaces.control_plane(cluster)
	not interfaces.all[cluster]
} else := id

_meanings(name) := {name} if {
	interfaces.all[name]
} else := {name} if {
	name == "internet"
} else := {name} if {
	clusters.unplaced[name]
} else := {interfaces.control_plane(name)} if {
	clusters.all[name]
} else := {interfaces.control_plane(cluster) | some cluster, _ in clusters.all} if {
	name == "control-plane"
} else := _of_service(name)

_of_service(name) := {address |
	some address, service in endpoints.service_of
	service == name
	interfaces.all[address]
}

# Endpoints that the routes lead to, of a name that means nothing with interfaces.
_gateways(name) := {address |
	some address, service in endpoints.service_of
	name in {address, service}
}
