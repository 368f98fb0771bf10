# METADATA
# title: Dependencies
# description: >-
#   What Terraform makes before a resource: what it refers to, and what it or a module around it names in `depends_on`, directly or not.
#   Terraform orders blocks, not instances, so blocks stand here by their addresses without indexes.
package eksgate.lib.dependencies

import data.eksgate.lib.values

# Types whose references lead on to something that may wait. What is left out refers to the VPC and to things that wait for nothing, and is
# there by the thousand.
_referring := {
	"aws_autoscaling_group",
	"aws_cloudwatch_log_group",
	"aws_eks_addon",
	"aws_eks_cluster",
	"aws_eks_node_group",
	"aws_eks_pod_identity_association",
	"aws_iam_instance_profile",
	"aws_iam_role",
	"aws_launch_configuration",
	"aws_launch_template",
	"aws_nat_gateway",
	"aws_security_group",
}

# The block of an address.
block(address) := address if not contains(address, "[")

block(address) := concat("", [part[1] |
	some part in regex.find_all_string_submatch_n(`([^\["]+)(?:\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\])?`, address, -1)
]) if {
	contains(address, "[")
}

# What each block, module and instance of a module leads to: certainly, and perhaps.
_next[block(address)] contains name if {
	some resources in input.resources
	some address, resource in resources
	some name in resource.depends_on
}

_next[block(address)] contains block(edge.to) if {
	some type in _referring
	some address, resource in input.resources[type]
	some references in resource.edges
	some reference in references
	reference.certainty == "exact"
	some edge in reference.targets
}

_next[module] contains instance if {
	some module in _modules
	some instance, _ in _members
	startswith($"{block(instance)}.", $"{module}.")
}

_next[instance] contains member if {
	some instance, members in _members
	some member in members
}

_perhaps_next[block(address)] contains block(edge.to) if {
	some type in _referring
	some address, resource in input.resources[type]
	some references in resource.edges
	some reference in references
	reference.certainty == "over"
	some edge in reference.targets
}

# Modules that something waits for, and what is in each instance of a module.
_modules contains name if {
	some resources in input.resources
	some resource in resources
	some name in resource.depends_on
	_type(name) == "module"
}

_members[resource.module] contains block(address) if {
	count(_modules) > 0
	some resources in input.resources
	some address, resource in resources
}

# The type of the resource that has an address, or `module`. The key of a document may stand before it.
_type(name) := regex.find_all_string_submatch_n(`([^.:]+)\.[^.]+$`, name, 1)[0][1]

_graph[name] := object.get(_next, name, set()) if some name in _names

_wide_graph[name] := object.get(_next, name, set()) | object.get(_perhaps_next, name, set()) if some name in _names

_names contains name if some name, _ in _next

_names contains name if some name, _ in _perhaps_next

_names contains name if {
	some names in _next
	some name in names
}

_names contains name if {
	some names in _perhaps_next
	some name in names
}

graph_of := _graph

wide_graph_of := _wide_graph

# By node group and add-on: the blocks that are certainly made before it, all that may be, and those about which it is not known what is
# made before them, each with what would tell.
_before[address] := {
	"certain": graph.reachable(graph_of, {block(address)}),
	"possible": reached,
	"open": {name: missing |
		some name in reached
		missing := {end.missing | some end in object.get(open, name, set()); _concerns(end, name, address)}
		count(missing) > 0
	},
} if {
	some type in ["aws_autoscaling_group", "aws_eks_addon", "aws_eks_node_group"]
	some address, _ in input.resources[type]
	reached := graph.reachable(wide_graph_of, {block(address)})
}

before := _before

# What is not known about what is made before a resource, by ways that do not lead through some blocks.
doubts(address, left_out) := {missing |
	way := {name: (wide_graph_of[name] - left_out) | some name in (before[address].possible - left_out)}
	some name in graph.reachable(way, {block(address)})
	some missing in before[address].open[name]
}

# What another instance of the resource's own block refers to is its own affair.
_concerns(end, _, address) if end.address == address

_concerns(_, name, address) if name != block(address)

# What has a name that this input does not hold: its type is not read, or it is an output of a module.
_open[name] contains {"address": name, "missing": name} if {
	some resources in input.resources
	some resource in resources
	some name in resource.depends_on
	_type(name) != "module"
	not input.resources[_type(name)]
}

# References that cannot be followed, where they decide a value that is not known. A variable of the root module waits for nothing.
_open[block(address)] contains {"address": address, "missing": $"{address}: {path}"} if {
	some type in _referring
	some address, resource in input.resources[type]
	some path, references in resource.edges
	values.unknown_at(resource, path)
	some reference in references
	reference.certainty == "unknown"
	not startswith(reference.reference, "var.")
}

open := _open
