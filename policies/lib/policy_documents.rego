# METADATA
# title: Policy documents
# description: >-
#   The statements of a policy, written as JSON or as a policy document data source, in one form. What statements say about resources
#   and principals, and whether they have conditions, is told beside what they say about actions.
package eksgate.lib.policy_documents

import data.eksgate.lib.values

# The document that an argument holds. `statements` is `null` where they are not known.
document(resource, path, block) := {"address": resource.address, "path": path, "statements": _statements(resource, path, block)}

_statements(_, _, block) := _parsed(block.policy)

_statements(resource, path, block) := statements if {
	not block.policy
	statements := _source_statements(values.target(resource, path, []))
}

_statements(resource, path, block) := null if {
	not block.policy
	not _known_source(resource, path)
}

_known_source(resource, path) if _source_statements(values.target(resource, path, []))

# The statements of a policy document that is written out whole.
_source_statements(id) := [_from_block(statement) | some statement in source.values.statement] if {
	source := input.resources.aws_iam_policy_document[id]
	count(source.unknown) == 0
	count(object.get(source.values, "statement", [])) > 0
	every argument in ["source_policy_documents", "override_policy_documents"] {
		count(object.get(source.values, argument, [])) == 0
		count(object.get(source.edges, argument, [])) == 0
	}
}

_parsed(text) := [_from_json(statement) | some statement in _as_list(json.unmarshal(text).Statement)] if {
	json.is_valid(text)
	json.unmarshal(text).Statement
} else := null

_as_list(value) := value if is_array(value)

_as_list(value) := [value] if not is_array(value)

_from_json(statement) := _statement({
	"effect": statement.Effect,
	"actions": _as_list(object.get(statement, "Action", [])),
	"not_actions": _as_list(object.get(statement, "NotAction", [])),
	"resources": _as_list(object.get(statement, "Resource", [])),
	"not_resources": _as_list(object.get(statement, "NotResource", [])),
	"said_conditions": object.get(statement, "Condition", {}),
	"conditions": [{"operator": operator, "key": key, "values": {value | some value in _as_list(wanted)}} |
		some operator, keys in object.get(statement, "Condition", {})
		some key, wanted in keys
	],
	"principals": _principals(object.get(statement, "Principal", {})),
	"excepting": object.get(statement, "NotPrincipal", null) != null,
	"everyone": object.get(statement, "Principal", "") in {"*", {"AWS": "*"}, {"AWS": ["*"]}},
})

_from_block(statement) := _statement({
	"effect": object.get(statement, "effect", "Allow"),
	"actions": object.get(statement, "actions", []),
	"not_actions": object.get(statement, "not_actions", []),
	"resources": object.get(statement, "resources", []),
	"not_resources": object.get(statement, "not_resources", []),
	"said_conditions": object.get(statement, "condition", []),
	"conditions": [{
		"operator": object.get(condition, "test", ""),
		"key": object.get(condition, "variable", ""),
		"values": {value | some value in object.get(condition, "values", [])},
	} |
		some condition in object.get(statement, "condition", [])
	],
	"principals": {[_kind(principal.type), id] | some principal in object.get(statement, "principals", []); some id in principal.identifiers},
	"excepting": count(object.get(statement, "not_principals", [])) > 0,
	"everyone": _everyone(object.get(statement, "principals", [])),
})

default _everyone(_) := false

_everyone(principals) if {
	some principal in principals
	principal.type in {"*", "AWS"}
	"*" in principal.identifiers
}

# Principals as pairs of kind and identifier.
_principals("*") := {["AWS", "*"]}

_principals(said) := {[kind, id] | some kind, ids in said; some id in _as_list(ids)} if is_object(said)

# The kind "*" of a data source is written as AWS.
_kind(type) := {"*": "AWS"}[type]

_kind(type) := type if type != "*"

# `narrowed`: the statement is not about every resource, or has conditions.
_statement(said) := {
	"effect": said.effect,
	"actions": [lower(action) | some action in said.actions],
	"not_actions": [lower(action) | some action in said.not_actions],
	"resources": said.resources,
	"not_resources": said.not_resources,
	"conditional": count(said.said_conditions) > 0,
	"conditions": said.conditions,
	"principals": said.principals,
	"excepting": said.excepting,
	"everyone": said.everyone,
	"narrowed": _narrowed(said),
}

_narrowed(said) if {
	count(said.said_conditions) > 0
} else if {
	not "*" in said.resources
} else := false

# Whether a statement is about an action.
covers(statement, action) if {
	some pattern in statement.actions
	matches(pattern, lower(action))
}

covers(statement, action) if {
	count(statement.not_actions) > 0
	every pattern in statement.not_actions {
		not matches(pattern, lower(action))
	}
}

# `*` is any text and `?` any character, colons included.
matches(pattern, text) if glob.match(pattern, [], text)
