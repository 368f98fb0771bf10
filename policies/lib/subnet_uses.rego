# METADATA
# title: Who uses a subnet
# description: >-
#   The subnets of clusters and of what carries pods, whether or not the cluster of a carrier can be told, and how sure each use is.
package eksgate.lib.subnet_uses

import data.eksgate.lib.clusters
import data.eksgate.lib.values

_argument := {
	"managed node group": "subnet_ids",
	"Fargate profile": "subnet_ids",
	"self-managed node group": "vpc_zone_identifier",
}

# The argument that names the subnets of a cluster or carrier.
argument_of(user) := "vpc_config.0.subnet_ids" if clusters.all[user]

argument_of(user) := _argument[clusters.carriers[user].kind]

_links[cluster] := clusters.subnets(cluster) if some cluster, _ in clusters.all

_links[carrier] := values.links(resource, argument, values.list_of(resource.values, argument)) if {
	some carrier, known in clusters.carriers
	argument := _argument[known.kind]
	resource := clusters.resource(carrier)
}

# The subnets that a cluster or carrier names, as links.
links := _links

# Subnets of this input by user, each with who uses it and whether that is certain.
_of_user[user][subnet] contains {"user": user, "certain": _certain(user, subnet, found)} if {
	some user, found in links
	some subnet in found.possible
	input.resources.aws_subnet[subnet]
}

of_user(user) := object.get(_of_user, user, {})

# The other way round, of clusters, of node groups (which have their own subnets), and of all that carries pods.
_of_clusters[subnet] contains use if {
	some cluster, _ in clusters.all
	some subnet, uses in _of_user[cluster]
	some use in uses
}

of_clusters := _of_clusters

_of_node_groups[subnet] contains use if {
	some group, _ in clusters.node_groups
	some subnet, uses in _of_user[group]
	some use in uses
}

of_node_groups := _of_node_groups

_of_carriers[subnet] contains object.union(use, {"certain": certain}) if {
	some carrier, known in clusters.carriers
	some subnet, uses in _of_user[carrier]
	some use in uses
	certain := min({use.certain, _is_carrier(known)})
}

# Whether a cluster is in Auto Mode may not be known, and then whether it carries pods is not.
_is_carrier(known) := false if {
	known.kind == "Auto Mode"
	known.cluster == null
} else := true

of_carriers := _of_carriers

default _certain(_, _, _) := false

_certain(user, subnet, found) if {
	found.certain[subnet]
	_certainly_there(user)
}

_certainly_there(user) if clusters.all[user]

_certainly_there(user) if clusters.carriers[user].cluster != null

_certainly_there(user) if clusters.carriers[user].kind != "self-managed node group"

# What a judgement of a subnet comes to for those who use it: a failure is one where a use is certain.
if_used(judged, subnet, uses) := values.judgement(
	values.maybe, judged.why, judged.related,
	judged.missing | {$"whether {use.user} uses {subnet}" | some use in uses},
) if {
	judged.value == values.no
	not _used(uses)
} else := judged

_used(uses) if {
	some use in uses
	use.certain
}

# What is not known about which subnets a cluster or carrier uses.
_untold[user] := values.judgement(
	values.maybe,
	$"the subnets of {user} are not all known",
	set(), missing,
) if {
	some user, found in links
	missing := (found.missing | {subnet | some subnet in found.possible; not input.resources.aws_subnet[subnet]}) | {$"{user}: {argument_of(user)}" |
		count(found.possible) == 0
		not found.open
	}
	count(missing) > 0
}

untold := _untold
