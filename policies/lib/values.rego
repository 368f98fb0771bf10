# METADATA
# title: Values and references in three values
# description: >-
#   How the library reads a resource. An argument is known, left out, or not known. A reference is certain (it means this), possible
#   (it may mean this) or open (it may mean something that the input does not hold).
package eksgate.lib.values

# Three values, as numbers: `min` is "and", `max` is "or".
no := 0

maybe := 1

yes := 2

outcome := {0: "fail", 1: "undetermined", 2: "pass"}

# Whether the value at a path is not known, by itself or because something around it is not.
unknown_at(resource, path) if resource.unknown[path]

unknown_at(resource, path) if {
	some around, _ in resource.unknown
	startswith(path, $"{around}.")
}

# The value of an argument as given, `null` where it is not known, the fallback where it is left out.
# `block` is the object that holds it and `path` its path in the resource.
argument(resource, block, name, path, fallback) := block[name] if {
	block[name] != null
} else := null if {
	unknown_at(resource, path)
} else := fallback

# The first block of a kind: an empty one where there is none.
first_block(resource, name) := resource.values[name][0]

first_block(resource, name) := {} if not resource.values[name][0]

# An attribute through which a reference means the resource itself.
_own := {"id", "arn", "name", "key_id", "target_key_arn", "target_key_id", "json"}

# An attribute through which a reference means something that AWS makes together with the resource.
_companions := {
	"vpc_config.0.cluster_security_group_id": "cluster_security_group",
	"default_security_group_id": "default_security_group",
	"default_network_acl_id": "default_network_acl",
	"default_route_table_id": "default_route_table",
	"main_route_table_id": "default_route_table",
}

# What a resource that adopts a default of a VPC really is: the VPC's default.
_adopted[address] := $"{edge.to}#default_network_acl" if {
	some address, resource in input.resources.aws_default_network_acl
	edge := _only(resource.edges.default_network_acl_id)
}

_adopted[address] := $"{edge.to}#default_route_table" if {
	some address, resource in input.resources.aws_default_route_table
	edge := _only(resource.edges.default_route_table_id)
}

_adopted[address] := $"{edge.to}#default_security_group" if {
	some address, resource in input.resources.aws_default_security_group
	edge := _only(resource.edges.vpc_id)
}

adopted := _adopted

_only(references) := edge if {
	count(references) == 1
	references[0].certainty == "exact"
	[edge] = references[0].targets
	edge.type == "aws_vpc"
}

_adopting := {
	"aws_default_network_acl": "default_network_acl_id",
	"aws_default_route_table": "default_route_table_id",
	"aws_default_security_group": "vpc_id",
}

# Defaults of VPCs that a resource may adopt, where the input does not tell whose it adopts.
_perhaps_adopted contains $"{vpc}#{trim_prefix(type, "aws_")}" if {
	some type, argument_name in _adopting
	some address, resource in input.resources[type]
	not _adopted[address]
	some vpc, _ in input.resources.aws_vpc
	_may_adopt(resource, argument_name, vpc)
}

_may_adopt(resource, path, _) if {
	unknown_at(resource, path)
	not resource.edges[path]
}

_may_adopt(resource, path, _) if {
	some reference in resource.edges[path]
	reference.certainty == "unknown"
}

_may_adopt(resource, path, vpc) if {
	some reference in resource.edges[path]
	some edge in reference.targets
	_is_or_hides(edge, vpc)
}

perhaps_adopted := _perhaps_adopted

_is_or_hides(edge, vpc) if edge.to == vpc

_is_or_hides(edge, _) if edge.type != "aws_vpc"

# The identity of what an edge means: an address, or `address#companion`. Undefined where the attribute is neither, so that
# nothing is concluded from it.
identity(edge) := object.get(adopted, edge.to, edge.to) if _own[edge.attribute]

identity(edge) := $"{edge.to}#{companion}" if companion := _companions[edge.attribute]

# What an argument refers to. `literals` are the known values at the path, which are identities of their own (an id of something
# that this input does not hold). `missing` are the references that cannot be followed.
links(resource, path, literals) := no_links if {
	count(literals) == 0
	not resource.edges[path]
	not unknown_at(resource, path)
} else := {
	"certain": certain,
	"possible": (certain | {identity(edge) | some edge in references[_].targets}),
	"open": count(unfollowed) > 0,
	"missing": unfollowed,
} if {
	references := object.get(resource.edges, path, [])
	exact := {identity(edge) | some reference in references; reference.certainty == "exact"; some edge in reference.targets}
	certain := exact | _beside(resource, path, exact, literals)
	unfollowed := {$"{resource.address}: {reference.reference}" |
		some reference in references
		not _followed(reference)
	} | {$"{resource.address}: {path}" |
		count(references) == 0
		unknown_at(resource, path)
	}
}

