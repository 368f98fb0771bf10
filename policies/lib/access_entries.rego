# METADATA
# title: Access entries and their policies
# description: >-
#   Who gets into a cluster by the EKS API: access entries, and the access policies associated with their principals. A principal is told
#   by its ARN, or by the address of the role or user where its ARN is not known yet; an access policy by its name, in any partition.
package eksgate.lib.access_entries

import data.eksgate.lib.clusters
import data.eksgate.lib.values

mode_path := "access_config.0.authentication_mode"

creator_path := "access_config.0.bootstrap_cluster_creator_admin_permissions"

# How the cluster tells who gets in, and whether its creator is an administrator; `null` where that is not known.
mode(cluster) := _access(cluster, "authentication_mode", mode_path, "CONFIG_MAP")

creator_is_admin(cluster) := _access(cluster, "bootstrap_cluster_creator_admin_permissions", creator_path, true)

_access(cluster, name, path, fallback) := values.argument(
	clusters.all[cluster], values.first_block(clusters.all[cluster], "access_config"), name,
	path, fallback,
)

# Access entries by address. `cluster`, `principal` and `type` are `null` where they are not known; an entry of a cluster that this
# input does not hold has the cluster "elsewhere".
_entries[address] := {
	"cluster": _cluster_of(entry),
	"principal": _principal_of(entry),
	"type": values.argument(entry, entry.values, "type", "type", "STANDARD"),
	"groups": {group | some group in entry.values.kubernetes_groups},
} if {
	some address, entry in input.resources.aws_eks_access_entry
	entry.mode == "managed"
}

all := _entries

# Associations of access policies, likewise. `policy` is a name, empty for what is no access policy; `wide` is whether it holds in the whole cluster.
_associations[address] := {
	"cluster": _cluster_of(association),
	"principal": _principal_of(association),
	"policy": _policy_name(values.argument(association, association.values, "policy_arn", "policy_arn", "")),
	"wide": _wide(association),
} if {
	some address, association in input.resources.aws_eks_access_policy_association
}

associations := _associations

_cluster_of(resource) := clusters.of(resource)

_cluster_of(resource) := null if {
	not clusters.of(resource)
	_perhaps_here(resource)
}

_cluster_of(resource) := "elsewhere" if {
	not clusters.of(resource)
	not _perhaps_here(resource)
}

_perhaps_here(resource) if _named_cluster(resource).open

_perhaps_here(resource) if {
	some one in _named_cluster(resource).possible
	_means_cluster(one)
}

_named_cluster(resource) := values.links(resource, "cluster_name", values.single(resource.values, "cluster_name"))

_means_cluster(name) if {
	some cluster in clusters.all
	cluster.values.name == name
}

# A data source may read a cluster that is made here.
_means_cluster(address) if {
	some cluster in clusters.all
	cluster.values.name == input.resources.aws_eks_cluster[address].values.name
}

# No name of a cluster has a dot, as every address has.
_means_cluster(address) if {
	contains(address, ".")
	not input.resources.aws_eks_cluster[address].values.name
}

# A cluster whose own name is not known may have any.
_means_cluster(_) if {
	some cluster in clusters.all
	values.unknown_at(cluster, "name")
}

# A known ARN counts even where what gave it cannot be followed.
_principal_of(resource) := identity(values.target(resource, "principal_arn", values.single(resource.values, "principal_arn"))) if {
	not _unfollowed(resource)
} else := identity(arn) if {
	arn := resource.values.principal_arn
} else := null

_unfollowed(resource) if not values.target(resource, "principal_arn", values.single(resource.values, "principal_arn"))

_principal_types := {"aws_iam_role", "aws_iam_user"}

# What a principal goes by: its ARN where that is known.
identity(one) := arn if {
	arn := _made[one].values.arn
} else := one

_made[address] := resource if {
	some type in _principal_types
	some address, resource in input.resources[type]
}

# Whether two principals are one. An ARN, and a role or user whose ARN is not known, may be one where they are of the same name.
same(a, b) := values.maybe if {
	null in {a, b}
} else := values.yes if {
	a == b
} else := values.maybe if {
	_by_name(a, b)
} else := values.maybe if {
	_by_name(b, a)
} else := values.no

_by_name(arn, address) if {
	startswith(arn, "arn:")
	not _made[address].values.arn
	endswith(arn, $"/{_made[address].values.name}")
}

# Principals whose ARNs this input does not tell in any part.
nameless(principal) if {
	not startswith(principal, "arn:")
	not _made[principal].values.name
}

_kinds := {
	"wildcard": `^(\*$|arn:.*[*?])`,
	"root": `^([0-9]{12}$|arn:[^:]*:iam::[0-9]{12}:root$)`,
	"session": `^arn:[^:]*:sts::[0-9]{12}:(assumed-role|federated-user)/`,
	"service-linked role": `^arn:[^:]*:iam::[0-9]{12}:role/aws-service-role/`,
	"role": `^arn:[^:]*:iam::[0-9]{12}:role/`,
	"user": `^arn:[^:]*:iam::[0-9]{12}:user/`,
}

_order := ["wildcard", "root", "session", "service-linked role", "role", "user"]

# What kind of principal one is; `null` where that is not known.
kind(null) := null

kind(principal) := "role" if input.resources.aws_iam_role[principal]

kind(principal) := "user" if input.resources.aws_iam_user[principal]

kind(principal) := found if {
	principal != null
	not _made[principal]
	found := [name | some name in _order; regex.match(_kinds[name], principal)][0]
}

kind(principal) := null if {
	principal != null
	not _made[principal]
	every name in _order {
		not regex.match(_kinds[name], principal)
	}
}

_policy_name(null) := null

_policy_name(arn) := name if {
	name := regex.find_all_string_submatch_n(`^arn:aws[a-z-]*:eks::aws:cluster-access-policy/([^/]+)$`, arn, 1)[0][1]
} else := "" if {
	arn != null
}

_admin_policies := {"AmazonEKSAdminPolicy", "AmazonEKSClusterAdminPolicy"}

# Whether an association makes an administrator of the whole cluster.
makes_admin(association) := min([_is_admin_policy(association.policy), association.wide])

_is_admin_policy(null) := values.maybe

_is_admin_policy(policy) := values.yes if _admin_policies[policy]

_is_admin_policy(policy) := values.no if {
	policy != null
	not _admin_policies[policy]
}

# A scope of namespaces that takes in all of them is as wide as the cluster.
_wide(association) := values.yes if {
	_scope_type(association) == "cluster"
} else := values.yes if {
	some namespace in association.values.access_scope[0].namespaces
	regex.match(`^\*+$`, namespace)
} else := values.maybe if {
	_scope_type(association) == null
} else := values.maybe if {
	values.unknown_at(association, "access_scope.0.namespaces")
} else := values.no

_scope_type(association) := values.argument(
	association, values.first_block(association, "access_scope"), "type",
	"access_scope.0.type", "",
)

# What is not known of an association that decides whether it makes an administrator.
openings(address, association) := ({$"{address}: policy_arn" | association.policy == null} | {$"{address}: access_scope" |
	association.wide == values.maybe
}) | {$"{address}: cluster_name" |
	association.cluster == null
}
