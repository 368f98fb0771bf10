# METADATA
# title: Subnets that the CNI discovers
# description: >-
#   Subnets tagged `kubernetes.io/role/cni`, in which the vpc-cni add-on places pods beside the subnets of their nodes
#   (https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html). From version 1.18 on it does so unless it is told not to.
package eksgate.lib.subnet_discovery

import data.eksgate.lib.addons
import data.eksgate.lib.clusters
import data.eksgate.lib.subnets
import data.eksgate.lib.tags
import data.eksgate.lib.values

# By VPC, whether its subnets have the tag.
_tagged[vpc][subnet] := tagged if {
	some subnet, resource in input.resources.aws_subnet
	resource.mode == "managed"
	tagged := tags.has(subnet, resource, "kubernetes.io/role/cni", {"1"})
	vpc := subnets.vpc[subnet]
}

# Whether an add-on looks for them, by its configuration.
on(addon) := values.no if {
	_setting(addon) in {"false", "0", "f", "F", "False", "FALSE"}
} else := values.yes if {
	_setting(addon) in {"true", "1", "t", "T", "True", "TRUE"}
} else := values.maybe

_setting(addon) := addons.variable(addon, "ENABLE_SUBNET_DISCOVERY")

# The subnets that the add-on of a cluster may place pods in, each as what the pods' interfaces are in.
_of[cluster][subnet] := {"certain": {subnet}, "possible": {subnet}, "open": false, "missing": set()} if {
	some cluster, _ in clusters.all
	some vpc in _vpcs(cluster)
	some subnet, tagged in _tagged[vpc]
	tagged == values.yes
}

_of[cluster][subnet] := {"certain": set(), "possible": {subnet}, "open": true, "missing": {$"{subnet}: tags"}} if {
	some cluster, _ in clusters.all
	some vpc in _vpcs(cluster)
	some subnet, tagged in _tagged[vpc]
	tagged == values.maybe
}

of := _of

_vpcs(cluster) := {subnets.vpc[subnet] | some subnet in clusters.subnets(cluster).possible}
