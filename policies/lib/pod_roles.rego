# METADATA
# title: Roles of pods
# description: >-
#   What gives pods roles: pod identity associations, of their own or in an add-on, an add-on's service account role, and trust policies that
#   let pods in.
package eksgate.lib.pod_roles

import data.eksgate.lib.iam
import data.eksgate.lib.trust
import data.eksgate.lib.values

service := "pods.eks.amazonaws.com"

# Each with the resource and argument that name the role, and the method by which pods assume it; `role` is `null` where it is not one made here.
uses contains _use(association, "role_arn", values.single(association.values, "role_arn"), "pod identity") if {
	some association in input.resources.aws_eks_pod_identity_association
	association.mode == "managed"
}

# A target role is assumed by the role before it.
uses contains _use(association, "target_role_arn", values.single(association.values, "target_role_arn"), "another role") if {
	some association in input.resources.aws_eks_pod_identity_association
	association.mode == "managed"
	_given(association, "target_role_arn")
}

uses contains _use(addon, $"pod_identity_association.{index}.role_arn", values.single(block, "role_arn"), "pod identity") if {
	some addon in input.resources.aws_eks_addon
	addon.mode == "managed"
	some index, block in addon.values.pod_identity_association
}

uses contains _use(addon, "pod_identity_association", [], "pod identity") if {
	some addon in input.resources.aws_eks_addon
	addon.mode == "managed"
	addon.unknown.pod_identity_association
}

uses contains _use(addon, "service_account_role_arn", values.single(addon.values, "service_account_role_arn"), "web identity") if {
	some addon in input.resources.aws_eks_addon
	addon.mode == "managed"
	_given(addon, "service_account_role_arn")
}

_given(resource, path) if resource.values[path]

_given(resource, path) if values.unknown_at(resource, path)

_use(resource, path, literals, method) := {"by": resource.address, "path": path, "method": method, "role": _role(resource, path, literals)}

_role(resource, path, literals) := role if {
	role := iam.role_of(resource, path, literals)
} else := null

methods(role) := {use.method | some use in uses; use.role == role}

# Roles that let pods assume them.
trusting contains role if {
	some role, _ in input.resources.aws_iam_role
	some statement in trust.openings(role)
	some principal in statement.principals
	of_pods(principal)
}

of_pods(principal) if principal == {"kind": "Service", "id": service}

of_pods(principal) if oidc_host(principal)

# The host of a cluster's OIDC provider, as it stands in the keys of conditions.
oidc_host(principal) := lower(host) if {
	principal.kind == "Federated"
	[_, host] := split(principal.id, ":oidc-provider/")
	regex.match(`^oidc[.-]eks`, host)
}
