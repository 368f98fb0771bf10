# METADATA
# title: The VPC CNI has a role of its own
# description: >-
#   The permissions of the VPC CNI hang on a role of its service account, and not on the roles of nodes, where every pod that reaches the metadata
#   of its node has them too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
# custom:
#   severity: low
#   settings: [cni]
#   party:
#     side: you
#     items: [IAM roles]
#   remediation: >-
#     Give the vpc-cni add-on a role through `pod_identity_association` or `service_account_role_arn`, and take AmazonEKS_CNI_Policy off the nodes' role.
#   aliases: []
package eksgate.rules["shared-responsibility"]["cni-permissions-separate"]

import data.eksgate.lib.clusters
import data.eksgate.lib.iam
import data.eksgate.lib.node_roles
import data.eksgate.lib.result
import data.eksgate.lib.settings
import data.eksgate.lib.values
import data.eksgate.lib.vpc_cni

results contains result.of(cluster, {"name"}, _judgement(cluster)) if {
	settings.cni == "vpc-cni"
	some cluster, carriers in clusters.carriers_of
	some carrier in carriers
	clusters.node_groups[carrier]
}

_judgement(cluster) := values.judgement(
	values.no,
	$"the VPC CNI of {cluster} acts by the role of its nodes",
	{user.user | some user in vpc_cni.users(cluster)}, set(),
) if {
	every user in vpc_cni.users(cluster) {
		clusters.node_groups[user.user]
	}
} else := values.judgement(
	values.no,
	$"{values.names(sharing)} has AmazonEKS_CNI_Policy, though the VPC CNI of {cluster} has a role of its own",
	sharing, set(),
) if {
	sharing := {role |
		some group in clusters.carriers_of[cluster]
		role := node_roles.of[group]
		iam.managed_names(role).AmazonEKS_CNI_Policy
	}
	count(sharing) > 0
} else := values.judgement(
	values.maybe,
	$"by which role the VPC CNI of {cluster} acts is not known",
	set(), {$"the role of {user.user}" | some user in vpc_cni.users(cluster); user.role == null},
) if {
	some user in vpc_cni.users(cluster)
	user.role == null
	not input.resources.aws_eks_addon[user.user]
} else := values.holds
