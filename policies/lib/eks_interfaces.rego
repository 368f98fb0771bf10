# METADATA
# title: What EKS owns in the VPC
# description: >-
#   The control plane's network interfaces and the cluster security group, where an input names them: EKS makes them, describes the
#   interfaces as `Amazon EKS` and the cluster's name, and changes both as it needs.
package eksgate.lib.eks_interfaces

import data.eksgate.lib.clusters
import data.eksgate.lib.values

groups := {$"{cluster}#cluster_security_group" | some cluster, _ in clusters.all}

# Security groups and interfaces that Terraform manages although EKS made them: known where they are there already, and perhaps so in a
# configuration, which does not tell what is imported.
_adopted[address] := "the security group" if {
	some address, group in input.resources.aws_security_group
	group.mode == "managed"
	regex.match(`^eks-cluster-sg-.+-[0-9]+$`, group.values.name)
	not _made_anew(group)
}

_adopted[address] := "a network interface" if {
	some address, interface in input.resources.aws_network_interface
	interface.mode == "managed"
	_described(interface)
	not _made_anew(interface)
}

adopted := _adopted

deleted[address] := "the security group" if {
	some address, group in input.deleted.aws_security_group
	regex.match(`^eks-cluster-sg-.+-[0-9]+$`, group.values.name)
}

deleted[address] := "a network interface" if {
	some address, interface in input.deleted.aws_network_interface
	_described(interface)
}

_made_anew(resource) if resource.actions == ["create"]

_described(interface) if startswith(interface.values.description, "Amazon EKS ")

# Whether what a reference means is an interface of EKS's.
_owned[address] := value if {
	some type in ["aws_network_interface", "aws_network_interfaces"]
	some address, interface in input.resources[type]
	value := _owned_by_eks(interface)
}

_owned_by_eks(interface) := values.yes if {
	adopted[interface.address]
} else := values.no if {
	interface.mode == "managed"
} else := values.yes if {
	_described(interface)
} else := values.no if {
	interface.values.description
} else := values.yes if {
	some filter in interface.values.filter
	filter.name == "description"
	count(filter.values) > 0
	every wanted in filter.values {
		startswith(wanted, "Amazon EKS ")
	}
} else := values.maybe

# Whether the interface that an argument names is one of EKS's; undefined where it names none.
named(resource, path, literals) := max(judged) if {
	judged := {_by_reference(reference) | some reference in resource.edges[path]} | {_by_id(id) | some id in literals}
	count(judged) > 0
} else := values.maybe if values.unknown_at(resource, path)

_by_reference(reference) := max(meant) if {
	meant := {object.get(_owned, edge.to, values.no) | some edge in reference.targets}
	_is_sure(reference, meant)
} else := values.maybe

_is_sure(reference, _) if reference.certainty == "exact"

_is_sure(_, meant) if count(meant) == 1

_by_id(id) := max(meant) if {
	meant := {_owned[address] |
		some address, interface in input.resources.aws_network_interface
		interface.values.id == id
	}
	count(meant) > 0
} else := values.maybe

# Rules whose group is one of a cluster of this input, by its id, and that let everything in from the group itself.
deleted_self_rules[address] := cluster if {
	some address, rule in input.deleted.aws_vpc_security_group_ingress_rule
	rule.values.ip_protocol == "-1"
	rule.values.referenced_security_group_id == rule.values.security_group_id
	cluster := _cluster_of_group[rule.values.security_group_id]
}

deleted_self_rules[address] := cluster if {
	some address, rule in input.deleted.aws_security_group_rule
	rule.values.type == "ingress"
	rule.values.protocol in {"-1", "all"}
	_from_itself(rule)
	cluster := _cluster_of_group[rule.values.security_group_id]
}

_from_itself(rule) if rule.values.self == true

_from_itself(rule) if rule.values.source_security_group_id == rule.values.security_group_id

_cluster_of_group[id] := address if {
	some address, cluster in clusters.all
	id := cluster.values.vpc_config[0].cluster_security_group_id
}
