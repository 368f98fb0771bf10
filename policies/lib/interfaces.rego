# METADATA
# title: Network interfaces
# description: >-
#   The interfaces that traffic of a cluster starts from and arrives at: those of the control plane, one description for each cluster,
#   those of each carrier's nodes or pods, those of pods in subnets of their own, and those of VPC endpoints. Each has its security
#   groups and subnets.
package eksgate.lib.interfaces

import data.eksgate.lib.clusters
import data.eksgate.lib.custom_networking
import data.eksgate.lib.endpoint_interfaces
import data.eksgate.lib.values

control_plane(cluster) := $"{cluster}#control_plane"

_all[control_plane(cluster)] := {
	"label": $"the control plane's network interfaces of {cluster}",
	"cluster": cluster,
	"groups": values.union_of([
		clusters.cluster_security_group(cluster),
		values.links(
			resource,
			"vpc_config.0.security_group_ids",
			[id | some id in resource.values.vpc_config[0].security_group_ids],
		),
	]),
	"subnets": clusters.subnets(cluster),
} if {
	some cluster, resource in clusters.all
}

_all[carrier] := {
	"label": $"the {noun} of {carrier}",
	"cluster": cluster,
	"groups": _groups(carrier, known),
	"subnets": subnets,
} if {
	some carrier, cluster in clusters.placed
	known := clusters.carriers[carrier]
	noun := {true: "pods", false: "nodes"}[known.kind == "Fargate profile"]
	subnets := _subnets(carrier, known.kind)
}

_all[id] := object.union(pods, {"label": $"the pods of {pods.cluster} in {pods.place}"}) if some id, pods in _pods

_all[endpoint] := interface if some endpoint, interface in endpoint_interfaces.all

all := _all

# Pods in subnets of their own. Where no groups are named for them, they have those of the node that they run on.
_pods[id] := pods if {
	some id, pods in custom_networking.pods
	pods.groups != null
}

_pods[$"{id} on {carrier}"] := object.union(pods, {"groups": _groups(carrier, known)}) if {
	some id, pods in custom_networking.pods
	pods.groups == null
	some carrier in clusters.carriers_of[pods.cluster]
	known := clusters.carriers[carrier]
	known.kind != "Fargate profile"
}

pods := _pods

# The address families that traffic between two interfaces uses: those that both have.
families(source, target) := _families(source) & _families(target)

_families(id) := all[id].families if {
	all[id].families
} else := clusters.families(all[id].cluster)

_subnets(carrier, "managed node group") := values.links(group, "subnet_ids", [id | some id in group.values.subnet_ids]) if {
	group := input.resources.aws_eks_node_group[carrier]
}

_subnets(carrier, "Fargate profile") := values.links(profile, "subnet_ids", [id | some id in profile.values.subnet_ids]) if {
	profile := input.resources.aws_eks_fargate_profile[carrier]
}

_subnets(carrier, "self-managed node group") := values.links(
	group, "vpc_zone_identifier",
	[id | some id in group.values.vpc_zone_identifier],
) if {
	group := input.resources.aws_autoscaling_group[carrier]
}

_subnets(carrier, "Auto Mode") := clusters.subnets(carrier)

# Fargate pods have the cluster security group.
_groups(_, known) := clusters.cluster_security_group(known.cluster) if known.kind == "Fargate profile"

# Nodes of Auto Mode have it where they all come from its built-in pools; a node class of one's own may name others.
_groups(_, known) := clusters.cluster_security_group(known.cluster) if {
	known.kind == "Auto Mode"
	_built_in_pools(clusters.all[known.cluster])
}

_groups(_, known) := values.not_told($"{known.cluster}: compute_config.0.node_pools") if {
	known.kind == "Auto Mode"
	not _built_in_pools(clusters.all[known.cluster])
}

_built_in_pools(cluster) if {
	pools := {pool | some pool in cluster.values.compute_config[0].node_pools}
	count(pools) > 0
	count(pools - {"general-purpose", "system"}) == 0
	not values.unknown_at(cluster, "compute_config.0.node_pools")
}

_groups(carrier, _) := values.not_told($"{carrier}: launch_template") if {
	clusters.node_groups[carrier]
	not _has_template_answer(carrier)
}

_has_template_answer(carrier) if clusters.template[carrier] == null

_has_template_answer(carrier) if template_groups[clusters.template[carrier]]

_groups(carrier, known) := _without_groups_of_its_own(known) if {
	clusters.template[carrier] == null
}

_groups(carrier, known) := _without_groups_of_its_own(known) if {
	found := template_groups[clusters.template[carrier]]
	count(found.possible) == 0
	not found.open
}

_groups(carrier, _) := found if {
	found := template_groups[clusters.template[carrier]]
	count(found.possible) > 0
}

_groups(carrier, _) := found if {
	found := template_groups[clusters.template[carrier]]
	found.open
}

# EKS gives a managed group's nodes the cluster security group where their template names none. An Auto Scaling group of one's own
# gets the default group of the VPC.
_without_groups_of_its_own(known) := clusters.cluster_security_group(known.cluster) if known.kind == "managed node group"

_without_groups_of_its_own(known) := values.not_told("the default security group of the VPC") if known.kind == "self-managed node group"

# The groups that a launch template or configuration names for a node's first interface.
_template_groups[address] := values.union_of(array.concat(
	[
		values.links(template, "vpc_security_group_ids", [id | some id in template.values.vpc_security_group_ids]),
		_named_groups(template),
		_unknown_interfaces(template),
	],
	[values.links(template, $"network_interfaces.{index}.security_groups", [id | some id in block.security_groups]) |
		some index, block in template.values.network_interfaces
		_first_interface(template, index, block)
	],
)) if {
	some address, template in input.resources.aws_launch_template
}

_template_groups[address] := values.links(configuration, "security_groups", [id |
	some id in configuration.values.security_groups
]) if {
	some address, configuration in input.resources.aws_launch_configuration
}

template_groups := _template_groups

_first_interface(template, index, block) if {
	values.argument(template, block, "device_index", $"network_interfaces.{index}.device_index", 0) in {0, null}
	values.argument(template, block, "network_card_index", $"network_interfaces.{index}.network_card_index", 0) in {0, null}
}

_named_groups(template) := values.not_told($"{template.address}: security_group_names") if {
	count(object.get(template.values, "security_group_names", [])) > 0
} else := values.links(template, "security_group_names", [])

_unknown_interfaces(template) := values.not_told($"{template.address}: network_interfaces") if {
	template.unknown.network_interfaces
} else := values.no_links
