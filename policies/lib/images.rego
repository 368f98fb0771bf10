# METADATA
# title: Images of nodes
# description: >-
#   What is known of the image that a node group starts: of an AMI type by the data, of an image that a public SSM parameter or a
#   lookup among Amazon's images names by that name, of a group that leaves both out by what EKS takes. `family` is one of the data's,
#   `minors` are the Kubernetes minor versions and `architecture` the processors that it is for, where they are told.
package eksgate.lib.images

import data.data.ami_types
import data.eksgate.lib.clusters
import data.eksgate.lib.kubernetes_minors
import data.eksgate.lib.launch_templates
import data.eksgate.lib.values

# The names by which an image of one's own is looked up.
_looked_up[group] contains name if {
	some group, template in clusters.template
	launch_templates.own_image(group)
	references := clusters.resource(template).edges.image_id
	count(references) == 1
	references[0].certainty == "exact"
	some edge in references[0].targets
	some name in _names(edge)
}

# What was looked up is told by its id too, whichever way that went into the template.
_looked_up[group] contains name if {
	some group, template in clusters.template
	image := clusters.resource(template).values.image_id
	some address, found in _found
	image == found
	some name in _names({"to": address})
	_family_of(name) != "not told"
}

_found[address] := parameter.values.insecure_value if some address, parameter in input.resources.aws_ssm_parameter

_found[address] := image.values.image_id if some address, image in input.resources.aws_ami

# A template may name a parameter instead of an image, and EC2 looks it up.
_looked_up[group] contains trim_prefix(image, _by_parameter) if {
	some group, template in clusters.template
	image := clusters.resource(template).values.image_id
	startswith(image, _by_parameter)
}

_by_parameter := "resolve:ssm:"

_names(edge) := {name | name := input.resources.aws_ssm_parameter[edge.to].values.name} | {name |
	_from_amazon(input.resources.aws_ami[edge.to])
	some name in _names_of(input.resources.aws_ami[edge.to])
}

# What was found has a name of its own; else it has one of those that are looked for, where all of them are told.
_names_of(image) := {name} if {
	name := image.values.name
} else := {pattern |
	some index, filter in image.values.filter
	filter.name == "name"
	not values.unknown_at(image, $"filter.{index}.values")
	some pattern in filter.values
}

# Anyone may give an image the name of one of Amazon's.
_from_amazon(image) if {
	every owner in image.values.owners {
		owner in ami_types.owners
	}
	count(image.values.owners) > 0
	not values.unknown_at(image, "owners")
}

_from_amazon(image) if {
	some filter in image.values.filter
	filter.name == "owner-alias"
	filter.values == ["amazon"]
}

# What tells a family by the name of its images: SSM parameters of AWS, and names of Amazon's AMIs.
_patterns := {
	`^/aws/service/eks/optimized-ami/1\.[0-9]+/amazon-linux-2(-gpu|-arm64)?/`: "AL2",
	`^amazon-eks-(gpu-|arm64-)?node-1\.`: "AL2",
	`^/aws/service/eks/optimized-ami/1\.[0-9]+/amazon-linux-2023/`: "AL2023",
	`^amazon-eks-node-al2023-`: "AL2023",
	`^/aws/service/bottlerocket/aws-k8s-`: "BOTTLEROCKET",
	`^bottlerocket-aws-k8s-`: "BOTTLEROCKET",
	`^(/aws/service/ami-windows-latest/)?Windows_Server-(2019|2022|2025)-English-(Core|Full)-EKS_Optimized-`: "WINDOWS",
}

# The family of a group's image; undefined where it is not told.
_family[group] := family if {
	some group, _ in clusters.node_groups
	family := ami_types.types[launch_templates.ami_type(group)].family
}

_family[group] := family if {
	some group, names in _looked_up
	family := _same({_family_of(name) | some name in names})
}

_family[group] := _taken_by_eks(kubernetes_minors.control_plane[clusters.placed[group]]) if _left_to_eks[group]

_family_of(name) := family if {
	some pattern, family in _patterns
	regex.match(pattern, name)
} else := "not told"

# What all names tell alike.
_same(told) := one if {
	count(told) == 1
	some one in told
	one != "not told"
}

family := _family

# Since Kubernetes 1.30.
_taken_by_eks(minor) := "AL2023" if minor >= 30

_taken_by_eks(minor) := "AL2" if minor < 30

# The minor versions in the names of an image: `/1.34/`, `-1.34-`. Undefined where one does not tell.
_minors[group] := {_minor_of(name) | some name in names} if {
	some group, names in _looked_up
	every name in names {
		_minor_of(name)
	}
}

_minor_of(name) := to_number(regex.find_all_string_submatch_n(`[/-]1\.([0-9]+)[/-]`, name, 1)[0][1])

minors := _minors

# What a type's processors are, by the convention of EC2's names: a `g` right after the generation is a Graviton. The first of
# them, and the ones that NVIDIA makes, have names of their own.
architecture(type) := "arm64" if {
	regex.match(`^(a1|[a-z]+[0-9]+g[a-z]*|[a-z]+[0-9]+[a-z]*-gb[0-9]+)(-[a-z]+)?\.`, type)
} else := "x86_64"

# The architecture that an image is for; undefined where it is not told.
_architecture[group] := found if {
	some group, _ in clusters.node_groups
	found := ami_types.types[launch_templates.ami_type(group)].architecture
}

_architecture[group] := found if {
	some group, names in _looked_up
	found := _same({_architecture_of(name) | some name in names})
}

# EKS does not look at the instance types: it refuses those of Graviton.
_architecture[group] := "x86_64" if _left_to_eks[group]

_architecture_of(name) := "arm64" if {
	regex.match(`[/-](arm64|aarch64)[/-]`, name)
} else := "x86_64" if {
	regex.match(`[/-]x86_64[/-]`, name)
} else := "x86_64" if {
	_family_of(name) in {"AL2", "WINDOWS"}
} else := "not told"

image_architecture := _architecture

# Whether the end of support of a family has passed, on the day of judgement.
ended(name) := date if {
	date := ami_types.families[name].end_of_support
	input.date > date
}

# Managed groups that take what EKS gives to those that name neither a type nor an image.
_left_to_eks contains group if {
	some group, resource in input.resources.aws_eks_node_group
	not values.unknown_at(resource, "ami_type")
	not resource.values.ami_type
	not launch_templates.untold[group]
	not launch_templates.own_image(group)
}

left_to_eks := _left_to_eks

# The devices that a group's image has volumes at; undefined where the image is not told. All of those that EKS takes by itself have the same.
devices(group) := {device | some device in ami_types.families[family[group]].devices} if {
	family[group]
} else := {device | some device in ami_types.families.AL2023.devices} if {
	left_to_eks[group]
}

# A group whose image is its own, and not told by a name, or EKS's, and not told by the version of the cluster.
untold(group) := values.judgement(
	values.maybe,
	$"which image EKS takes for {group}, which names none, is not told by the Kubernetes version of its cluster",
	set(), {$"{group}: ami_type, or the Kubernetes version of its cluster"},
) if {
	left_to_eks[group]
} else := values.judgement(
	values.maybe,
	$"which image {group} starts is not told",
	set(), {$"{group}: ami_type, or the image of its launch template"},
)
