# METADATA
# title: Roles of nodes that nothing here starts
# description: >-
#   Roles made here with a worker node policy that no node group and no built-in node pool takes: those of nodes that Karpenter or a
#   node class of one's own starts from inside the cluster, or of groups made elsewhere.
package eksgate.lib.own_node_roles

import data.eksgate.lib.iam
import data.eksgate.lib.node_roles

_worker_policies := {"AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy"}

_taken contains role if some role in node_roles.of

_roles contains address if {
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
	count(iam.managed_names(address) & _worker_policies) > 0
	not _taken[address]
}

all := _roles

# Those that are called Karpenter's.
_karpenter contains address if {
	some address in _roles
	some name in [address, object.get(input.resources.aws_iam_role[address].values, "name", "")]
	contains(lower(name), "karpenter")
}

karpenter := _karpenter
