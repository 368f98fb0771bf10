# METADATA
# title: Flows between nodes
# description: >-
#   Whether the nodes and pods of a cluster reach each other on all the ports that need no privileges. Security groups are asked at the ports
#   at which their rules begin or end only, since between those nothing changes.
package eksgate.lib.node_flows

import data.eksgate.lib.acl_hops
import data.eksgate.lib.cluster_flows
import data.eksgate.lib.clusters
import data.eksgate.lib.flow
import data.eksgate.lib.flow_groups
import data.eksgate.lib.flow_routes
import data.eksgate.lib.interfaces
import data.eksgate.lib.needs
import data.eksgate.lib.security_groups
import data.eksgate.lib.values

_need := cluster_flows.of["high-ports"].need

# By carrier: the flows to each carrier of its cluster, itself among them, taken together.
of[carrier] := object.union(judged, {"why": replace(judged.why, interfaces.all[first].label, interfaces.all[carrier].label)}) if {
	some carrier, first in _first_of
	judged := values.all_of({_between[first][target] | some target, _ in _between[first]})
}

# Carriers of a cluster with equal groups, subnets and client ports: what is so of one is so of all.
_alike[json.marshal([cluster, _listed(interface.groups), _listed(interface.subnets), acl_hops.clients(carrier)])] contains carrier if {
	some carrier, cluster in clusters.placed
	interface := interfaces.all[carrier]
}

_listed(links) := [sort(links.certain), sort(links.possible), sort(links.missing)]

_first_of[carrier] := sort(carriers)[0] if {
	some carriers in _alike
	some carrier in carriers
}

# By carrier, the one of those alike that stands for all of them.
first_of := _first_of

_firsts[cluster] contains first if {
	some first in _first_of
	cluster := clusters.placed[first]
}

_between[source][target] := judged if {
	some sources in _firsts
	some source in sources
	some target in sources
	judged := _on_all_ports(source, target)
}

_on_all_ports(source, target) := _whole[source][target] if {
	_whole[source][target].value == values.yes
} else := flow.together([_piecewise(source, target, family) | some family in flow.families(source, target)])

# By rules that each hold for all the ports.
_whole[source][target] := flow.between(source, target, _need) if {
	some sources in _firsts
	some source in sources
	some target in sources
}

_piecewise(source, target, family) := values.first_worst(array.concat(flow.ends_known(source, target), [
	_groups_pass("egress", source, target, family),
	_groups_pass("ingress", target, source, family),
	flow.acls_pass(source, target, needs.all[_need], family),
	flow_routes.stay(source, target, family),
]))

# The judgement of the worst ports, which its words name.
_groups_pass(direction, own, peer, family) := flow_groups.passes(
	_reached_at[own][direction][sort(worst)[0]], $"{cluster_flows.of["high-ports"].protocol} {concat(", ", _runs(worst, starts))}", direction,
	own, peer, family,
) if {
	starts := sort(object.keys(_reached_at[own][direction]))
	value_at := {port: flow_groups.passes(reached, "", direction, own, peer, family).value | some port, reached in _reached_at[own][direction]}
	lowest := min({value | some value in value_at})
	worst := {port | some port, value in value_at; value == lowest}
}

# The ports between starts, in runs that are as long as they can be.
_runs(ports, starts) := [needs.ports(first, last) |
	some first in starts
	first in ports
	previous := max([bound | some bound in array.concat([0], starts); bound < first])
	not previous in ports
	last := min([bound | some bound in array.concat(starts, [needs.all[_need].last + 1]); bound > first; not bound in ports]) - 1
]

# What the groups of a carrier let through at each port at which that may change.
_reached_at[own][direction][port] := flow_groups.reached(matches, own, direction) if {
	some own, directions in _asked_by_port
	some direction in directions
	all_matches := flow.reach[_need][direction][own].matches
	some port in _starts(all_matches)
	matches := [object.union(match, {"value": value}) |
		some match in all_matches
		value := security_groups.admits(match.rule, {"protocol": needs.all[_need].protocol, "port": port, "last": port})
	]
}

_asked_by_port[source] contains "egress" if {
	some source, targets in _whole
	some judged in targets
	judged.value != values.yes
}

_asked_by_port[target] contains "ingress" if {
	some targets in _whole
	some target, judged in targets
	judged.value != values.yes
}

_starts(matches) := {needs.all[_need].port} | {port |
	some match in matches
	some port in _bounds(match.rule)
	port > needs.all[_need].port
	port <= needs.all[_need].last
}

# Of all protocols, ports do not count; a bound that is not known is none.
_bounds(rule) := {rule.from | is_number(rule.from)} | {after |
	is_number(rule.to)
	after := rule.to + 1
} if {
	rule.protocol != "-1"
}

_bounds(rule) := set() if rule.protocol == "-1"
