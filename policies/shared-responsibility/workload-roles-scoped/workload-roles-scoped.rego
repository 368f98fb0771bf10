# METADATA
# title: Roles of pods are scoped
# description: >-
#   A role that pods assume lets in those pods alone: by web identity with conditions on the audience and on a subject that names at least the
#   namespace, by pod identity with both `sts:AssumeRole` and `sts:TagSession` for `pods.eks.amazonaws.com`. It has no administrator or
#   wildcard policy. A role whose trust policy is not known may be one of pods, unless something else uses it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: high
#   party:
#     side: you
#     items: [IAM roles, pod configuration]
#   remediation: >-
#     Bind `sub` to `system:serviceaccount:NAMESPACE:NAME` and `aud` to `sts.amazonaws.com`, or trust `pods.eks.amazonaws.com` alone for
#     `sts:AssumeRole` and `sts:TagSession`; attach only what the pods need.
#   aliases: []
package eksgate.rules["shared-responsibility"]["workload-roles-scoped"]

import data.eksgate.lib.broad_policies
import data.eksgate.lib.cluster_roles
import data.eksgate.lib.fargate_roles
import data.eksgate.lib.node_entries
import data.eksgate.lib.node_roles
import data.eksgate.lib.pod_roles
import data.eksgate.lib.pod_trust
import data.eksgate.lib.result
import data.eksgate.lib.trust
import data.eksgate.lib.values

results contains result.of(role, {"assume_role_policy"}, values.all_of(_of_trust(role) | {broad_policies.none(role)})) if {
	some role in ((_assumed | pod_roles.trusting) | _untold)
}

_assumed := {use.role | some use in pod_roles.uses; use.role != null}

_untold := {role | some role, resource in input.resources.aws_iam_role; resource.mode == "managed"; not trust.known(role)} - _otherwise_used

_otherwise_used := {role | some role in cluster_roles.of} | ({role | some role in node_roles.of} | ({role |
	some role in node_entries.roles
} | {role | some role in fargate_roles.of}))

# Whom the role before it trusts is the matter of a target role's own trust policy.
_of_trust(role) := set() if {
	pod_roles.methods(role) == {"another role"}
} else := {values.judgement(
	values.maybe,
	$"the trust policy of {role} is not known",
	set(), {$"{role}: assume_role_policy"},
)} if {
	not trust.known(role)
} else := ({pod_trust.scoped(role)} | _pod_identity(role)) | _web_identity(role)

_pod_identity(role) := {trust.lets(role, pod_roles.service, {"sts:AssumeRole", "sts:TagSession"})} if {
	_by_pod_identity(role)
} else := set()

_by_pod_identity(role) if "pod identity" in pod_roles.methods(role)

_by_pod_identity(role) if {
	some statement in trust.openings(role)
	{"kind": "Service", "id": pod_roles.service} in statement.principals
}

_web_identity(role) := {values.judgement(
	values.no,
	$"an add-on's service account is to assume {role}, whose trust policy lets in no OIDC provider of a cluster",
	set(), set(),
)} if {
	"web identity" in pod_roles.methods(role)
	not pod_trust.lets_web_identity(role)
} else := set()

# What names a role that is not made here is the subject itself.
results contains result.of(address, paths, values.judgement(
	values.maybe,
	$"this input does not tell the role that {address} gives to pods as one made here, so its trust and its policies are not known",
	set(), {$"{address}: {path}" | some path in paths},
)) if {
	some address in {use.by | some use in pod_roles.uses}
	paths := {use.path | some use in pod_roles.uses; use.by == address; use.role == null}
	count(paths) > 0
}
