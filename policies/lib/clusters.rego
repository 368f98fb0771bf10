# METADATA
# title: Clusters and their carriers
# description: >-
#   A carrier is what carries pods: a managed or self-managed node group, a Fargate profile, an Auto Mode cluster. Each has network
#   interfaces, with security groups and subnets, and so has the control plane.
package eksgate.lib.clusters

import data.eksgate.lib.values

all[address] := cluster if {
	some address, cluster in input.resources.aws_eks_cluster
	cluster.mode == "managed"
}

_named[name] contains address if {
	some address, cluster in all
	name := cluster.values.name
}

# The cluster that a resource names in `cluster_name`; undefined where that is not one of this input.
of(resource) := cluster if {
	name := values.target(resource, "cluster_name", values.single(resource.values, "cluster_name"))
	candidates := {address | some address in _named[name]} | {name | all[name]}
	count(candidates) == 1
	some cluster in candidates
}

vpc_config(cluster) := values.first_block(all[cluster], "vpc_config")

cluster_security_group(cluster) := values.itself($"{cluster}#cluster_security_group")

auto_mode(cluster) := values.argument(
	all[cluster],
	values.first_block(all[cluster], "compute_config"),
	"enabled",
	"compute_config.0.enabled",
	false,
)

# Whether the endpoints are on; `null` where that is not known. EKS turns the public one on and the private one off by default.
private_endpoint(cluster) := _endpoint(cluster, "endpoint_private_access", false)

public_endpoint(cluster) := _endpoint(cluster, "endpoint_public_access", true)

_endpoint(cluster, name, fallback) := values.argument(
	all[cluster], vpc_config(cluster), name,
	$"vpc_config.0.{name}", fallback,
)

subnets(cluster) := values.links(
	all[cluster],
	"vpc_config.0.subnet_ids",
	values.list_of(vpc_config(cluster), "subnet_ids"),
)

# The families that a cluster's traffic uses. Nodes and pods of an IPv6 cluster use both.
families(cluster) := {"ipv4", "ipv6"} if {
	values.first_block(all[cluster], "kubernetes_network_config").ip_family == "ipv6"
} else := {"ipv4", "ipv6"} if {
	values.unknown_at(all[cluster], "kubernetes_network_config.0.ip_family")
} else := {"ipv4"}

# What carries pods, by address. `cluster` is `null` where it cannot be told.
_carriers[address] := {"kind": "managed node group", "cluster": _cluster_or_null(group)} if {
	some address, group in input.resources.aws_eks_node_group
	group.mode == "managed"
}

_carriers[address] := {"kind": "Fargate profile", "cluster": _cluster_or_null(profile)} if {
	some address, profile in input.resources.aws_eks_fargate_profile
}

_carriers[address] := {"kind": "Auto Mode", "cluster": address} if {
	some address, _ in all
	auto_mode(address) == true
}

_carriers[address] := {"kind": "Auto Mode", "cluster": null} if {
	some address, _ in all
	auto_mode(address) == null
}

_carriers[address] := {"kind": "self-managed node group", "cluster": _tagged_cluster(group)} if {
	some address, group in input.resources.aws_autoscaling_group
	some tag in group.values.tag
	startswith(tag.key, "kubernetes.io/cluster/")
}

_cluster_or_null(resource) := of(resource)

_cluster_or_null(resource) := null if not of(resource)

_tagged_cluster(group) := cluster if {
	candidates := {candidate |
		some tag in group.values.tag
		startswith(tag.key, "kubernetes.io/cluster/")
		some candidate in _named[trim_prefix(tag.key, "kubernetes.io/cluster/")]
	}
	count(candidates) == 1
	some cluster in candidates
} else := null

# A group with tags that are not known may be one of nodes.
_carriers[address] := {"kind": "self-managed node group", "cluster": null} if {
	some address, group in input.resources.aws_autoscaling_group
	not _tagged(group)
	some path, _ in group.unknown
	regex.match(`^tag(\.[0-9]+(\.key)?)?$`, path)
}

_tagged(group) if {
	some tag in group.values.tag
	startswith(tag.key, "kubernetes.io/cluster/")
}

carriers := _carriers

# The cluster of each carrier that has one of this input, and the carriers whose cluster cannot be told.
_placed[address] := carrier.cluster if {
	some address, carrier in carriers
	carrier.cluster != null
}

placed := _placed

# Each with what is not known.
unplaced[address] := _not_placed(address, carrier.kind) if {
	some address, carrier in carriers
	carrier.cluster == null
}

_not_placed(cluster, "Auto Mode") := {
	"why": $"whether {cluster} is in Auto Mode is not known",
	"missing": $"{cluster}: compute_config.0.enabled",
}

