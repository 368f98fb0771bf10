# METADATA
# title: Instance types of nodes
# description: Which instance types a node group starts, and whether they have what a feature needs.
package eksgate.lib.instance_types

import data.data.instance_types as known
import data.eksgate.lib.clusters
import data.eksgate.lib.values

# The types of each node group, with what is not known of them.
_of[group] := {"types": given.types, "missing": given.missing} if {
	some group, carrier in clusters.node_groups
	given := _given(clusters.resource(group), carrier.kind)
}

of := _of

# A managed group names its types itself, or its template one. EKS takes t3.medium where neither does.
_given(group, "managed node group") := {"types": types, "missing": missing} if {
	types := {type | some type in group.values.instance_types}
	missing := {$"{group.address}: instance_types" | values.unknown_at(group, "instance_types")}
	count(types) + count(missing) > 0
} else := _by_template(group, {"t3.medium"}, set())

# Overrides of a self-managed group take the place of its template's type.
_given(group, "self-managed node group") := {"types": types, "missing": missing} if {
	types := {override.instance_type | some override in _overrides(group)}
	missing := {$"{group.address}: mixed_instances_policy" | _untyped_override(group)}
	count(types) + count(missing) > 0
} else := _by_template(group, set(), {$"{group.address}: launch_template.0.instance_type"})

_overrides(group) := [override |
	some policy in group.values.mixed_instances_policy
	some template in policy.launch_template
	some override in template.override
]

# An override may ask for attributes instead of a type.
_untyped_override(group) if {
	some override in _overrides(group)
	not override.instance_type
}

_untyped_override(group) if {
	some path, _ in group.unknown
	regex.match(`^mixed_instances_policy(\.0\.launch_template(\.0\.override)?)?$`, path)
}

_by_template(group, types, missing) := {"types": types, "missing": missing} if {
	clusters.template[group.address] == null
} else := {"types": set(), "missing": {$"{group.address}: launch_template"}} if {
	not clusters.template[group.address]
} else := {"types": {type}, "missing": set()} if {
	type := clusters.resource(clusters.template[group.address]).values.instance_type
} else := {"types": set(), "missing": {$"{template.address}: instance_type"}} if {
	template := clusters.resource(clusters.template[group.address])
	values.unknown_at(template, "instance_type")
} else := {"types": types, "missing": missing}

# Whether a type has a feature (`nitro` or `trunking`).
has(type, feature) := value if {
	value := _value[known.types[type][feature]]
} else := value if {
	family := split(type, ".")[0]
	value := _value[known.families[family][feature]]
} else := _of_unlisted(type, feature)

_value := {true: values.yes, false: values.no}

# Every family since the sixth generation runs on Nitro; no burstable type has trunk interfaces.
_of_unlisted(type, "nitro") := values.yes if {
	regex.match(`^[a-z]+([7-9]|[1-9][0-9])[a-z0-9-]*\.`, type)
} else := values.maybe

_of_unlisted(type, "trunking") := values.no if {
	regex.match(`^t[0-9]`, type)
} else := values.maybe

# Whether all types of a node group have a feature.
all_have(group, feature) := values.judgement(
	values.no,
	$"{group} starts {concat(", ", sort(without))}, {_lacking[feature]}",
	{group}, set(),
) if {
	without := {type | some type in of[group].types; has(type, feature) == values.no}
	count(without) > 0
} else := values.judgement(
	values.maybe,
	$"whether every node of {group} has a type {_having[feature]} is not known",
	{group}, missing,
) if {
	missing := of[group].missing | {$"whether {type} is a type {_having[feature]}" |
		some type in of[group].types
		has(type, feature) == values.maybe
	}
	count(missing) > 0
} else := values.holds

_lacking := {"nitro": "which do not run on Nitro", "trunking": "which have no trunk interfaces"}

_having := {"nitro": "that runs on Nitro", "trunking": "with trunk interfaces"}
