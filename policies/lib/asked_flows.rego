# METADATA
# title: Flows that rules ask for
# description: Whether what a rule asks for in the table of flows is allowed between the control plane's interfaces and a carrier.
package eksgate.lib.asked_flows

import data.eksgate.lib.cluster_flows
import data.eksgate.lib.flow
import data.eksgate.lib.interfaces
import data.eksgate.lib.values

judged(rule, cluster, carrier) := values.all_of({flow.between(asked.from, asked.to, asked.need) |
	some asked in between(rule, cluster, carrier)
})

# The flows, with the interfaces at their ends.
between(rule, cluster, carrier) := {object.union(asked, {
	"from": _end(asked.from, cluster, carrier),
	"to": _end(asked.to, cluster, carrier),
}) |
	some asked in cluster_flows.asked_by[rule]
}

_end("controlPlane", cluster, _) := interfaces.control_plane(cluster)

_end("nodes", _, carrier) := carrier
