# METADATA
# title: Access entries of nodes
# description: The roles by which access entries let EC2 nodes join, whatever starts them.
package eksgate.lib.node_entries

import data.eksgate.lib.iam
import data.eksgate.lib.values

_paths[address] := "principal_arn" if {
	some address, entry in input.resources.aws_eks_access_entry
	entry.mode == "managed"
	entry.values.type in {"EC2", "EC2_LINUX", "EC2_WINDOWS"}
}

paths := _paths

# Undefined where the role is not one made here.
_roles[address] := iam.role_of(entry, "principal_arn", values.single(entry.values, "principal_arn")) if {
	some address, _ in _paths
	entry := input.resources.aws_eks_access_entry[address]
}

roles := _roles
