# METADATA
# title: Images of nodes
# description: >-
#   What is known of the image that a node group starts: of an AMI type by the data, of an image that a public SSM parameter or a
#   lookup of Amazon's names by that name. `family` is one of the data's, `minor` the Kubernetes minor version, where they are told.
package eksgate.lib.images

import data.data.ami_types
import data.eksgate.lib.clusters
import data.eksgate.lib.launch_templates
import data.eksgate.lib.values

# The names by which an image of one's own is looked up.
_looked_up[group] contains name if {
	some group, template in clusters.template
	resource := clusters.resource(template)
	references := resource.edges.image_id
	count(references) == 1
	references[0].certainty == "exact"
	some edge in references[0].targets
	some name in _names(edge)
}

_names(edge) := {name | name := input.resources.aws_ssm_parameter[edge.to].values.name} | {pattern |
	some filter in input.resources.aws_ami[edge.to].values.filter
	filter.name == "name"
	some pattern in filter.values
}

# What tells a family by the name of its images: SSM parameters of AWS, and names of Amazon's AMIs.
_patterns := {
	`^/aws/service/eks/optimized-ami/1\.[0-9]+/amazon-linux-2(-gpu|-arm64)?/`: "AL2",
	`^amazon-eks-(gpu-|arm64-)?node-1\.[0-9]+-`: "AL2",
	`^/aws/service/eks/optimized-ami/1\.[0-9]+/amazon-linux-2023/`: "AL2023",
	`^amazon-eks-node-al2023-`: "AL2023",
	`^/aws/service/bottlerocket/`: "BOTTLEROCKET",
	`^bottlerocket-aws-k8s-`: "BOTTLEROCKET",
	`^/aws/service/ami-windows-latest/Windows_Server-[0-9]+-English-[A-Za-z]+-EKS_Optimized-`: "WINDOWS",
}

# The family of a group's image; undefined where it is not told.
_family[group] := family if {
	some group, _ in clusters.node_groups
	family := ami_types.types[launch_templates.ami_type(group)].family
}

_family[group] := family if {
	some group, names in _looked_up
	every name in names {
		_family_of(name)
	}
	families := {_family_of(name) | some name in names}
	count(families) == 1
	some family in families
}

_family_of(name) := family if {
	some pattern, family in _patterns
	regex.match(pattern, name)
}

family := _family

# The minor versions in the names of an image: `/1.34/`, `-1.34-`. Undefined where one does not tell.
_minors[group] := {_minor_of(name) | some name in names} if {
	some group, names in _looked_up
	every name in names {
		_minor_of(name)
	}
}

_minor_of(name) := to_number(regex.find_all_string_submatch_n(`[/-]1\.([0-9]+)[/-]`, name, 1)[0][1])

minors := _minors

# What a type's processors are, by the convention of EC2's names: a `g` right after the generation is a Graviton, as is a1.
architecture(type) := "arm64" if {
	regex.match(`^(a1|[a-z]+[0-9]+g[a-z]*)(-[a-z]+)?\.`, type)
} else := "x86_64"

# The architecture that an AMI type is for; undefined where it is not told.
_architecture[group] := found if {
	some group, _ in clusters.node_groups
	found := ami_types.types[launch_templates.ami_type(group)].architecture
}

image_architecture := _architecture

# Whether the end of support of a family has passed, on the day of judgement.
ended(name) := date if {
	date := ami_types.families[name].end_of_support
	input.date > date
}

# Whether a managed group takes what EKS gives to one that names neither a type nor an image.
left_to_eks(group) if {
	resource := input.resources.aws_eks_node_group[group]
	not values.unknown_at(resource, "ami_type")
	not resource.values.ami_type
	not launch_templates.untold[group]
	not launch_templates.own_image(group)
}

# A group whose image is its own, and not told by a name.
untold(group) := values.judgement(
	values.maybe,
	$"which image {group} starts is not told",
	set(), {$"{group}: ami_type, or the image of its launch template"},
)
