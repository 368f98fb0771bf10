# METADATA
# title: Administrators of the cluster are meant to be
# description: >-
#   Whoever has administrator's access to the whole cluster is one IAM role or user, neither a wildcard nor an account's root, and has it
#   by an access policy, not by the group `system:masters`. Where the setting `cluster_admins` lists ARNs, it is one of them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: high
#   settings: [cluster_admins]
#   party:
#     side: you
#     items: [RBAC]
#   remediation: >-
#     Associate AmazonEKSClusterAdminPolicy with the few roles that the setting `cluster_admins` lists, and give others a lesser access
#     policy, or one in the scope of their namespaces.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cluster-admins-listed"]

import data.eksgate.lib.access_entries
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values

results contains result.of(address, {"principal_arn"}, _if_admin(address, association, _judgement(address, association.principal))) if {
	some address, association in access_entries.associations
	access_entries.makes_admin(association) != values.no
}

# EKS refuses groups that begin with `system:`, so that groups that are not known do not make an administrator either.
results contains result.of(address, {"kubernetes_groups"}, values.judgement(
	values.no,
	$"{address} puts its principal into the group system:masters, whose rights nothing in the cluster can narrow; EKS refuses such groups",
	set(), set(),
)) if {
	some address, entry in access_entries.all
	"system:masters" in entry.groups
}

# What perhaps makes no administrator fails nothing.
_if_admin(address, association, judged) := values.judgement(
	values.maybe,
	$"whether {address} makes an administrator of the whole cluster is not known; if it does: {judged.why}",
	judged.related, judged.missing | (access_entries.openings(address, association) - {$"{address}: cluster_name"}),
) if {
	judged.value == values.no
	access_entries.makes_admin(association) == values.maybe
} else := judged

_judgement(address, principal) := values.judgement(
	values.maybe,
	$"who becomes administrator by {address} is not known",
	set(), {$"{address}: principal_arn"},
) if {
	principal == null
} else := values.judgement(
	values.no,
	$"{address} makes {principal} an administrator, which is no single role or user",
	set(), set(),
) if {
	access_entries.kind(principal) in {"wildcard", "root"}
} else := values.judgement(
	values.no,
	$"{address} makes {principal} an administrator, which the setting `cluster_admins` does not list",
	set(), set(),
) if {
	_is_listed(principal) == values.no
} else := values.judgement(
	values.maybe,
	$"{address} makes {principal} an administrator, whose ARN is not known",
	set(), {$"{address}: principal_arn"},
) if {
	_is_listed(principal) == values.maybe
} else := values.judgement(
	values.maybe,
	$"{address} makes {principal} an administrator, and whether that is a single role or user is not known",
	set(), {$"{address}: principal_arn"},
) if {
	access_entries.kind(principal) == null
} else := values.holds

_is_listed(_) := values.yes if settings.cluster_admins == null

_is_listed(principal) := max({values.no} | {access_entries.same(principal, listed) | some listed in settings.cluster_admins}) if {
	settings.cluster_admins != null
	not access_entries.nameless(principal)
}

_is_listed(principal) := values.maybe if {
	settings.cluster_admins != null
	access_entries.nameless(principal)
}
