# METADATA
# title: AWS services that carriers need
# description: Which services the nodes or pods of a carrier must reach to start and to run, beside the Kubernetes API.
package eksgate.lib.services

import data.eksgate.lib.clusters
import data.eksgate.lib.values

_images := {"ecr.api", "ecr.dkr", "s3"}

# Every service that a carrier of some kind may need.
ever_needed := _images | {"ec2", "eks", "eks-auth", "sts"}

certainly_needed(carrier) := (_images | _for_nodes(carrier)) | {service |
	some service, sureness in _by_cluster[clusters.carriers[carrier].cluster]
	sureness == values.yes
}

perhaps_needed(carrier) := ({service |
	some service, _ in _by_cluster[clusters.carriers[carrier].cluster]
} | _for_bootstrap(carrier)) - certainly_needed(carrier)

_for_nodes(carrier) := {"ec2"} if clusters.carriers[carrier].kind != "Fargate profile"

_for_nodes(carrier) := set() if clusters.carriers[carrier].kind == "Fargate profile"

# Self-managed nodes ask EKS for the endpoint and CA where their user data, which is not read, leaves them out.
_for_bootstrap(carrier) := {"eks"} if clusters.carriers[carrier].kind == "self-managed node group"

_for_bootstrap(carrier) := set() if clusters.carriers[carrier].kind != "self-managed node group"

_by_cluster[cluster]["eks-auth"] := values.yes if some cluster in _with_pod_identity

_by_cluster[cluster]["eks-auth"] := values.maybe if {
	some cluster, _ in clusters.all
	not _with_pod_identity[cluster]
	_may_have_pod_identity(cluster)
}

_may_have_pod_identity(_) if _association_elsewhere

_may_have_pod_identity(cluster) if _perhaps_with_pod_identity[cluster]

_association_elsewhere if {
	some association in input.resources.aws_eks_pod_identity_association
	not clusters.of(association)
}

_perhaps_with_pod_identity contains clusters.of(addon) if {
	some addon in input.resources.aws_eks_addon
	values.unknown_at(addon, "pod_identity_association")
}

_with_pod_identity contains clusters.of(association) if {
	some association in input.resources.aws_eks_pod_identity_association
}

_with_pod_identity contains clusters.of(addon) if {
	some addon in input.resources.aws_eks_addon
	count(object.get(addon.values, "pod_identity_association", [])) > 0
}

_by_cluster[cluster].sts := values.yes if some cluster in _trusted

# A role whose trust is not known may trust the cluster's provider.
_by_cluster[cluster].sts := values.maybe if {
	some cluster, _ in clusters.all
	not _trusted[cluster]
	_may_be_trusted(cluster)
}

_may_be_trusted(cluster) if {
	_some_trust_not_known
	_providers[cluster]
}

# A provider's ARN written out, which may be this cluster's.
_may_be_trusted(_) if {
	some role in input.resources.aws_iam_role
	contains(role.values.assume_role_policy, ":oidc-provider/oidc.eks.")
}

_some_trust_not_known if {
	some role in input.resources.aws_iam_role
	values.unknown_at(role, "assume_role_policy")
	not _names_providers_alone(role)
}

# A trust policy that is not known, but for the providers that it refers to.
_names_providers_alone(role) if {
	count(role.edges.assume_role_policy) > 0
	every each in role.edges.assume_role_policy {
		each.certainty != "unknown"
		every edge in each.targets {
			edge.type == "aws_iam_openid_connect_provider"
		}
	}
}

_providers[edge.to] contains address if {
	some address, provider in input.resources.aws_iam_openid_connect_provider
	some reference in provider.edges.url
	some edge in reference.targets
}

# Clusters whose provider a role's trust policy names by reference, itself or through a policy document.
_trusted contains cluster if {
	some cluster, providers in _providers
	count(providers & _trusted_providers) > 0
}

_trusted_providers contains edge.to if {
	some role in input.resources.aws_iam_role
	some reference in role.edges.assume_role_policy
	some edge in reference.targets
}

_trusted_providers contains inner_edge.to if {
	some role in input.resources.aws_iam_role
	some reference in role.edges.assume_role_policy
	some edge in reference.targets
	document := input.resources.aws_iam_policy_document[edge.to]
	some references in document.edges
	some inner in references
	some inner_edge in inner.targets
}

# An add-on with a role for its service account uses the OIDC provider too.
_trusted contains clusters.of(addon) if {
	some addon in input.resources.aws_eks_addon
	_has_role(addon)
}

_has_role(addon) if addon.values.service_account_role_arn

_has_role(addon) if addon.edges.service_account_role_arn
