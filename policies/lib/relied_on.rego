# METADATA
# title: What clusters rely on
# description: >-
#   The roles, keys, subnets and VPCs that clusters and what carries their pods used before a change, where they stay through it: by the
#   ARN or id that they had, which is how a plan tells what is there already.
package eksgate.lib.relied_on

import data.eksgate.lib.existing
import data.eksgate.lib.values

# What stays, by address.
_staying[address] := {"type": type, "entry": entry} if {
	some type, _ in _role_paths
	some address, entry in existing.of(type)
	entry.fate == "kept"
}

_roles[arn] contains user if {
	some user, one in _staying
	some path in _role_paths[one.type]
	some arn in _at(one.entry, path)
}

# What is replaced and keeps its role goes on to rely on it.
_roles[arn] contains user if {
	some type, paths in _role_paths
	some user, entry in existing.of(type)
	some path in paths
	some arn in _at(entry, path)
	arn in _at(input.resources[type][user], path)
}

_role_paths := {
	"aws_eks_cluster": {"compute_config.0.node_role_arn", "role_arn"},
	"aws_eks_fargate_profile": {"pod_execution_role_arn"},
	"aws_eks_node_group": {"node_role_arn"},
}

_at(entry, "compute_config.0.node_role_arn") := {arn | arn := entry.values.compute_config[0].node_role_arn}

_at(entry, name) := {arn | arn := entry.values[name]} if name != "compute_config.0.node_role_arn"

# Users of each role, by the role's ARN, and by its name, which ends the ARN.
roles := _roles

_named[name] contains user if {
	some arn, users in _roles
	parts := split(arn, "/")
	name := parts[count(parts) - 1]
	some user in users
}

roles_by_name := _named

# Users whose role is hidden.
roles_untold contains $"{user}: {path}" if {
	some user, one in _staying
	some path in _role_paths[one.type]
	values.unknown_at(one.entry, path)
}

# Keys of secrets, by what the cluster names: the ARN of a key, or of an alias of one.
_keys[arn] contains user if {
	some user, one in _staying
	some config in one.entry.values.encryption_config
	some provider in config.provider
	arn := provider.key_arn
}

keys := _keys

keys_untold contains $"{user}: encryption_config" if {
	some user, one in _staying
	some path, _ in one.entry.unknown
	startswith(path, "encryption_config")
}

_subnet_path := {
	"aws_eks_cluster": "vpc_config.0.subnet_ids",
	"aws_eks_fargate_profile": "subnet_ids",
	"aws_eks_node_group": "subnet_ids",
}

subnet_ids("aws_eks_cluster", known) := {id | some id in known.vpc_config[0].subnet_ids}

subnet_ids(type, known) := {id | some id in known.subnet_ids} if type != "aws_eks_cluster"

_subnets[id] contains user if {
	some user, one in _staying
	some id in subnet_ids(one.type, one.entry.values)
}

subnets := _subnets

subnets_untold contains $"{user}: {path}" if {
	some user, one in _staying
	path := _subnet_path[one.type]
	values.unknown_at(one.entry, path)
}

# Whether a user still uses a subnet that goes, once the plan is carried out. Nothing of the plan refers to what it deletes, so only an
# id that is written out, or something that is not known, can mean it.
uses_afterwards(user, id) := values.yes if {
	id in subnet_ids(_staying[user].type, _after(user).values)
} else := values.maybe if {
	some reference in object.get(_after(user).edges, _subnet_path[_staying[user].type], [])
	reference.certainty == "unknown"
} else := values.no

_after(user) := input.resources[_staying[user].type][user]

subnet_path(user) := _subnet_path[_staying[user].type]

# The VPC of each subnet that is there already, made here or read, by its id.
_vpc_of_subnet[id] contains vpc if {
	some entry in existing.of("aws_subnet")
	id := entry.values.id
	vpc := entry.values.vpc_id
}

_vpc_of_subnet[id] contains vpc if {
	some subnet in input.resources.aws_subnet
	id := subnet.values.id
	vpc := subnet.values.vpc_id
}

vpcs_of_subnet := _vpc_of_subnet

# The VPCs of clusters that stay: EKS tells them, and so do the subnets.
_vpcs[id] contains user if {
	some user, one in _staying
	id := one.entry.values.vpc_config[0].vpc_id
}

_vpcs[id] contains user if {
	some user, one in _staying
	one.type == "aws_eks_cluster"
	some subnet in subnet_ids(one.type, one.entry.values)
	some id in _vpc_of_subnet[subnet]
}

vpcs := _vpcs
