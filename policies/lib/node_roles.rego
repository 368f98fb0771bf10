# METADATA
# title: Roles of nodes
# description: The role of what starts nodes, and the argument that names it.
package eksgate.lib.node_roles

import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.values

_paths[address] := "node_role_arn" if {
	some address, group in input.resources.aws_eks_node_group
	group.mode == "managed"
}

_paths[address] := "launch_template" if clusters.carriers[address].kind == "self-managed node group"

_paths[address] := "compute_config.0.node_role_arn" if {
	some address, cluster in clusters.all
	clusters.auto_mode(address) == true
	count(object.get(cluster.values.compute_config[0], "node_pools", [])) > 0
}

_literals(address) := [arn | arn := input.resources.aws_eks_node_group[address].values.node_role_arn]

_cluster_literals(address) := [arn | arn := input.resources.aws_eks_cluster[address].values.compute_config[0].node_role_arn]

_of[address] := role if {
	some address, path in _paths
	literals := array.concat(_literals(address), _cluster_literals(address))
	role := iam.role_of(clusters.resource(address), path, literals)
}

# Nodes of a self-managed group have the role of the instance profile that their template names.
_of[address] := role if {
	some address, path in _paths
	path == "launch_template"
	template := clusters.resource(clusters.template[address])
	some profile in _profiles_meant(values.union_of([values.links(template, argument, _profile_literals(template)[argument]) |
		some argument, _ in _profile_literals(template)
	]))
	role := iam.role_of(profile, "role", [name | name := profile.values.role])
}

_profile_literals(template) := {
	"iam_instance_profile": [name | name := template.values.iam_instance_profile; is_string(name)],
	"iam_instance_profile.0.arn": [arn | arn := template.values.iam_instance_profile[0].arn],
	"iam_instance_profile.0.name": [name | name := template.values.iam_instance_profile[0].name],
}

_profiles_meant(links) := [profile |
	not links.open
	count(links.possible) == 1
	some one in links.certain
	some address, profile in input.resources.aws_iam_instance_profile
	one in {value | some value in [address, object.get(profile.values, "name", ""), object.get(profile.values, "arn", "")]}
]

paths := _paths

# Undefined where the role is not one made here.
of := _of
