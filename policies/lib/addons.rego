# METADATA
# title: Add-ons
# description: Which EKS add-ons a cluster has, which it may have, and how they are configured.
package eksgate.lib.addons

import data.eksgate.lib.clusters
import data.eksgate.lib.values

# By cluster and name: those that are certain.
_certain[cluster][addon.values.addon_name] contains address if {
	some address, addon in input.resources.aws_eks_addon
	cluster := clusters.of(addon)
}

certain := _certain

named(cluster, name) := object.get(certain, [cluster, name], set())

# Those of which the name or the cluster is not known.
_loose contains address if {
	some address, addon in input.resources.aws_eks_addon
	not _placed(addon)
}

_placed(addon) if {
	addon.values.addon_name
	clusters.of(addon)
}

loose := _loose

# Those that may be the one of that name.
perhaps(cluster, name) := {address |
	some address in loose
	object.get(input.resources.aws_eks_addon[address].values, "addon_name", name) == name
	_may_be_of(address, cluster)
}

_may_be_of(address, cluster) if clusters.of(input.resources.aws_eks_addon[address]) == cluster

_may_be_of(address, _) if not clusters.of(input.resources.aws_eks_addon[address])

# What would tell whether an add-on is the one of that name.
doubts(cluster, name) := {$"whether {address} is the {name} add-on of {cluster}" | some address in perhaps(cluster, name)}

# The configuration of an add-on: what JSON says, an empty object where there is none, `null` where it is not known. EKS takes YAML
# too, which is not read.
configuration(addon) := null if {
	values.unknown_at(addon, "configuration_values")
} else := null if {
	addon.mode == "data"
	not addon.values.configuration_values
} else := json.unmarshal(text) if {
	text := object.get(addon.values, "configuration_values", "{}")
	json.is_valid(text)
} else := {} if {
	trim_space(addon.values.configuration_values) == ""
} else := null

# A variable of an add-on's environment, as text: "" where it is not set, `null` where that is not known. What is not JSON is only
# searched for the name.
variable(addon, name) := $"{object.get(found, ["env", name], "")}" if {
	found := configuration(addon)
	found != null
} else := "" if {
	text := addon.values.configuration_values
	not values.unknown_at(addon, "configuration_values")
	not contains(text, name)
} else := null
