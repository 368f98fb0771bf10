# METADATA
# title: Namespaces on Fargate
# description: Whether the pods of a namespace run on Fargate, as the selectors of a cluster's profiles say.
package eksgate.lib.fargate_namespaces

import data.eksgate.lib.clusters
import data.eksgate.lib.values

_profiles[address] := clusters.carriers[address].cluster if {
	some address, _ in input.resources.aws_eks_fargate_profile
}

# Profiles that take all pods of a namespace, and those that take some, or may. A namespace that is not known is `null`.
takes_all(cluster, namespace) := {address |
	some address, _ in _profiles
	_profiles[address] == cluster
	some index, _ in _selectors(address)
	_selects(address, index, namespace) == values.yes
}

may_take(cluster, namespace) := {address |
	some address, of in _profiles
	of in {cluster, null}
	some index, _ in _selectors(address)
	_selects(address, index, namespace) > values.no
} | {address |
	some address, of in _profiles
	of in {cluster, null}
	input.resources.aws_eks_fargate_profile[address].unknown.selector
}

_selectors(address) := object.get(input.resources.aws_eks_fargate_profile[address].values, "selector", [])

_selects(address, index, namespace) := values.no if {
	namespace != null
	pattern := _selectors(address)[index].namespace
	not glob.match(pattern, [], namespace)
} else := values.yes if {
	namespace != null
	_selectors(address)[index].namespace
	count(object.get(_selectors(address)[index], "labels", {})) == 0
	not values.unknown_at(input.resources.aws_eks_fargate_profile[address], $"selector.{index}.labels")
} else := values.maybe
