# METADATA
# title: Known, left out, not known
# description: >-
#   An argument of a resource is known, left out, or not known before the apply. Only the first two can be judged: a rule that takes what is
#   not known for what is left out says something that may be wrong.
package acme.lib.values

# Whether the value at a path (`versioning_configuration.0.status`) is not known, by itself or because something around it is not.
unknown(resource, path) if resource.unknown[path]

unknown(resource, path) if {
	some around, _ in resource.unknown
	startswith(path, $"{around}.")
}

unknown(resource, path) if {
	some inside, _ in resource.unknown
	startswith(inside, $"{path}.")
}

# The first block of a kind. Where none of eksgate's own rules reads the type, a configuration may hold it as an object instead of a list;
# the paths of what is not known in it differ in the same way: `versioning_configuration.status`.
block(resource, name) := resource.values[name][0]

block(resource, name) := resource.values[name] if is_object(resource.values[name])

# What an argument refers to. `exact` is the one resource that it means for certain; `open` says that it may mean any.
exact(resource, path) := target.to if {
	[reference] := resource.edges[path]
	reference.certainty == "exact"
	[target] := reference.targets
}

open(resource, path) if {
	not exact(resource, path)
	some reference in resource.edges[path]
	reference.certainty != "exact"
}

open(resource, path) if {
	not resource.edges[path]
	unknown(resource, path)
}
