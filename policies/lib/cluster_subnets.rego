# METADATA
# title: Subnets of clusters
# description: Which subnets carry nodes or pods, and which VPCs have a cluster.
package eksgate.lib.cluster_subnets

import data.eksgate.lib.clusters
import data.eksgate.lib.subnets
import data.eksgate.lib.values

# The subnets of whatever carries pods, also where its cluster cannot be told. Nodes of Auto Mode are in those of the cluster, which has
# none where it turns out not to be in Auto Mode.
_of_carrier[carrier] := values.union_of([values.links(resource, name, values.list_of(resource.values, name)) |
	some name in ["subnet_ids", "vpc_zone_identifier"]
]) if {
	some carrier, known in clusters.carriers
	known.kind != "Auto Mode"
	resource := clusters.resource(carrier)
}

_of_carrier[cluster] := clusters.subnets(cluster) if some cluster, _ in clusters.placed

_of_carrier[cluster] := object.union(found, {"certain": set()}) if {
	some cluster, _ in clusters.unplaced
	found := clusters.subnets(cluster)
}

of_carrier := _of_carrier

_certain contains subnet if {
	some found in of_carrier
	some subnet in found.certain
}

_possible contains subnet if {
	some found in of_carrier
	some subnet in found.possible
}

_open contains carrier if {
	some carrier, found in of_carrier
	found.open
}

_certainly := _certain

_perhaps := _possible

_any := count(_open) > 0

# Whether a subnet carries nodes or pods.
carries_pods(subnet) := values.yes if {
	_certainly[subnet]
} else := values.maybe if {
	_perhaps[subnet]
} else := values.maybe if {
	_any
} else := values.no

# The subnets of a carrier that this input does not hold.
_elsewhere[carrier] := missing if {
	some carrier, found in of_carrier
	missing := found.missing | {subnet | some subnet in found.possible; not input.resources.aws_subnet[subnet]}
	count(missing) > 0
}

elsewhere := _elsewhere

# The VPCs that certainly have a cluster, and the clusters whose VPC is not certain.
_with_cluster contains subnets.vpc[subnet] if {
	some cluster, _ in clusters.all
	some subnet in clusters.subnets(cluster).certain
}

_astray contains cluster if {
	some cluster, _ in clusters.all
	every subnet in clusters.subnets(cluster).certain {
		not subnets.vpc[subnet]
	}
}

_vpcs := _with_cluster

# Whether a subnet is in a VPC with a cluster.
beside_cluster(subnet) := values.yes if {
	_certainly[subnet]
} else := values.yes if {
	_vpcs[subnets.vpc[subnet]]
} else := values.maybe if {
	_perhaps[subnet]
} else := values.maybe if {
	count(_astray) > 0
} else := values.maybe if {
	count(clusters.all) > 0
	not subnets.vpc[subnet]
} else := values.no
