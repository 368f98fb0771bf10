# METADATA
# title: What exists before a change
# description: >-
#   Each managed resource that a plan finds in place, with its values before the change and its fate: `kept` (left as it is, updated in
#   place, or forgotten by Terraform), `replaced` or `deleted`. What a plan creates is not among them, and neither is anything of a
#   configuration or a state, which know of no change.
package eksgate.lib.existing

import data.eksgate.lib.values

_of[type][address] := {"fate": fate, "values": _values(resource), "unknown": _unknown(resource)} if {
	some type, of_type in input.resources
	some address, resource in of_type
	resource.mode == "managed"
	fate := _fate(resource.actions)
}

_of[type][address] := {"fate": "deleted", "values": resource.values, "unknown": resource.unknown} if {
	some type, of_type in input.deleted
	some address, resource in of_type
}

# Terraform lets go of what it replaces with `["create", "forget"]`.
_fate(actions) := "replaced" if {
	"create" in actions
	"delete" in actions
} else := "kept" if {
	actions != ["create"]
}

_values(resource) := resource.before

_values(resource) := resource.values if not resource.before

_unknown(resource) := object.get(resource, "before_unknown", {}) if resource.before

_unknown(resource) := resource.unknown if not resource.before

_all := _of

# By type and address; a type that nothing is there of has an empty object.
of(type) := object.get(_all, type, {})

# What goes away, in words.
end(type, address) := $"{address} is deleted" if _all[type][address].fate == "deleted"

end(type, address) := $"{address} is replaced because of {concat(", ", sort({$"`{path}`" | some path in paths}))}" if {
	paths := input.resources[type][address].replace_paths
}

end(type, address) := $"{address} is replaced although no argument forces it (`-replace`, a taint, or `replace_triggered_by`)" if {
	_all[type][address].fate == "replaced"
	not input.resources[type][address].replace_paths
}

# What was looked at: what forces a replacement, else what a resource is known by.
attributes(type, address, _) := {path | some path in paths} if paths := input.resources[type][address].replace_paths

attributes(type, address, fallback) := {fallback} if not input.resources[type][address].replace_paths

# A value before the change: `null` where it is hidden, the fallback where there is none.
value(entry, name, fallback) := values.argument(entry, entry.values, name, name, fallback)
