# METADATA
# title: Roles of Auto Mode clusters are complete
# description: >-
#   The role of a cluster in Auto Mode has the policies by which EKS starts nodes, volumes, load balancers and network interfaces
#   (AmazonEKSComputePolicy, AmazonEKSBlockStoragePolicy, AmazonEKSLoadBalancingPolicy, AmazonEKSNetworkingPolicy), or statements that allow
#   the same, and its trust policy allows `sts:TagSession`.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
# custom:
#   severity: critical
#   party:
#     side: aws
#     items: [scaling]
#   remediation: >-
#     Attach AmazonEKSComputePolicy, AmazonEKSBlockStoragePolicy, AmazonEKSLoadBalancingPolicy and AmazonEKSNetworkingPolicy to the cluster's
#     role, and allow `eks.amazonaws.com` both `sts:AssumeRole` and `sts:TagSession`.
#   aliases: []
package eksgate.rules["shared-responsibility"]["auto-mode-role-complete"]

import data.eksgate.lib.cluster_roles
import data.eksgate.lib.clusters
import data.eksgate.lib.result
import data.eksgate.lib.rights
import data.eksgate.lib.trust
import data.eksgate.lib.values

# Of each policy, what it is for.
_policies := {
	"AmazonEKSBlockStoragePolicy": {"ec2:AttachVolume", "ec2:CreateSnapshot", "ec2:CreateVolume", "ec2:DeleteVolume", "ec2:DetachVolume"},
	"AmazonEKSComputePolicy": {"ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances", "iam:AddRoleToInstanceProfile"},
	"AmazonEKSLoadBalancingPolicy": {"elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"},
	"AmazonEKSNetworkingPolicy": {"ec2:CreateNetworkInterface"},
}

results contains result.of(cluster, {"role_arn"}, _complete(cluster)) if {
	some cluster, _ in clusters.all
	clusters.auto_mode(cluster) == true
}

results contains result.of(cluster, {"role_arn"}, values.either(
	[values.holds, _complete(cluster)],
	$"{cluster}: compute_config.0.enabled",
)) if {
	some cluster, _ in clusters.all
	clusters.auto_mode(cluster) == null
}

_complete(cluster) := _judged(cluster, role, values.all_of({trust.lets(
	role, "eks.amazonaws.com",
	{"sts:AssumeRole", "sts:TagSession"},
)} | {rights.has(role, policy, actions) | some policy, actions in _policies})) if {
	role := cluster_roles.of[cluster]
} else := values.judgement(
	values.maybe,
	$"{cluster} is in Auto Mode, and this input does not tell its role as one made here, so its policies are not known",
	set(), {$"{cluster}: role_arn"},
)

_judged(_, _, found) := found if found.value == values.yes

_judged(cluster, role, found) := values.judgement(
	found.value,
	$"{cluster} is in Auto Mode: {found.why}",
	{role}, found.missing,
) if {
	found.value != values.yes
}