# A reference wins over a literal of the same value: where all is known and there are as many references as values, the values are
# those of what is referred to.
_beside(resource, path, exact, literals) := set() if {
	count(literals) <= count(exact)
	not unknown_at(resource, path)
} else := {literal | some literal in literals}

_followed(reference) if {
	reference.certainty != "unknown"
	every edge in reference.targets {
		identity(edge)
	}
}

no_links := {"certain": set(), "possible": set(), "open": false, "missing": set()}

# Links that may mean anything: this input does not tell what.
not_told(what) := {"certain": set(), "possible": set(), "open": true, "missing": {what}}

# Links that mean one thing for certain.
itself(id) := {"certain": {id}, "possible": {id}, "open": false, "missing": set()}

# Whether links leave open what they mean, and whether they may mean one thing.
unsure(found) if found.open

unsure(found) if found.possible != found.certain

may_mean(found, _) if found.open

may_mean(found, id) if found.possible[id]

# The one thing that a single-valued argument means; undefined where that is not certain.
target(resource, path, literals) := one if {
	found := links(resource, path, literals)
	not found.open
	count(found.possible) == 1
	some one in found.certain
}

# Several links taken together.
union_of(many) := {
	"certain": union({found.certain | some found in many}),
	"possible": union({found.possible | some found in many}),
	"open": true in {found.open | some found in many},
	"missing": union({found.missing | some found in many}),
}

# Literal values of a list argument, and of a single-valued one, in the form that `links` takes.
list_of(object, name) := object[name]

list_of(object, name) := [] if not object[name]

single(object, name) := [object[name]]

single(object, name) := [] if not object[name]

# A judgement: a value, why it is so, what it rests on, and what it misses.
judgement(value, why, related, missing) := {"value": value, "why": why, "related": related, "missing": missing}

holds := judgement(yes, "", set(), set())

# All of several judgements: the worst one; of equally bad ones the first in the order of their words.
all_of(judgements) := holds if count(judgements) == 0

all_of(judgements) := worst if {
	lowest := min({judgement.value | some judgement in judgements})
	worst := sort([judgement | some judgement in judgements; judgement.value == lowest])[0]
}

# All of a path's hops, in their order: the worst one; of equally bad ones the first on the path.
first_worst(hops) := worst if {
	lowest := min({hop.value | some hop in hops})
	worst := [hop | some hop in hops; hop.value == lowest][0]
}

# All of what links mean, by a judgement of each thing that they may mean. One that they may not mean after all does not
# make it `no`, unless none of them all would do.
of_all(found, judged) := all_of({one | some one in judged}) if {
	_counts_whole(found, judged)
} else := all_of({judged[id] | some id in found.certain} | {_unproved(one, id) | some id, one in judged})

_counts_whole(found, _) if found.possible == found.certain

_counts_whole(found, judged) if {
	count(found.certain) == 0
	not found.open
	every id in found.possible {
		judged[id].value == no
	}
}

_unproved(judged, id) := softened(judged, {$"whether {named(id)} is meant"})

# What does not hold is not known to matter, where something else is not known.
softened(judged, missing) := judgement(maybe, judged.why, judged.related, judged.missing | missing) if {
	judged.value == no
} else := judged

# What is so whichever of several cases turns out to be: their common value, or not known.
either(judgements, what_decides) := judgement(
	maybe, _perhaps(worst), worst.related,
	worst.missing | {what_decides},
) if {
	count({judged.value | some judged in judgements}) > 1
	worst := first_worst(judgements)
}

_perhaps(judged) := $"it may be that {judged.why}" if judged.value == no

_perhaps(judged) := judged.why if judged.value != no

either(judgements, _) := first_worst(judgements) if count({judged.value | some judged in judgements}) == 1

# An identity in words.
named(id) := $"the {replace(replace(companion, "_", " "), "acl", "ACL")} of {owner}" if [owner, companion] = split(id, "#")

named(id) := id if not contains(id, "#")

names(ids) := concat(", ", sort([named(id) | some id in ids]))

# A judgement of one argument: whether it has one of the wanted values. `null` stands for one that is not known.
wanted(address, path, value, allowed, why) := holds if {
	value in allowed
} else := judgement(maybe, $"{path} of {address} is not known", set(), {$"{address}: {path}"}) if {
	value == null
} else := judgement(no, why, set(), set())

# Whether the provider of the input has an argument: what is newer than the provider can be neither given nor asked for.
provided(resource, name) if not name in object.get(resource, "lacks", [])
