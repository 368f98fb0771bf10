# METADATA
# title: Cluster administrators are named, and listed
# description: >-
#   Whoever administers a whole cluster is one named principal: never a wildcard, the root of an account or the group `system:masters`. With the
#   setting `cluster_admins` it is one of those that the setting lists.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
# custom:
#   severity: high
#   settings: [cluster_admins]
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Associate administrators' access policies with named roles, those that the setting `cluster_admins` lists, and give no group `system:masters`.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cluster-admins-listed"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(address, {"principal_arn"}, _weighed(association, access_entries.administers(association))) if {
	some address, association in access_entries.associations
	access_entries.administers(association) != values.no
}

# An entry administers by itself only through a group that Kubernetes grants everything.
results contains result.of(address, {"kubernetes_groups"}, _by_group(address, entry)) if {
	some address, entry in access_entries.entries
	_perhaps_masters(entry)
}

_perhaps_masters(entry) if "system:masters" in entry.values.kubernetes_groups

_perhaps_masters(entry) if values.unknown_at(entry, "kubernetes_groups")

_by_group(address, entry) := values.judgement(
	values.no,
	$"{address} puts its principal into `system:masters`, which no policy can limit",
	set(), set(),
) if {
	"system:masters" in entry.values.kubernetes_groups
} else := values.judgement(
	values.maybe,
	$"the groups of {address} are not known",
	set(), {$"{address}: kubernetes_groups"},
)

_weighed(association, certainty) := judged if {
	certainty == values.yes
	judged := _judgement(association)
} else := values.either(
	[values.holds, _judgement(association)],
	$"{association.address}: policy_arn, access_scope",
)

_judgement(association) := values.judgement(
	values.maybe,
	$"the principal of {association.address} is not known",
	set(), found.missing,
) if {
	found := access_entries.principal(association)
	found.open
} else := values.of_all(found, {id: _principal(association.address, id) | some id in found.possible}) if {
	found := access_entries.principal(association)
}

_principal(association, id) := values.judgement(
	values.no,
	$"{association} lets {id} administer the cluster, which is not one named principal",
	set(), set(),
) if {
	_many(id)
} else := values.holds if {
	settings.cluster_admins == null
} else := values.holds if {
	some listed in settings.cluster_admins
	listed in _arns(id)
} else := values.judgement(
	values.no,
	$"{association} lets {id} administer the cluster, whom the setting `cluster_admins` does not list",
	{id}, set(),
) if {
	count(_arns(id)) > 0
} else := values.judgement(
	values.maybe,
	$"whether the setting `cluster_admins` lists {id} is not known",
	{id}, {$"{id}: arn"},
)

# A wildcard, an account, the root of one.
_many(id) if contains(id, "*")

_many(id) if regex.match(`^[0-9]{12}$`, id)

_many(id) if endswith(id, ":root")

# What an identity is called in the setting: the ARN of a role made here is known once it is there; before that by its name.
_arns(id) := {id} if startswith(id, "arn:")

_arns(id) := {arn} if arn := input.resources.aws_iam_role[id].values.arn

_arns(id) := {listed | some listed in settings.cluster_admins; endswith(listed, $"/{role.values.name}")} | {role.values.name} if {
	role := input.resources.aws_iam_role[id]
	not role.values.arn
}

_arns(id) := set() if {
	not startswith(id, "arn:")
	not input.resources.aws_iam_role[id].values.arn
	not input.resources.aws_iam_role[id].values.name
}
