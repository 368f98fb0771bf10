# METADATA
# title: Policy documents
# description: >-
#   The statements of a policy, written as JSON or as a policy document data source, in one form: effect, actions, resources, principals
#   by kind, and conditions by operator, key and values.
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
	"principals": _principals_from_json(object.get(statement, "Principal", {})),
	"not_principals": _principals_from_json(object.get(statement, "NotPrincipal", {})),
	"conditions": [_condition(operator, key, _as_list(wanted)) |
		some operator, keys in object.get(statement, "Condition", {})
		some key, wanted in keys
	],
})

_principals_from_json(said) := {{"kind": "AWS", "id": said}} if {
	is_string(said)
} else := {{"kind": kind, "id": id} |
	some kind, ids in said
	some id in _as_list(ids)
}

_from_block(statement) := _statement({
	"effect": object.get(statement, "effect", "Allow"),
	"actions": object.get(statement, "actions", []),
	"not_actions": object.get(statement, "not_actions", []),
	"resources": object.get(statement, "resources", []),
	"not_resources": object.get(statement, "not_resources", []),
	"principals": _principals_from_blocks(object.get(statement, "principals", [])),
	"not_principals": _principals_from_blocks(object.get(statement, "not_principals", [])),
	"conditions": [_condition(
		object.get(condition, "test", ""), object.get(condition, "variable", ""),
		object.get(condition, "values", []),
	) |
		some condition in object.get(statement, "condition", [])
	],
})

_principals_from_blocks(blocks) := {{"kind": object.get({"*": "AWS"}, block.type, block.type), "id": id} |
	some block in blocks
	some id in block.identifiers
}

# Operators and keys are the same in any case; values are as written.
_condition(operator, key, wanted) := {"operator": lower(operator), "key": lower(key), "values": [$"{value}" | some value in wanted]}

# `everyone`: principals are not limited. `narrowed`: the statement is not about every resource, or has conditions.
_statement(said) := {
	"effect": said.effect,
	"actions": [lower(action) | some action in said.actions],
	"not_actions": [lower(action) | some action in said.not_actions],
	"resources": said.resources,
	"not_resources": said.not_resources,
	"principals": said.principals,
	"not_principals": said.not_principals,
	"conditions": said.conditions,
	"conditional": count(said.conditions) > 0,
	"everyone": {"kind": "AWS", "id": "*"} in said.principals,
	"narrowed": _narrowed(said),
}

_narrowed(said) if {
	count(said.conditions) > 0
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