_not_placed(group, "self-managed node group") := {
	"why": $"the cluster that {group} belongs to is not told by its tags",
	"missing": $"{group}: tag",
}

_not_placed(address, kind) := {
	"why": $"the cluster of {address} is not told by this input",
	"missing": $"{address}: cluster_name",
} if {
	kind in {"managed node group", "Fargate profile"}
}

carriers_of[cluster] contains address if some address, cluster in placed

resource(address) := [by_address[address] | some by_address in input.resources; by_address[address]][0]

node_groups[address] := carrier if {
	some address, carrier in carriers
	endswith(carrier.kind, "node group")
}

# The launch template (or launch configuration) of a node group: its address, `null` where it has none, undefined where it is not
# one of this input.
_template[address] := null if {
	some address, _ in node_groups
	count(_template_links[address].possible) == 0
	not _template_links[address].open
}

_template[address] := template if {
	some address, _ in node_groups
	found := _template_links[address]
	not found.open
	count(found.possible) == 1
	some one in found.certain
	some template in _templates_meant(one)
	not _overridden(resource(address))
	_version_told(resource(address), resource(template))
}

template := _template

# Instances of some types may take another template.
_overridden(group) if {
	some policy in group.values.mixed_instances_policy
	some launch_template in policy.launch_template
	some override in launch_template.override
	count(override.launch_template_specification) > 0
}

_overridden(group) if values.unknown_at(group, "mixed_instances_policy.0.launch_template.0.override")

# Whether the version that a group takes is the one that this input describes: the latest, or that of a template made by this very plan.
_version_told(_, launch_template) if launch_template.type == "aws_launch_configuration"

_version_told(_, launch_template) if launch_template.actions == ["create"]

_version_told(group, _) if "$Latest" in _versions(group)

_version_told(group, _) if _refers_to_version(group, "latest_version")

# The number of the latest version, as a state shows it.
_version_told(group, launch_template) if _versions(group) == {launch_template.values.latest_version}

_version_told(group, launch_template) if {
	launch_template.values.default_version == launch_template.values.latest_version
	_takes_default(group)
}

_version_told(group, launch_template) if {
	launch_template.values.update_default_version == true
	_takes_default(group)
}

_takes_default(group) if "$Default" in _versions(group)

_takes_default(group) if _refers_to_version(group, "default_version")

_takes_default(group) if {
	count(_versions(group)) == 0
	every path in _version_paths {
		not values.unknown_at(group, path)
	}
}

_version_paths := {
	"launch_template.0.version",
	"mixed_instances_policy.0.launch_template.0.launch_template_specification.0.version",
}

_versions(group) := {block.version | some block in group.values.launch_template} | {specification.version |
	some specification in _specifications(group)
}

_refers_to_version(group, attribute) if {
	some path in _version_paths
	some reference in group.edges[path]
	reference.certainty == "exact"
	some edge in reference.targets
	edge.attribute == attribute
}

_templates_meant(one) := {one} if resource(one).mode == "managed"

_templates_meant(one) := {address |
	some type in ["aws_launch_template", "aws_launch_configuration"]
	some address, candidate in input.resources[type]
	candidate.values.name == one
} if {
	not resource(one)
}

_ids := {
	"launch_template.0.id",
	"mixed_instances_policy.0.launch_template.0.launch_template_specification.0.launch_template_id",
	"launch_configuration",
}

_names := {
	"launch_template.0.name",
	"mixed_instances_policy.0.launch_template.0.launch_template_specification.0.launch_template_name",
}

# A template named by id and name at once, as a plan over existing infrastructure shows it, is told by its id.
_template_links[address] := by_id if {
	some address, _ in node_groups
	by_id := _template_links_at(resource(address), _ids)
	count(by_id.possible) > 0
}

_template_links[address] := values.union_of([_template_links_at(group, _ids), _template_links_at(group, _names)]) if {
	some address, _ in node_groups
	group := resource(address)
	count(_template_links_at(group, _ids).possible) == 0
}

_template_links_at(group, paths) := values.union_of([values.links(group, path, _literals(group)[path]) | some path in paths])

_literals(group) := {
	"launch_template.0.id": [block.id | some block in group.values.launch_template],
	"launch_template.0.name": [block.name | some block in group.values.launch_template],
	"mixed_instances_policy.0.launch_template.0.launch_template_specification.0.launch_template_id": [specification.launch_template_id |
		some specification in _specifications(group)
	],
	"mixed_instances_policy.0.launch_template.0.launch_template_specification.0.launch_template_name": [specification.launch_template_name |
		some specification in _specifications(group)
	],
	"launch_configuration": [name | name := group.values.launch_configuration],
}

_specifications(group) := [specification |
	some policy in group.values.mixed_instances_policy
	some launch_template in policy.launch_template
	some specification in launch_template.launch_template_specification
]
